"""The chain behind a row: found, told, and executed anew."""
