"""A program's source by place: the text between two positions, and columns in characters."""

import ast
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple


class Place(NamedTuple):
    """A stretch of the source: lines from 1, columns from 0, in characters."""

    line: int
    col: int
    end_line: int
    end_col: int


class Source:
    """The lines of a program; `ast` counts columns in UTF-8 bytes, people count characters."""

    __slots__ = ("encoded", "lines", "written")

    def __init__(self, code: str, tree: ast.Module) -> None:
        self.lines = code.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.encoded = None if code.isascii() else [line.encode("utf-8") for line in self.lines]
        # Taken down before anything is rewritten: by place, what stands on several lines.
        self.written: dict[Place, str] = {}
        for node in _on_several_lines(tree):
            is_plain = isinstance(node, ast.expr) or (isinstance(node, ast.stmt) and not hasattr(node, "body"))
            if isinstance(node, ast.expr | ast.stmt) and is_plain and node.end_lineno != node.lineno:
                self.written.setdefault(self.place_of(node), ast.unparse(node).replace("\n", "; "))

    def place(self, line: int, col: int, end_line: int, end_col: int) -> Place:
        """The place with these byte columns."""
        if self.encoded is None:
            return Place(line, col, end_line, end_col)
        return Place(line, self._characters(line, col), end_line, self._characters(end_line, end_col))

    def place_of(self, node: ast.expr | ast.stmt | ast.pattern | ast.excepthandler) -> Place:
        """Where the node stands."""
        return self.place(node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0)

    def text(self, place: Place, node: ast.AST | None = None) -> str:
        """The source at the place, on one line; what stands on several lines is as `ast` writes it."""
        if place.line == place.end_line:
            return self.lines[place.line - 1][place.col : place.end_col]
        if place in self.written:
            return self.written[place]
        if node is not None:
            return ast.unparse(node).replace("\n", "; ")
        first, last = self.lines[place.line - 1][place.col :], self.lines[place.end_line - 1][: place.end_col]
        between = self.lines[place.line : place.end_line - 1]
        return " ".join(piece.strip() for piece in (first, *between, last))

    def _characters(self, line: int, byte: int) -> int:
        encoded = self.encoded[line - 1] if self.encoded else b""
        return len(encoded[:byte].decode("utf-8", "replace"))


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below: as `ast.iter_child_nodes`, in half the time, without operators and contexts."""
    found: list[ast.AST] = []
    for name in _FIELDS[type(node)]:
        value = getattr(node, name, None)
        if type(value) is list:
            found += [each for each in value if isinstance(each, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


_FIELDS = {
    kind: tuple([name for name in kind._fields if name not in ("ctx", "op", "ops", "type_comment", "kind")])
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}


def _on_several_lines(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a tree but those within an expression or statement that stands on one line, parents first."""
    waiting = deque([tree])
    while waiting:
        node = waiting.popleft()
        yield node
        if hasattr(node, "body") or getattr(node, "lineno", 0) != getattr(node, "end_lineno", None):
            waiting.extend(children(node))
