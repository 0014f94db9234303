"""Changed versions of a solution: a test that none of them fails says nothing."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy

Change = Callable[[ast.AST], ast.AST | None]  # the node in another form, or None where it doesn't apply

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Add,
}  # fmt: skip


def mutants(code: str, most: int) -> list[str]:
    """So many versions of the code, each with one change, spread over its places; none is the code itself."""
    tree = ast.parse(code)
    plain = ast.unparse(tree)
    found = list(dict.fromkeys(text for text in _changed(tree) if text != plain))
    step = max(1, len(found) // max(1, most))
    return found[::step][:most]


def _changed(tree: ast.Module) -> Iterator[str]:
    for number, node in enumerate(ast.walk(tree)):
        for change in _CHANGES:
            if change(node) is not None:
                yield ast.unparse(_with(tree, number, change))


def _with(tree: ast.Module, number: int, change: Change) -> ast.Module:
    """The tree with one node changed; places count as `ast.walk` does."""
    copy = deepcopy(tree)
    node = next(one for place, one in enumerate(ast.walk(copy)) if place == number)
    changed = change(node)
    assert changed is not None
    for name, value in ast.iter_fields(changed):
        setattr(node, name, value)
    return copy


def _comparison(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.Compare(left=left, ops=[first, *rest], comparators=comparators) if type(first) in _COMPARED:
            return ast.Compare(left, [_COMPARED[type(first)](), *rest], comparators)
    return None


def _arithmetic(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _COMPUTED:
            return ast.BinOp(left, _COMPUTED[type(op)](), right)
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in _COMPUTED:
            return ast.AugAssign(target, _COMPUTED[type(op)](), value)
    return None


def _constant(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.Constant(value=bool(value)):
            return ast.Constant(not value)
        case ast.Constant(value=int(value)):
            return ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if value:
            return ast.Constant(value[:-1])
    return None


def _junction(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.BoolOp(op=op, values=values):
            return ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
    return None


def _returned(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            return ast.Return(ast.Constant(None))
    return None


_CHANGES: tuple[Change, ...] = (_comparison, _arithmetic, _constant, _junction, _returned)
