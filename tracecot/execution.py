"""What an execution is, for every stage: its events, its outcome, its trace, and what it takes to ask for one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from tracecot.frozen import maker
from tracecot.ids import content_id
from tracecot.values import Value

#: The version of the recorder; part of every trace id, so that a change of it recomputes what depends on it.
TRACER = "3"

EventKind = Literal[
    "call", "value", "bind", "mutate", "delete", "branch", "iteration", "loop_end",
    "yield", "resume", "enter", "exit", "print", "raise", "catch", "return",
]  # fmt: skip
Label = Literal["recorded", "cross-checked", "re-derived"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. What doesn't apply is None, () or ""."""

    seq: int  # from 0, without gaps
    kind: EventKind
    frame: int  # from 1: the execution of a function of the program that it happened in
    function: str  # that function's qualified name
    depth: int  # from 1: how many frames of the program are open
    line: int  # from 1, in the program's code
    col: int  # from 0, in characters
    end_line: int
    end_col: int
    text: str = ""  # the source that it stands for, on one line
    name: str = ""
    value: Value | None = None
    args: tuple[tuple[str, Value], ...] = ()
    loop: int | None = None  # the innermost running loop of the frame: from 1, anew for each execution of a loop
    pass_: int | None = None  # its pass, from 1; "pass" in JSON
    why: str = ""
    reads: tuple[int, ...] = ()  # seqs of the events that it took values from
    under: int | None = None  # seq of the branch, iteration or call that it stands under


new_event = maker(Event)  # a recorder makes thousands


@dataclass(frozen=True, slots=True)
class Returned:
    """The entry point came back with a value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Raised:
    """The entry point let an exception out."""

    type: str
    message: str
    line: int  # of the program's code, where it was raised


@dataclass(frozen=True, slots=True)
class CutShort:
    """The execution hit a limit or died: no behaviour of the program, and never narrated."""

    reason: str  # "timeout", "memory", "events", "stdout", "recursion", "crash", "exit", "garbage"
    limit: str  # "2 s", "20000 events", ...


Outcome = Returned | Raised | CutShort


@dataclass(frozen=True, slots=True)
class Trace:
    """One sandboxed execution of one call."""

    program_id: str
    call_id: str
    outcome: Outcome
    label: Label
    stdout: str
    python: str  # "3.13"
    events: tuple[Event, ...]
    tracer: str = TRACER
    hash_seeds: tuple[int, ...] = ()  # of the runs whose outcomes agree; `random` was seeded with 0 in each
    rederived: tuple[tuple[str, int, int], ...] = ()  # by kind of event: how many were derived again, of how many

    @property
    def id(self) -> str:
        """`trace_...`, of the call, the Python version and the recorder's version."""
        return content_id("trace", self.call_id, self.python, self.tracer)


@dataclass(frozen=True, slots=True)
class RejectedTrace:
    """An execution that can't be used, and why."""

    program_id: str
    call_id: str
    reason: str  # a CutShort reason, or "nondeterministic", "not_python", "no_entry_point", "bad_input", "unsupported"
    detail: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one execution may use."""

    seconds: float = 2.0
    memory_mb: int = 256
    stdout_characters: int = 1_000_000
    events: int = 20_000
    value_characters: int = 4_000

    @property
    def answer_bytes(self) -> int:
        """Bytes of the longest answer that is read: all that may be printed, and each event with a value."""
        events = self.events * (self.value_characters + 500)  # 20,000 of ordinary values are about 4 MB
        return min(64 << 20, (1 << 20) + 6 * self.stdout_characters + events)

    @property
    def answer_parts(self) -> int:
        """Commas and brackets of the longest answer that is read: an event has about 20."""
        return 500_000 + 60 * self.events


@dataclass(frozen=True, slots=True)
class Job:
    """The calls of one program that are to be executed."""

    program_id: str
    code: str
    entry_point: str
    calls: tuple[tuple[str, str], ...]  # (call id, input as argument source)


#: Kinds of events that tell which way an execution went.
WAY = frozenset({"branch", "iteration", "loop_end", "raise", "catch"})

Profile = Literal["pure", "stdlib"]  # what a program may import: what is loaded already, or all of the library
Care = Literal["untraced", "sketched", "recorded", "cross-checked"]
Answer = Trace | RejectedTrace


class Execute(Protocol):
    """Whoever can execute programs: the sandbox, or a test's stand-in."""

    def __call__(self, jobs: Iterable[Job], care: Care = "cross-checked") -> Iterator[tuple[Answer, ...]]:
        """For each job, in order, one answer a call, in order.

        `untraced` gives traces without events; `sketched` traces once and keeps of the events only those that tell the
        way (`WAY`) and the last, without values but truth and without links, and doesn't count changes in place;
        `recorded` traces once and keeps all;
        `cross-checked` also confirms each outcome by an untraced run under another hash seed, and rejects as
        "nondeterministic" what differs.
        """
        ...
