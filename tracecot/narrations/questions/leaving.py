"""What leaves a loop before its time: the `break`, `return` or exception, and the conditions that decide on it."""

import ast
from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.narrations.reasons.parts import WIDEST
from tracecot.narrations.story.happenings import own_events
from tracecot.narrations.story.tree import Loop, Run, Step, steps_of
from tracecot.narrations.wording.spans import shown, span


def why_left(loop: Loop, run: Run) -> frozenset[int]:
    """The events that decide whether the loop is left: the conditions over what leaves it, and what was raised."""
    exits = _exits(loop)
    over = {id(node) for node in ast.walk(loop.statement) if isinstance(node, ast.If | ast.While | ast.Match)}
    found = {event.seq for step in _steps(loop) for event in _decided(step, exits) if id(step.statement) in over}
    if _is_raised(loop):
        raised = [event.seq for event in own_events(run.items) if event.kind == "raise"]
        assert loop.end is not None
        found |= {max((seq for seq in raised if seq < loop.end.seq), default=loop.end.seq)}
    return frozenset(found)


def leaving(loop: Loop, run: Run) -> tuple[str, str]:
    """What is said of how the loop is left, before its number of passes is told and behind that.

    What a `return` gives comes behind: the loop has ended when the function returns.
    """
    assert loop.end is not None
    if loop.end.why == "broken" and (line := _broken_on(loop)) is not None:
        return f"The `break` on line {line} ends the loop.", ""
    if loop.end.why == "returned" and run.end is not None and 0 < len(run.end.text) <= WIDEST:
        return "", f": line {run.end.line} returns {span(run.end.text)}"
    return "", ""


def _is_raised(loop: Loop) -> bool:
    return loop.end is not None and loop.end.why not in ("exhausted", "broken", "returned")


def _exits(loop: Loop) -> list[ast.stmt]:
    """The statements that leave the loop; of those that raise only where it was left by an exception."""
    is_raised = _is_raised(loop)
    inside = [
        node for node in _inside(loop.statement)
        if isinstance(node, ast.Return) or (is_raised and isinstance(node, ast.Raise))
    ]  # fmt: skip
    return [*breaks_of(loop.statement), *inside]


def breaks_of(statement: ast.For | ast.AsyncFor | ast.While) -> list[ast.Break]:
    """Those that leave this loop, not one inside it."""
    return [node for part in statement.body for node in _until_loops(part) if isinstance(node, ast.Break)]


def _until_loops(node: ast.AST) -> Iterator[ast.AST]:
    """The node and those in it that belong to no loop or function inside it."""
    yield node
    match node:
        case ast.For() | ast.AsyncFor() | ast.While():
            parts: list[ast.stmt] = node.orelse
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
            return
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _until_loops(child)
            return
    for part in parts:
        yield from _until_loops(part)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all in it but what functions inside it hold."""
    yield node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _inside(child)


def _decided(step: Step, exits: list[ast.stmt]) -> Iterator[Event]:
    """The branches of a statement that holds something that leaves the loop."""
    held = {id(node) for node in ast.walk(step.statement)} if step.statement is not None else set()
    if any(id(each) in held for each in exits):
        yield from (event for event in step.events if event.kind == "branch")


def _steps(loop: Loop) -> Iterator[Step]:
    for each in loop.passes:
        yield from steps_of(each.items)


def _broken_on(loop: Loop) -> int | None:
    """The line of the `break` that was executed, where that is clear."""
    breaks = breaks_of(loop.statement)
    if len(breaks) > 1:
        steps = [step for step in steps_of(loop.passes[-1].items) if isinstance(step.statement, ast.If)]
        arm = _arm(steps[-1]) if steps else []
        breaks = [each for each in breaks for part in arm if any(node is each for node in ast.walk(part))]
    return breaks[0].lineno if len(breaks) == 1 else None


def _arm(step: Step) -> list[ast.stmt]:
    """The statements that the last condition of an `if` led to."""
    decided = [event for event in step.events if event.kind == "branch" and event.why == "if"]
    if not decided or not isinstance(step.statement, ast.If):
        return []
    return step.statement.body if shown(decided[-1].value) == "True" else step.statement.orelse
