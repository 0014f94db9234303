"""Judges values that a text gives in a row, without saying whose they are."""

import ast
from collections.abc import Iterator, Sequence
from itertools import chain

from tracecot.execution import Returned
from tracecot.values import NotPlain, Plain, canonical_text
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value
from tracecot.verification.executions.history import History
from tracecot.verification.meanings import Series
from tracecot.verification.rules.judging import Judged, grounded, unreadable

_MOST_NAMES = 200


def judge_series(meaning: Series, cursor: Cursor) -> Judged:
    """5, 2 and 4: neighbours in what the call is given or gives, or what one name is, one after the other."""
    history = cursor.history
    wanted = [closed_value(value) or "" for value in meaning.values]
    if "" in wanted:
        return unreadable("value", "a value of nothing")
    if meaning.name is None and any(_holds(row, wanted) for row in chain(_rows(history), _walked(history))):
        return grounded("mention", None, step=False)
    names = [meaning.name.norm] if meaning.name is not None else list(history.by_name)[:_MOST_NAMES]
    for name in names:
        seqs = [seq for seq in history.by_name.get(name, ()) if history.events[seq].kind == "bind"]
        values = [history.events[seq].value for seq in seqs]
        texts = [value.repr if isinstance(value, Plain) else "" for value in values]
        place = _place(texts, wanted)
        if place >= 0:
            told = seqs[place : place + len(wanted)]
            return grounded("summary", told[0], *told[1:])
    return unreadable("value", "no name has these values, and no container holds them, in a row")


def _rows(history: History) -> Iterator[list[str]]:
    """The items of each container that the call is given or gives, the keys of a dict, and its values."""
    known = (
        [given for _, given in history.events[0].args] if history.events and history.events[0].kind == "call" else []
    )
    outcome = history.trace.outcome
    known += [outcome.value] if isinstance(outcome, Returned) else []
    for value in known:
        node = read_code(value.repr).node if isinstance(value, Plain) else None
        for part in ast.walk(node) if node is not None else ():
            match part:
                case ast.List(elts=items) | ast.Tuple(elts=items):
                    yield [_text(item) for item in items]
                case ast.Dict(keys=keys, values=values):
                    yield [_text(key) for key in keys if key is not None]
                    yield [_text(item) for item in values]


def _walked(history: History) -> Iterator[list[str]]:
    """What each loop goes through, item by item."""
    for loop in list(history.loops.values())[:_MOST_NAMES]:
        items = [history.events[begins].value for begins in loop.passes[:_MOST_NAMES]]
        yield [item.repr if isinstance(item, Plain) else "" for item in items]


def _text(node: ast.expr) -> str:
    try:
        return canonical_text(ast.unparse(node))
    except NotPlain:
        return ""


def _holds(row: Sequence[str], wanted: Sequence[str]) -> bool:
    return _place(row, wanted) >= 0


def _place(row: Sequence[str], wanted: Sequence[str]) -> int:
    """Where the values stand in the row, next to one another; -1 where they don't."""
    size = len(wanted)
    return next((place for place in range(len(row) - size + 1) if list(row[place : place + size]) == list(wanted)), -1)
