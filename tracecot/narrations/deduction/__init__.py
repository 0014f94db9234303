"""From a result back to the arguments: what made its parts, from what, and which conditions let them through."""
