"""What a piece of code in a text is, and how `ast.unparse` would write it."""
