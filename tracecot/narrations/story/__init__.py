"""The execution as a story: its tree, its places, and what matters in it."""
