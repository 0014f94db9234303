"""Why an argument is needed: a call that differs in it alone, was executed, and gives something else."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracecot.execution import Answer, Returned, Trace
from tracecot.narrations.answers import call_text
from tracecot.narrations.explaining.texts import entry_of
from tracecot.narrations.spans import is_sayable, shown, span
from tracecot.sources.records import Call, Program
from tracecot.values import Value

LONGEST = 160  # characters of the call
SHORT = 120  # characters of what it gives
MOST = 4  # calls with one changed argument
WORDINGS = (
    "With {argument} the result would differ: {call} returns {value}.",
    "With {argument} something else would come out: {call} returns {value}.",
    "With {argument} this would not work: {call} returns {value}.",
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """An executed call with one argument changed, and what it gave."""

    call: Call
    argument: str  # `limit = 1`
    value: Value

    def said(self, program: Program, form: str) -> str:
        """`` With `limit = 1` the result would differ: `f(['a'], 1)` returns `[]`. ``"""
        call = span(call_text(program, self.call))
        return form.format(argument=span(self.argument), call=call, value=span(shown(self.value)))


def changed_calls(program: Program, call: Call) -> tuple[Call, ...]:
    """Calls with one argument changed, each once: a number one less or more, a truth turned round, less of a text."""
    node = _read(call.input)
    found: dict[str, None] = {}
    for number, argument in enumerate(node.args if node else ()):
        for other in _others(argument):
            assert node is not None
            changed = ast.Call(node.func, [*node.args[:number], other, *node.args[number + 1 :]], node.keywords)
            found.setdefault(ast.unparse(changed)[2:-1])
    return tuple(Call(program.id, source, "proposed", made_from=call.id) for source in list(found)[:MOST])


def _others(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Constant(value=bool(truth)):
            yield ast.Constant(not truth)
        case ast.Constant(value=int(number)):
            yield ast.Constant(number - 1 if number > 0 else number + 1)
        case ast.Constant(value=str(text)) if text:
            yield ast.Constant(text[:-1])
        case ast.List(elts=items) if items:
            yield ast.List(items[:-1])


def alternative_to(
    program: Program, call: Call, trace: Trace, tried: Sequence[tuple[Call, Answer]]
) -> Alternative | None:
    """Of the executed calls the shortest that differs from this one in one argument and gives another value."""
    found = sorted(_alternatives(program, call, trace, tried), key=lambda one: (len(one.call.input), one.call.input))
    return found[0] if found else None


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
        if own.keys() == given.keys() and len(differing) == 1 < len(own):  # else any other call would be one
            yield Alternative(other, f"{differing[0]} = {given[differing[0]]}", value)


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
