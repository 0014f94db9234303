"""What a program and its execution say, ready for questions; and where a reader stands in them."""
