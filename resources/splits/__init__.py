"""What a selection of samples reads and keeps, and what a language model finds hard."""
