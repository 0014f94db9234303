"""Reads the items of evaluation sets: their code, and the inputs and outputs that they promise."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tracecot.sources.promises import from_assert

Shape = Literal["cruxeval", "humaneval", "mbpp", "livecodebench"]
Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EvaluationItem:
    """One item of an evaluation set."""

    evaluation: str  # the set
    id: str
    code: str
    entry_point: str
    pairs: tuple[tuple[str, str], ...]  # argument source, and what is promised of the outcome

    @property
    def name(self) -> str:
        """`humaneval:HumanEval/0`."""
        return f"{self.evaluation}:{self.id}"


def evaluation_item(record: Record, shape: Shape, evaluation: str, number: int) -> EvaluationItem:
    """The record as an item; `number` names it where it has no id.

    Raises:
        KeyError: a field of the shape is missing.
    """
    match shape:
        case "cruxeval":
            code, entry = str(record["code"]), "f"
            pairs = [(str(record["input"]), str(record["output"]))]
        case "humaneval":
            code, entry = str(record["prompt"]) + str(record["canonical_solution"]), str(record["entry_point"])
            pairs = list(_asserted(str(record["test"]), {"candidate", entry}))
        case "mbpp":
            code = str(record["code"])
            tests = "\n".join(map(str, _listed(record["test_list"])))
            entry = _called_first(tests, code)
            pairs = list(_asserted(tests, {entry}))
        case "livecodebench":
            code, entry = str(record["code"]), str(record["function_name"])
            pairs = [(_arguments(str(record["input"])), str(record["output"]))]
    found = next((record[key] for key in ("task_id", "id", "question_id") if key in record), number)
    return EvaluationItem(evaluation, str(found), code, entry, tuple(dict.fromkeys(pairs)))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _asserted(tests: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """What the assertions promise of calls of one of these names."""
    for node in _walked(tests):
        if isinstance(node, ast.Assert) and (promise := from_assert(node.test)):
            call, documented = promise
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names:
                yield _arguments(ast.unparse(call)), documented


def _called_first(tests: str, code: str) -> str:
    """The function of the code that the tests call; the last that it defines where they call none."""
    defined = [node.name for node in _walked(code) if isinstance(node, ast.FunctionDef)]
    called = (node.func.id for node in _walked(tests) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return next((name for name in called if name in defined), defined[-1] if defined else "")


def _arguments(call: str) -> str:
    """`1, n=2` of `f(1, n=2)`."""
    return call[call.index("(") + 1 : call.rindex(")")] if "(" in call else call


def _walked(code: str) -> Iterator[ast.AST]:
    """The nodes of the code; none where it can't be read."""
    try:
        return ast.walk(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return iter(())
