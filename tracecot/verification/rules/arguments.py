"""Judges what a deduction says of the arguments: what was decided, what the result has of them, what keeps its default."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tracecot.execution import Returned
from tracecot.values import NotPlain, Plain, canonical
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, names_in, recorded, text_at
from tracecot.verification.executions.history import History
from tracecot.verification.meanings import Decided, KeepsDefault, PartIs, PartsOf
from tracecot.verification.meanings.arguments import OfArguments
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable

_MOST = 2_000  # items of a range
_DEEP = 2  # items of items


def judge_arguments(meaning: OfArguments, cursor: Cursor) -> Judged:
    """The finding; the cursor stays where it is."""
    history = cursor.history
    match meaning:
        case Decided():
            return _decided(meaning, history)
        case PartsOf():
            return _parts_of(meaning, history)
        case PartIs():
            return _part_is(meaning, history)
        case KeepsDefault():
            return _keeps_default(meaning, history)


def _decided(meaning: Decided, history: History) -> Judged:
    """Every time that the call asked it, it came out so."""
    condition, function = meaning.condition, meaning.function
    calls = [event for event in history.events if event.kind == "call"]
    frames = {
        call.frame for call in calls[: None if function else 1]
        if function is None or call.function.rpartition(".")[2] == function.norm
    }  # fmt: skip
    asked = [seq for seq in history.by_text.get(condition.norm, ()) if history.events[seq].kind == "branch"]
    asked = [seq for seq in asked if history.events[seq].frame in frames]
    otherwise = next((seq for seq in asked if _truth(history, seq) != meaning.truth), None)
    if not asked:
        return refuted("branch", f"{shown(condition.text)} decides nothing there", reason="not_found")
    if otherwise is not None:
        return refuted("branch", f"{shown(condition.text)} is {str(not meaning.truth).lower()}", otherwise)
    return grounded("branch", asked[0], *asked[1:])


def _truth(history: History, seq: int) -> bool:
    value = history.events[seq].value
    return isinstance(value, Plain) and value.repr == "True"


def _parts_of(meaning: PartsOf, history: History) -> Judged:
    """They stand in the argument as such, and in the result."""
    given = _argument(meaning.argument, history)
    wanted = [closed_value(value) for value in meaning.values]
    if given is None or None in wanted:
        return _unknown(meaning.argument, history)
    fits = _in_order if meaning.ordered else _all_in
    items = _units(recorded(given), meaning.unit)
    if not fits(wanted, items):
        return refuted(
            "value", f"the {meaning.unit}s of {shown(meaning.argument.text)} are {shown(', '.join(items))}", 0
        )
    if any(fits(wanted, row) for row in _rows_of_result(wanted, history)):
        return grounded("value", 0)
    return refuted("value", "the result has no such parts", history.length - 1)


def _units(value: object, unit: str) -> list[str]:
    """The texts of the argument's items, characters, keys or values."""
    match value:
        case dict() if unit == "key":
            return _texts(value)
        case dict() if unit == "value":
            return _texts(value.values())
        case str() if unit == "character":
            return _texts(value)
        case list() | tuple() | set() | frozenset() if unit == "item":
            return _texts(value)
        case range() if unit == "item":
            return _texts(islice(value, _MOST))
    return []


def _texts(values: Iterable[object]) -> list[str]:
    return [canonical(value) for value in values]


def _all_in(wanted: Sequence[str | None], row: Sequence[str]) -> bool:
    """Whether all of them stand there."""
    return all(each in row for each in wanted)


def _in_order(wanted: Sequence[str | None], row: Sequence[str]) -> bool:
    """Whether they stand there one after the other, whatever stands between."""
    place = 0
    for each in wanted:
        if each is None or each not in row[place:]:
            return False
        place = row.index(each, place) + 1
    return True


def _rows_of_result(wanted: Sequence[str | None], history: History) -> Iterator[list[str]]:
    """The parts of the result: its items, the items of these, and of a text those of the wanted texts that it has."""
    result = _result(history)
    if result is None:
        return
    value = recorded(result)
    level = [value]
    for _ in range(_DEEP):
        level = [part for each in level for part in _inside(each)]
        yield _texts(level)
    if isinstance(value, str):
        yield _found_in(value, wanted)


def _inside(value: object) -> list[object]:
    match value:
        case dict():
            return [part for pair in value.items() for part in pair]
        case list() | tuple() | set() | frozenset():
            return list(value)
    return []


def _found_in(text: str, wanted: Sequence[str | None]) -> list[str]:
    """Those of the texts that the text has, each behind the one before."""
    found: list[str] = []
    place = 0
    for each in wanted:
        part = recorded(each) if each is not None else None
        at = text.find(part, place) if isinstance(part, str) and part else -1
        if at < 0 or each is None or not isinstance(part, str):
            break
        found.append(each)
        place = at + len(part)
    return found


def _part_is(meaning: PartIs, history: History) -> Judged:
    """It is the argument, and the result has it, or is it."""
    given, result = _argument(meaning.argument, history), _result(history)
    if given is None or result is None:
        return _unknown(meaning.argument, history)
    if meaning.value is None:
        holds = is_same(given, result)
        return (
            grounded("value", 0) if holds else refuted("value", f"{shown(meaning.argument.text)} is {shown(given)}", 0)
        )
    wanted = closed_value(meaning.value)
    if not is_same(given, wanted):
        return refuted("value", f"{shown(meaning.argument.text)} is {shown(given)}", 0)
    if any(wanted in row for row in _rows_of_result([wanted], history)):
        return grounded("value", 0)
    return refuted("value", f"the result has no {shown(wanted)}", history.length - 1)


def _keeps_default(meaning: KeepsDefault, history: History) -> Judged:
    """The program's text has the value as a default, and the call has it too."""
    code = meaning.code
    name = code.targets[0].norm if len(code.targets) == 1 else ""
    default, given = _defaults(history).get(name), _argument(code.targets[0], history) if name else None
    if default is None or code.value is None:
        return refuted("source", f"{shown(name)} has no default", reason="not_found")
    if not is_same(default, closed_value(code.value)):
        return refuted("source", f"the default of {shown(name)} is {shown(default)}")
    if not is_same(default, given):
        return refuted("call", f"{shown(name)} is {shown(given)} in the call", 0)
    return grounded("call", 0)


def _defaults(history: History) -> dict[str, str | None]:
    """The defaults of the entry point's parameters, as values."""
    defined = history.facts.functions.get(history.facts.entry_point, [])
    if len(defined) != 1:
        return {}
    given = defined[0].args
    plain = [*given.posonlyargs, *given.args]
    pairs: list[tuple[ast.arg, ast.expr | None]] = [*zip(reversed(plain), reversed(given.defaults), strict=False)]
    pairs += zip(given.kwonlyargs, given.kw_defaults, strict=True)
    return {each.arg: closed_value(read_code(ast.unparse(default))) for each, default in pairs if default is not None}


def _argument(code: Code, history: History) -> str | None:
    """What the call is given by this name; of an expression over such names its value at the beginning."""
    given = dict(history.events[0].args) if history.events else {}
    if code.sort == "E" and names_in(code) <= {*given, "range"}:
        text = text_at(history, code, 0)
        return None if text is None else _plain(Plain("", text))
    return _plain(given.get(code.norm))


def _result(history: History) -> str | None:
    outcome = history.trace.outcome
    return _plain(outcome.value) if isinstance(outcome, Returned) else None


def _plain(value: object) -> str | None:
    """The value's text, where it can be read."""
    if not isinstance(value, Plain):
        return None
    try:
        recorded(value.repr)
    except NotPlain:
        return None
    return value.repr


def _unknown(argument: Code, history: History) -> Judged:
    if history.events and argument.norm not in dict(history.events[0].args):
        return refuted("value", f"the call has no argument {shown(argument.text)}", 0, "not_found")
    return unreadable("value", f"{argument.text[:40]} can't be told of the call")
