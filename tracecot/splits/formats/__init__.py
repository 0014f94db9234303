"""Formats: takes rows that ship and what they were made from; gives the records that trainers and benchmarks read."""
