"""Gives a trace the label that it has earned."""

from dataclasses import replace
from functools import lru_cache

from tracecot.execution import Answer, RejectedTrace, Trace
from tracecot.traces.rederiving.code import Code
from tracecot.traces.rederiving.rederive import rederive

NOT_REDERIVED = "not_rederived"
FAILED = "failed"  # stands for a kind of event in `rederived` where the re-deriver itself failed


def proven(code: str, given: str, trace: Trace) -> Answer:
    """The trace with the share of its events that follow again from the program's text; a contradicted one rejected.

    A cross-checked trace of which every event follows is `re-derived`: it is right, whoever wrote it.

    Args:
        code: the program that was executed.
        given: the arguments of the call, as source.
        trace: what is recorded of it.
    """
    try:
        found = rederive(_read(code), trace, given)
    except Exception:  # a mistake of ours with one execution: it proves nothing, and a check tells
        return replace(trace, rederived=((FAILED, 0, 1),))
    if found.disagreement is not None:
        return RejectedTrace(trace.program_id, trace.call_id, NOT_REDERIVED, str(found.disagreement))
    is_whole = found.is_whole and trace.label == "cross-checked"
    return replace(trace, label="re-derived" if is_whole else trace.label, rederived=found.by_kind())


@lru_cache(maxsize=32)
def _read(code: str) -> Code:
    """The program's text, read once for calls that follow one another."""
    return Code(code)
