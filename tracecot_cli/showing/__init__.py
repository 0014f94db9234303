"""Shows executions, rationales and verdicts to a person."""
