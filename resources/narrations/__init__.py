"""Narrates batches of executions, by templates or by a language model, and verifies them."""
