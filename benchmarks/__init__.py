"""Benchmarks: speed of the stages on real functions, run by `tracecot bench`."""
