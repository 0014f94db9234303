"""Finds the function that a program of a data set, or of somebody's file, is entered by."""

import ast

from tracecot.sources.classes import Callables
from tracecot.sources.unfit import Unfit


def entry_point_of(code: str, named: str | None = None, tests: str = "") -> str:
    """The entry point: the one that is named, else the only function, else the only one that the tests call.

    Raises:
        Unfit: the code doesn't parse (`not_python`), or no function can be told to be it (`no_entry_point`).
    """
    tree = _parsed(code)
    functions = _functions(tree)
    if named:
        if named not in functions:
            raise Unfit("no_entry_point", f"the code has no function {named!r}; {_listed(tree, functions)}")
        return named
    if len(functions) == 1:
        return functions[0]
    tested = [name for name in functions if name in _names_called(tests)]
    if len(tested) == 1:
        return tested[0]
    raise Unfit("no_entry_point", f"'entry_point' doesn't say which function to call; {_listed(tree, functions)}")


def callable_of(code: str, named: str | None = None, tests: str = "") -> str:
    """As `entry_point_of`; a class, or a method of it, may be named as well.

    Raises:
        Unfit: as there.
    """
    if named and named.partition(".")[0].partition("(")[0] in Callables(_parsed(code)).classes:
        return named
    return entry_point_of(code, named, tests)


def _parsed(code: str) -> ast.Module:
    try:
        return ast.parse(code)
    except SyntaxError as error:
        raise Unfit("not_python", f"the code doesn't parse: {error.msg} in line {error.lineno}") from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise Unfit("not_python", f"the code doesn't parse: {error}") from None


def _functions(tree: ast.Module) -> list[str]:
    """The names at the top that can be called as functions, in order: definitions, and lambdas given a name."""
    names: list[str] = []
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.append(name)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
                names.append(name)
    return list(dict.fromkeys(names))


def _names_called(tests: str) -> set[str]:
    try:
        tree = ast.parse(tests)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return set()
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def _listed(tree: ast.Module, functions: list[str]) -> str:
    classes = f"the classes {', '.join(found)}" if (found := Callables(tree).classes) else ""
    if functions:
        return f"it has {' and '.join(filter(None, (', '.join(functions), classes)))}"
    return f"it has no function{', but ' if classes else ''}{classes}"
