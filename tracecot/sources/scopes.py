"""Which names in a piece of source reach out of it: each free name with its node, by Python's own scope rules."""

import ast
from collections.abc import Iterator, Sequence

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def free_names(node: ast.AST, annotations: bool = False) -> list[ast.Name]:
    r"""The `Name` nodes under the node that no scope inside it binds, in the order of the source.

    Names inside annotations are left out unless asked for.

    >>> [name.id for name in free_names(ast.parse("def f(x):\n    y = g(x)\n    return y + z"))]
    ['g', 'z']
    """
    return list(_Search(annotations).visit_in(node, ()))


def bound_names(body: Sequence[ast.AST] | ast.AST) -> set[str]:
    """The names that the statements bind in their own scope."""
    found: set[str] = set()
    outer: set[str] = set()
    for node in _same_scope(body):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                found.add(name)
            case ast.MatchMapping(rest=str(name)):
                found.add(name)
            case ast.Import() | ast.ImportFrom():
                found.update(alias.asname or alias.name.split(".")[0] for alias in node.names)
            case ast.Global() | ast.Nonlocal():
                outer.update(node.names)
    return found - outer


def _same_scope(body: Sequence[ast.AST] | ast.AST) -> Iterator[ast.AST]:
    """The nodes that belong to the scope itself: an inner function gives only its name."""
    for node in [body] if isinstance(body, ast.AST) else body:
        yield node
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
                continue
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                yield from (inner.target for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr))
            case _:
                for child in ast.iter_child_nodes(node):
                    yield from _same_scope(child)


class _Search:
    """Walks down with the names that the scopes above bind."""

    def __init__(self, annotations: bool) -> None:
        self.annotations = annotations

    def visit_in(self, node: ast.AST, scopes: tuple[set[str], ...]) -> Iterator[ast.Name]:
        """The free names under the node, given the scopes around it."""
        match node:
            case ast.Name(id=name):
                if not any(name in scope for scope in scopes):
                    yield node
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                yield from self._function(node, scopes)
            case ast.ClassDef():
                for outside in [*node.decorator_list, *node.bases, *(word.value for word in node.keywords)]:
                    yield from self.visit_in(outside, scopes)
                yield from self._class(node, scopes)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                targets = {
                    one.id for clause in node.generators for one in ast.walk(clause.target) if isinstance(one, ast.Name)
                }
                for child in ast.iter_child_nodes(node):
                    yield from self.visit_in(child, (*scopes, targets))
            case ast.AnnAssign() if not self.annotations:
                yield from self.visit_in(node.target, scopes)
                if node.value is not None:
                    yield from self.visit_in(node.value, scopes)
            case _:
                for child in ast.iter_child_nodes(node):
                    yield from self.visit_in(child, scopes)

    def _function(
        self, node: Function, scopes: tuple[set[str], ...], of_class: tuple[set[str], ...] = ()
    ) -> Iterator[ast.Name]:
        """Defaults and decorators belong outside, where a class's own names are seen; the body doesn't see those."""
        outside: list[ast.AST] = [*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)]
        if not isinstance(node, ast.Lambda):
            outside += node.decorator_list
            if self.annotations:
                outside += annotations_of(node)
        for one in outside:
            yield from self.visit_in(one, (*scopes, *of_class))
        body: list[ast.AST] = [*node.body] if isinstance(node.body, list) else [node.body]
        inner = {one.arg for one in parameters_of(node.args)} | set().union(*(bound_names(one) for one in body))
        inner -= {name for one in body for part in ast.walk(one) if isinstance(part, ast.Global) for name in part.names}
        for one in body:
            yield from self.visit_in(one, (*scopes, inner))

    def _class(self, node: ast.ClassDef, scopes: tuple[set[str], ...]) -> Iterator[ast.Name]:
        """The body's own names are seen by its statements, but not by the functions inside it."""
        own = set().union(*(bound_names(one) for one in node.body)) if node.body else set()
        for one in node.body:
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from self._function(one, scopes, (own,))
            else:
                yield from self.visit_in(one, (*scopes, own))


def parameters_of(arguments: ast.arguments) -> list[ast.arg]:
    """All parameters, the starred ones included."""
    stars = [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *stars]


def annotations_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    """The annotations of a function's signature."""
    found = [one.annotation for one in parameters_of(node.args) if one.annotation is not None]
    return [*found, *([node.returns] if node.returns is not None else [])]
