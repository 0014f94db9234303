"""Judges several deeds that are told at once: "line 8 appends `1`, `2` and `3` to `xs`"."""

from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.history import own_window, pass_window
from tracecot.verification.meanings import Does, DoesEach
from tracecot.verification.rules.doing import deeds_between
from tracecot.verification.rules.effects import judge_does
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable


def judge_does_each(meaning: DoesEach, line: int | None, cursor: Cursor) -> Judged:
    """In the passes that were summarized all such deeds, in their order; else those that come next."""
    if cursor.stretch is None or cursor.implied:
        return _one_by_one(meaning, line, cursor)
    loop, first, last = cursor.stretch
    low, high = pass_window(cursor.history, loop, first)[0], own_window(cursor.history, loop, last)[1]
    done = list(deeds_between(meaning.verb, meaning.where, line, loop.frame, (low, high), cursor))
    if len(done) != len(meaning.values):
        times = "once" if len(done) == 1 else f"{len(done)} times"
        return refuted("mutate", f"that is done {times} in these passes", done[0].seq if done else None)
    for deed, value in zip(done, meaning.values, strict=True):
        if not deed.has(value):
            return refuted("mutate", f"{shown(value.text)} is not what is done in pass {deed.number}", deed.seq)
    events = [seq for deed in done for seq in (deed.seq, *deed.effects)]
    return grounded("mutate", events[0], *events[1:])


def _one_by_one(meaning: DoesEach, line: int | None, cursor: Cursor) -> Judged:
    """Each value in turn, from here on."""
    events: list[int] = []
    for value in meaning.values:
        if events and meaning.verb == "yield":  # inside one execution of a statement order is free, but not of these
            judged = _next_one(meaning, value, line, events[-1], cursor)
        else:
            judged = judge_does(Does(meaning.verb, value, meaning.where), line, cursor)
        if not judged.holds:
            return judged
        if judged.events[0] in events:
            return unreadable("mutate", "it is not clear which deeds are meant")
        events += judged.events
        cursor.floor = max(cursor.floor, events[-1] + 1)
    return grounded("mutate", events[0], *events[1:])


def _next_one(meaning: DoesEach, value: Code, line: int | None, last: int, cursor: Cursor) -> Judged:
    """The value as what the next such deed of the same frame is about."""
    events = cursor.history.events
    window = (last + 1, len(events))
    deed = next(deeds_between(meaning.verb, meaning.where, line, events[last].frame, window, cursor), None)
    if deed is None:
        return refuted("mutate", "no such thing happens once more", last, "not_found")
    if not deed.has(value):
        return refuted("mutate", f"next {shown_event(events[deed.seq])}", deed.seq)
    return grounded("mutate", deed.seq, *deed.effects)
