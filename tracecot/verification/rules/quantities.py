"""Judges how many of something there are at hand, and that something at hand has a value: shown, or not understood."""

import ast
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain

from tracecot.execution import Returned
from tracecot.values import NotPlain, Plain
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, recorded, text_at
from tracecot.verification.executions.history import own_window
from tracecot.verification.meanings import AfterPass, AtHand, Counted
from tracecot.verification.rules.judging import Judged, grounded, shown, unreadable
from tracecot.verification.rules.nearby import pass_at
from tracecot.verification.rules.passes import loops_to_tell, may_begin
from tracecot.verification.wordings.words import COUNTABLE, SIGNS

_MOST_NAMES = 100
_MOST_EVENTS = 200  # of a pass

_HOLDERS: dict[str, tuple[type, ...]] = {
    "string": (str,), "text": (str,), "word": (str,), "phrase": (str,), "list": (list,), "stack": (list,),
    "queue": (list,), "tuple": (tuple,), "dict": (dict,), "dictionary": (dict,), "counter": (dict,),
    "set": (set, frozenset),
}  # fmt: skip
#: Of how many arguments of that type a text may speak: "the two lists".
_KINDS = {"lists": "list", "strings": "str", "tuples": "tuple"}
_CONTAINERS = (list, tuple, dict, set, frozenset)


def judge_counted(meaning: Counted, cursor: Cursor) -> Judged:
    """Six characters: a text at hand has so many."""
    found = _counts(meaning.noun)
    kinds = _HOLDERS.get(meaning.holder)
    for value in _held_by(meaning.holder, cursor):
        if kinds is not None and not isinstance(value, kinds):
            continue
        count = found(value)
        if count is not None and (count == meaning.count or (meaning.least and count > meaning.count)):
            return grounded("state", cursor.at, step=False)
    if not meaning.holder and _in_the_text(meaning, cursor):
        return grounded("source", None, step=False)
    return unreadable("state", f"nothing at hand has {meaning.count} {meaning.noun}")


def _in_the_text(meaning: Counted, cursor: Cursor) -> bool:
    """Whether the program's text has so many of them: two loops, three arguments."""
    facts = cursor.history.facts
    if (kind := _KINDS.get(meaning.noun)) is not None:
        given = [value.type for _, value in cursor.history.events[0].args if isinstance(value, Plain)]
        return given.count(kind) == meaning.count
    match COUNTABLE.get(meaning.noun):
        case "loops":
            return sum(isinstance(node, ast.For | ast.While) for node in facts.nodes) == meaning.count
        case "arguments":
            entry = facts.functions.get(facts.entry_point)
            return bool(entry) and len(cursor.history.events[0].args) == meaning.count
    return False


def _counts(noun: str) -> Callable[[object], int | None]:
    """How many of what the noun names a value has; None where it can't have any."""
    if (sign := SIGNS.get(noun)) is not None:
        return lambda value: value.count(sign) if isinstance(value, str) else None
    match COUNTABLE.get(noun):
        case "characters":
            return lambda value: len(value) if isinstance(value, str) else None
        case "digits":
            return _digits
        case "keys":
            return lambda value: len(value) if isinstance(value, dict) else None
        case "texts":
            return lambda value: _all_of(value, str)
        case "numbers":
            return lambda value: _all_of(value, (int, float))
        case "containers":
            return lambda value: _all_of(value, (list, tuple, str))
        case "items":
            return lambda value: len(value) if isinstance(value, _CONTAINERS) else None
    return lambda value: None


def _digits(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return len(str(abs(value)))
    return len(value) if isinstance(value, str) and value.isdigit() else None


def _all_of(value: object, kinds: type | tuple[type, ...]) -> int | None:
    """The length of a container whose items are all of these types."""
    if not isinstance(value, _CONTAINERS) or not all(isinstance(item, kinds) for item in value):
        return None
    return len(value)


def _held_by(holder: str, cursor: Cursor) -> Iterator[object]:
    """What the text may call so: a name of the program's is meant before anything else."""
    if holder in ("output", "result", "answer"):
        return _read(_outcome(cursor))
    if holder == "input":
        return _read(_given(cursor))
    named = text_at(cursor.history, read_code(holder), cursor.at) if holder else None
    if named is not None:
        return _read([named])
    return _read(_around(cursor)) if holder else _values(cursor)


def _values(cursor: Cursor) -> Iterator[object]:
    """What is at hand: the names of the running functions, what the pass works out, what the call is given and gives."""
    return _read(chain(_around(cursor), _given(cursor), _outcome(cursor)))


def _read(texts: Iterable[str]) -> Iterator[object]:
    for text in dict.fromkeys(texts):
        try:
            yield recorded(text)
        except NotPlain:
            continue


def _outcome(cursor: Cursor) -> Iterator[str]:
    outcome = cursor.history.trace.outcome
    if isinstance(outcome, Returned) and isinstance(outcome.value, Plain):
        yield outcome.value.repr


def _given(cursor: Cursor) -> Iterator[str]:
    first = cursor.history.events[0]
    yield from (value.repr for _, value in first.args if isinstance(value, Plain))


def _around(cursor: Cursor) -> Iterator[str]:
    history = cursor.history
    for frame in history.frames_at(cursor.at):
        for name in list(history.states.get(frame, {}))[:_MOST_NAMES]:
            value = history.value_at(frame, name, cursor.at)
            if value is not None:
                yield value.repr
    execution = history.execution[cursor.at]
    for event in history.events[history.first_of[execution] : history.last_of[execution] + 1][:_MOST_EVENTS]:
        if isinstance(event.value, Plain):
            yield event.value.repr
    scope = pass_at(cursor)
    if scope is not None:
        for event in history.events[scope.low : min(scope.high, scope.low + _MOST_EVENTS)]:
            if isinstance(event.value, Plain):
                yield event.value.repr


def judge_at_hand(meaning: AtHand, cursor: Cursor) -> Judged:
    """The key 8: a dict at hand has it."""
    wanted = closed_value(meaning.value)
    if wanted is None:
        return unreadable("state", "a value of nothing")
    noun = meaning.noun.removesuffix("s")
    named = [value for value in map(read_code, (meaning.noun, noun)) if value.norm in cursor.history.facts.bound]
    here = [text_at(cursor.history, name, moment) for name in named[:1] for moment in cursor.moments()]
    if any(here) and not any(is_same(text, wanted) for text in here):
        return unreadable("state", f"{shown(named[0].text)} is {shown(here[0])} here")
    held = any(_holds(value, wanted, noun) for value in _values(cursor))
    if held or (noun in ("index", "position", "place") and _is_index(wanted, cursor)):
        return grounded("state", cursor.at, step=False)
    return unreadable("state", f"no {noun} at hand is so")


def _holds(value: object, wanted: str, noun: str) -> bool:
    match noun:
        case "key":
            return isinstance(value, dict) and _is_among(value, wanted)
        case "index" | "position" | "place":
            return isinstance(value, int) and repr(value) == wanted
        case "letter" | "character" | "char" | "symbol" | "digit":
            return isinstance(value, str) and any(wanted in (repr(sign), sign) for sign in value)
        case "word" | "string" | "name":
            return _is_it(value, wanted, str)
        case "number" | "integer" | "coin" | "amount":
            return _is_it(value, wanted, (int, float))
        case "pair":
            return _is_it(value, wanted, (tuple, list))
    return _is_it(value, wanted, object)


def _is_it(value: object, wanted: str, kinds: type | tuple[type, ...]) -> bool:
    """Whether it is the value, or holds it."""
    if isinstance(value, kinds) and repr(value) == wanted:
        return True
    if isinstance(value, dict):
        return any(isinstance(item, kinds) and repr(item) == wanted for pair in value.items() for item in pair)
    return isinstance(value, _CONTAINERS) and any(isinstance(item, kinds) and repr(item) == wanted for item in value)


def _is_among(items: Collection[object], wanted: str) -> bool:
    return any(repr(item) == wanted for item in items)


def _is_index(wanted: str, cursor: Cursor) -> bool:
    """Whether the pass that is told takes an item at that index."""
    history, scope = cursor.history, pass_at(cursor)
    if scope is None:
        return False
    for event in history.events[scope.low : min(scope.high, scope.low + _MOST_EVENTS)]:
        match read_code(event.text).node if event.kind == "value" else None:
            case ast.Subscript(slice=ast.Constant(value=int(index))) if repr(index) == wanted:
                return True
    return False


def judge_after_pass(meaning: AfterPass, cursor: Cursor) -> Judged:
    """After pass 3: what is said next holds at its end."""
    number = meaning.number
    for loop in loops_to_tell(cursor, None):
        if loop.is_comprehension or not 1 <= number <= len(loop.passes) or not may_begin(loop, number, cursor):
            continue
        cursor.enter(loop, number)
        low, high = own_window(cursor.history, loop, number)
        if cursor.slice is None:
            cursor.at = max(low, high - 1)
            cursor.floor = max(cursor.floor, low)
        begins = loop.passes[number - 1]
        return grounded("iteration", begins)
    return unreadable("iteration", "no loop has such a pass from here on")
