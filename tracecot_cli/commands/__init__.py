"""One module per command: what it takes, and whom it asks."""
