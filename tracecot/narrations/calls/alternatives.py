"""Why an argument is needed: a call that differs in it alone, was executed, and gives something else."""

import ast
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import lru_cache

from tracecot.execution import Answer, Returned, Trace
from tracecot.narrations.answers import call_text
from tracecot.narrations.explaining.texts import entry_of
from tracecot.narrations.story.places import places_of
from tracecot.narrations.wording.spans import is_sayable, shown, span
from tracecot.sources.records import Call, Program
from tracecot.values import NotPlain, Plain, Value, read_plain

LONGEST = 160  # characters of the call
SHORT = 120  # characters of what it gives
MOST = 4  # calls with one changed argument
WORDINGS = (
    "With {argument} the result would differ: {call} returns {value}.",
    "With {argument} something else would come out: {call} returns {value}.",
    "With {argument} this would not work: {call} returns {value}.",
)
#: Where it can be said what differs.
SIZED = "With {argument} the result would have {count}, not {instead}: {call} returns {value}."
ORDERED = "With {argument} the result would come in another order: {call} returns {value}."
UNITS = {"str": "character", "dict": "key", "list": "item", "tuple": "item", "set": "item", "frozenset": "item"}


@dataclass(frozen=True, slots=True)
class Alternative:
    """An executed call with one argument changed, and what it gave."""

    call: Call
    argument: str  # `limit = 1`
    value: Value
    instead: Value  # what the call gives that is told

    def said(self, program: Program, form: str) -> str:
        """`` With `limit = 1` the result would have 0 items, not 1: `f(['a'], 1)` returns `[]`. ``"""
        call = span(call_text(program, self.call))
        known = {"argument": span(self.argument), "call": call, "value": span(shown(self.value))}
        sizes = [len(each) for value in (self.value, self.instead) if (each := _sized(value)) is not None]
        if self.value.type != self.instead.type or len(sizes) < 2 or self.value.type not in UNITS:
            return form.format(**known)
        if sizes[0] != sizes[1]:
            unit = UNITS[self.value.type]
            count = f"{sizes[0]} {unit}{'' if sizes[0] == 1 else 's'}"
            return SIZED.format(count=count, instead=sizes[1], **known)
        is_reordered = "order" not in places_of(program.code).names | {program.entry_point} and _is_reordered(
            self.value, self.instead
        )
        return (ORDERED if is_reordered else form).format(**known)


def _sized(value: Value) -> Sized | None:
    """The value itself, where it is data that has a size."""
    found = _literal(value)
    return found if isinstance(found, Sized) else None


def _literal(value: Value) -> object:
    """The value itself; nothing where it is no plain data."""
    try:
        return read_plain(value.repr) if isinstance(value, Plain) else None
    except NotPlain:
        return None


def _is_reordered(one: Value, other: Value) -> bool:
    """Whether they are lists of the same texts or the same whole numbers."""
    lists = [each for value in (one, other) if isinstance(each := _literal(value), list)]
    items = [item for each in lists for item in each]
    is_plain = any(all(type(item) is kind for item in items) for kind in (str, int))
    return len(lists) == 2 and is_plain and sorted(lists[0]) == sorted(lists[1])


def changed_calls(program: Program, call: Call) -> tuple[Call, ...]:
    """Calls with one argument changed, each once: a truth turned round, a number one less or more, less of a text."""
    node = _read(call.input)
    if node is None or len(node.args) + len(node.keywords) < 2:  # else any other call would be one
        return ()
    given = [*node.args, *[keyword.value for keyword in node.keywords]]
    found: dict[str, None] = {}
    for number, argument in sorted(enumerate(given), key=lambda each: not isinstance(each[1], ast.Constant)):
        for other in _others(argument) if _is_a_setting(argument, given) else ():
            changed = [other if place == number else each for place, each in enumerate(given)]
            positional, named = changed[: len(node.args)], changed[len(node.args) :]
            keywords = [ast.keyword(each.arg, value) for each, value in zip(node.keywords, named, strict=True)]
            found.setdefault(ast.unparse(ast.Call(node.func, positional, keywords))[2:-1])
    return tuple(Call(program.id, source, "changed", made_from=call.id) for source in list(found)[:MOST])


def _is_a_setting(argument: ast.expr, given: Sequence[ast.expr]) -> bool:
    """Whether it is not what the call is about: of another list, or another text, other results are no news."""
    if isinstance(argument, ast.Constant | ast.UnaryOp) and not isinstance(
        getattr(argument, "value", None), str | bytes
    ):
        return True
    return len(ast.unparse(argument)) < max(len(ast.unparse(each)) for each in given)


def _others(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Constant(value=bool(truth)):
            yield ast.Constant(not truth)
        case ast.Constant(value=int(number)):
            yield ast.Constant(number - 1 if number > 0 else number + 1)
            yield ast.Constant(number + 1 if number > 0 else number + 2)
        case ast.Constant(value=str(text)) if text:
            yield ast.Constant(text[:-1])
        case ast.List(elts=items) if items:
            yield ast.List(items[:-1])


def alternative_to(
    program: Program, call: Call, trace: Trace, tried: Sequence[tuple[Call, Answer]]
) -> Alternative | None:
    """Of the executed calls that differ from this one in one argument and give another value the one nearest to it."""
    length = len(call.input)
    found = _alternatives(program, call, trace, tried)
    return min(found, key=lambda one: (abs(len(one.call.input) - length), one.call.input), default=None)


def _alternatives(
    program: Program, call: Call, trace: Trace, tried: Sequence[tuple[Call, Answer]]
) -> Iterator[Alternative]:
    entry = entry_of(program.code, program.entry_point)
    if entry is None or not isinstance(trace.outcome, Returned):
        return
    names = tuple(each.arg for each in (*entry.args.posonlyargs, *entry.args.args))
    own = _given(call.input, names)
    for other, answer in tried:
        if len(other.input) > LONGEST or not isinstance(answer, Trace) or not isinstance(answer.outcome, Returned):
            continue
        value = answer.outcome.value
        if value == trace.outcome.value or not is_sayable(value, SHORT):
            continue
        given = _given(other.input, names)
        differing = [name for name in own if given.get(name) != own[name]]
        if own.keys() != given.keys() or len(differing) != 1 or len(own) < 2:  # else any other call would be one
            continue
        if _is_setting_of(own, differing[0]):
            yield Alternative(other, f"{differing[0]} = {given[differing[0]]}", value, trace.outcome.value)


@lru_cache(maxsize=1_024)
def _parsed(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


def _is_setting_of(given: Mapping[str, str], name: str) -> bool:
    return _is_a_setting(_parsed(given[name]), [_parsed(source) for source in given.values()])


@lru_cache(maxsize=1_024)  # the calls of a program are held against one another
def _given(source: str, names: tuple[str, ...]) -> Mapping[str, str]:
    """The arguments by name; none where they can't be told."""
    node = _read(source)
    if (
        node is None
        or len(node.args) > len(names)
        or not all(map(_is_data, (*node.args, *[k.value for k in node.keywords])))
    ):
        return {}
    given = dict(zip(names, map(ast.unparse, node.args), strict=False))
    return given | {str(keyword.arg): ast.unparse(keyword.value) for keyword in node.keywords}


def _is_data(node: ast.expr) -> bool:
    return not any(isinstance(each, ast.Call | ast.Lambda | ast.Starred) for each in ast.walk(node))


def _read(source: str) -> ast.Call | None:
    try:
        node = ast.parse(f"f({source})", mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None
    return node if isinstance(node, ast.Call) else None
