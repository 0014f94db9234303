"""Takes files of packages or records of data sets and gives programs with their calls, each proven in the sandbox."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracecot.execution import Answer, Execute, Job, RejectedTrace, Returned, Trace
from tracecot.sources.asserting import repository_candidates
from tracecot.sources.choosing import choose, proposals
from tracecot.sources.datasets import record_candidates
from tracecot.sources.draining import drained, gives_iterator
from tracecot.sources.finding import Candidate, candidates
from tracecot.sources.intake import CallChoices, DataRecord, SourceFile
from tracecot.sources.promises import keeps
from tracecot.sources.records import Call, Program, RejectedSource

#: Why an execution was refused, in the words of this stage.
_REASONS = {"nondeterministic": "nondeterministic", "not_python": "not_python", "no_entry_point": "no_entry_point"}


@dataclass(frozen=True, slots=True)
class Admitted:
    """A program that does in the sandbox what its source says, with its calls."""

    program: Program
    calls: tuple[Call, ...]
    paths: int  # distinct ways that its calls take


Gathered = Admitted | RejectedSource
Known = Callable[[str], bool]


def gather(
    files: Iterable[SourceFile],
    corpus: str,
    execute: Execute,
    choices: CallChoices | None = None,
    known: Known = lambda program: False,
) -> Iterator[Gathered]:
    """The programs of a package's files; those that are `known` by id are passed over without running anything."""
    return admit(candidates(files, corpus), execute, choices or CallChoices(), known)


def gather_repository(
    files: Iterable[SourceFile],
    tests: Iterable[SourceFile],
    corpus: str,
    execute: Execute,
    choices: CallChoices | None = None,
    known: Known = lambda program: False,
) -> Iterator[Gathered]:
    """The same for a folder of files with its tests."""
    return admit(repository_candidates(files, tests, corpus), execute, choices or CallChoices(), known)


def gather_records(
    records: Iterable[DataRecord | RejectedSource],
    corpus: str,
    execute: Execute,
    choices: CallChoices | None = None,
    known: Known = lambda program: False,
) -> Iterator[Gathered]:
    """The same for the records of a data set."""
    return admit(record_candidates(records, corpus), execute, choices or CallChoices(), known)


def admit(
    found: Iterable[Candidate | RejectedSource], execute: Execute, choices: CallChoices, known: Known
) -> Iterator[Gathered]:
    """Runs the candidates and keeps what reproduces."""
    iterators: list[Candidate] = []
    for one in _tried(_new(found, known), execute, choices):
        if isinstance(one, RejectedSource):
            yield one
        elif any(map(gives_iterator, one.answers)) and (entry := drained(one.candidate)) is not None:
            iterators.append(entry)
        else:
            yield from _judged(one, choices)
    for one in _tried(iterators, execute, choices):
        yield from [one] if isinstance(one, RejectedSource) else _judged(one, choices)


def _new(found: Iterable[Candidate | RejectedSource], known: Known) -> Iterator[Candidate | RejectedSource]:
    """What was found, each program once and those that are known not at all."""
    seen: set[str] = set()
    for one in found:
        if isinstance(one, RejectedSource):
            yield one
        elif one.program.id in seen:
            yield rejected(one.program, "duplicate", "the same program was found before")
        else:
            seen.add(one.program.id)
            if not known(one.program.id):
                yield one


@dataclass(frozen=True, slots=True)
class _Tried:
    """A candidate with the calls made from its own, and the answers: first to its own calls, then to those."""

    candidate: Candidate
    made: list[Call]
    answers: tuple[Answer, ...]


def _tried(
    found: Iterable[Candidate | RejectedSource], execute: Execute, choices: CallChoices
) -> Iterator[_Tried | RejectedSource]:
    """What the sources promise is tried together with more calls, so that a program is prepared once for all of them.

    Candidates are drawn from `found` while those before them run.
    """
    asked: deque[tuple[Candidate, list[Call]] | RejectedSource] = deque()

    def jobs() -> Iterator[Job]:
        for one in found:
            if isinstance(one, RejectedSource):
                asked.append(one)
            else:
                made = proposals(one.program, one.calls, choices)
                asked.append((one, made))
                yield _job(one.program, [*one.calls, *made])

    for answers in execute(jobs(), "sketched"):
        while isinstance(one := asked.popleft(), RejectedSource):
            yield one
        yield _Tried(*one, answers)
    yield from (one for one in asked if isinstance(one, RejectedSource))


def _judged(tried: _Tried, choices: CallChoices) -> Iterator[Gathered]:
    """The program with its documented calls that hold and the made ones that go a new way."""
    candidate, documented, traces = tried.candidate, [], []
    for call, answer in zip(candidate.calls, tried.answers, strict=False):
        if (why := _unkept(call, answer)) is None and isinstance(answer, Trace):
            documented.append(call)
            traces.append(answer)
        else:
            yield rejected(candidate.program, *(why or ("not_reproduced", "")))
    if documented:
        kept = {call.id for call in documented}
        made = zip(tried.made, tried.answers[len(candidate.calls) :], strict=True)
        chosen, paths = choose(documented, traces, [one for one in made if one[0].made_from in kept], choices)
        yield Admitted(candidate.program, tuple(chosen), paths)


def _job(program: Program, calls: Iterable[Call]) -> Job:
    return Job(program.id, program.code, program.entry_point, tuple((one.id, one.input) for one in calls))


def _unkept(call: Call, answer: Answer) -> tuple[str, str] | None:
    """Why a documented call doesn't hold; None when it does."""
    if isinstance(answer, RejectedTrace):
        return _REASONS.get(answer.reason, "unsupported"), f"({call.input}): {answer.reason}: {answer.detail}"[:300]
    if call.documented and not keeps(call.documented, answer.outcome):
        outcome = answer.outcome
        shown = getattr(outcome.value, "repr", "a long value") if isinstance(outcome, Returned) else str(outcome)
        return "not_reproduced", f"({call.input}) should be {call.documented[:100]} and is {shown[:100]}"
    return None


def rejected(program: Program, reason: str, detail: str) -> RejectedSource:
    """The rejection of a program that was cut out already."""
    origin = program.origin
    return RejectedSource(
        program.corpus, origin.distribution, origin.path, origin.qualname, origin.first_line, reason, detail
    )
