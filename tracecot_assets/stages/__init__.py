"""The stages and what stands beside them: each makes its tables."""
