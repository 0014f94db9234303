"""Writes an entry for what is more than the call of a function: a class, a method, or further calls on an object.

The entry is a function at the end of the code, marked as ours, whose parameters are the calls' literals:

    def run_stack(capacity, item):  # entry written by TraceCoT
        stack = Stack(capacity)
        stack.push(item)
        return stack.pop()
"""

import ast
import builtins
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracecot.sources.classes import Callables
from tracecot.sources.entries import MARK, is_literal, name_by_type, unused
from tracecot.sources.unfit import Unfit

#: What has a frame of its own, or would make the entry something else than a function.
_SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SUSPENDING = (ast.Yield, ast.YieldFrom, ast.Await)


@dataclass(frozen=True, slots=True)
class Entered:
    """A program with the function that it is entered by, and the arguments of its call."""

    code: str
    entry_point: str
    input: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the entry does: it makes an object, and calls its methods."""

    name: str  # of what is entered
    owner: str | None  # the object's class, where it is one of the program's
    made: ast.expr
    calls: list[ast.Call]


def entered(code: str, entry_point: str, argument_source: str, then: Sequence[str] = ()) -> Entered:
    """The same program, with an entry where the entry point is no function or further calls follow.

    Args:
        code: a program.
        entry_point: a function of it, or `Class`, `Class.method`, `Class(...).method`.
        argument_source: what stands between the brackets of the call.
        then: further calls such as `push(1)`, on the object that the first one is about or gives.

    Raises:
        Unfit: the program has no such entry point, or a text is no call.
    """
    try:
        tree = ast.parse(code)
        program = Callables(tree)
        first = arguments_of(argument_source, entry_point)
        if entry_point.isidentifier() and entry_point not in program.classes and not then:
            return Entered(code, entry_point, argument_source)
        plan = _planned(program, entry_point, first, [_further(text) for text in then])
        return _written(tree, program, plan, code)
    except (RecursionError, MemoryError):
        raise Unfit("bad_input", "the calls are nested too deeply") from None


def arguments_of(source: str, entry_point: str) -> ast.Call:
    """A call with these arguments.

    Raises:
        Unfit: the text is not what may stand between the brackets of one call.
    """
    call = _parsed(f"entry({source}\n)", f"{_shown(source)} can't stand between the brackets of a call")
    # `1) + f(2` would parse too, as something else than one call.
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
        raise Unfit("bad_input", f"{_shown(source)} are no arguments of one call of {entry_point}")
    return call


def _further(text: str) -> ast.Call:
    """One of the calls that follow."""
    call = _parsed(text, f"{_shown(text)} is no call")
    if not isinstance(call, ast.Call) or not _is_chain(call):
        raise Unfit("bad_input", f"{_shown(text)} is no call of a method, such as push(1)")
    return call


def _parsed(text: str, problem: str) -> ast.expr:
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise Unfit("bad_input", f"{problem}: {error.msg if isinstance(error, SyntaxError) else error}") from None
    if any(isinstance(node, _SUSPENDING) for node in ast.walk(body)):
        raise Unfit("bad_input", f"{problem}: it yields or awaits")
    return body


def _planned(program: Callables, entry_point: str, first: ast.Call, then: list[ast.Call]) -> _Plan:
    match _parsed(entry_point, f"{_shown(entry_point)} is no entry point"):
        case ast.Name(id=name) as function:
            first.func = function
            return _Plan(name, name if name in program.classes else None, first, then)
        case ast.Attribute(value=ast.Name(id=owner), attr=name) as function if owner in program.classes:
            _refuse_unknown(program, owner, name)
            method = program.method(owner, name)
            if method is None or method.kind != "instance":
                first.func = function
                return _Plan(name, None, first, then)
            if not first.args or isinstance(first.args[0], ast.Starred) or is_literal(first.args[0]):
                raise Unfit("bad_input", f"{entry_point} is called on an object: give it first, {owner}(...)")
            made = first.args.pop(0)
        case ast.Attribute(value=ast.Call(func=ast.Name(id=owner)) as made, attr=name) if owner in program.classes:
            _refuse_unknown(program, owner, name)
        case _:
            raise Unfit("no_entry_point", f"{_shown(entry_point)} is no function, class or method of the code")
    first.func = ast.Name(name, ast.Load())
    return _Plan(name, owner, made, [first, *then])


def _refuse_unknown(program: Callables, owner: str, name: str) -> None:
    if program.is_closed(owner) and program.method(owner, name) is None:
        listed = ", ".join(program.methods(owner)) or "none"
        raise Unfit("no_entry_point", f"the class {owner} has no method {name!r}; it has {listed}")


def _written(tree: ast.Module, program: Callables, plan: _Plan, code: str) -> Entered:
    """The program with the entry."""
    top = {one for node in tree.body for one in _bound(node)}
    texts = [plan.made, *plan.calls]
    lift = _Lift(program, {node.id for each in texts for node in ast.walk(each) if isinstance(node, ast.Name)})
    entry = unused(f"run_{_snake(plan.name)}", top)
    statements = "".join(f"    {line}\n" for one in _body(lift, plan) for line in ast.unparse(one).split("\n"))
    given = [ast.unparse(one) for one in lift.values.values()]
    return Entered(
        code=f"{code.rstrip()}\n\n\ndef {entry}({', '.join(lift.values)}):  {MARK}\n{statements}",
        entry_point=entry,
        input=", ".join(given),
    )


def _body(lift: "_Lift", plan: _Plan) -> list[ast.stmt]:
    """The calls, one a statement; the last one's value is returned."""
    name = lift.reserved(_snake(plan.owner) if plan.owner else "made")
    made = lift.expression(plan.made)
    if not plan.calls:
        return [ast.Return(made)]
    lift.owners[name] = plan.owner
    calls = [lift.expression(_on(name, one)) for one in plan.calls]
    first = ast.Assign([ast.Name(name, ast.Store())], made, lineno=0)
    return [first, *(ast.Expr(one) for one in calls[:-1]), ast.Return(calls[-1])]


def _on(name: str, node: ast.expr) -> ast.expr:
    """`push(1)` on the object of that name: the first name of the chain becomes its attribute."""
    match node:
        case ast.Name(id=attribute):
            return ast.Attribute(ast.Name(name, ast.Load()), attribute, ast.Load())
        case ast.Call():
            node.func = _on(name, node.func)
        case ast.Attribute() | ast.Subscript():
            node.value = _on(name, node.value)
    return node


def _is_chain(node: ast.expr) -> bool:
    """Whether it is calls, attributes and items of a name."""
    match node:
        case ast.Name():
            return True
        case ast.Call(func=before) | ast.Attribute(value=before) | ast.Subscript(value=before):
            return _is_chain(before)
    return False


class _Lift(ast.NodeTransformer):
    """Replaces the literal arguments of calls by parameters."""

    def __init__(self, program: Callables, used: Iterable[str]) -> None:
        self.program = program
        self.taken = {*used, *dir(builtins)}
        self.values: dict[str, ast.expr] = {}
        self.owners: dict[str, str | None] = {}  # the classes of names

    def reserved(self, wanted: str) -> str:
        """A name that nothing else has."""
        name = unused(wanted, self.taken)
        self.taken.add(name)
        return name

    def expression(self, node: ast.expr) -> ast.expr:
        """The expression with its calls' literals lifted."""
        visited = self.visit(node)
        assert isinstance(visited, ast.expr)
        return visited

    def visit(self, node: ast.AST) -> ast.AST:
        """What has a scope of its own may run many times, and stays as it is."""
        return node if isinstance(node, _SCOPES) else self._looked_into(node)

    def _looked_into(self, node: ast.AST) -> ast.AST:
        seen = super().visit(node)
        assert isinstance(seen, ast.AST)
        return seen

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """Lifts the call's literal arguments, and looks into the others."""
        names = self._parameters(node.func)
        node.func = self.expression(node.func)
        node.args = [
            self._lifted(one, names[place] if place < len(names) else "") for place, one in enumerate(node.args)
        ]
        for word in node.keywords:
            word.value = self._lifted(word.value, word.arg or "")
        return node

    def _parameters(self, function: ast.expr) -> list[str]:
        match function:
            case ast.Name(id=name):
                return self.program.parameters(None, name)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                owner = self.owners.get(name, name)
                return [] if owner is None else self.program.parameters(owner, attribute)
        return []

    def _lifted(self, node: ast.expr, wanted: str) -> ast.expr:
        if not is_literal(node):
            return self.expression(node)
        name = self.reserved(wanted.strip("_") or name_by_type(node))
        self.values[name] = node
        return ast.Name(name, ast.Load())


def _bound(node: ast.stmt) -> list[str]:
    """The names that a statement of a module binds."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
    return [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]


def _snake(name: str) -> str:
    """`MinHeap` as `min_heap`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).strip("_").lower() or "call"


def _shown(text: str) -> str:
    return repr(text) if len(text) <= 80 else f"{text[:77]!r}..."
