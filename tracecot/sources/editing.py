"""Edits a definition's own lines: names renamed, docstrings and unneeded annotations left out, comments kept."""

import ast
import re

from tracecot.sources.packages import Definition, Package
from tracecot.sources.reach import dropped_parts, is_plain_annotation, keeps_annotations
from tracecot.sources.scopes import parameters_of

Edit = tuple[int, int, str]  # first byte, byte after the last, what stands there instead
Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

_TOOL_COMMENT = re.compile(r"\s*#\s*(type:|noqa|pragma|pyright|pylint|fmt:|mypy|nosec|yapf).*$")
_REST_OF_LINE = re.compile(rb"[ \t]*;?[ \t]*(#[^\n]*)?\n(?:[ \t]*\n)*")


class Bytes:
    """A file's bytes, and where the nodes of its tree stand in them: `ast` counts columns in bytes."""

    def __init__(self, text: str) -> None:
        self.content = text.encode()
        self.starts = [0]
        for line in self.content.split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def at(self, line: int, column: int = 0) -> int:
        """The offset of a place; lines count from 1."""
        return self.starts[line - 1] + column

    def span(self, node: ast.expr | ast.stmt | ast.arg) -> tuple[int, int]:
        """The first byte of a node, and the byte after its last."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)


def edited_unit(package: Package, definition: Definition, renamed: list[tuple[ast.expr, str]], name: str | None) -> str:
    """The definition's lines, with these places renamed and under this name."""
    places = tuple([(place.lineno, place.col_offset, new) for place, new in renamed])
    return package.once("unit", definition.node, lambda: _edited_unit(package, definition, renamed, name), places, name)


def _edited_unit(
    package: Package, definition: Definition, renamed: list[tuple[ast.expr, str]], name: str | None
) -> str:
    text = package.modules[definition.module].file.text
    node, source = definition.node, package.once("bytes", text, lambda: Bytes(text))
    first_line = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    edits: list[Edit] = [(*source.span(place), new) for place, new in renamed]
    if isinstance(node, Named) and name is not None and name != definition.name:
        edits.append(_new_name(node, name, source))
    for inner in ast.walk(node):
        edits += _edits_of(package, definition, inner, source)
    cut = _edited(source.content, source.at(first_line, node.col_offset), source.span(node)[1], edits)
    return _tidy(cut, node.col_offset)


def _edits_of(package: Package, definition: Definition, node: ast.AST, source: Bytes) -> list[Edit]:
    """What a cut-out program does without at this node."""
    edits: list[Edit] = []
    for dropped in dropped_parts(node):
        assert dropped.end_lineno is not None
        edits.append((source.at(dropped.lineno), source.at(dropped.end_lineno + 1), ""))
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            edits += _docstring(node, source)
            if not keeps_annotations(package, definition.module, node):
                edits += _signature_annotations(node, source)
        case ast.ClassDef():
            edits += _docstring(node, source)
        case ast.AnnAssign() if not is_plain_annotation(package, definition.module, node.annotation):
            in_class = any(isinstance(one, ast.ClassDef) and node in one.body for one in ast.walk(definition.node))
            edits.append(_variable_annotation(node, source, in_class))
    return edits


def _new_name(node: Named, name: str, source: Bytes) -> Edit:
    """The edit of `def name`."""
    found = re.compile(rb"(?:async\s+)?(?:def|class)\s+").match(source.content, source.at(node.lineno, node.col_offset))
    assert found is not None, node.name
    return found.end(), found.end() + len(node.name.encode()), name


def _docstring(node: Named, source: Bytes) -> list[Edit]:
    """Leaves the docstring out, since it gives answers away; a body of it alone becomes `pass`."""
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is None:
        return []
    start, end = source.span(first)
    line_start = source.at(first.lineno)
    if len(node.body) == 1 or source.content[line_start:start].strip():
        return [(start, end, "pass")]
    rest = _REST_OF_LINE.match(source.content, end)
    return [(line_start, rest.end() if rest else end, "")]


def _signature_annotations(node: ast.FunctionDef | ast.AsyncFunctionDef, source: Bytes) -> list[Edit]:
    """Leaves the signature's annotations out: `size: int = 1` becomes `size=1`."""
    edits: list[Edit] = []
    for one in parameters_of(node.args):
        if one.annotation is not None:
            end = source.span(one.annotation)[1]
            default = re.compile(rb"\s*=\s*").match(source.content, end)
            name_end = source.span(one)[0] + len(one.arg.encode())
            edits.append((name_end, default.end() if default else end, "=" if default else ""))
    if node.returns is not None:
        start, end = source.span(node.returns)
        arrow = source.content.rindex(b"->", 0, start)
        edits.append((len(source.content[:arrow].rstrip()), end, ""))
    return edits


def _variable_annotation(node: ast.AnnAssign, source: Bytes, in_class: bool) -> Edit:
    """`x: T = v` becomes `x = v`; in a class, where fields may hang on it, the annotation becomes `object`."""
    if in_class:
        return (*source.span(node.annotation), "object")
    if node.value is None:
        return (*source.span(node), "pass")
    return source.span(node.target)[1], source.span(node.value)[0], " = "


def _edited(source: bytes, start: int, end: int, edits: list[Edit]) -> str:
    """The stretch of the source with the edits made; of two that overlap the wider one holds."""
    pieces, position = [], start
    for first, last, text in sorted(set(edits), key=lambda one: (one[0], -one[1])):
        if first >= position:
            pieces += [source[position:first], text.encode()]
            position = last
    return b"".join([*pieces, source[position:end]]).decode()


def _tidy(text: str, indent: int) -> str:
    """No trailing blanks, no remarks to tools, indentation from 0; the contents of strings stay."""
    lines = [_TOOL_COMMENT.sub("", line).rstrip().expandtabs(4) for line in text.split("\n")]
    lines = [line[indent:] if indent and not line[:indent].strip() else line for line in lines]
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    try:
        return tidy if ast.dump(ast.parse(tidy)) == ast.dump(ast.parse(text)) else text
    except SyntaxError:
        return tidy if indent else text
