"""Starts the platform, looks at it, and clears up behind it."""
