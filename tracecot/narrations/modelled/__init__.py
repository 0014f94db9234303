"""Rationales that a language model writes: it is told what happened, and held to the verifier's findings."""
