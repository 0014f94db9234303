"""Examines the verifier on batches of rationales."""
