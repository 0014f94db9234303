"""Where an event stands in its program: the statement and the expression at a place."""

import ast
from dataclasses import dataclass
from functools import lru_cache

from tracecot.execution import Event

Span = tuple[int, int, int, int]  # line, column, end line, end column; columns in characters


@dataclass(frozen=True, slots=True)
class Places:
    """The nodes of a program by place."""

    statements: dict[Span, ast.stmt]  # the statement that the node at the place belongs to
    expressions: dict[Span, ast.expr]
    by_line: dict[int, ast.stmt]  # the innermost statement that begins before or on the line
    own: frozenset[str] = frozenset()  # functions and classes of the program
    names: frozenset[str] = frozenset()  # of anything in it: variables, parameters, attributes
    shared: frozenset[str] = frozenset()  # names that a function changes in the one around it, or in the module
    closing: frozenset[int] = frozenset()  # the lines of the statements with which a loop's body ends

    def statement(self, event: Event) -> ast.stmt | None:
        """The innermost statement that the event belongs to."""
        return self.statements.get(span_of(event)) or self.by_line.get(event.line)

    def closes_pass(self, statement: ast.stmt | None) -> bool:
        """Whether nothing of a loop's body comes after the statement."""
        return statement is not None and statement.lineno in self.closing

    def expression(self, event: Event) -> ast.expr | None:
        """The expression that the event is the value of."""
        return self.expressions.get(span_of(event))


def span_of(event: Event) -> Span:
    """The event's place."""
    return event.line, event.col, event.end_line, event.end_col


@lru_cache(maxsize=4_096)  # a program's expressions are spelled again and again
def spelled(node: ast.AST) -> str:
    """The node of a program as source; nobody changes it."""
    return ast.unparse(node)


@lru_cache(maxsize=512)
def places_of(code: str) -> Places:
    """The nodes of the program with this code."""
    lines = code.split("\n")
    tree = ast.parse(code)
    statements = _statements(tree)
    declared = [name for each in statements if isinstance(each, ast.Nonlocal | ast.Global) for name in each.names]
    defined = [
        each.name for each in statements if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    closing = [each.body[-1].lineno for each in statements if isinstance(each, ast.For | ast.While | ast.AsyncFor)]
    places = Places({}, {}, {}, frozenset(defined), _names(tree), frozenset(declared), frozenset(closing))
    for statement in statements:
        for line in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1):
            places.by_line[line] = statement
        for node in _own_nodes(statement):
            if isinstance(node, ast.expr | ast.stmt | ast.excepthandler | ast.pattern | ast.arg):
                span = _span(node, lines)
                places.statements.setdefault(span, statement)
                if isinstance(node, ast.expr):
                    places.expressions[span] = node
    return places


def _names(tree: ast.Module) -> frozenset[str]:
    """Every name that the program uses."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
    return frozenset(found)


def _statements(tree: ast.Module) -> list[ast.stmt]:
    """All statements, those around others first."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]


def _own_nodes(statement: ast.stmt) -> list[ast.AST]:
    """The statement and the nodes in it that belong to no statement inside it."""
    found: list[ast.AST] = [statement]
    waiting = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
    return found


def _span(node: ast.expr | ast.stmt | ast.excepthandler | ast.pattern | ast.arg, lines: list[str]) -> Span:
    end_line = node.end_lineno or node.lineno
    return (
        node.lineno,
        _characters(lines[node.lineno - 1], node.col_offset),
        end_line,
        _characters(lines[end_line - 1], node.end_col_offset or 0),
    )


def _characters(line: str, column: int) -> int:
    """The column in characters; `ast` counts UTF-8 bytes."""
    return column if line.isascii() else len(line.encode("utf-8")[:column].decode("utf-8", "replace"))
