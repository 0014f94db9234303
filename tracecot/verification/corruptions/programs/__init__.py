"""Corruptions of what is said about a program: explanations, and code that was written."""
