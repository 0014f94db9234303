"""The order in which Python evaluates what a function is made of, and the places where it stands."""

import ast
from collections.abc import Iterable, Iterator

Place = tuple[int, int, int, int]  # line and end line from 1, columns from 0 in characters
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
LOOPS = (ast.For, ast.While)


class Places:
    """Where the nodes of a program stand, in characters."""

    def __init__(self, code: str) -> None:
        self._lines = code.split("\n")
        self._plain = code.isascii()

    def of(self, node: ast.AST) -> Place:
        """The place of a node that has one."""
        line, col = node.lineno, node.col_offset  # type: ignore[attr-defined]
        end_line, end_col = node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]
        return line, self._characters(line, col), end_line, self._characters(end_line, end_col)

    def _characters(self, line: int, col: int) -> int:
        if self._plain:
            return col
        return len(self._lines[line - 1].encode("utf-8")[:col].decode("utf-8", "replace"))


def steps(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.AST, str]]:
    """The nodes in the order of evaluation, each as `value` when it is read and as `bind` when it is given a value.

    A loop's own turn (`turn`) comes after its iterable, before its targets. Functions, lambdas and comprehensions are
    steps as a whole: what is in them has an order of its own.
    """
    for node in nodes:
        yield from _steps(node)


def _steps(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from _steps(value)
            for target in targets:
                yield from _target(target)
        case ast.AnnAssign(target=target, value=value):
            if value is not None:
                yield from _steps(value)
                yield from _target(target)
        case ast.AugAssign(target=target, value=value):
            yield from steps(ast.iter_child_nodes(target))
            yield target, "value"
            yield from _steps(value)
            yield node, "value"
            yield target, "bind"
        case ast.NamedExpr(target=target, value=value):
            yield from _steps(value)
            yield target, "bind"
            yield node, "value"
        case ast.For(target=target, iter=iterable, body=body, orelse=orelse):
            yield from _steps(iterable)
            yield node, "turn"
            yield from _target(target)
            yield from steps([*body, *orelse])
        case ast.While(test=test, body=body, orelse=orelse):
            yield from _steps(test)
            yield node, "turn"
            yield from steps([*body, *orelse])
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield from steps([test, body, orelse])
            yield node, "value"
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield from steps([value] if key is None else [key, value])
            yield node, "value"
        case (
            ast.FunctionDef(decorator_list=before, args=arguments)
            | ast.AsyncFunctionDef(decorator_list=before, args=arguments)
        ):
            yield from steps([*before, *arguments.defaults, *filter(None, arguments.kw_defaults)])
            yield node, "bind"
        case ast.ClassDef(decorator_list=before, bases=bases):
            yield from steps([*before, *bases])
            yield node, "bind"
        case ast.Lambda(args=arguments):
            yield from steps([*arguments.defaults, *filter(None, arguments.kw_defaults)])
            yield node, "value"
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _steps(node.generators[0].iter)
            yield node, "value"
        case ast.With(items=items, body=body):
            for item in items:
                yield from _steps(item.context_expr)
                if item.optional_vars is not None:
                    yield from _target(item.optional_vars)
            yield from steps(body)
        case ast.expr():
            yield from steps(ast.iter_child_nodes(node))
            yield node, "value"
        case _:
            yield from steps(ast.iter_child_nodes(node))


def _target(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for element in elements:
                yield from _target(element)
        case ast.Starred(value=value):
            yield from _target(value)
        case _:
            yield from steps(ast.iter_child_nodes(node))
            yield node, "bind"
