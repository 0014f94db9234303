"""Where in the execution a statement about an expression may be borne out, from where the reader stands."""

from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import is_same, names_in, source_at, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.records import ClaimKind
from tracecot.verification.rules.complements import judge_by_opposite, judge_misquoted
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable

MOST = 2_000  # events that one claim may be compared with
_BETWEEN = 400  # events of functions that were called between two statements


def candidates(subject: Code, line: int | None, cursor: Cursor) -> Iterator[int]:
    """Events that tell the subject's value, that may be told here, nearest first."""
    history = cursor.history
    seqs = history.telling(subject.norm)
    for count, seq in enumerate(cursor.ahead(seqs, line)):
        if count >= MOST:
            return
        yield seq


def changes_of(subject: Code, line: int | None, cursor: Cursor) -> Iterator[int]:
    """Events that change the subject, that may be told here, nearest first."""
    for count, seq in enumerate(cursor.ahead(cursor.history.by_name.get(subject.norm, []), line)):
        if count >= MOST:
            return
        yield seq


def moments(line: int | None, cursor: Cursor) -> Iterator[int]:
    """The moments that the clause may speak of: here, or where the line that it names runs next."""
    if line is None:
        yield from cursor.moments()
        return
    if (seq := cursor.next_on_line(line)) is not None:
        yield max(seq - 1, 0)
        yield cursor.history.last_of[cursor.history.execution[seq]]


def is_behind(seqs: list[int], cursor: Cursor) -> bool:
    """Whether the program evaluated it before, nobody told, and it won't again: too late to tell."""
    if not seqs or cursor.slice is not None or next(cursor.ahead(seqs), None) is not None:
        return False
    if cursor.scopes:
        low, high = cursor.scopes[-1].low, cursor.scopes[-1].high
        seqs = [seq for seq in seqs if low <= seq < high] or seqs
    behind = [seq for seq in seqs if seq <= cursor.floor]
    return bool(behind) and not cursor.is_told(behind[-1])


def is_of_the_next(seq: int, cursor: Cursor) -> bool:
    """Whether the event belongs to the statement that the function executes after the one told last."""
    history = cursor.history
    told, frame = history.execution[cursor.at], history.events[cursor.at].frame
    if cursor.slice is not None or history.events[seq].frame != frame or history.execution[seq] <= told:
        return False
    loop = history.loops.get(history.events[seq].loop or -1)
    if loop is not None and loop.is_comprehension and loop.start <= seq < loop.end:
        return False  # its names are its own
    between = range(history.last_of[told] + 1, history.first_of[history.execution[seq]])
    return len(between) < _BETWEEN and not any(history.events[each].frame == frame for each in between)


def left_otherwise(subject: Code, wanted: str, line: int | None, cursor: Cursor) -> Judged | None:
    """What the deed that was told just before made of the object, where that is something else."""
    events = cursor.history.events
    made = [seq for seq in cursor.left if events[seq].name == subject.norm and seq in cursor.last]
    if line is not None or cursor.slice is not None or not made:
        return None
    if any(same_value(events[seq].value, wanted) for seq in made):
        cursor.left = ()  # what is told next may be what comes of it later
        return None
    return refuted("mutate", shown_event(events[made[-1]]), made[-1])


def kind_of(event: Event) -> ClaimKind:
    """The kind of claim that the event bears out."""
    return event.kind if event.kind in ("bind", "mutate", "branch") else "value"  # type: ignore[return-value]


def holds_here(subject: Code, wanted: str, cursor: Cursor, line: int | None = None) -> Judged | None:
    """Whether the expression has the value at the moment."""
    history = cursor.history
    for moment in moments(line, cursor):
        if is_same(text_at(history, subject, moment), wanted):
            if line is not None:
                cursor.land(moment if moment >= cursor.floor else cursor.floor)
            source = source_at(history, subject.norm, moment) if subject.sort == "N" else moment
            return grounded("state", source, step=True)
    return None


def ever(subject: Code, wanted: str, cursor: Cursor) -> Judged | None:
    """In a deduction: a moment among the events that the result depends on."""
    if cursor.slice is None or subject.sort == "N":
        name = subject.norm
        for seq in sorted(cursor.slice or ()):
            event = cursor.history.events[seq]
            if event.kind == "call" and same_value(dict(event.args).get(name), wanted):
                return grounded("state", seq)
        return None
    for seq in sorted(cursor.slice)[:400]:
        if is_same(text_at(cursor.history, subject, seq), wanted):
            return grounded("state", seq)
    return None


def not_so(subject: Code, wanted: str | None, nearest: int | None, line: int | None, cursor: Cursor) -> Judged:
    """What is so instead, as well as that can be told."""
    history = cursor.history
    if nearest is not None:
        told = shown_event(history.events[nearest])
        here = text_at(history, subject, cursor.at) if subject.sort == "N" and line is None else None
        if here is not None and not same_value(history.events[nearest].value, here):
            told = f"{shown(subject.text)} is {shown(here)} here, then {told}"
        return refuted("value", f"{told}{_then(subject, nearest, history)}", nearest)
    for moment in moments(line, cursor):
        here = text_at(history, subject, moment)
        if line is None and here is not None and is_same(here, wanted) and _is_of_the_pass(subject, wanted, cursor):
            return unreadable("value", "it is so here, but the program worked it out before")
        if here is not None:
            return refuted("state", f"{shown(subject.text)} is {shown(here)} here")
    if line is not None:
        return refuted("line", f"line {line} tells no such thing from here on", reason="not_found")
    seqs = history.telling(subject.norm)
    if seqs:
        return refuted("value", f"{shown_event(history.events[seqs[-1]])}, before", seqs[-1], "out_of_order")
    if subject.sort == "N" and subject.norm in history.facts.bound and not history.names(subject.norm):
        return refuted("state", f"{shown(subject.text)} is never given a value in this execution")
    if not names_in(subject) <= history.facts.names | {"len"}:
        if history.has_text(subject.text):
            return unreadable("value", "it is a text of the execution, without quotes")
        return refuted("value", f"{shown(subject.text)} is no part of the program", reason="not_found")
    if subject.sort == "N" and wanted is not None and (judged := _without_value(subject, wanted, history)):
        return judged
    if wanted in ("True", "False"):
        judged = judge_by_opposite(subject, wanted == "True", line, cursor)
        if judged is not None:
            return judged
    if wanted is not None and (judged := judge_misquoted(subject, wanted, line, cursor)):
        return judged
    return unreadable("value", f"{subject.text[:60]} has no value here that we can tell")


def _is_of_the_pass(subject: Code, wanted: str | None, cursor: Cursor) -> bool:
    """Whether the pass that is told worked the value out."""
    seqs = [
        seq
        for scope in cursor.scopes[-1:]
        for seq in cursor.history.telling(subject.norm)
        if scope.low <= seq < scope.high
    ]
    return any(same_value(cursor.history.events[seq].value, wanted or "") for seq in seqs)


def _then(subject: Code, seq: int, history: History) -> str:
    """What the statement goes on to make of the name."""
    last = history.last_of[history.execution[seq]]
    later = [each for each in history.by_name.get(subject.norm, ()) if seq < each <= last]
    value = history.events[later[-1]].value if later else None
    return f", and {shown(value.repr)} when that is over" if isinstance(value, Plain) else ""


def _without_value(subject: Code, wanted: str, history: History) -> Judged | None:
    """A name that has no value here: what it is in other calls, or that it is no variable."""
    name = subject.norm
    # A text may name a call by its function, or an attribute without its owner: that would be no lie.
    if any(_ends_with(history.events[seq], name) for seq in history.valued(wanted)):
        return None
    given = [seq for known in history.states.values() for seq in known.get(name, ())]
    if given:
        event = history.events[min(given)]
        value = dict(event.args).get(name) if event.kind == "call" else event.value
        told = f"{shown(value.repr)}" if isinstance(value, Plain) else "something else"
        return refuted(
            "state",
            f"{shown(name)} has no value here, it is {told} in a call of `{event.function}`",
            event.seq,
            "out_of_order",
        )
    if name in history.facts.bound or name in history.facts.constants:
        return None
    return refuted("state", f"{shown(name)} is no variable of the program", reason="not_found")


def _ends_with(event: Event, name: str) -> bool:
    """Whether the event is a call of that name, or reads or sets such an attribute."""
    return event.name.rpartition(".")[2] == name or event.text.rpartition(".")[2] == name
