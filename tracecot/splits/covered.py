"""Counts what the programs of a release show: which builtins they use, and which constructs of the language."""

import ast
import builtins
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from tracecot.sources.records import PROGRAMS_AT_HAND

_BUILTINS = frozenset(name for name in vars(builtins) if not name.startswith("_"))
#: What is in every program, or is no construct but a part of one.
_PARTS = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop, ast.Module, ast.Load, ast.arguments,
          ast.arg, ast.Name, ast.Constant, ast.Expr, ast.alias, ast.keyword)  # fmt: skip


def builtins_used(codes: Iterable[str]) -> Counter[str]:
    r"""By builtin: in how many programs it is read.

    >>> builtins_used(["def f(x):\n    return len(x) + len('a')"])
    Counter({'len': 1})
    """
    return Counter(name for code in codes for name in _used(code)[0])


def constructs_used(codes: Iterable[str]) -> Counter[str]:
    r"""By construct, as the syntax tree calls it: in how many programs it stands.

    >>> sorted(constructs_used(["def f(x):\n    return x + 1"]))
    ['BinOp', 'FunctionDef', 'Return']
    """
    return Counter(name for code in codes for name in _used(code)[1])


@lru_cache(maxsize=PROGRAMS_AT_HAND)
def _used(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The builtins and the constructs in a program; each card and each plot asks for them."""
    builtin, construct = set(), set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Name) and node.id in _BUILTINS:
            builtin.add(node.id)
        if not isinstance(node, _PARTS):
            construct.add(type(node).__name__)
    return frozenset(builtin), frozenset(construct)
