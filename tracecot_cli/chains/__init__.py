"""Tells the chain behind a row, and its fate."""
