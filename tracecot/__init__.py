"""TraceCoT's core: programs and calls in; traces, rationales, verdicts and splits out. Read `flow.py` first."""
