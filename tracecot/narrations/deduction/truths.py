"""Truths that are made of others: which of these decide them, and which follow and need not be said."""

import ast
from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.narrations.deduction.equations import expression
from tracecot.narrations.wording.spans import is_value, shown

TRUTHS = ("True", "False")


def is_made_of_truths(event: Event) -> bool:
    """Whether it is a truth that `and`, `or`, `not` or a chain of comparisons makes."""
    if event.kind not in ("value", "branch") or not is_value(event) or shown(event.value) not in TRUTHS:
        return False
    match expression(event):
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.Compare(ops=[_, _, *_]):
            return True
    return False


def parts_of_truth(event: Event, events: tuple[Event, ...]) -> list[Event]:
    """The truths that it is made of, those inside them too, in the order of their evaluation."""
    found = {each.seq: each for each in _parts(event, events)}
    return [found[seq] for seq in sorted(found)]


def deciding(event: Event, events: tuple[Event, ...]) -> Event | None:
    """The part that decides it; None where every part follows, as all do of a conjunction that holds.

    Of `a and b` that fails it is the one that fails, of `a or b` that holds the one that holds.
    """
    truth = shown(event.value)
    match expression(event):
        case ast.BoolOp(op=ast.And()) | ast.Compare() if truth == "False":
            pass
        case ast.BoolOp(op=ast.Or()) if truth == "True":
            pass
        case _:
            return None
    whole = event.text
    decides = [each for each in _parts(event, events, deep=False) if shown(each.value) == truth and each.text != whole]
    return max(decides, key=lambda each: each.seq, default=None)


def _parts(event: Event, events: tuple[Event, ...], *, deep: bool = True) -> Iterator[Event]:
    for seq in event.reads:
        read = events[seq]
        if read.kind != "value" or read.frame != event.frame or not is_value(read):
            continue
        if read.text == event.text:  # of a condition its own value
            yield from _parts(read, events, deep=deep)
            if deep:
                yield read
        elif shown(read.value) in TRUTHS:
            yield read
            if deep and is_made_of_truths(read):
                yield from _parts(read, events)
