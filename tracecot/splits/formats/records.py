"""What formats are made of: the rows that they take, the records that they give, and what they leave out."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracecot.sources.records import Program
from tracecot.splits.choices import Row
from tracecot.targets import WHOLE, Target
from tracecot.verification.verify import Evidence

Record = dict[str, object]
#: A row of `samples`, and beside it `code`, `entry_point`, `input`, `question`, `target`, `outcome` and `output` (what
#: the call returned, as text, or `ValueError: message`), and `difficulty`.

#: Whose row it is and where its program came from; every record of every format says it.
ORIGIN = (
    "sample_id", "task", "licence", "distribution", "version", "path", "qualname", "first_line", "last_line",
    "program_id", "call_id", "trace_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that has no record in this format, and why."""

    sample_id: str
    reason: str


Made = Record | LeftOut


@dataclass(frozen=True, slots=True)
class Told:
    """A row with the executions that it is about."""

    row: Row
    program: Program
    asked: Evidence  # what the question is about
    answered: Evidence  # what the text was checked against


@dataclass(frozen=True, slots=True)
class OfRows:
    """A file for each side that is made of rows; `path` has `{side}` in it."""

    path: str
    render: Callable[[Iterable[Row]], Iterator[Made]]


@dataclass(frozen=True, slots=True)
class OfExecutions:
    """A file for each side that needs the executions, too."""

    path: str
    render: Callable[[Iterable[Told]], Iterator[Made]]
    apart: bool = False  # each record comes of a batch of rows, and takes long: several processes may make them


@dataclass(frozen=True, slots=True)
class Format:
    """Files of one form."""

    meaning: str  # one line for the command's help and the docs
    record: str  # what one record is: "sample", "execution", "program", "two samples"
    files: tuple[OfRows | OfExecutions, ...]
    has_rationale: bool = True  # whether there is something that an ablation can take away
    by_program: bool = False  # rows come program by program, else by the sample's id


def each(render: Callable[[Row], Made]) -> Callable[[Iterable[Row]], Iterator[Made]]:
    """The rendering of many rows out of that of one."""

    def rendered(rows: Iterable[Row]) -> Iterator[Made]:
        return map(render, rows)

    return rendered


def target_of(row: Row) -> Target:
    """What the row's question asks for."""
    text = str(row["target"] or "")
    return Target.of(json.loads(text)) if text else WHOLE


def origin(row: Row) -> Record:
    """The columns that say where a record came from."""
    return {name: row[name] for name in ORIGIN}
