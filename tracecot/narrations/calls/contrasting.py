"""Calls with one argument changed, executed for calls that no recorded one shows the use of an argument of."""

from collections.abc import Iterator, Mapping, Sequence

from tracecot.execution import Answer, Execute, Trace
from tracecot.narrations.calls.alternatives import alternative_to, changed_calls
from tracecot.narrations.calls.candidates import Proposal
from tracecot.narrations.calls.shrinking import Recorded, executed
from tracecot.sources.records import Call
from tracecot.traces.proving import proven

Known = Mapping[str, Sequence[tuple[Call, Answer]]]  # the executions that programs have, by the program's id


def contrasted(told: Sequence[Recorded], known: Known, execute: Execute) -> list[Proposal]:
    """For each call that is told one that differs in an argument and gives something else; none for many.

    A few changed calls are executed untraced, and the one that will be told is recorded.

    Args:
        told: the calls with their executions, which need no events.
        known: other calls; where one of them shows it already, nothing is executed.
        execute: the sandbox.
    """
    wanted = [one for one in told if alternative_to(one.program, one.call, one.trace, known[one.program.id]) is None]
    tried = [(one, _unknown(one, known[one.program.id])) for one in wanted]
    outcomes = executed(((one.program, calls) for one, calls in tried), execute, "untraced")
    found = list(_telling(tried, outcomes))
    traces = executed(((one.program, [call]) for one, call in found), execute, "cross-checked")
    kept: dict[str, Proposal] = {}  # several calls may lead to the same one
    for one, call in found:
        answer = traces[call.id]
        judged = proven(one.program.code, call.input, answer) if isinstance(answer, Trace) else None
        if isinstance(judged, Trace) and judged.outcome == _outcome(outcomes[call.id]):
            kept.setdefault(call.id, (call, judged))
    return list(kept.values())


def _unknown(one: Recorded, known: Sequence[tuple[Call, Answer]]) -> list[Call]:
    """Its changed calls that nobody has."""
    inputs = {call.input for call, _ in known}
    return [call for call in changed_calls(one.program, one.call) if call.input not in inputs]


def _telling(
    tried: Sequence[tuple[Recorded, Sequence[Call]]], outcomes: Mapping[str, Answer]
) -> Iterator[tuple[Recorded, Call]]:
    """The one that says most, for each call that has one."""
    for one, calls in tried:
        answers = [(call, outcomes[call.id]) for call in calls]
        alternative = alternative_to(one.program, one.call, one.trace, answers)
        if alternative is not None:
            yield one, alternative.call


def _outcome(answer: Answer) -> object:
    return answer.outcome if isinstance(answer, Trace) else None
