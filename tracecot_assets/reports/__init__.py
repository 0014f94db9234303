"""What the catalogue shows of an asset after it was made: figures, tables, pictures."""
