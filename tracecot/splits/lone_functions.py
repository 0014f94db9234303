"""The functions of a program that stand alone: two programs that have one in common know the same, whoever calls it."""

import ast
from collections.abc import Iterator

from tracecot.splits.normal_form import normal_form
from tracecot.splits.shape import shape

#: Tokens of the shape, signature included: below it a function is what many would write, as `return x + 1` is.
LEAST_TOKENS = 24

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def lone_functions(code: str) -> tuple[str, ...]:
    r"""The normal forms of the definitions that name nothing else of the program's own, in order; each once.

    >>> lone_functions("def f(x):\n    return x + 1")
    ()

    Code that doesn't parse has none.
    """
    try:
        tree = ast.parse(code)
        return tuple(sorted(set(_forms(tree))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _forms(tree: ast.Module) -> Iterator[str]:
    own = set(_named(tree))
    for node in tree.body:
        if not isinstance(node, _DEFINITIONS):
            continue
        used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        if used & (own - {node.name} - _given_inside(node)):
            continue
        text = ast.unparse(node)
        if len(shape(text)) >= LEAST_TOKENS:
            yield normal_form(text)


def _named(tree: ast.Module) -> Iterator[str]:
    """What the program defines or assigns at its top; what it imports is the same everywhere."""
    for node in tree.body:
        if isinstance(node, _DEFINITIONS):
            yield node.name
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            yield from (part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _given_inside(node: ast.stmt) -> set[str]:
    """Parameters and variables of the definition: these hide what is outside."""
    inside = list(ast.walk(node))
    arguments = {part.arg for part in inside if isinstance(part, ast.arg)}
    return arguments | {part.id for part in inside if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
