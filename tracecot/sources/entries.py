"""Turns a worked example into an entry point and a call of it.

A direct call with literal arguments keeps the function itself as entry point. Anything else becomes a small function
around the example's lines, marked as ours, whose parameters are the example's literals.
"""

import ast
import builtins
import copy
from collections.abc import Collection
from dataclasses import dataclass, replace

from tracecot.sources.examples import Example
from tracecot.sources.packages import Definition, Package, read_module
from tracecot.sources.scopes import parameters_of
from tracecot.sources.unfit import Unfit

MARK = "# entry written by TraceCoT"
EXAMPLE_MODULE = "<example>"
MOST_PARAMETERS = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """What is cut out, from which package, and how it is called."""

    package: Package
    root: Definition
    input: str


def is_literal(node: ast.expr) -> bool:
    """Whether the expression is plain data, written out."""
    match node:
        case ast.Constant(value=value):
            return value is not ...
        case ast.List() | ast.Tuple() | ast.Set():
            return all(is_literal(one) for one in node.elts)
        case ast.Dict():
            return all(key is not None and is_literal(key) for key in node.keys) and all(map(is_literal, node.values))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float())):
            return True
    return False


def entry_of(package: Package, module: str, owner: str, example: Example) -> Entry:
    """The entry point and the call that the example makes.

    Raises:
        Unfit: the example holds nothing that a call could choose.
    """
    if (direct := _direct(package, module, example)) is not None:
        return direct
    return _wrapped(package, module, owner, example)


def _direct(package: Package, module: str, example: Example) -> Entry | None:
    """The called function itself, when the example is nothing but its call with literals."""
    call = example.expression
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name | ast.Attribute):
        return None
    given = [*call.args, *(word.value for word in call.keywords)]
    if not given or not all(is_literal(one) for one in given) or any(word.arg is None for word in call.keywords):
        return None
    target = called_function(around(package, module, example, "pass\n"), call.func)
    if target is None or not isinstance(target.node, ast.FunctionDef):
        return None
    return Entry(package, target, ", ".join(ast.unparse(one) for one in (*call.args, *call.keywords)))


def called_function(package: Package, function: ast.expr) -> Definition | None:
    """The definition that a call's function stands for, seen from the example."""
    parts = ast.unparse(function).split(".")
    found = package.resolve(EXAMPLE_MODULE, parts[0])
    for part in parts[1:]:
        if found is None or isinstance(found, Definition) or found.attribute or found.module not in package.modules:
            return None
        found = package.resolve(found.module, part)
    return found if isinstance(found, Definition) else None


def around(package: Package, module: str, example: Example, text: str) -> Package:
    """The package with the example as a module of its own, which sees the names of the module around it."""
    imports = "".join(ast.unparse(one) + "\n" for one in example.imports)
    file = replace(package.modules[module].file, path="<example>", module=EXAMPLE_MODULE, text=imports + text)
    top = module.split(".")[0]
    outer = tuple(dict.fromkeys(one for one in (module, top) if one in package.modules))
    return package.with_module(read_module(file, outer))


def _wrapped(package: Package, module: str, owner: str, example: Example) -> Entry:
    """A small function around the example, its literals lifted out."""
    name = "run_" + owner.split(".")[-1].strip("_").lower()
    lift = _Lift(around(package, module, example, "pass\n"), example)
    statements = [one for one in (lift.statement(one) for one in example.before) if one is not None]
    expression = lift.visit(example.expression)
    if not lift.values:
        raise Unfit("no_arguments", "the example has no literal that a call could choose")
    if len(lift.values) > MOST_PARAMETERS:
        raise Unfit("unsupported", f"the example has more than {MOST_PARAMETERS} literals")
    body = [*statements, ast.Return(value=expression)]
    lines = "\n".join(ast.unparse(ast.fix_missing_locations(one)) for one in body)
    text = f"def {name}({', '.join(lift.values)}):  {MARK}\n" + "".join(f"    {one}\n" for one in lines.split("\n"))
    seen = around(package, module, example, text)
    root = seen.modules[EXAMPLE_MODULE].bindings[name]
    assert isinstance(root, Definition)
    return Entry(seen, root, ", ".join(ast.unparse(one) for one in lift.values.values()))


class _Lift(ast.NodeTransformer):
    """Replaces the literal arguments of an example's calls by parameters."""

    def __init__(self, package: Package, example: Example) -> None:
        self.package = package
        self.values: dict[str, ast.expr] = {}
        whole = [*example.before, example.expression]
        self.used = {one.id for node in whole for one in ast.walk(node) if isinstance(one, ast.Name)}
        stored = [
            one.id
            for node in whole
            for one in ast.walk(node)
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
        ]
        self.bound_once = {name for name in stored if stored.count(name) == 1}

    def statement(self, node: ast.stmt) -> ast.stmt | None:
        """The statement with its literals lifted; None when all of it became a parameter."""
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if (
                is_literal(value) and name in self.bound_once and not hasattr(builtins, name)
            ):
                self.values[name] = value
                return None
            case ast.FunctionDef() | ast.ClassDef():
                return node
        changed = self.visit(copy.deepcopy(node))
        assert isinstance(changed, ast.stmt)
        return changed

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """A lambda stays as it is written."""
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Lifts the call's literal arguments and looks into the others."""
        target = called_function(self.package, node.func) if isinstance(node.func, ast.Name | ast.Attribute) else None
        names = _parameter_names(target)
        node = copy.deepcopy(node)
        node.func = self.visit(node.func)
        node.args = [
            self._lifted(one, names[place] if place < len(names) else "") for place, one in enumerate(node.args)
        ]
        for word in node.keywords:
            word.value = self._lifted(word.value, word.arg or "")
        return node

    def _lifted(self, node: ast.expr, wanted: str) -> ast.expr:
        if not is_literal(node) or (isinstance(node, ast.Constant) and node.value is None):
            visited = self.visit(node)
            assert isinstance(visited, ast.expr)
            return visited
        name = self._free(wanted or name_by_type(node))
        self.values[name] = node
        return ast.Name(id=name, ctx=ast.Load())

    def _free(self, wanted: str) -> str:
        return unused(wanted, {*self.values, *self.used, *dir(builtins)})


def unused(wanted: str, taken: Collection[str]) -> str:
    """The name, with a number behind it if it is taken: `xs`, `xs2`, `xs3`."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}{number}", number + 1
    return name


def _parameter_names(target: Definition | None) -> list[str]:
    """The names of the positional parameters of what is called."""
    if target is None:
        return []
    node = target.node
    if isinstance(node, ast.ClassDef):
        inits = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
        return [one.arg.strip("_") for one in inits[0].args.args[1:]] if inits else []
    if not isinstance(node, ast.FunctionDef):
        return []
    stars = {one.arg for one in (node.args.vararg, node.args.kwarg) if one is not None}
    return [one.arg.strip("_") for one in parameters_of(node.args) if one.arg not in stars]


def name_by_type(node: ast.expr) -> str:
    """A plain name for a literal that nothing else names."""
    match node:
        case ast.Constant(value=str()):
            return "text"
        case ast.Constant(value=bool()):
            return "flag"
        case ast.Constant(value=bytes()):
            return "data"
        case ast.List() | ast.Tuple():
            return "items"
        case ast.Dict():
            return "mapping"
        case ast.Set():
            return "elements"
    return "number"
