"""Judges which expression the program's text gives a name: "line 2 sets `x` to `x + 1`"."""

import ast
from collections.abc import Iterator
from functools import lru_cache

from tracecot.syntax import unparsed
from tracecot.verification.code.reading import normal
from tracecot.verification.executions.programs import Facts, facts_of
from tracecot.verification.meanings import SetTo
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable


def judge_set_to(meaning: SetTo, line: int | None, facts: Facts) -> Judged:
    """A statement on the line, or anywhere, gives the name this expression."""
    if meaning.code.sort == "C":
        return grounded("source", None, step=False)  # with values in place of names: what comes out is what is checked
    given = _set_in(facts.code, facts.entry_point)
    own = [(at, text) for name, at, text in given if name == meaning.subject.norm]
    same = [at for at, text in own if text == meaning.code.norm]
    if same and (line is None or any(line in at for at in same)):
        return grounded("source", None, step=False)
    if same:
        return refuted("line", f"it happens on line {same[0].start}")
    others = [name for name, at, text in given if text == meaning.code.norm and (line is None or line in at)]
    if others:
        return refuted("source", f"{shown(others[0])} is what is set to {shown(meaning.code.text)}")
    there = [text for at, text in own if line is None or line in at]
    if len(there) == 1 and meaning.code.norm not in facts.expressions:
        return refuted("source", f"{shown(meaning.subject.text)} is set to {shown(there[0])}")
    return unreadable("source", f"nothing in the program sets {meaning.subject.text[:40]} to {meaning.code.text[:40]}")


@lru_cache(256)
def _set_in(code: str, entry_point: str) -> list[tuple[str, range, str]]:
    return list(_set(facts_of(code, entry_point)))


def _set(facts: Facts) -> Iterator[tuple[str, range, str]]:
    """Each name that a statement gives an expression, the statement's lines, and the expression's text."""
    for statement in facts.statements:
        at = range(statement.line, statement.header_end + 1)
        match statement.node:
            case ast.Assign(targets=targets, value=value):
                yield from ((name, at, text) for target in targets for name, text in _parts(target, value))
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from ((name, at, text) for name, text in _parts(target, value))
            case ast.AugAssign(target=target, op=op, value=value):
                name = unparsed(target)
                yield name, at, normal(ast.unparse(ast.BinOp(ast.Name(name), op, value)))
    for node in facts.nodes:
        match node:
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                yield name, range(node.lineno, (node.end_lineno or node.lineno) + 1), unparsed(value)


def _parts(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
    """The names with what they get of the value: all of it, or the item at their place."""
    match target, value:
        case ast.Name() | ast.Subscript() | ast.Attribute(), _:
            yield unparsed(target), unparsed(value)
        case (ast.Tuple(elts=names), ast.Tuple(elts=values)) if len(names) == len(values):
            for one, other in zip(names, values, strict=True):
                yield from _parts(one, other)
