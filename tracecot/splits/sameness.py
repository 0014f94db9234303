"""Whether one of two programs is enough: their entry points do the same thing, and so does nearly all of the rest.

The shape of a program takes all names for one, which is right for leaks, and wrong here: `keep(key)` and `keep(value)`
are two programs. And what a package's functions are called by is a line or two under a page of helpers: two programs
that share the page may do quite different things with it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tracecot.splits.likeness import resemblance
from tracecot.splits.normal_form import own_names, stripped
from tracecot.splits.shape import LEAST_SHINGLES, code_tokens, shingles

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A program's code with its own names numbered in each definition by their first use there."""

    entry: Tokens
    rest: tuple[Tokens, ...]  # of each other definition, in order


def anatomy(code: str, entry_point: str) -> Anatomy | None:
    """The parts of a program; None where it can't be read."""
    try:
        tree = stripped(ast.parse(code))
        own = frozenset(own_names(tree))
        told = [(getattr(node, "name", ""), tuple(_numbered(node, own))) for node in tree.body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    entry = next((tokens for name, tokens in reversed(told) if name == entry_point), ())
    return Anatomy(entry, tuple(sorted(tokens for name, tokens in told if name != entry_point)))


def sameness(one: Anatomy, other: Anatomy) -> float:
    """The share that the entry points or the other parts have in common, whichever is less: from 0 to 1."""
    return min(_in_common([one.entry], [other.entry]), _in_common(one.rest, other.rest))


def _in_common(one: tuple[Tokens, ...] | list[Tokens], other: tuple[Tokens, ...] | list[Tokens]) -> float:
    """The share of the runs of tokens; what is short is the same or isn't."""
    if one == other:
        return 1.0
    some, others = ({run for tokens in each for run in shingles(tokens)} for each in (one, other))
    if min(len(some), len(others)) < LEAST_SHINGLES:
        return 0.0
    return resemblance(frozenset(some), frozenset(others))


def _numbered(node: ast.stmt, own: frozenset[str]) -> Iterator[str]:
    """The tokens of the statement; of a function the body and then the defaults, as the order of parameters is free."""
    numbers: dict[str, str] = {}
    for text in _texts(node):
        before = ""
        for token in code_tokens(text):
            yield numbers.setdefault(token, f"_{len(numbers)}") if token in own and before != "." else token
            before = token


def _texts(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            kind = "async" if isinstance(node, ast.AsyncFunctionDef) else ""
            yield from (kind, *map(ast.unparse, node.decorator_list), *map(ast.unparse, node.body))
            given = node.args
            yield from (ast.unparse(one) for one in (*given.defaults, *given.kw_defaults) if one is not None)
            yield f"{len(given.posonlyargs) + len(given.args)} {len(given.kwonlyargs)}"
            yield f"{'*' if given.vararg else ''} {'**' if given.kwarg else ''}"
        case _:
            yield ast.unparse(node)
