"""Simpler calls that give the same result, found by executing them: in a few rounds, each from the best so far.

Most candidates give something else, so they are executed untraced first, and recorded only where they give the same.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracecot.execution import Answer, Care, Execute, Job, Outcome, Returned, Trace
from tracecot.narrations.calls.candidates import Proposal, simpler_calls, simplest
from tracecot.sources.records import Call, Program
from tracecot.traces.proving import proven
from tracecot.values import Plain

#: The version of all this; what was shrunk by another one is shrunk anew.
SHRINKER = "2"
ROUNDS = 3  # of at most eight candidates each
FINALISTS = 2  # of a round: the shortest candidates that give the same, which are recorded


@dataclass(frozen=True, slots=True)
class Recorded:
    """An execution that is to be simplified; its trace needs no events yet."""

    program: Program
    call: Call
    trace: Trace


@dataclass(slots=True)
class _Search:
    """How far the search for one execution has got."""

    recorded: Recorded
    best: Call
    proposal: Proposal | None = None

    @property
    def outcome(self) -> Outcome:
        return self.recorded.trace.outcome


def shrunk(
    recorded: Sequence[Recorded],
    known: Mapping[str, Collection[str]],
    execute: Execute,
    with_events: Callable[[Sequence[str]], Mapping[str, Trace]],
) -> list[Proposal]:
    """The simplest call that was found for each execution, with its own execution; none for most.

    Args:
        recorded: executions of some programs.
        known: the inputs of all calls that each of the programs has, by its id.
        execute: the sandbox.
        with_events: the traces with these ids, with their events.
    """
    searches = [_Search(one, one.call) for one in recorded if _is_plain(one.trace.outcome)]
    going = searches
    for _ in range(ROUNDS):
        going = _round(going, known, execute, with_events)
        if not going:
            break
    return [found for one in searches for found in _borne_out(one)]


def _is_plain(outcome: Outcome) -> bool:
    return isinstance(outcome, Returned) and isinstance(outcome.value, Plain)


def _round(
    searches: list[_Search],
    known: Mapping[str, Collection[str]],
    execute: Execute,
    with_events: Callable[[Sequence[str]], Mapping[str, Trace]],
) -> list[_Search]:
    """Goes on with each search; those that found something simpler."""
    tried = [(one, _candidates(one, known[one.recorded.program.id])) for one in searches]
    outcomes = executed(_by_program(tried), execute, "untraced")
    promising = [(one, _finalists(one, calls, outcomes)) for one, calls in tried]
    promising = [(one, calls) for one, calls in promising if calls]
    traces = executed(_by_program(promising), execute, "cross-checked")
    whole = with_events([one.recorded.trace.id for one, _ in promising])
    return [one for one, calls in promising if _is_simplified(one, calls, traces, whole)]


def _candidates(search: _Search, known: Collection[str]) -> list[Call]:
    """Simpler calls than the best so far, of which nothing is recorded."""
    program, asked = search.recorded.program, search.recorded.call
    calls = simpler_calls(program, search.best)
    return [
        replace(call, made_from=asked.id)
        for call in calls
        if call.input not in known and len(call.input) < len(search.best.input)
    ]


def _finalists(search: _Search, calls: Sequence[Call], outcomes: Mapping[str, Answer]) -> list[Call]:
    """The shortest of those that give the same."""
    same = [call for call in calls if _gives(outcomes[call.id], search.outcome)]
    return sorted(same, key=lambda call: (len(call.input), call.input))[:FINALISTS]


def _gives(answer: Answer, outcome: Outcome) -> bool:
    return isinstance(answer, Trace) and answer.outcome == outcome


def _is_simplified(
    search: _Search, calls: Sequence[Call], traces: Mapping[str, Answer], whole: Mapping[str, Trace]
) -> bool:
    """Whether one of them does all that the program did; it is what the search goes on from."""
    asked = whole[search.recorded.trace.id]
    found = simplest(asked, [(call, traces[call.id]) for call in calls])
    if found is None:
        return False
    search.best, search.proposal = found[0], found
    return True


def _borne_out(search: _Search) -> Iterator[Proposal]:
    """What was found, with the label that it has earned; nothing where its program contradicts its recording."""
    if search.proposal is not None:
        call, trace = search.proposal
        judged = proven(search.recorded.program.code, call.input, trace)
        if isinstance(judged, Trace):
            yield call, judged


def _by_program(tried: Iterable[tuple[_Search, Sequence[Call]]]) -> Iterator[tuple[Program, Sequence[Call]]]:
    return ((search.recorded.program, calls) for search, calls in tried)


def executed(wanted: Iterable[tuple[Program, Sequence[Call]]], execute: Execute, care: Care) -> dict[str, Answer]:
    """What the calls came to, by their ids: each is executed once, those of a program together."""
    programs: dict[str, Program] = {}
    calls: dict[str, dict[str, str]] = {}
    for program, some in wanted:
        programs[program.id] = program
        calls.setdefault(program.id, {}).update({call.id: call.input for call in some})
    jobs = [
        Job(name, programs[name].code, programs[name].entry_point, tuple(some.items()))
        for name, some in calls.items()
        if some
    ]
    found: dict[str, Answer] = {}
    for job, answers in zip(jobs, execute(iter(jobs), care), strict=True):
        found |= {call_id: answer for (call_id, _), answer in zip(job.calls, answers, strict=True)}
    return found
