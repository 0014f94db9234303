"""Reads solutions and tests: what can't be executed or understood is named, and the rest goes on."""

import ast
from collections.abc import Iterator

from tracecot.sources.agreement.records import Reject, SingleTest, Task
from tracecot.sources.datasets import refuse_unfit_code
from tracecot.sources.promises import from_assert
from tracecot.sources.unfit import Unfit


def solutions_of(task: Task) -> Iterator[int | Reject]:
    """The place of each solution that can be executed, or why it can't."""
    for place, code in enumerate(task.solutions):
        reason = _unfit(code, task.entry_point)
        yield place if reason is None else Reject("solution", place, *reason)


def _unfit(code: str, entry_point: str) -> tuple[str, str] | None:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return "not_python", str(error)[:200]
    if not any(isinstance(node, ast.FunctionDef) and node.name == entry_point for node in tree.body):
        return "no_entry_point", f"it defines no function {entry_point}"
    try:
        refuse_unfit_code(tree)
    except Unfit as error:
        return error.reason, str(error)[:200]
    return None


def tests_of(task: Task) -> Iterator[SingleTest | Reject]:
    """Each test that is one assertion about one call of the entry point, or why it can't be used."""
    for place, text in enumerate(task.tests):
        try:
            tree = ast.parse(text.strip())
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            yield Reject("test", place, "not_python", str(error)[:200])
            continue
        yield _test(tree, place, task.entry_point)


def _test(tree: ast.Module, place: int, entry_point: str) -> SingleTest | Reject:
    match tree.body:
        case [ast.Assert(test=asserted)]:
            promise = from_assert(asserted)
        case _:
            return Reject("test", place, "not_one_assertion", "a test is one assert statement")
    match promise:
        case (ast.Call(func=ast.Name(id=name), args=args, keywords=keywords), str(promised)) if name == entry_point:
            return SingleTest(place, ", ".join(ast.unparse(one) for one in (*args, *keywords)), promised)
        case None:
            return Reject("test", place, "unreadable_test", "it promises nothing that can be compared as plain data")
    return Reject("test", place, "unreadable_test", f"it asserts nothing of a call of {entry_point}")
