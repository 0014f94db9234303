"""Which lines of a program are one statement, and which are loops: what a line number may truly point at."""

import ast
from functools import lru_cache


@lru_cache(maxsize=256)
def statements(code: str) -> dict[int, range]:
    """For each line, the lines of the innermost statement on it; of a compound statement, those of its head."""
    found: dict[int, range] = {}
    for node in ast.walk(ast.parse(code)):  # outer nodes come before inner ones
        if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            lines = _lines(node)
            found.update(dict.fromkeys(lines, lines))
    return found


def _lines(node: ast.stmt | ast.ExceptHandler | ast.match_case) -> range:
    first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
    body = getattr(node, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) and body else getattr(node, "end_lineno", first) or first
    return range(first, max(first, last) + 1)


@lru_cache(maxsize=256)
def loop_lines(code: str) -> frozenset[int]:
    """The lines on which a loop or a comprehension stands."""
    found: set[int] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.For | ast.AsyncFor | ast.While):
            found.update(statements(code).get(node.lineno, range(node.lineno, node.lineno + 1)))
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            found.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(found)


def is_one_statement(code: str, one: int, other: int) -> bool:
    """Whether both lines belong to one statement."""
    return one == other or other in statements(code).get(one, ())


def code_lines(code: str) -> list[int]:
    """The lines that aren't blank."""
    return [number for number, line in enumerate(code.splitlines(), 1) if line.strip()]
