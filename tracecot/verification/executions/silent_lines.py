"""Lines of which nothing is recorded, `pass` and `continue`: what led to each of their runs."""

import ast
from collections.abc import Sequence

from tracecot.verification.executions.history import History
from tracecot.verification.executions.programs import Statement

_SILENT = (ast.Pass, ast.Continue, ast.Break)
#: Conditions inside an expression: they lead into no arm.
_INSIDE = ("and", "or", "ifexp", "comp_if")


def silent_on(line: int, history: History) -> Statement | None:
    """The statement that the line has, where no execution of it leaves an event."""
    here = history.facts.on_line(line)
    alone = len(here) == 1 or all(each.line < line for each in here[:-1])
    return here[-1] if here and alone and here[-1].line == line and isinstance(here[-1].node, _SILENT) else None


def led_to(statement: Statement, history: History) -> list[int] | None:
    """The events after which the statement ran, each time at once; None where that can't be told."""
    if not statement.parents:
        return None
    around = history.facts.statements[statement.parents[-1]]
    match around.node:
        case ast.If(body=body, orelse=other):
            if _begins(body, statement):
                return _decided(around.number, "True", history)
            return _decided(around.number, "False", history) if _begins(other, statement) else None
        case ast.For(body=body) | ast.While(body=body) if _begins(body, statement):
            return sorted(
                seq
                for loop in history.loops.values()
                if loop.statement == around.number and not loop.is_comprehension
                for seq in loop.passes
            )
        case ast.ExceptHandler(body=body) if _begins(body, statement):
            return [seq for seq in history.kinds.get("catch", []) if history.statement[seq] == around.number]
    return None


def _begins(block: Sequence[ast.stmt], statement: Statement) -> bool:
    """Whether nothing that may fail or leave stands before the statement in the block."""
    for node in block:
        if node is statement.node:
            return True
        if not isinstance(node, ast.Pass):
            return False
    return False


def _decided(number: int, truth: str, history: History) -> list[int]:
    """The branches by which the statement decided so."""
    return [
        seq
        for seq in history.kinds.get("branch", [])
        if history.statement[seq] == number
        and history.events[seq].why not in _INSIDE
        and getattr(history.events[seq].value, "repr", "") == truth
    ]
