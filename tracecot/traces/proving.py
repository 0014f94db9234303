"""Gives a trace the label that it has earned."""

from dataclasses import replace

from tracecot.execution import Answer, RejectedTrace, Trace
from tracecot.traces.rederiving.code import Code
from tracecot.traces.rederiving.rederive import rederive

NOT_REDERIVED = "not_rederived"


def proven(code: Code, trace: Trace) -> Answer:
    """The trace with the share of its events that follow again from the program's text; a contradicted one rejected.

    A cross-checked trace of which every event follows is `re-derived`: it is right, whoever wrote it.
    """
    found = rederive(code, trace)
    if found.disagreement is not None:
        return RejectedTrace(trace.program_id, trace.call_id, NOT_REDERIVED, str(found.disagreement))
    is_whole = found.is_whole and trace.label == "cross-checked"
    return replace(trace, label="re-derived" if is_whole else trace.label, rederived=found.by_kind())
