"""Rows in the shapes of CRUXEval and of LiveCodeBench's execution task: one record for each execution.

Both are scored by `assert output == generation` after the program's code, so only what plain Python writes back and
compares is a record: outcomes that are literals, none of them nan.
"""

import ast
from collections.abc import Callable, Iterable, Iterator

from tracecot.splits.choices import Row
from tracecot.splits.formats.records import LeftOut, Made, Record, origin

#: No contest, so the earliest date there is: a filter by date never takes these rows for new ones.
NO_CONTEST = "1970-01-01T00:00:00"


def cruxeval(rows: Iterable[Row]) -> Iterator[Made]:
    """`code` with a function named `f`, the arguments as `input`, the returned value as `output`."""
    return _of_executions(rows, _cruxeval)


def livecodebench(rows: Iterable[Row]) -> Iterator[Made]:
    """LiveCodeBench's execution task: the whole call as `input`."""
    return _of_executions(rows, _livecodebench)


def _of_executions(rows: Iterable[Row], render: Callable[[Row], Made]) -> Iterator[Made]:
    """Each execution once, whatever was asked about it."""
    seen: set[object] = set()
    for row in rows:
        name = str(row["sample_id"])
        if row["trace_id"] in seen:
            yield LeftOut(name, "same_execution")
        elif reason := unfit(row):
            yield LeftOut(name, reason)
        else:
            yield render(row)
        seen.add(row["trace_id"])


def unfit(row: Row) -> str:
    """Why a plain `assert` can't score the row; empty where it can."""
    if row["outcome"] != "returned":
        return "raises"
    try:
        value = ast.literal_eval(str(row["output"]))
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return "output_is_no_literal"
    return "" if value == value else "output_is_no_literal"


def _cruxeval(row: Row) -> Made:
    code = named_f(str(row["code"]), str(row["entry_point"]))
    if code is None:
        return LeftOut(str(row["sample_id"]), "f_is_taken")
    return {
        "code": code, "input": row["input"], "output": row["output"], "id": row["call_id"],
        **{name: value for name, value in origin(row).items() if name != "task"},
    }  # fmt: skip


def named_f(code: str, entry_point: str) -> str | None:
    r"""The code with the entry point under the name `f`; None where the program calls something else `f`.

    The name is added, not changed: a function may tell its own name.

    >>> print(named_f("def twice(x):\n    return x + x", "twice"))
    def twice(x):
        return x + x
    <BLANKLINE>
    <BLANKLINE>
    f = twice
    <BLANKLINE>
    """
    if entry_point == "f":
        return code
    taken = {getattr(node, "name", getattr(node, "id", "")) for node in _own_scope(ast.parse(code))}
    return None if "f" in taken else f"{code.rstrip()}\n\n\nf = {entry_point}\n"


def _own_scope(tree: ast.Module) -> Iterator[ast.AST]:
    """What names something in the module, without what stands inside its functions and classes."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def _livecodebench(row: Row) -> Record:
    return {
        "question_id": row["program_id"], "contest_id": row["distribution"], "contest_date": NO_CONTEST,
        "difficulty": row["difficulty"], "function_name": row["entry_point"], "code": row["code"],
        "input": f"{row['entry_point']}({row['input']})", "output": row["output"], "id": row["call_id"],
        "problem_id": row["program_id"], "numsteps": row["events"],
        **{name: value for name, value in origin(row).items() if name not in ("task", "program_id", "call_id")},
    }  # fmt: skip
