"""Types that can be read off an expression: those that its outermost syntax fixes, whatever is executed."""

import ast
from collections.abc import Iterator
from functools import lru_cache

from tracecot.sources.records import PROGRAMS_AT_HAND
from tracecot.syntax import parsed

#: Builtins whose results have one type each, whatever they are handed; the constructors have their own.
_RESULTS = {
    "all": "bool", "any": "bool", "ascii": "str", "bin": "str", "callable": "bool", "chr": "str", "dir": "list",
    "format": "str", "hasattr": "bool", "hash": "int", "hex": "str", "id": "int", "isinstance": "bool",
    "issubclass": "bool", "len": "int", "oct": "str", "ord": "int", "repr": "str", "sorted": "list",
    **{name: name for name in ("bool", "bytes", "complex", "dict", "enumerate", "filter", "float", "frozenset", "int",
                               "list", "map", "range", "reversed", "set", "slice", "str", "tuple", "zip")},
}  # fmt: skip


def is_fixed(text: str, own: frozenset[str]) -> bool:
    """Whether the text of an expression tells its type; `own` are the names that the program gives, builtins' too.

    >>> [is_fixed(text, frozenset()) for text in ("len(x)", "not x", "', '.join(x)", "[x]", "x + 1", "x or []")]
    [True, True, True, True, False, False]
    """
    tree = parsed(f"({text.strip()})", "eval")  # in brackets: `yield from xs` is an expression there alone
    assert isinstance(tree, ast.Expression)
    return bool(_type(tree.body, own))


@lru_cache(maxsize=PROGRAMS_AT_HAND)
def names_given(code: str) -> frozenset[str]:
    """The names that a program gives to something: none of them is a builtin for certain."""
    return frozenset(_given(ast.parse(code)))


def _given(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.ExceptHandler(name=str(name)):
                yield name
            case ast.alias(name=name, asname=alias):
                yield alias or name.partition(".")[0]
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name


def _type(node: ast.expr, own: frozenset[str]) -> str:
    """The name of the type that the syntax fixes; empty where it fixes none."""
    match node:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return "bool"
        case ast.Constant(value=value) | ast.UnaryOp(operand=ast.Constant(value=value)):
            return type(value).__name__
        case ast.NamedExpr(value=value):
            return _type(value, own)
        case ast.IfExp(body=body, orelse=other):
            return found if (found := _type(body, own)) == _type(other, own) else ""
        case ast.Call(func=ast.Name(id=name)):
            return _RESULTS.get(name, "") if name not in own else ""
        case ast.Call(func=ast.Attribute(value=ast.JoinedStr() | ast.Constant(value=str() | bytes()), attr=method)):
            return f"what {method} gives"  # of a text each method gives one type
    return _DISPLAYS.get(type(node), "")


_DISPLAYS: dict[type[ast.expr], str] = {
    ast.JoinedStr: "str", ast.List: "list", ast.ListComp: "list", ast.Tuple: "tuple", ast.Dict: "dict",
    ast.DictComp: "dict", ast.Set: "set", ast.SetComp: "set", ast.GeneratorExp: "generator", ast.Lambda: "function",
}  # fmt: skip
