"""Splits: takes verified rationales; gives train and eval rows that share nothing, in formats that trainers load."""
