"""Whether it was this `break` that left a loop: of it no event tells."""

import ast

from tracecot.verification.executions.history import History, LoopRun
from tracecot.verification.executions.programs import Statement
from tracecot.verification.executions.silent_lines import led_to


def is_broken_on(line: int, loop: LoopRun, history: History) -> bool:
    """Whether a `break` on the line leaves the loop, and ran in its last pass."""
    breaks = [
        each for each in history.facts.statements
        if isinstance(each.node, ast.Break) and _loop_around(each, history) == loop.statement
    ]  # fmt: skip
    here = [each for each in breaks if each.line == line]
    return bool(here) and (len(breaks) == 1 or any(_ran_last(each, loop, history) for each in here))


def _loop_around(statement: Statement, history: History) -> int | None:
    """The number of the loop that a `break` leaves: in the `else` of a loop it leaves the one around that."""
    inner = statement
    for number in reversed(statement.parents):
        around = history.facts.statements[number]
        if isinstance(around.node, ast.For | ast.While | ast.AsyncFor) and inner.node in around.node.body:
            return number
        inner = around
    return None


def _ran_last(statement: Statement, loop: LoopRun, history: History) -> bool:
    """Whether what leads to the `break`, or the statement before it, happened in the last pass."""
    last = range(loop.passes[-1], loop.end) if loop.passes else range(0)
    led = led_to(statement, history)
    if led is not None:
        return any(seq in last for seq in led)
    before = _before(statement, history)
    return before is not None and any(
        history.statement[seq] == before and history.events[seq].frame == loop.frame for seq in last
    )


def _before(statement: Statement, history: History) -> int | None:
    """The number of the statement that stands before it in the same block."""
    beside = [
        each for each in history.facts.statements
        if each.parents == statement.parents and each.end_line < statement.line
    ]  # fmt: skip
    return beside[-1].number if beside else None
