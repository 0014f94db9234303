"""Executes programs in workers, and reads executions back in batches."""
