"""The records of the sources stage."""

from dataclasses import astuple, dataclass
from functools import cached_property
from typing import Literal

from tracecot.ids import content_id, digest

PROGRAMS_AT_HAND = 4_096  # of which is remembered what several searches ask for

UNKNOWN = "unknown"  # instead of a licence: nothing says under which one a program may be used

CallKind = Literal["documented", "made", "given", "proposed", "changed"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a program came from: enough to find its source line and its licence again."""

    distribution: str  # "more-itertools", "python" for the standard library, or the data set's name
    version: str
    path: str  # within the distribution: "more_itertools/recipes.py", or the data set's file name
    module: str  # "more_itertools.recipes"; for a data set its name
    qualname: str  # "take", or the record's id
    first_line: int  # from 1, in `path`
    last_line: int
    licence: str  # SPDX id, or UNKNOWN
    docstring: str = ""
    source_sha256: str = ""  # of the file's bytes; empty where they weren't seen

    @property
    def digest(self) -> str:
        """A hash of all of it: who changes where a program is said to come from changes this too."""
        return digest(*astuple(self))


@dataclass(frozen=True)  # no slots, so that the id is worked out once: it is asked for a dozen times a rationale
class Program:
    """A self-contained source with one entry point."""

    corpus: str
    code: str
    entry_point: str
    origin: Origin
    #: Names of the functions and classes it shares with other programs of its package, as "module.qualname".
    helpers: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """`prog_...`, of the code and the entry point alone."""
        return program_id(self.code, self.entry_point)


@dataclass(frozen=True)  # as above
class Call:
    """One input of one program, as Python source: `"'abc', n=3"`."""

    program_id: str
    input: str
    kind: CallKind
    documented: str = ""  # what the source promises of it, as text: "[1, 2]", "is None", "raises ValueError"
    made_from: str = ""  # the id of the call that it was made from

    @cached_property
    def id(self) -> str:
        """`call_...`, of the program and the input alone."""
        return call_id(self.program_id, self.input)


@dataclass(frozen=True, slots=True)
class RejectedSource:
    """A function, an example or a record that did not become a program or a call."""

    corpus: str
    distribution: str
    path: str
    qualname: str
    line: int
    reason: str  # one of a closed list of short words: "uses_io", "no_calls", "not_json", ...
    detail: str


def program_id(code: str, entry_point: str) -> str:
    """The id of the program with this code and entry point."""
    return content_id("prog", code, entry_point)


def call_id(program: str, argument_source: str) -> str:
    """The id of the call of the program (by id) with these arguments."""
    return content_id("call", program, argument_source)
