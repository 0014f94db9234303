"""The state folder's locks and files: one process at a time, who lives, replacing in one step, a full disk."""
