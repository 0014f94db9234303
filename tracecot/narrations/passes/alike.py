"""Passes that go the way of earlier ones: what they did, without the reasons that were told before."""

import ast
from functools import lru_cache

from tracecot.narrations.story.happenings import everything
from tracecot.narrations.story.tree import Pass, Step
from tracecot.narrations.wording.spans import is_value, shown

Way = tuple[tuple[object, ...], ...]
PLAIN = frozenset({"value", "bind", "mutate", "branch", "iteration"})
BEFORE = 2  # passes of the same way that are told in full first


def way_of(each: Pass) -> Way | None:
    """The statements that the pass executed and how its conditions came out; None where it does more than that.

    A pass that decides more than it does says too little without its conditions.
    """
    steps = [each.head, *[item for item in each.items if isinstance(item, Step)]]
    if len(steps) <= len(each.items) or any(step.runs for step in steps):
        return None
    events = everything(steps)
    if any(event.kind not in PLAIN or event.why == "comp" for event in events):
        return None
    if any(_calculates(step.statement) for step in steps):
        return None  # what comes out of it has to be worked out each time
    done = sum(event.kind in ("bind", "mutate") for event in events)
    decided = [event for event in events if event.kind == "branch"]
    if not decided or done < 2 or len(decided) > done:
        return None
    return tuple(
        (event.line, event.col, event.kind, shown(event.value) if event.kind == "branch" and is_value(event) else "")
        for event in events
    )


@lru_cache(maxsize=4_096)
def _calculates(statement: ast.stmt | None) -> bool:
    """Whether what it binds is worked out from other values by an operator."""
    match statement:
        case ast.AugAssign():
            return True
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return any(isinstance(node, ast.BinOp) for node in ast.walk(value))
    return False
