"""What a table of the warehouse is, what a column is, and the columns that many tables have."""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

TEXT, TEXTS = "VARCHAR", "VARCHAR[]"
NUMBER, NUMBERS, SHARE, FLAG = "INTEGER", "INTEGER[]", "DOUBLE", "BOOLEAN"
MOMENT = "TIMESTAMP"  # in UTC
BYTES = "BLOB"
ARGUMENTS = 'STRUCT("name" VARCHAR, "type" VARCHAR, repr VARCHAR, length INTEGER, digest VARCHAR)[]'

#: What rows are to their stage: handed on to the next one, dropped with a reason, details of those, or made beside them
#: by settings of their own.
Role = Literal["kept", "dropped", "detail", "beside"]

_ARGUMENT = [("name", pa.string()), ("type", pa.string()), ("repr", pa.string()), ("length", pa.int32())]
ARROW: dict[str, pa.DataType] = {
    TEXT: pa.string(),
    TEXTS: pa.list_(pa.string()),
    NUMBER: pa.int32(),
    NUMBERS: pa.list_(pa.int32()),
    SHARE: pa.float64(),
    FLAG: pa.bool_(),
    MOMENT: pa.timestamp("us"),
    BYTES: pa.binary(),
    ARGUMENTS: pa.list_(pa.struct([*_ARGUMENT, ("digest", pa.string())])),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its DuckDB type, what it means, and the column that it refers to (`table.column`), if any."""

    name: str
    type: str
    meaning: str
    refers_to: str = ""
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `row` completes the sentence "one row is ..."."""

    name: str
    stage: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    role: Role = "beside"

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that must be found in another table."""
        return tuple(column for column in self.columns if column.refers_to)

    @property
    def retires(self) -> bool:
        """Whether its rows say when they lost their source."""
        return any(column.name == "retired_at" for column in self.columns)

    @property
    def living(self) -> str:
        """The condition, in SQL, that leaves out rows that lost their source, where there can be such."""
        return "retired_at is null" if self.retires else "true"

    @property
    def own(self) -> tuple[str, ...]:
        """The columns that say what a row is about; the warehouse fills in the others."""
        return tuple(column.name for column in self.columns if column not in LIFE)

    @property
    def arrow(self) -> pa.Schema:
        """The same columns as Arrow."""
        return pa.schema([pa.field(column.name, ARROW[column.type]) for column in self.columns])


def text(name: str, meaning: str, refers_to: str = "", nullable: bool = False) -> Column:
    """A column of text."""
    return Column(name, TEXT, meaning, refers_to, nullable)


def number(name: str, meaning: str, nullable: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, NUMBER, meaning, nullable=nullable)


def share(name: str, meaning: str, nullable: bool = False) -> Column:
    """A column of figures from 0 to 1."""
    return Column(name, SHARE, meaning, nullable=nullable)


def amount(name: str, meaning: str) -> Column:
    """A column of figures that may be missing."""
    return Column(name, SHARE, meaning, nullable=True)


CORPUS = text("corpus", "the corpus in tracecot.toml that it comes from")
MADE = (
    text("run_id", "the run that made the row", nullable=True),
    Column("made_at", MOMENT, "when the row was made, in UTC"),
)
LIFE = (
    *MADE, Column("retired_at", MOMENT, "when it lost what it stands on; empty while it lives", nullable=True),
    text("retired_because", "source, version, settings, selection or withdrawn; empty while it lives", nullable=True),
)  # fmt: skip
PROGRAM = text("program_id", "the program", "programs.program_id")
NARRATION = text("narration_id", "the narration", "narrations.narration_id")
QUESTIONED = text("trace_id", "the execution that the question is about", "raw_traces.trace_id")
CHECKED = text("answer_trace_id", "the execution that the text is checked against", "raw_traces.trace_id")
TASK = text("task", "what is asked: output_prediction, input_prediction, state, branch_outcome, ...")
SUPPORT = share("support", "how much of what led to the answer grounded claims tell")
COVERAGE = share("coverage", "how much of what is checkable in the text is covered by grounded claims")
VERIFIER = text("verifier", "version of the verifier")
