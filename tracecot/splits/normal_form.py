"""The normal form of a program: what is left of it without its names, its comments and its layout."""

import ast
from collections.abc import Iterator

from tracecot.ids import digest

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def normal_form(code: str) -> str:
    r"""A digest that programs share when they differ in names, annotations, docstrings, comments or layout alone.

    >>> normal_form("def f(x):\n    return x + 1") == normal_form("def g(n: int):  # next\n    return n+1")
    True

    Code that doesn't parse is its own normal form.
    """
    try:
        tree = ast.parse(code)
        return digest("tree", ast.dump(_Bare(own_names(tree)).visit(tree)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return digest("text", code)


def stripped(tree: ast.Module) -> ast.Module:
    """The tree without docstrings and annotations, its names as they are; the tree itself is changed."""
    _Bare({}).visit(tree)
    return ast.fix_missing_locations(tree)


def own_names(tree: ast.Module) -> dict[str, str]:
    """A number for each name that the program itself gives, in the order of first giving.

    Members of classes keep theirs: `a.x` and `a.y` can't be told apart from the outside otherwise.
    """
    members = {name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for name in _members(node)}
    given = dict.fromkeys(name for name in _given_names(tree) if name not in members)
    return {name: f"_{number}" for number, name in enumerate(given)}


def _members(definition: ast.ClassDef) -> Iterator[str]:
    """The names of methods and fields."""
    for statement in definition.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign() | ast.AnnAssign():
                yield from (
                    node.id
                    for node in ast.walk(statement)
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
                )


def _given_names(node: ast.AST) -> Iterator[str]:
    """The names that definitions, parameters, assignments and handlers give, in the order of the source.

    Imports keep theirs: `from math import sqrt` and `from math import cbrt` are different programs.
    """
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
    for child in ast.iter_child_nodes(node):
        yield from _given_names(child)


class _Bare(ast.NodeTransformer):
    """Takes docstrings and annotations away and puts numbers for the program's own names."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit(self, node: ast.AST) -> ast.AST:
        """The node without what doesn't count."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.returns = None
            case ast.arg():
                node.annotation = None
            case ast.AnnAssign(value=ast.expr() as value):
                node = ast.Assign(targets=[node.target], value=value)
            case ast.Call(func=ast.Name(id=name), keywords=keywords) if name in self.names:
                for keyword in keywords:  # of other functions they mean something: sorted(x, key=key)
                    keyword.arg = self.names.get(keyword.arg, keyword.arg) if keyword.arg else None
            case ast.Global() | ast.Nonlocal():
                node.names = [self.names.get(name, name) for name in node.names]
        if isinstance(node, (ast.Module, *_DEFINITIONS)):
            node.body = _without_docstring(node.body)
        self._rename(self.generic_visit(node))
        return node

    def _rename(self, node: ast.AST) -> None:
        """Puts the number for a name that the node itself holds."""
        if isinstance(node, (ast.alias, ast.keyword)):
            return
        for field in ("id", "name", "arg", "rest"):
            given = getattr(node, field, None)
            if isinstance(given, str):
                setattr(node, field, self.names.get(given, given))


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest or [ast.Pass()]
    return body
