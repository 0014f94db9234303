"""Rows in the shape of REval: for each program which lines and variables are asked about, and beside it its calls.

REval works out what is right by executing, so a record holds no answers but the outputs. It hands arguments over as a
tuple, so calls with keyword arguments have no record.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tracecot.splits.choices import Row
from tracecot.splits.formats.benchmarks import unfit
from tracecot.splits.formats.records import LeftOut, Made, Record, origin

MOST = 8  # lines of a program that are asked about


@dataclass(frozen=True, slots=True)
class _Asked:
    """A program, the rows about its calls, and the lines that bind a variable."""

    number: int
    rows: tuple[Row, ...]
    lines: tuple[tuple[int, str], ...]

    @property
    def task_id(self) -> str:
        return f"TraceCoT/{self.number}"


def reval_tasks(rows: Iterable[Row]) -> Iterator[Made]:
    """What is asked: after which lines which variable has which value, and what each call gives."""
    for one in _programs(rows):
        if isinstance(one, LeftOut):
            yield one
            continue
        task = [{"lineno": line, "var": name} for line, name in one.lines]
        yield {
            "task_id": one.task_id, "idx": one.number,
            "tasks": [
                {"input_idx": number, "task": task,
                 "output_pred": f"assert {row['entry_point']}({row['input']}) == ??"}
                for number, row in enumerate(one.rows)
            ],
            **_origin(one.rows[0]),
        }  # fmt: skip


def reval_data(rows: Iterable[Row]) -> Iterator[Made]:
    """The programs: code, entry point, and the arguments and outputs of each call."""
    for one in _programs(rows):
        if not isinstance(one, LeftOut):
            first = one.rows[0]
            yield {
                "task_id": one.task_id, "entry_point": first["entry_point"], "code": first["code"],
                "inputs": [as_tuple(str(row["input"])) for row in one.rows],
                "outputs": [row["output"] for row in one.rows], **_origin(first),
            }  # fmt: skip


def as_tuple(given: str) -> str | None:
    """The arguments as a tuple's text; None where some are handed over by name.

    >>> as_tuple("[1], 2"), as_tuple("3"), as_tuple(""), as_tuple("1, n=2")
    ('([1], 2,)', '(3,)', '()', None)
    """
    call = ast.parse(f"f({given})", mode="eval").body
    if not isinstance(call, ast.Call) or call.keywords or any(isinstance(one, ast.Starred) for one in call.args):
        return None
    return f"({given.strip().rstrip(',')},)" if call.args else "()"


def _programs(rows: Iterable[Row]) -> Iterator[_Asked | LeftOut]:
    """Each program with its calls, numbered; rows come program by program."""
    number = 0
    for _, group in groupby(rows, key=lambda row: row["program_id"]):
        fit = []
        seen: set[object] = set()
        for row in group:
            reason = "same_execution" if row["trace_id"] in seen else unfit(row) or _unfit(row)
            seen.add(row["trace_id"])
            if reason:
                yield LeftOut(str(row["sample_id"]), reason)
            else:
                fit.append(row)
        if fit:
            yield _Asked(number, tuple(fit), bound_lines(str(fit[0]["code"])))
            number += 1


def _unfit(row: Row) -> str:
    if as_tuple(str(row["input"])) is None:
        return "keyword_arguments"
    return "" if bound_lines(str(row["code"])) else "no_variable"


def bound_lines(code: str) -> tuple[tuple[int, str], ...]:
    """The lines in functions that give a variable its value, with the variable: the first few."""
    found = set()
    for function in ast.walk(ast.parse(code)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            found |= {
                (node.lineno, name)
                for node in ast.walk(function)
                if isinstance(node, ast.stmt)
                for name in _bound(node)
            }
    return tuple(sorted(found)[:MOST])


def _bound(node: ast.stmt) -> Iterator[str]:
    """The plain variables that a statement gives a value."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.For) or (isinstance(node, ast.AnnAssign) and node.value is not None):
        targets = [node.target]
    for target in targets:
        if isinstance(target, ast.Name):
            yield target.id


def _origin(row: Row) -> Record:
    """Where the program came from."""
    return {name: value for name, value in origin(row).items() if name not in ("task", "call_id", "trace_id")}
