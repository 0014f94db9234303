"""Judges words of sameness and change: "again", "still", "no longer", "this time", "in the same way", "unchanged"."""

from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.code.reading import Code, normal
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import is_same, names_in, source_at, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.meanings import Recurs, Unchanged
from tracecot.verification.rules.doing import has
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable

_CHANGES = 200  # of a name before that are looked at
_BACK = 5_000  # events before that are looked at


def judge_recurs(meaning: Recurs, cursor: Cursor) -> Judged:
    """What was told last happened before (again, this time), held before (still), or did not (no longer)."""
    if not cursor.last:
        return unreadable("state", f"nobody knows what “{meaning.word}” speaks of")
    seq = cursor.last[0]
    event = cursor.history.events[seq]
    match meaning.word:
        case "still":
            return _still(meaning.subject, seq, cursor)
        case "no longer":
            if meaning.subject is not None and _is_told_as_state(meaning.subject, event):
                return _was_otherwise(meaning.subject, seq, cursor)
            return _no_longer(seq, event, cursor.history)
    if meaning.subject is not None and _is_told_as_state(meaning.subject, event):
        return _evaluated_before(meaning.subject, meaning.word == "again", cursor)
    if meaning.line is not None and event.line != meaning.line:
        return unreadable("state", f"when line {meaning.line} ran before isn't known")
    before = [each for each in _before(seq, cursor.history) if meaning.line in (None, each.line)]
    if not before:
        return refuted("state", f"it is the first time that line {event.line} does so", seq)
    if all(_is_passed_over(each.seq, seq, cursor) for each in before):
        return unreadable("state", f"nothing was told of the time before, on line {before[-1].line}")
    what, history = meaning.what, cursor.history
    are_alike = [_alike(event, other) if what is None else has(history, other, what, other.seq) for other in before]
    if meaning.same_value and not any(are_alike):
        if meaning.alone or seq < cursor.at:  # told as it is here, it may be what comes next
            return unreadable("state", f"{shown(event.text or event.name)} was done before, with something else")
        return refuted("state", f"{shown(event.text or event.name)} was something else before", before[0].seq)
    return grounded("state", before[0].seq, step=False)


def _is_told_as_state(subject: Code, event: Event) -> bool:
    """Whether the expression was told as something that is so here, rather than by its own evaluation."""
    return subject.sort != "N" and event.kind != "value" and subject.norm not in (event.name, normal(event.text))


def _evaluated_before(subject: Code, same: bool, cursor: Cursor) -> Judged:
    """The program evaluated the expression before; `same`: to the value that it has now."""
    history = cursor.history
    now = text_at(history, subject, cursor.at)
    before = [seq for seq in history.telling(subject.norm) if seq < history.first_of[history.execution[cursor.at]]]
    if before and _is_of_one_pass(before[-1], cursor.at, history):
        before.pop()  # it is the one that is told
    if not before:
        return refuted("state", f"{shown(subject.text)} was not evaluated before")
    if same and not any(now is not None and same_value(history.events[seq].value, now) for seq in before):
        return refuted("state", f"{shown(subject.text)} was something else before", before[-1])
    return grounded("state", before[-1], step=False)


def _is_of_one_pass(seq: int, other: int, history: History) -> bool:
    """Whether both events are of one pass of one loop."""
    one, two = history.events[seq], history.events[other]
    return one.loop is not None and (one.frame, one.loop, one.pass_) == (two.frame, two.loop, two.pass_)


def _before(seq: int, history: History) -> list[Event]:
    """Earlier events of the same place and kind, the nearest first, or of the same words elsewhere."""
    event = history.events[seq]
    first = history.first_of[history.execution[seq]]
    return list(_earlier(event, first, history))


def _earlier(event: Event, first: int, history: History) -> Iterator[Event]:
    for place in range(first - 1, max(first - _BACK, -1), -1):
        other = history.events[place]
        is_alike = other.kind == event.kind and (other.text, other.name) == (event.text, event.name)
        if is_alike and other.function == event.function:  # a name of another function is another name
            yield other


def _is_passed_over(earlier: int, seq: int, cursor: Cursor) -> bool:
    """Whether the text went straight from what it told before the earlier event to the later one."""
    if cursor.scopes and earlier < cursor.scopes[-1].low:
        return False  # the text names the pass that it goes to
    told_before = cursor.told & (1 << cursor.history.first_of[cursor.history.execution[seq]]) - 1
    return cursor.slice is None and not cursor.is_told(earlier) and earlier >= told_before.bit_length()


def _alike(one: Event, other: Event) -> bool:
    if not isinstance(one.value, Plain) or not isinstance(other.value, Plain):
        return _given(one) == _given(other)
    if one.value.repr == "None" and one.kind == "value":
        return _given(one) == _given(other)  # a call that gives nothing does something
    return same_value(one.value, other.value.repr)


def _given(event: Event) -> tuple[object, ...]:
    """What a call was made with, beside the object that it was made on."""
    return tuple(each for each in event.args if each[0] != "self")


def _still(subject: Code | None, seq: int, cursor: Cursor) -> Judged:
    """It held before the statement that is told, too."""
    history = cursor.history
    event = history.events[seq]
    first = history.first_of[history.execution[cursor.at]]
    if subject is not None and subject.sort == "N":
        return _still_has(subject, seq, first, history)
    earlier = next(_earlier(event, first, history), None)
    if earlier is not None and _alike(event, earlier):
        return grounded("state", earlier.seq, step=False)
    if subject is not None and first > 0:
        now, before = text_at(history, subject, seq), text_at(history, subject, first - 1)
        if before is not None and (now is None or is_same(now, before)):
            return grounded("state", seq, step=False)
    if earlier is None:
        return refuted("state", "it was not so before", seq)
    return refuted("state", f"{shown(event.text)} was something else before", earlier.seq)


def _still_has(subject: Code, seq: int, first: int, history: History) -> Judged:
    """The name had the value before the statement began: what gave it came before, or gave it what it had."""
    event = history.events[seq]
    source = seq if subject.norm in (event.name, *dict(event.args)) else source_at(history, subject.norm, seq)
    if source is not None and source < first:
        return grounded("state", seq, step=False)
    before = text_at(history, subject, first - 1) if first else None
    event = history.events[seq if source is None else source]
    given = event.value if event.name == subject.norm else dict(event.args).get(subject.norm)
    if before is not None and same_value(given, before):
        return grounded("state", seq, step=False)
    return refuted(
        "state", f"{shown(subject.text)} was {shown(before)} before" if before else "it had no value before", seq
    )


def _no_longer(seq: int, event: Event, history: History) -> Judged:
    earlier = next(_earlier(event, history.first_of[history.execution[seq]], history), None)
    if earlier is None:
        return refuted("state", "it is the first time that this is asked", seq)
    if _alike(event, earlier):
        return refuted("state", "it was so the last time, too", earlier.seq)
    return grounded("state", earlier.seq, step=False)


def _was_otherwise(subject: Code, seq: int, cursor: Cursor) -> Judged:
    """What the program needn't have evaluated was something else after an earlier change of its names."""
    history, now = cursor.history, text_at(cursor.history, subject, cursor.at)
    changes = sorted({each for name in names_in(subject) for each in history.by_name.get(name, ()) if each < seq})
    moments = [0, *changes[-_CHANGES:]]
    before = [(moment, text_at(history, subject, moment)) for moment in moments]
    other = next((moment for moment, text in before if text is not None and not is_same(text, now)), None)
    if other is None:
        return refuted("state", "it was so before, too", seq)
    return grounded("state", other, step=False)


def _changed_ever(subject: Code, cursor: Cursor) -> int | None:
    """The change in place, before here, of the object that the running function's name has."""
    history = cursor.history
    known = history.states.get(history.events[cursor.at].frame, {}).get(subject.norm, ())
    return next((seq for seq in known if seq <= cursor.at and history.events[seq].kind == "mutate"), None)


def judge_unchanged(meaning: Unchanged, cursor: Cursor) -> Judged:
    """`x` stays as it is: nothing changes it in the pass that is told, or in the statement told last."""
    history, subject = cursor.history, meaning.subject
    low = cursor.scopes[-1].low if cursor.scopes else history.first_of[history.execution[cursor.at]]
    high = cursor.scopes[-1].high if cursor.scopes else cursor.at + 1
    before = text_at(history, subject, max(low - 1, 0))
    changes = [seq for seq in history.by_name.get(subject.norm, ()) if low <= seq < high]
    for seq in changes:
        event = history.events[seq]
        if not isinstance(event.value, Plain) or not is_same(event.value.repr, before):
            return refuted("state", f"{shown(subject.text)} changes on line {event.line}", seq)
    now = text_at(history, subject, high - 1)
    is_one_frame = history.events[high - 1].frame == history.events[max(low - 1, 0)].frame
    if is_one_frame and before is not None and now is not None and not is_same(before, now):
        return refuted("state", f"{shown(subject.text)} was {shown(before)} and is {shown(now)}")
    if before is None and text_at(history, subject, cursor.at) is None:
        return unreadable("state", f"{subject.text[:40]} has no value here that we can tell")
    if not cursor.scopes and cursor.slice is None and (earlier := _changed_ever(subject, cursor)) is not None:
        return unreadable(
            "state", f"it was changed on line {history.events[earlier].line}: since when is it unchanged?"
        )
    return grounded("state", source_at(history, subject.norm, cursor.at) if subject.sort == "N" else None)
