"""The `tracecot` command, one module per command."""
