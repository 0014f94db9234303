"""Many jobs on all cores, answered in order: each traced, and confirmed by an untraced run under another hash seed."""

import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import MappingProxyType, TracebackType
from typing import Any

from resources.sandbox.zygote import Answers, Message, Zygote
from tracecot.execution import (
    Answer,
    Care,
    CutShort,
    Job,
    Label,
    Limits,
    Outcome,
    Profile,
    Raised,
    RejectedTrace,
    Returned,
)  # fmt: skip
from tracecot.traces.wire import Garbage, events_of, outcome_of, refuse_large, sites_of, stdout_of, trace_of
from tracecot.values import Plain

_TRACED_SEED, _OTHER_SEED = 0, 1
_NOTHING: Mapping[int, Message] = MappingProxyType({})
_WAITING_A_WORKER = 4  # jobs that are asked for ahead of the one whose answer is due
SHOWN = 150  # characters of a value or message that a reason quotes

#: How many programs of one installed package share a child: they trust one another, and a fork costs more than a call.
OF_ONE_PACKAGE = 16


class Sandbox:
    r"""Runs jobs in jailed processes; use it in a `with` statement.

    >>> from tracecot.execution import Job
    >>> with Sandbox(workers=1) as execute:
    ...     [(trace,)] = execute([Job("prog_1", "def f(x):\n    return x + 1", "f", (("call_1", "2"),))])
    >>> trace.outcome  # doctest: +NORMALIZE_WHITESPACE
    Returned(value=Plain(type='int', repr='3'))
    """

    def __init__(
        self, workers: int | None = None, limits: Limits | None = None, together: int = 1, profile: Profile = "pure",
        python: str = sys.executable,
    ) -> None:  # fmt: skip
        """Nothing is started yet.

        Args:
            workers: pairs of processes (a third where events may depend on the hash seed); one for each processor if
                left out.
            limits: what one execution may use.
            together: how many programs may share a child; more is faster, and for programs that trust each other.
            profile: what they may import, as docs/sandbox.md has it.
            python: the interpreter that executes the programs, 3.11 or later.
        """
        self.workers = workers or os.cpu_count() or 1
        self.together = together
        self.python = python
        self.limits = limits or Limits()
        self.profile = profile
        self._threads: ThreadPoolExecutor | None = None
        self._mine = threading.local()
        self._zygotes: list[Zygote] = []
        self._lock = threading.Lock()

    def __enter__(self) -> "Sandbox":
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="sandbox")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all processes."""
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)
            self._threads = None
        for zygote in self._zygotes:
            zygote.stop()
        self._zygotes.clear()
        self._mine = threading.local()

    def layers(self) -> tuple[str, ...]:
        """What stands between a program and this machine, as docs/sandbox.md names it.

        Raises:
            SandboxUnavailable: what must be there is not.
        """
        return self._first().layers

    def missing(self) -> tuple[str, ...]:
        """What could stand there too, and doesn't on this machine.

        Raises:
            SandboxUnavailable: what must be there is not.
        """
        return self._first().missing

    def _first(self) -> Zygote:
        """Some process, started."""
        if not self._zygotes:
            self._zygote(True, _TRACED_SEED).start()
        return self._zygotes[0]

    def __call__(self, jobs: Iterable[Job], care: Care = "cross-checked") -> Iterator[tuple[Answer, ...]]:
        """For each job, in order, one answer a call, in order; only a few jobs are ever under way."""
        if self._threads is None:
            self.__enter__()
        assert self._threads is not None
        waiting: deque[Future[list[tuple[Answer, ...]]]] = deque()
        try:
            for batch in _batches(jobs, self.together):
                waiting.append(self._threads.submit(self._answer, batch, care))
                if len(waiting) >= self.workers * _WAITING_A_WORKER:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _zygote(self, traced: bool, seed: int) -> Zygote:
        """This thread's own zygote."""
        name = f"{'traced' if traced else 'untraced'}_{seed}"
        zygote: Zygote | None = getattr(self._mine, name, None)
        if zygote is None:
            zygote = Zygote(traced, seed, self.limits, self.profile, self.python)
            setattr(self._mine, name, zygote)
            with self._lock:
                self._zygotes.append(zygote)
        return zygote

    def _answer(self, jobs: list[Job], care: Care) -> list[tuple[Answer, ...]]:
        asked = [job for job in jobs if job.calls]
        answered = iter(self._cross_checked(asked) if care == "cross-checked" else self._once(asked, care))
        return [next(answered) if job.calls else () for job in jobs]

    def _once(self, jobs: list[Job], care: Care) -> list[tuple[Answer, ...]]:
        zygote = self._zygote(*((True, _TRACED_SEED) if care != "untraced" else (False, _OTHER_SEED)))
        zygote.ask(jobs, sketched=care == "sketched")
        pairs = zip(jobs, zygote.answers(jobs), strict=True)
        return [_answers(job, answers, None, "recorded", zygote.version, self.limits) for job, answers in pairs]

    def _cross_checked(self, jobs: list[Job]) -> list[tuple[Answer, ...]]:
        traced, untraced = self._zygote(True, _TRACED_SEED), self._zygote(False, _OTHER_SEED)
        traced.ask(jobs)
        untraced.ask(jobs)
        both = list(zip(traced.answers(jobs), untraced.answers(jobs), strict=True))
        again = self._again(jobs, [messages for (_, messages), _ in both])
        return [
            _answers(job, first, second, "cross-checked", traced.version, self.limits, others)
            for job, (first, second), others in zip(jobs, both, again, strict=True)
        ]

    def _again(self, jobs: list[Job], told: list[list[Message]]) -> list[dict[int, Message]]:
        """For each job what calls did under the other hash seed, traced, by their places: of those that may differ.

        docs/decisions/0020-what-another-seed-would-tell.md says which, and why no others.
        """
        places = [[place for place, one in enumerate(messages) if one.get("unsteady") is True] for messages in told]
        asked = [
            replace(job, calls=tuple([job.calls[place] for place in some]))
            for job, some in zip(jobs, places, strict=True)
            if some
        ]
        if not asked:
            return [{} for _ in jobs]
        zygote = self._zygote(True, _OTHER_SEED)
        zygote.ask(asked)
        answers = iter(zygote.answers(asked))
        return [dict(zip(some, _spread(next(answers), len(some)), strict=True)) if some else {} for some in places]


def _batches(jobs: Iterable[Job], size: int) -> Iterator[list[Job]]:
    """The jobs in lists of so many."""
    batch: list[Job] = []
    for job in jobs:
        batch.append(job)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _answers(
    job: Job, first: Answers, second: Answers | None, label: Label, python: str, limits: Limits,
    again: Mapping[int, Message] = _NOTHING,
) -> tuple[Answer, ...]:  # fmt: skip
    """One answer a call; `again` has what some calls did in a second traced run, by their places."""
    head, messages = first
    if "end" in head:
        return tuple([_rejected(job, call, head["end"]) for call, _ in job.calls])
    try:
        sites = sites_of(head)
    except Garbage as error:
        return tuple([_rejected(job, call, ["rejected", "garbage", str(error)]) for call, _ in job.calls])
    others: list[Message | None] = list(_spread(second, len(job.calls))) if second else [None] * len(job.calls)
    return tuple(
        [
            _one(job, call, message, [one for one in (other, again.get(place)) if one], sites, label, python, limits)
            for place, ((call, _), message, other) in enumerate(zip(job.calls, messages, others, strict=True))
        ]
    )


def _spread(answers: Answers, count: int) -> list[Message]:
    """What the untraced run said of each call; of all the same, if it couldn't be executed at all."""
    head, messages = answers
    return [head] * count if "end" in head else messages


def _one(
    job: Job, call: str, message: Message, others: list[Message], sites: list[Any], label: Label, python: str,
    limits: Limits,
) -> Answer:  # fmt: skip
    """`others` is what the runs said that are to confirm it."""
    try:
        for told in (message, *others):
            refuse_large(told, limits)
        outcome = outcome_of(message.get("end"))
        if isinstance(outcome, tuple | CutShort):
            return _rejected(job, call, message["end"])
        for other in others:
            different = _difference(outcome, message, other)
            if different is not None:
                return RejectedTrace(job.program_id, call, *different)
        events = events_of(message, sites, limits) if "events" in message else ()
        seeds = (_TRACED_SEED,) if not others else (_TRACED_SEED, _OTHER_SEED)
        trace = trace_of(job.program_id, call, message, outcome, label, python, events)
        return replace(trace, hash_seeds=seeds)
    except Garbage as error:
        return RejectedTrace(job.program_id, call, "garbage", str(error))


def _difference(outcome: Outcome, message: Message, other: Message) -> tuple[str, str] | None:
    """Why another run doesn't confirm this one, if it doesn't; the events count where it was traced too."""
    ended = outcome_of(other.get("end"))
    if isinstance(ended, tuple):
        return ended
    if isinstance(ended, CutShort):
        return ended.reason, ended.limit
    if ended != outcome:
        return "nondeterministic", f"under another hash seed {_ending(ended)}, and not {_ending(outcome)}"[:500]
    if stdout_of(other) != stdout_of(message):
        return "nondeterministic", "under another hash seed it prints something else"
    if "events" in other and other["events"] != message.get("events"):
        return "nondeterministic", _first_difference(message.get("events"), other["events"])
    return None


def _first_difference(events: Any, others: Any) -> str:
    """The first event that is another one under the other hash seed."""
    if not isinstance(events, list) or not isinstance(others, list):
        raise Garbage("no events")
    pairs = enumerate(zip(events, others, strict=False))
    first = next((seq for seq, (one, other) in pairs if one != other), min(len(events), len(others)))
    return f"under another hash seed it ends in the same way, but event {first} is another one"


def _ending(outcome: Outcome) -> str:
    """How an execution ended, in words: `it returns [1, 2]`."""
    match outcome:
        case Returned(value=Plain(repr=text)):
            return f"it returns {text[:SHOWN]}"
        case Returned(value=value):
            return f"it returns a {value.type} whose text is another"
        case Raised(type=kind, message=message):
            return f"it raises {kind}: {message[:SHOWN]}"
        case CutShort(reason=reason, limit=limit):
            return f"it is cut short, {reason}: {limit}"


def _rejected(job: Job, call: str, end: Any) -> RejectedTrace:
    """Why there is no trace."""
    try:
        outcome = outcome_of(end)
    except Garbage as error:
        return RejectedTrace(job.program_id, call, "garbage", str(error))
    if isinstance(outcome, CutShort):
        return RejectedTrace(job.program_id, call, outcome.reason, outcome.limit)
    if isinstance(outcome, tuple):
        return RejectedTrace(job.program_id, call, *outcome)
    return RejectedTrace(job.program_id, call, "garbage", "an end where there should be none")
