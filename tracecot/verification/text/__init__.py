"""A rationale as text: sentences, tokens, tables, and the code in them."""
