"""Which variable a name means: the scopes of functions, classes and comprehensions."""

import ast
from dataclasses import dataclass, field
from typing import Literal

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

GLOBAL = -1


@dataclass(frozen=True, slots=True)
class Variable:
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
    binder = _Binder(scope)
    scope.bound.update(parameters(node.args))
    body: list[ast.stmt] | list[ast.expr] = [node.body] if isinstance(node, ast.Lambda) else node.body
    for each in body:
        binder.visit(each)
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


class _Binder(ast.NodeVisitor):
    """Collects the names that a function's body binds, without entering the functions in it."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.scope.bound.add(node.id)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self.scope.bound.add(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef
    visit_ClassDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """A lambda's body binds nothing out here."""

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self.visit(node.iter)  # the target is the comprehension's own
        for condition in node.ifs:
            self.visit(condition)

    def visit_Global(self, node: ast.Global) -> None:
        self.scope.globals.update(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.nonlocals.update(node.names)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self.scope.bound.add(alias.asname or alias.name.split(".")[0])

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.scope.bound.add(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self.scope.bound.add(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.scope.bound.add(node.rest)
        self.generic_visit(node)
