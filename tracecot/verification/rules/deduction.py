"""Judges what a deduction says: what comes from what, what stands before what, which arguments are proposed."""

from tracecot.execution import Event
from tracecot.values import NotPlain, Plain, canonical
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, recorded, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.meanings import ComesBefore, ComesFrom, Proposes, Together
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable

_DEEP = 3  # steps up the links from a result to its source
_NEAR = 400


def judge_comes_from(meaning: ComesFrom, cursor: Cursor) -> Judged:
    """`'ANT'` comes from `'ant'`: an event with the first value was made from one with the second."""
    results, sources = meaning.results, meaning.sources
    pairs = (
        list(zip(results, sources, strict=True))
        if len(results) == len(sources)
        else [(r, s) for r in results for s in sources]
    )
    found: list[int] = []
    for result, source in pairs:
        seq = _made_from(result, source, cursor)
        if seq is None:
            return refuted(
                "dependency", f"no {shown(result.text)} is made from {shown(source.text)}", reason="not_found"
            )
        found.append(seq)
    cursor.at = found[-1]
    return grounded("dependency", found[0], *found[1:])


def _made_from(result: Code, source: Code, cursor: Cursor) -> int | None:
    history = cursor.history
    wanted, given = closed_value(result), closed_value(source)
    if wanted is None:
        return None
    for seq in history.valued(wanted)[:_NEAR]:
        if cursor.slice is not None and seq not in cursor.slice:
            continue
        if _reaches(history, seq, source, given):
            return seq
    return None


def _reaches(history: History, seq: int, source: Code, given: str | None) -> bool:
    """Whether the event, or one that it read, took that value or expression."""
    frontier = {seq}
    for _ in range(_DEEP):
        upper: set[int] = set()
        for each in frontier:
            event = history.events[each]
            if given is None and source.norm in (event.name, event.text):
                return True
            if given is not None and _took(event, given, each != seq):
                return True
            upper |= set(event.reads)
        frontier = upper
        if not frontier or len(frontier) > _NEAR:
            break
    return False


def _took(event: Event, given: str, itself: bool) -> bool:
    values = [value for _, value in event.args]
    if itself and event.value is not None:
        values.append(event.value)
    return any(same_value(value, given) for value in values)


def judge_comes_before(meaning: ComesBefore, cursor: Cursor) -> Judged:
    """`'ant'` comes before `'asp'`: in passes of one loop, or in a list that the execution had."""
    one, other = closed_value(meaning.one), closed_value(meaning.other)
    if one is None or other is None:
        return unreadable("summary", "before what?")
    history = cursor.history
    for loop in history.loops.values():
        texts = [
            event.value.repr if isinstance(event.value, Plain) else ""
            for event in (history.events[seq] for seq in loop.passes[:_NEAR])
        ]
        if one in texts and other in texts:
            if texts.index(one) < texts.index(other) and (not meaning.first or texts.index(one) == 0):
                return grounded("summary", loop.passes[texts.index(one)], loop.passes[texts.index(other)])
            return refuted("summary", f"{shown(one)} does not come before {shown(other)} there", loop.passes[0])
    for value in _sequences(history):
        if one in value and other in value:
            if value.index(one) < value.index(other) and (not meaning.first or value.index(one) == 0):
                return grounded("summary", 0)
            return refuted("summary", f"{shown(one)} does not come before {shown(other)}")
    return refuted("summary", f"{shown(one)} and {shown(other)} don't stand together", reason="not_found")


def _sequences(history: History) -> list[list[str]]:
    """The lists that the execution was given or made, as texts of their elements."""
    found: list[list[str]] = []
    for event in history.events[:_NEAR]:
        for value in (*[value for _, value in event.args], event.value):
            if isinstance(value, Plain) and value.repr[:1] in "[(":
                elements = _elements(value.repr)
                if elements is not None:
                    found.append(elements)
    return found


def _elements(text: str) -> list[str] | None:
    try:
        value = recorded(text)
        return [canonical(element) for element in value] if isinstance(value, list | tuple) else None
    except NotPlain:
        return None


def judge_together(meaning: Together, cursor: Cursor) -> Judged:
    """`'ANT'`, `'ASP'` stand under one key of a dict that the execution made."""
    history = cursor.history
    wanted = [closed_value(value) for value in meaning.values]
    for event in reversed(history.events[-_NEAR * 4 :]):
        if not isinstance(event.value, Plain) or not event.value.repr.startswith("{"):
            continue
        try:
            value = recorded(event.value.repr)
        except NotPlain:
            continue
        if isinstance(value, dict) and (place := _under_one_key(value, wanted)) is not None:
            if meaning.higher and place == 0:
                return refuted("summary", "they stand under the lowest key", event.seq)
            return grounded("summary", event.seq)
    return refuted("summary", "no dict of the program has them under one key", reason="not_found")


def _under_one_key(value: dict[object, object], wanted: list[str | None]) -> int | None:
    """The place, by order of keys, of the key whose list has the values in this order."""
    try:
        keys = sorted(value)  # type: ignore[type-var]
    except TypeError:
        keys = list(value)
    for place, key in enumerate(keys):
        inside = value[key]
        if isinstance(inside, list | tuple):
            texts = [canonical(element) for element in inside]
            if [text for text in texts if text in wanted] == wanted:
                return place
    return None


def judge_proposes(meaning: Proposes, cursor: Cursor) -> Judged:
    """Take `limit = 2`, or `nums[1] = 2`: an argument of the proposed call, or what stands in one."""
    history = cursor.history
    code = meaning.code
    if not history.events or history.events[0].kind != "call":
        return unreadable("call", "the call can't be told")
    if code.value is None:
        return unreadable("call", "no argument is named")
    arguments = dict(history.events[0].args)
    wanted = closed_value(code.value)
    for target in code.targets:
        if target.sort == "N" and target.norm not in arguments:
            return refuted("call", f"the call has no argument {shown(target.text)}", 0, "not_found")
        actual = closed_value(target) or text_at(history, target, 0)
        if actual is None or wanted is None:
            return unreadable("call", f"{target.text[:40]} can't be told of the proposed call")
        if not is_same(actual, wanted):
            return refuted("call", f"{shown(target.text)} is {shown(actual)} in the proposed call", 0)
    return grounded("call", 0)
