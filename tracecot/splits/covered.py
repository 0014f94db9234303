"""Counts what the programs of a release show: which builtins they use, and which constructs of the language."""

import ast
import builtins
from collections import Counter
from collections.abc import Callable, Iterable

_BUILTINS = frozenset(name for name in vars(builtins) if not name.startswith("_"))
#: What is in every program, or is no construct but a part of one.
_PARTS = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop, ast.Module, ast.Load, ast.arguments,
          ast.arg, ast.Name, ast.Constant, ast.Expr, ast.alias, ast.keyword)  # fmt: skip


def builtins_used(codes: Iterable[str]) -> Counter[str]:
    r"""By builtin: in how many programs it is read.

    >>> builtins_used(["def f(x):\n    return len(x) + len('a')"])
    Counter({'len': 1})
    """
    return _counted(codes, lambda node: node.id if isinstance(node, ast.Name) and node.id in _BUILTINS else "")


def constructs_used(codes: Iterable[str]) -> Counter[str]:
    r"""By construct, as the syntax tree calls it: in how many programs it stands.

    >>> sorted(constructs_used(["def f(x):\n    return x + 1"]))
    ['BinOp', 'FunctionDef', 'Return']
    """
    return _counted(codes, lambda node: "" if isinstance(node, _PARTS) else type(node).__name__)


def _counted(codes: Iterable[str], name: Callable[[ast.AST], str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for code in codes:
        counts.update({found for node in ast.walk(ast.parse(code)) if (found := name(node))})
    return counts
