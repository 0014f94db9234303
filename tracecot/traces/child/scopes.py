"""Which variable a name means: the scopes of functions, classes and comprehensions."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from tracecot.traces.child.source import children

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

GLOBAL = -1


class Variable(NamedTuple):
    """What a name means where it stands."""

    hops: int  # how many functions out it lives: 0 the frame's own, GLOBAL the module's or a builtin
    key: str  # its name; a comprehension's own variable is `x@3`, 3 being the comprehension's number


@dataclass(slots=True)
class Scope:
    """A function, class, comprehension or the module, with the names that it binds."""

    kind: Literal["module", "function", "class", "comprehension"]
    parent: "Scope | None" = None
    number: int = 0
    bound: set[str] = field(default_factory=set)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)

    def variable(self, name: str) -> Variable:
        """The variable that the name means in this scope."""
        scope: Scope | None = self
        hops = 0
        while scope is not None and scope.kind != "module":
            if name in scope.globals:
                return Variable(GLOBAL, name)
            if scope.kind != "class" and name in scope.bound and name not in scope.nonlocals:
                return Variable(hops, f"{name}@{scope.number}" if scope.kind == "comprehension" else name)
            hops += scope.kind == "function"
            scope = scope.parent
        return Variable(GLOBAL, name)


def function_scope(node: FunctionNode, parent: Scope) -> Scope:
    """The scope of a function's body."""
    scope = Scope("function", parent)
    scope.bound.update(parameters(node.args))
    body: list[ast.stmt] | list[ast.expr] = [node.body] if isinstance(node, ast.Lambda) else node.body
    for each in body:
        _bind(scope, each)
    return scope


def comprehension_scope(node: Comprehension, parent: Scope, number: int) -> Scope:
    """The scope of a comprehension's own variables."""
    bound = {name.id for clause in node.generators for name in ast.walk(clause.target) if isinstance(name, ast.Name)}
    return Scope("comprehension", parent, number, bound)


def parameters(arguments: ast.arguments) -> list[str]:
    """The names of a function's parameters in the order of its signature."""
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    names += [arguments.vararg.arg] if arguments.vararg else []
    names += [argument.arg for argument in arguments.kwonlyargs]
    return names + ([arguments.kwarg.arg] if arguments.kwarg else [])


def signature(arguments: ast.arguments) -> str:
    """The parameters as `ast` writes them, which it takes its time for."""
    plain = arguments.args
    others = (arguments.posonlyargs, arguments.kwonlyargs, arguments.vararg, arguments.kwarg, arguments.defaults)
    if any(others) or any(each.annotation for each in plain):
        return ast.unparse(arguments)
    return ", ".join([each.arg for each in plain])


def _bind(scope: Scope, node: ast.AST) -> None:
    """Adds the names that a function's body binds, without entering the functions in it."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        binder = _BINDERS.get(type(node))
        waiting += children(node) if binder is None else binder(scope, node)


def _bind_name(scope: Scope, node: ast.Name) -> list[ast.AST]:
    if type(node.ctx) is not ast.Load:
        scope.bound.add(node.id)
    return []


def _bind_definition(scope: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[ast.AST]:
    scope.bound.add(node.name)
    return []


def _bind_nothing(scope: Scope, node: ast.AST) -> list[ast.AST]:
    return []


def _bind_clause(scope: Scope, node: ast.comprehension) -> list[ast.AST]:
    return [node.iter, *node.ifs]  # the target is the comprehension's own


def _bind_global(scope: Scope, node: ast.Global) -> list[ast.AST]:
    scope.globals.update(node.names)
    return []


def _bind_nonlocal(scope: Scope, node: ast.Nonlocal) -> list[ast.AST]:
    scope.nonlocals.update(node.names)
    return []


def _bind_import(scope: Scope, node: ast.Import | ast.ImportFrom) -> list[ast.AST]:
    scope.bound.update([alias.asname or alias.name.split(".")[0] for alias in node.names])
    return []


def _bind_captured(
    scope: Scope, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar | ast.MatchMapping
) -> list[ast.AST]:
    name = node.rest if isinstance(node, ast.MatchMapping) else node.name
    if name:
        scope.bound.add(name)
    return children(node)


#: What each kind of node binds, and the nodes below it to go on with; all others bind nothing themselves.
_BINDERS: dict[type, Callable[[Scope, Any], list[ast.AST]]] = {
    ast.Name: _bind_name, ast.comprehension: _bind_clause, ast.Global: _bind_global, ast.Nonlocal: _bind_nonlocal,
    ast.Constant: _bind_nothing, ast.Lambda: _bind_nothing,
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef), _bind_definition),
    **dict.fromkeys((ast.Import, ast.ImportFrom), _bind_import),
    **dict.fromkeys((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping), _bind_captured),
}  # fmt: skip
