"""Explanations: a program with all its recorded executions in, a rationale about the program out."""
