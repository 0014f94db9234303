"""What the sources stage is given: files of packages, records of data sets, and how many calls to make."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Python file of an installed distribution."""

    distribution: str  # "more-itertools"; "python" for the standard library
    version: str
    licence: str  # SPDX id, or UNKNOWN
    path: str  # within the distribution: "more_itertools/recipes.py"
    module: str  # "more_itertools.recipes"
    text: str
    sha256: str = ""  # of the file's bytes
    unread: tuple[str, str] | None = None  # why it has no text, as one word and in full


@dataclass(frozen=True, slots=True)
class DataRecord:
    """One record of a data set: a program with an input, an output or tests."""

    dataset: str
    version: str
    licence: str
    path: str  # the data set's file name
    line: int  # the record's line, from 1
    fields: Mapping[str, object]  # "id", "code", "entry_point", "input", "output", "tests"; code at least
    sha256: str = ""  # of the bytes of the whole file


def under_our_names(content: Mapping[str, object], fields: Mapping[str, str]) -> dict[str, object]:
    """The record with what it calls otherwise under our name for it; what has no other name keeps its own.

    Args:
        content: a record.
        fields: our name and the record's, for each name that differs.

    >>> under_our_names({"code": 7, "solution": "def f(): ..."}, {"code": "solution"})
    {'solution': 'def f(): ...', 'code': 'def f(): ...'}
    """
    others = {name: each for name, each in content.items() if name not in fields}
    return others | {ours: content[theirs] for ours, theirs in fields.items() if theirs in content}


@dataclass(frozen=True, slots=True)
class CallChoices:
    """How many calls a program gets, and how they are chosen."""

    at_most: int = 20  # calls of one program, its documented ones included
    raising_share: float = 0.2  # the most of a program's calls that may raise
    seed: int = 0
