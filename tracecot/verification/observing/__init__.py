"""Texts about a program: the program's text and all of its recorded executions in, a verdict out."""
