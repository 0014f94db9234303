"""Narrations: takes traces; gives rationales that tell them forward and backward, or why one isn't told."""
