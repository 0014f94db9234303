"""Dual agreement: of many solutions and many tests of one task, those that agree with one another are believed."""
