"""Verification: takes a rationale's text, its program and the recorded executions; gives a verdict with every claim."""
