"""Places what a text says on the events of an execution."""
