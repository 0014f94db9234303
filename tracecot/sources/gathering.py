"""Takes files of packages or records of data sets and gives programs with their calls, each proven in the sandbox."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracecot.execution import Answer, Execute, Job, RejectedTrace, Returned, Trace
from tracecot.sources.choosing import choose, proposals
from tracecot.sources.datasets import record_candidates
from tracecot.sources.draining import drained, gives_iterator
from tracecot.sources.finding import Candidate, candidates
from tracecot.sources.intake import CallChoices, DataRecord, SourceFile
from tracecot.sources.promises import keeps
from tracecot.sources.records import Call, Program, RejectedSource

BATCH = 64  # programs in the sandbox at a time: enough for all cores, little enough to hold their traces

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
    """Runs the candidates, batch by batch, and keeps what reproduces."""
    seen: set[str] = set()
    waiting: list[Candidate] = []
    for one in found:
        if isinstance(one, RejectedSource):
            yield one
        elif one.program.id in seen:
            yield rejected(one.program, "duplicate", "the same program was found before")
        else:
            seen.add(one.program.id)
            if not known(one.program.id):
                waiting.append(one)
        if len(waiting) >= BATCH:
            yield from _admit_batch(waiting, execute, choices)
            waiting = []
    yield from _admit_batch(waiting, execute, choices)


def _admit_batch(batch: list[Candidate], execute: Execute, choices: CallChoices) -> Iterator[Gathered]:
    """First what the sources promise; then, for those that keep it, more calls."""
    kept: list[tuple[Candidate, list[Trace]]] = []
    for candidate, answers in _answered(batch, execute):
        calls, traces = [], []
        for call, answer in zip(candidate.calls, answers, strict=True):
            if (why := _unkept(call, answer)) is None and isinstance(answer, Trace):
                calls.append(call)
                traces.append(answer)
            else:
                yield rejected(candidate.program, *(why or ("not_reproduced", "")))
        if calls:
            kept.append((Candidate(candidate.program, calls), traces))
    yield from _with_more_calls(kept, execute, choices)


def _answered(batch: list[Candidate], execute: Execute) -> Iterator[tuple[Candidate, tuple[Answer, ...]]]:
    """Each candidate with its calls' answers; one that gives an iterator is asked again, drained."""
    answers = list(execute([_job(one.program, one.calls) for one in batch]))
    around = {
        place: entry
        for place, (candidate, given) in enumerate(zip(batch, answers, strict=True))
        if any(map(gives_iterator, given)) and (entry := drained(candidate)) is not None
    }
    again = execute([_job(one.program, one.calls) for one in around.values()])
    redone = dict(zip(around, zip(around.values(), again, strict=True), strict=True))
    for place, (candidate, given) in enumerate(zip(batch, answers, strict=True)):
        yield redone.get(place, (candidate, given))


def _with_more_calls(
    kept: list[tuple[Candidate, list[Trace]]], execute: Execute, choices: CallChoices
) -> Iterator[Admitted]:
    """Each program with the made calls that go a new way."""
    made = [proposals(one.program, one.calls, choices) for one, _ in kept]
    answers = execute((_job(one.program, calls) for (one, _), calls in zip(kept, made, strict=True)), "sketched")
    for (candidate, traces), calls, tried in zip(kept, made, answers, strict=True):
        chosen, paths = choose(candidate.calls, traces, calls, tried, choices)
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
