"""Reads what programs come from: packages, repositories, data sets, evaluation sets; and gathers them in workers."""
