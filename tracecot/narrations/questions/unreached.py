"""Why a line never runs: the events that decide on that, and a sentence about them."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from tracecot.execution import Event
from tracecot.narrations.questions.records import Asked
from tracecot.narrations.reasons.parts import WIDEST
from tracecot.narrations.story.places import spelled
from tracecot.narrations.wording.spans import shown, span

Block = Sequence[ast.stmt]
DONE = ("bind", "mutate", "return", "branch")
LEAVES = (ast.Return, ast.Raise, ast.Break, ast.Continue)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a line never runs."""

    events: frozenset[int] = frozenset()  # that decided so; where it is empty nothing is known to have
    reason: str = ""  # `` `x < 0` is never true ``; nothing where the events say it


@dataclass(frozen=True, slots=True)
class _Place:
    """A block that a statement stands in, and what has that block."""

    owner: ast.AST
    name: str  # "body", "orelse", ...
    block: Block
    inner: ast.AST  # the statement of the block that holds the one asked about, or is it


def why_unreached(statement: ast.stmt, function: ast.FunctionDef, asked: Asked) -> Why:
    """Why the statement never ran: what stands around it never led there, or was left before it came to it."""
    around = _path(function, statement)
    for number, place in reversed(list(enumerate(around))):
        heads = [event for event in asked.trace.events if _is_at(event, place.owner, asked)]
        if not heads and place.owner is not function:
            continue
        why = _never_led(place, heads, asked)
        if not why.events and not why.reason:
            why = _left_before(place, function, asked)
        outer = [outer.owner for outer in around[:number] if isinstance(outer.owner, ast.If)]
        return _with_conditions(why, outer, asked)
    return Why()


def _with_conditions(why: Why, outer: Sequence[ast.AST], asked: Asked) -> Why:
    """The same with each time that a condition further out was decided; nothing is said again of what is told once."""
    decided = {
        event.seq for owner in outer for event in asked.trace.events
        if event.kind == "branch" and event.why == "if" and _is_at(event, owner, asked)
    }  # fmt: skip
    events = why.events | decided if why.events else why.events
    is_said = len(events) == 1 and all(asked.trace.events[seq].kind == "branch" for seq in events)
    return Why(events, "" if is_said else why.reason)


def _path(owner: ast.AST, statement: ast.stmt) -> list[_Place]:
    """The blocks from the owner down to the statement; none where it isn't there."""
    for name in ("body", "orelse", "handlers", "finalbody", "cases"):
        block = getattr(owner, name, [])
        for inner in block if isinstance(block, list) else []:
            if inner is statement:
                return [_Place(owner, name, block, inner)]
            if deeper := _path(inner, statement):
                return [_Place(owner, name, block, inner), *deeper]
    return []


def _is_at(event: Event, owner: ast.AST, asked: Asked) -> bool:
    """Whether the event is of the statement itself, not of one inside it, unless the statement itself does nothing."""
    at = asked.places.statement(event)
    if at is None or not isinstance(owner, ast.stmt):
        return False
    if isinstance(owner, ast.Try | ast.With):
        return owner.lineno <= at.lineno <= (owner.end_lineno or 0)
    return _key(at) == _key(owner)


def _key(node: ast.stmt) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _never_led(place: _Place, heads: Sequence[Event], asked: Asked) -> Why:
    """That the condition or the loop never led into the block; nothing where it did."""
    match place.owner:
        case ast.If(test=test) | ast.While(test=test) if place.name == "body" or isinstance(place.owner, ast.If):
            wanted = "true" if place.name == "body" else "false"
            decided = [event for event in heads if event.kind == "branch" and event.why in ("if", "while")]
            if not decided or any(shown(event.value).lower() == wanted for event in decided):
                return Why()
            events = frozenset(event.seq for event in decided)
            return Why(events, f"{span(spelled(test))} is never {wanted}" if len(spelled(test)) <= WIDEST else "")
        case ast.For() | ast.While():
            return _kept_out(place, heads, asked)
        case ast.Match():
            return Why(frozenset(event.seq for event in heads if event.kind == "branch"))
        case ast.Try(handlers=[first, *_]) if place.name == "handlers" and not _is_raised(asked):
            tried = (event for event in heads if event.line < first.lineno and event.kind in DONE)
            return Why(frozenset(event.seq for event in tried), "No exception is raised")
    return Why()


def _is_raised(asked: Asked) -> bool:
    return any(event.kind == "raise" for event in asked.trace.events)


def _kept_out(place: _Place, heads: Sequence[Event], asked: Asked) -> Why:
    """That a loop made no pass, or was left each time before it came to its `else`; nothing where it wasn't so."""
    if place.name == "body":
        is_entered = any(event.kind == "iteration" for event in heads)
        return Why() if is_entered else Why(frozenset(event.seq for event in heads))
    ends = {event.seq for event in heads if event.kind == "loop_end"}
    if any(event.why == "exhausted" for event in heads if event.kind == "loop_end"):
        return Why()
    over = _holding_exits([place.owner])
    decided = {event.seq for event in asked.trace.events if event.kind == "branch" and _of(event, over, asked)}
    return Why(frozenset(ends | decided))


def _holding_exits(nodes: Sequence[ast.AST]) -> set[tuple[int, int]]:
    """Where the conditions in them stand that hold something that leaves a block."""
    return {
        _key(node) for each in nodes for node in ast.walk(each)
        if isinstance(node, ast.If | ast.While) and any(isinstance(inside, LEAVES) for inside in ast.walk(node))
    }  # fmt: skip


def _of(event: Event, keys: set[tuple[int, int]], asked: Asked) -> bool:
    at = asked.places.statement(event)
    return at is not None and _key(at) in keys


def _left_before(place: _Place, function: ast.FunctionDef, asked: Asked) -> Why:
    """That something left the block before: the conditions over what may leave it, and what was raised."""
    before = place.block[: next(number for number, each in enumerate(place.block) if each is place.inner)]
    over = _holding_exits(before)
    found: set[int] = set()
    ends: list[Event] = []
    for event in asked.trace.events:
        at = asked.places.statement(event)
        if at is None or not function.lineno <= at.lineno <= (function.end_lineno or 0):
            continue
        if event.kind == "raise" or (event.kind == "branch" and _of(event, over, asked)):
            found.add(event.seq)
        ends += [event] if event.kind == "return" else []
    return Why(frozenset(found), _returns(ends) if place.owner is function and found else "")


def _returns(ends: Sequence[Event]) -> str:
    """`` Line 3 returns `None` ``, of a function that returned once."""
    if len(ends) != 1 or not 0 < len(ends[0].text) <= WIDEST:
        return ""
    return f"Line {ends[0].line} returns {span(ends[0].text)}"
