"""What the program's text says: its statements, functions, names and expressions; read once a program."""

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tracecot.syntax import nodes_of, unparsed
from tracecot.values import NotPlain, value_of

Position = tuple[int, int]  # line from 1, column from 0 in characters
Comparison = tuple[ast.expr, type[ast.cmpop], ast.expr]  # of two things, by their sign


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the program; of a compound one the header is meant by `line` and `header_end`."""

    number: int
    node: ast.stmt | ast.ExceptHandler | ast.match_case
    line: int
    end_line: int
    header_end: int  # the last line of its header, or of the statement
    parents: tuple[int, ...]  # numbers of the statements around it, outermost first


@dataclass(slots=True)
class Facts:
    """The program's text, taken apart."""

    code: str
    entry_point: str
    tree: ast.Module
    lines: list[str]
    statements: list[Statement]
    functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]]  # by bare name
    classes: frozenset[str]
    nodes: list[ast.AST]  # of the tree, but for operators and contexts
    names: frozenset[str]  # identifiers and attributes anywhere in the text
    constants: dict[str, object]  # module-level names bound to plain data
    bound: frozenset[str]  # names that the program binds anywhere
    _at: dict[Position, int] = field(default_factory=dict)
    _on_line: dict[int, list[Statement]] = field(default_factory=dict)
    _quotable: dict[str, list[int]] | None = None
    _expressions: frozenset[str] | None = None
    _comparisons: tuple[Comparison, ...] | None = None
    _changed_outside: dict[str, str] | None = None

    @property
    def changed_outside(self) -> dict[str, str]:
        """The names that functions declare as their surroundings' own, to "nonlocal" or "global"."""
        if self._changed_outside is None:
            self._changed_outside = {
                name: "global" if isinstance(node, ast.Global) else "nonlocal"
                for node in self.nodes if isinstance(node, ast.Global | ast.Nonlocal)
                for name in node.names
            }  # fmt: skip
        return self._changed_outside

    def bound_by(self, name: str, line: int) -> frozenset[str]:
        """The names that the function of that name, defined on that line, binds as its own."""
        defined = self.functions.get(name, [])
        return next((_own_names(node) for node in defined if node.lineno == line or len(defined) == 1), frozenset())

    @property
    def expressions(self) -> frozenset[str]:
        """The normal texts of all expressions."""
        if self._expressions is None:
            self._expressions = _expressions(self.nodes)
        return self._expressions

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparisons that stand in the program, each of two things."""
        if self._comparisons is None:
            self._comparisons = tuple(
                each for node in self.nodes if isinstance(node, ast.Compare) for each in comparisons_in(node)
            )
        return self._comparisons

    def statement_at(self, line: int, col: int) -> int:
        """The number of the innermost statement whose text stands there."""
        key = (line, col)
        if key not in self._at:
            self._at[key] = self._find(line, col)
        return self._at[key]

    def _find(self, line: int, col: int) -> int:
        best = -1
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        column = len(text[:col].encode("utf-8", "surrogatepass"))
        for statement in self._on_line.get(line, ()):
            node = statement.node
            if isinstance(node, ast.match_case):
                inside = True
            else:
                start, end = (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
                inside = start <= (line, column) < end
            if inside and (best < 0 or len(statement.parents) >= len(self.statements[best].parents)):
                best = statement.number
        return best

    def on_line(self, line: int) -> list[Statement]:
        """The statements of which a part stands on the line."""
        return self._on_line.get(line, [])

    def quoted(self, text: str) -> list[int]:
        """The lines on which the program has this statement, by its normal text."""
        if self._quotable is None:
            self._quotable = {}
            for statement in self.statements:
                for key in _spellings(statement.node):
                    self._quotable.setdefault(key, []).append(statement.line)
        return self._quotable.get(_spelled(text), [])

    def stands_on(self, norm: str, line: int) -> bool:
        """Whether the expression or name, by its normal text, stands on the line."""
        for node in self.nodes:
            match node:
                case ast.arg(arg=name, lineno=at) if name == norm and at == line:
                    return True
                case ast.expr(lineno=first, end_lineno=last) if first <= line <= (last or first):
                    if unparsed(node) == norm:
                        return True
        return False


def comparisons_in(node: ast.Compare) -> Iterator[Comparison]:
    """The comparisons that are made, each of two things: `0 <= r < n` makes two."""
    lefts = (node.left, *node.comparators)
    yield from ((left, type(sign), right) for left, sign, right in zip(lefts, node.ops, node.comparators, strict=False))


def _spellings(node: ast.stmt | ast.ExceptHandler | ast.match_case) -> list[str]:
    """The statement's normal text, or that of its header."""
    whole = unparsed(node)
    first = whole.split("\n")[0]
    if not first.endswith(":"):
        return [first]
    headers = [first[:-1]]
    if isinstance(node, ast.If | ast.For | ast.While) and node.orelse:
        headers.append("else")
    if isinstance(node, ast.Try):
        headers += ["finally"] if node.finalbody else []
    if isinstance(node, ast.If) and not first.startswith("elif"):
        headers.append("el" + first[:-1])
    return headers


@lru_cache(4_096)
def _spelled(text: str) -> str:
    """A quoted statement as `ast.unparse` writes it, without its colon."""
    bare = text.strip().rstrip(":").strip()
    for source in (bare, f"{bare}: pass"):
        try:
            return ast.unparse(ast.parse(source)).split("\n")[0].removesuffix(":").strip()
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return bare


@lru_cache(256)
def facts_of(code: str, entry_point: str) -> Facts:
    """The facts of a program.

    Raises:
        SyntaxError: it isn't Python.
    """
    tree = ast.parse(code)
    found = list(_statements(tree.body, ()))
    for number, statement in enumerate(found):
        assert statement.number == number
    nodes = nodes_of(tree)
    functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            functions.setdefault(node.name, []).append(node)
    classes = frozenset(node.name for node in nodes if isinstance(node, ast.ClassDef))
    facts = Facts(
        code, entry_point, tree, code.split("\n"), found, functions, classes, nodes, _names(nodes), _constants(tree), _bound(nodes)
    )  # fmt: skip
    for statement in found:
        for line in range(statement.line, statement.end_line + 1):
            facts._on_line.setdefault(line, []).append(statement)
    return facts


def _statements(body: list[ast.stmt], parents: tuple[int, ...]) -> Iterator[Statement]:
    """The statements in the order of their places, numbered."""
    numbered: list[Statement] = []
    _collect(body, parents, numbered)
    return iter(numbered)


def _collect(body: list[ast.stmt], parents: tuple[int, ...], found: list[Statement]) -> None:
    for node in body:
        number = len(found)
        inside = _bodies(node)
        starts = [part[0].lineno for part in inside if part]
        header_end = (
            (min(starts) - 1 if starts and min(starts) > node.lineno else node.lineno) if inside else node.end_lineno
        )
        first = min([node.lineno, *[d.lineno for d in getattr(node, "decorator_list", [])]])
        found.append(Statement(number, node, first, node.end_lineno or node.lineno, header_end or node.lineno, parents))
        below = (*parents, number)
        for part in inside:
            _collect(part, below, found)
        for handler in getattr(node, "handlers", []):
            _add_part(handler, handler.lineno, handler.end_lineno or handler.lineno, handler.body, below, found)
        for case in getattr(node, "cases", []):
            _add_part(case, case.pattern.lineno, case.body[-1].end_lineno or 0, case.body, below, found)


def _add_part(
    node: ast.ExceptHandler | ast.match_case, line: int, end: int, body: list[ast.stmt], parents: tuple[int, ...],
    found: list[Statement],
) -> None:  # fmt: skip
    number = len(found)
    found.append(Statement(number, node, line, end, max(line, body[0].lineno - 1), parents))
    _collect(body, (*parents, number), found)


def _bodies(node: ast.stmt) -> list[list[ast.stmt]]:
    return [
        part for name in ("body", "orelse", "finalbody")
        if isinstance(part := getattr(node, name, None), list) and part and isinstance(part[0], ast.stmt)
    ]  # fmt: skip


def _own_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """The parameters and local names of a function, without those of functions inside it."""
    found = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
    outer: set[str] = set()
    inside: list[ast.AST] = list(function.body)
    while inside:
        node = inside.pop()
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
                continue
            case ast.Lambda():
                continue
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                outer.update(names)
        inside += ast.iter_child_nodes(node)
    return frozenset(found - outer)


def _names(nodes: list[ast.AST]) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.alias(name=name, asname=alias):
                found |= {alias or name, name.partition(".")[0]}
            case ast.ExceptHandler(name=str(name)) | ast.keyword(arg=str(name)):
                found.add(name)
    return frozenset(found)


def _expressions(nodes: list[ast.AST]) -> frozenset[str]:
    return frozenset(
        node.id if isinstance(node, ast.Name) else unparsed(node) for node in nodes if isinstance(node, ast.expr)
    )


def _bound(nodes: list[ast.AST]) -> frozenset[str]:
    names = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    names |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return frozenset(names | {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)})


def _constants(tree: ast.Module) -> dict[str, object]:
    """Module-level names that are bound once, to plain data that nothing changes in place."""
    found: dict[str, object] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = value_of(node.value)
            except NotPlain:
                continue
    objects = {name for name, value in found.items() if isinstance(value, list | dict | set)}
    changed = objects.intersection(_changed_in_place(tree)) if objects else frozenset()
    return {name: value for name, value in found.items() if name not in changed}


_CHANGING = frozenset(
    "append add extend insert remove discard pop popitem clear sort reverse update setdefault appendleft extendleft".split()
)


def _changed_in_place(tree: ast.Module) -> Iterator[str]:
    """Names whose objects the program changes, by a method or an item: they don't keep the value that they began with."""
    for node in nodes_of(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in _CHANGING:
                yield name
            case (
                ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del())
                | ast.AugAssign(target=ast.Name(id=name))
            ):
                yield name


#: Exceptions by name, with the names of their bases.
EXCEPTIONS: dict[str, frozenset[str]] = {
    name: frozenset(base.__name__ for base in kind.__mro__)
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}
