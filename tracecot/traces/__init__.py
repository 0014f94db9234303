"""Traces: takes programs and calls; gives what each execution did, expression by expression, and how it ended."""
