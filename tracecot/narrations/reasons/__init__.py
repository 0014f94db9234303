"""Why things are as they are, and which reasons a reader still needs."""
