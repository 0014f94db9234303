"""Reads sentences: `reader.py` finds the patterns of `wordings/`, and a module for each family makes statements of them."""
