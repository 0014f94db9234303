"""Assignments to several targets at once: `a, b = b, a + b`."""

import ast

from tracecot.narrations.story.tree import Step


def targets(statement: ast.stmt | None) -> list[ast.expr]:
    """The targets, where a tuple of as many expressions is assigned to them; else none."""
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=found) | ast.List(elts=found)], value=ast.Tuple(elts=given)):
            plain = len(found) == len(given) and not any(isinstance(each, ast.Starred) for each in (*found, *given))
            return found if plain else []
    return []


def swapped(statement: ast.stmt | None) -> tuple[str, str] | None:
    """The two names that change places in `a, b = b, a`."""
    match statement:
        case ast.Assign(
            targets=[ast.Tuple(elts=[ast.Name(id=one), ast.Name(id=other)])],
            value=ast.Tuple(elts=[ast.Name(id=first), ast.Name(id=second)]),
        ):
            return (one, other) if (one, other) == (second, first) and one != other else None
    return None


def is_several(step: Step) -> bool:
    """Whether the step gives several targets their values at once."""
    return bool(targets(step.statement))
