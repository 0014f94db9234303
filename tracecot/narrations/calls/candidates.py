"""Simpler calls that may give the same result: shorter containers and texts, and arguments left to their defaults.

Whether one does is found by executing it, which is somebody else's work.
"""

import ast
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from tracecot.execution import Answer, Returned, Trace
from tracecot.sources.records import Call, Program
from tracecot.values import Plain

MOST = 8  # candidates of one call
FEWEST = 2  # items: less is no input to reason about

Proposal = tuple[Call, Trace]
Item = TypeVar("Item")


def simpler_calls(program: Program, call: Call) -> tuple[Call, ...]:
    """Candidates, each once; none where the arguments can't be read."""
    try:
        node = ast.parse(f"f({call.input})", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    if not isinstance(node, ast.Call):
        return ()
    sources = dict.fromkeys(ast.unparse(each)[2:-1] for each in _simpler(node))
    return tuple(Call(program.id, source, "proposed", made_from=call.id) for source in islice(sources, MOST))


def _simpler(node: ast.Call) -> Iterator[ast.Call]:
    for number in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, _without(node.keywords, number))
    for number, argument in enumerate(node.args):
        for shorter in _shorter(argument):
            yield ast.Call(node.func, [*node.args[:number], shorter, *node.args[number + 1 :]], node.keywords)
    if len(node.args) > 1 and not node.keywords:
        yield ast.Call(node.func, node.args[:-1], [])


def _shorter(node: ast.expr) -> Iterator[ast.expr]:
    """The literal with its second half left out, then with one item less."""
    match node:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items) if len(items) > FEWEST:
            for kept in _fewer(items):
                yield type(node)(elts=kept)
        case ast.Dict(keys=keys, values=values) if len(keys) > FEWEST:
            for pairs in _fewer(list(zip(keys, values, strict=True))):
                yield ast.Dict([key for key, _ in pairs], [value for _, value in pairs])
        case ast.Constant(value=str(text)) if len(text) > FEWEST:
            for letters in _fewer(list(text)):
                yield ast.Constant("".join(letters))


def _fewer(items: list[Item]) -> Iterator[list[Item]]:
    half = (len(items) + 1) // 2
    if half >= FEWEST:
        yield items[:half]
    for number in reversed(range(len(items))):
        yield _without(items, number)


def _without(items: list[Item], number: int) -> list[Item]:
    return [*items[:number], *items[number + 1 :]]


def simplest(asked: Trace, tried: Sequence[tuple[Call, Answer]], longest: int | None = None) -> Proposal | None:
    """The shortest of the executed candidates that gives the same result in the same lines; None where none does.

    Args:
        asked: the execution of the call that is asked about.
        tried: the candidates and what came of them.
        longest: the most characters of a candidate's arguments, where they may be longer than those of the call.
    """
    short = [(call, answer) for call, answer in tried if longest is None or len(call.input) <= longest]
    same = [(call, answer) for call, answer in short if isinstance(answer, Trace) and _is_as_good(answer, asked)]
    return min(same, key=lambda each: (len(each[0].input), each[0].input), default=None)


def _is_as_good(trace: Trace, asked: Trace) -> bool:
    """Whether it gives the same value, and the program does all that it did: `f([])` may give as much for nothing."""
    match trace.outcome, asked.outcome:
        case Returned(value=Plain() as value), Returned(value=other) if value == other:
            return _lines(trace) == _lines(asked)
    return False


def _lines(trace: Trace) -> set[int]:
    return {event.line for event in trace.events}
