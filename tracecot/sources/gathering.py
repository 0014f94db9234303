"""Takes files of packages or records of data sets and gives programs with their calls, each proven in the sandbox."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from tracecot.execution import Execute, Job, RejectedTrace, Returned
from tracecot.sources.asserting import repository_candidates
from tracecot.sources.choosing import choose, proposals
from tracecot.sources.datasets import record_candidates
from tracecot.sources.draining import drained, gives_iterator
from tracecot.sources.failing import attempted
from tracecot.sources.finding import Candidate, candidates
from tracecot.sources.intake import CallChoices, DataRecord, SourceFile
from tracecot.sources.promises import keeps
from tracecot.sources.records import Call, Program, RejectedSource
from tracecot.sources.sketches import Memory, Sketch, Sketched
from tracecot.sources.unfit import never_entered

#: Why an execution was refused, in the words of this stage.
_REASONS = {"nondeterministic": "nondeterministic", "not_python": "not_python", "no_entry_point": "no_entry_point"}


@dataclass(frozen=True, slots=True)
class Admitted:
    """A program that does in the sandbox what its source says, with its calls."""

    program: Program
    calls: tuple[Call, ...]
    paths: int  # distinct ways that its calls take


Gathered = Admitted | RejectedSource


def gather(
    files: Iterable[SourceFile],
    corpus: str,
    execute: Execute,
    choices: CallChoices | None = None,
    memory: Memory | None = None,
) -> Iterator[Gathered]:
    """The programs of a package's files; calls that the memory knows are not executed, and it learns the others."""
    return admit(candidates(files, corpus), execute, choices or CallChoices(), memory or Memory())


def gather_repository(
    files: Iterable[SourceFile],
    tests: Iterable[SourceFile],
    corpus: str,
    execute: Execute,
    choices: CallChoices | None = None,
    memory: Memory | None = None,
) -> Iterator[Gathered]:
    """The same for a folder of files with its tests."""
    return admit(repository_candidates(files, tests, corpus), execute, choices or CallChoices(), memory or Memory())


def gather_records(
    records: Iterable[DataRecord | RejectedSource],
    corpus: str,
    execute: Execute,
    choices: CallChoices | None = None,
    memory: Memory | None = None,
) -> Iterator[Gathered]:
    """The same for the records of a data set."""
    return admit(record_candidates(records, corpus), execute, choices or CallChoices(), memory or Memory())


def admit(
    found: Iterable[Candidate | RejectedSource], execute: Execute, choices: CallChoices, memory: Memory
) -> Iterator[Gathered]:
    """Runs the candidates and keeps what reproduces."""
    iterators: list[Candidate] = []
    for one in _tried(_once(found), execute, choices, memory):
        if isinstance(one, RejectedSource):
            yield one
            continue
        entry = attempted(partial(_entry, one), partial(rejected, one.candidate.program))
        match entry:
            case Candidate():
                iterators.append(entry)
            case RejectedSource():
                yield entry
            case None:
                yield from _admitted(one, choices)
    for one in _tried(iterators, execute, choices, memory):
        yield from [one] if isinstance(one, RejectedSource) else _admitted(one, choices)


def _entry(tried: "_Tried") -> Candidate | None:
    """The candidate that drains what this one gives; None where that is no iterator."""
    return drained(tried.candidate) if any(map(gives_iterator, tried.answers)) else None


def _admitted(tried: "_Tried", choices: CallChoices) -> list[Gathered]:
    """As `_judged`."""
    made = attempted(lambda: list(_judged(tried, choices)), partial(rejected, tried.candidate.program))
    return [made] if isinstance(made, RejectedSource) else made


def _once(found: Iterable[Candidate | RejectedSource]) -> Iterator[Candidate | RejectedSource]:
    """What was found, each program once."""
    seen: set[str] = set()
    for one in found:
        if isinstance(one, RejectedSource):
            yield one
        elif one.program.id in seen:
            yield rejected(one.program, "duplicate", "the same program was found before")
        else:
            seen.add(one.program.id)
            yield one


@dataclass(frozen=True, slots=True)
class _Tried:
    """A candidate with the calls made from its own, and the answers: first to its own calls, then to those."""

    candidate: Candidate
    made: list[Call]
    answers: list[Sketched]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A candidate that is tried: its own calls and the made ones, and whether some of them must be executed."""

    candidate: Candidate
    made: list[Call]
    executed: bool


def _tried(
    found: Iterable[Candidate | RejectedSource], execute: Execute, choices: CallChoices, memory: Memory
) -> Iterator[_Tried | RejectedSource]:
    """What the sources promise is tried together with more calls, so that a program is prepared once for all of them.

    Candidates are drawn from `found` while those before them run.
    """
    asked: deque[_Asked | RejectedSource] = deque()

    def jobs() -> Iterator[Job]:
        for one in found:
            if isinstance(one, RejectedSource):
                asked.append(one)
                continue
            made = attempted(partial(proposals, one.program, one.calls, choices), partial(rejected, one.program))
            if isinstance(made, RejectedSource):
                asked.append(made)
                continue
            unknown = memory.unknown([*one.calls, *made])
            asked.append(_Asked(one, made, bool(unknown)))
            if unknown:
                yield _job(one.program, unknown)

    def answered(one: _Asked | RejectedSource) -> _Tried | RejectedSource:
        if isinstance(one, RejectedSource):
            return one
        return _Tried(one.candidate, one.made, memory.recall([*one.candidate.calls, *one.made]))

    for answers in execute(jobs(), "sketched"):
        memory.note(answers)
        while not _waits(one := asked.popleft()):
            yield answered(one)
        yield answered(one)
    yield from map(answered, asked)


def _waits(one: _Asked | RejectedSource) -> bool:
    return isinstance(one, _Asked) and one.executed


def _judged(tried: _Tried, choices: CallChoices) -> Iterator[Gathered]:
    """The program with its documented calls that hold and the made ones that go a new way."""
    candidate, documented, kept_answers = tried.candidate, [], []
    for call, answer in zip(candidate.calls, tried.answers, strict=False):
        if (why := _unkept(call, answer)) is None and isinstance(answer, Sketch):
            documented.append(call)
            kept_answers.append(answer)
        else:
            yield rejected(candidate.program, *(why or ("not_reproduced", "")))
    if documented:
        kept = {call.id for call in documented}
        made = zip(tried.made, tried.answers[len(candidate.calls) :], strict=True)
        chosen, paths = choose(documented, kept_answers, [one for one in made if one[0].made_from in kept], choices)
        yield Admitted(candidate.program, tuple(chosen), paths)


def _job(program: Program, calls: Iterable[Call]) -> Job:
    return Job(program.id, program.code, program.entry_point, tuple((one.id, one.input) for one in calls))


def _unkept(call: Call, answer: Sketched) -> tuple[str, str] | None:
    """Why a documented call isn't taken; None when it is."""
    if isinstance(answer, RejectedTrace):
        return _REASONS.get(answer.reason, "unsupported"), f"({call.input}): {answer.reason}: {answer.detail}"[:300]
    if not answer.events:
        return never_entered(call.input, answer.outcome)
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
