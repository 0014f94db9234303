"""The normal form of a program: what is left of it without its names, its comments and its layout."""

import ast
from collections.abc import Iterator, Mapping

from tracecot.ids import digest

#: Nodes without names and without nodes in them: half of a tree.
_LEAVES = (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop, ast.Constant)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def normal_form(code: str) -> str:
    r"""A digest that programs share when they differ in names, annotations, docstrings, comments or layout alone.

    >>> normal_form("def f(x):\n    return x + 1") == normal_form("def g(n: int):  # next\n    return n+1")
    True

    Code that doesn't parse is its own normal form.
    """
    try:
        tree = ast.parse(code)
        return digest("tree", ast.dump(_bare(tree, own_names(tree))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return digest("text", code)


def stripped(tree: ast.Module) -> ast.Module:
    """The tree without docstrings and annotations, its names as they are; the tree itself is changed."""
    return _bare(tree, {})


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
        if not isinstance(child, _LEAVES):
            yield from _given_names(child)


def _bare(tree: ast.Module, names: Mapping[str, str]) -> ast.Module:
    """Without docstrings and annotations, with numbers for the program's own names; the tree itself is changed."""
    for node in ast.walk(tree):  # each before what is in it
        if isinstance(node, _LEAVES):
            continue
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.returns = None
            case ast.arg():
                node.annotation = None
            case ast.Call(func=ast.Name(id=name), keywords=keywords) if name in names:
                for keyword in keywords:  # of other functions they mean something: sorted(x, key=key)
                    keyword.arg = names.get(keyword.arg, keyword.arg) if keyword.arg else None
            case ast.Global() | ast.Nonlocal():
                node.names = [names.get(name, name) for name in node.names]
        if isinstance(node, (ast.Module, *_DEFINITIONS)):
            node.body = _without_docstring(node.body)
        _without_annotations(node)
        if names:
            _rename(node, names)
    return tree


def _without_annotations(node: ast.AST) -> None:
    """Plain assignments in the place of annotated ones among its statements."""
    for block in ("body", "orelse", "finalbody"):
        statements = getattr(node, block, None)
        if isinstance(statements, list):  # of a conditional expression it is none
            statements[:] = map(_plain, statements)


def _plain(statement: ast.stmt) -> ast.stmt:
    match statement:
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return ast.copy_location(ast.Assign(targets=[target], value=value), statement)
    return statement


def _rename(node: ast.AST, names: Mapping[str, str]) -> None:
    """Puts the number for a name that the node itself holds."""
    if isinstance(node, (ast.alias, ast.keyword)):
        return
    for field in ("id", "name", "arg", "rest"):
        given = getattr(node, field, None)
        if isinstance(given, str):
            setattr(node, field, names.get(given, given))


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest or [ast.Pass()]
    return body
