"""A bounded evaluator of plain expressions: a closed table of operators, builtins and methods; never `eval`.

Each step is charged before it is made, by the sizes of what it is given and of what it will have, so that a hostile
expression costs no more than `BUDGET`.
"""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from typing import TypeVar, cast

from tracecot.operations import (
    BINARY,
    BUILTINS,
    COMPARISONS,
    MUTABLE_ITERATORS,
    UNARY,
    NotEvaluable,
    call_builtin,
    call_method,
    comparison_cost,
    guarded_binary,
)
from tracecot.sizes import length, size
from tracecot.values import Constructed

BUDGET = 50_000  # steps of one evaluation
DEEPEST = 40  # nested expressions

Lookup = Callable[[str], object]  # a name's value; raises NotEvaluable
Known = Callable[[ast.expr], object]  # what is known of a part of the expression already, or UNKNOWN
UNKNOWN = object()
Element = TypeVar("Element")
_FAILURES = (ArithmeticError, AttributeError, TypeError, ValueError, LookupError, RecursionError, MemoryError)


def no_names(name: str) -> object:
    """The lookup of a closed expression: it has no free names."""
    raise NotEvaluable(f"`{name}` has no value here")


def nothing_known(node: ast.expr) -> object:
    """Every part is to be evaluated."""
    return UNKNOWN


def evaluate(node: ast.expr, lookup: Lookup = no_names, known: Known = nothing_known) -> object:
    """The value of the expression, with names looked up and what is known of its parts taken over.

    >>> evaluate(ast.parse("'ant'.upper() + '!' * 2", mode="eval").body)
    'ANT!!'

    Raises:
        NotEvaluable: it is outside of the closed table, too costly, or it raises.
    """
    try:
        return _Evaluation(lookup, known)._value(node)
    except _FAILURES as error:
        if isinstance(error, NotEvaluable):
            raise
        raise NotEvaluable(str(error), type(error).__name__) from None


class _Evaluation:
    """One evaluation and what it may still cost."""

    __slots__ = ("depth", "known", "left", "local", "lookup")

    def __init__(self, lookup: Lookup, known: Known) -> None:
        self.lookup = lookup
        self.known = known
        self.left = BUDGET
        self.depth = 0
        self.local: dict[str, object] = {}  # the variables of comprehensions and lambdas

    def charge(self, cost: int) -> None:
        """Pays for a step, before it is made."""
        self.left -= cost
        if self.left < 0:
            raise NotEvaluable("too much work")

    def value(self, node: ast.expr) -> object:
        """The value of one node."""
        self.charge(1)
        if self.depth >= DEEPEST:
            raise NotEvaluable("nested too deeply")
        if not self.local and (found := self.known(node)) is not UNKNOWN:
            return found
        self.depth += 1
        try:
            return self._value(node)
        finally:
            self.depth -= 1

    def _value(self, node: ast.expr) -> object:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.local[name] if name in self.local else self.lookup(name)
            case ast.BinOp(left=left, op=op, right=right):
                return guarded_binary(BINARY, op, self.value(left), self.value(right), self.charge)
            case ast.UnaryOp(op=op, operand=operand):
                return UNARY[type(op)](self.value(operand))
            case ast.BoolOp():
                return self._either(node)
            case ast.Compare():
                return self._compared(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.value(body) if self.value(test) else self.value(orelse)
            case ast.Subscript(value=owner, slice=key):
                return self._item(self.value(owner), key)
            case ast.Attribute(value=owner, attr=attribute):
                return self._attribute(self.value(owner), attribute)
            case ast.Call():
                return self._called(node)
            case ast.JoinedStr(values=parts):
                return "".join([self._part(part) for part in parts])
        return self._container(node)

    def _container(self, node: ast.expr) -> object:
        match node:
            case ast.List(elts=elements):
                return self._elements(elements)
            case ast.Tuple(elts=elements):
                return tuple(self._elements(elements))
            case ast.Set(elts=elements):
                return set(self._elements(elements))
            case ast.Dict(keys=keys, values=values) if None not in keys:
                parts = [part for pair in zip(keys, values, strict=True) for part in pair if part is not None]
                return _paired(self._held([self.value(part) for part in parts]))
            case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
                outer = dict(self.local)
                try:
                    return self._comprehended(node)
                finally:
                    self.local = outer
        raise NotEvaluable(f"{type(node).__name__} is outside of the table")

    def _comprehended(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp) -> object:
        passes = self._passes(node.generators)
        match node:
            case ast.SetComp(elt=element):
                return set(self._held([self.value(element) for _ in passes]))
            case ast.DictComp(key=key, value=value):
                return _paired(self._held([self.value(part) for _ in passes for part in (key, value)]))
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
                return self._held([self.value(element) for _ in passes])

    def _held(self, made: list[Element]) -> list[Element]:
        """The new list, paid for: its elements cost what is in them, each time again, though they may be one."""
        self.charge(size(made) - 1 - len(made))
        return made

    def _elements(self, nodes: list[ast.expr]) -> list[object]:
        made: list[object] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                made += self._iterated(self.value(node.value))
            else:
                made.append(self.value(node))
        return self._held(made)

    def _iterated(self, value: object) -> list[object]:
        self.charge(1 + len(value) if isinstance(value, Sized) else 1)
        return list(value)  # type: ignore[call-overload, no-any-return]

    def _passes(self, clauses: list[ast.comprehension]) -> Iterator[None]:
        """The passes of a comprehension, with its variables bound."""
        if not clauses:
            yield
            return
        first, *rest = clauses
        for item in self._iterated(self.value(first.iter)):
            self._bind(first.target, item)
            if all(self.value(condition) for condition in first.ifs):
                yield from self._passes(rest)

    def _bind(self, target: ast.expr, item: object) -> None:
        match target:
            case ast.Name(id=name):
                self.local[name] = item
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                for part, value in zip(targets, self._iterated(item), strict=True):
                    self._bind(part, value)
            case _:
                raise NotEvaluable("an unusual target")

    def _either(self, node: ast.BoolOp) -> object:
        wanted = isinstance(node.op, ast.Or)
        value: object = None
        for operand in node.values:
            value = self.value(operand)
            if bool(value) is wanted:
                return value
        return value

    def _compared(self, node: ast.Compare) -> object:
        left = self.value(node.left)
        for op, operand in zip(node.ops, node.comparators, strict=True):
            right = self.value(operand)
            self.charge(comparison_cost(op, left, right))
            if not COMPARISONS[type(op)](left, right):
                return False
            left = right
        return True

    def _item(self, owner: object, key: ast.expr) -> object:
        if isinstance(owner, Constructed):
            raise NotEvaluable("no plain container")
        if isinstance(key, ast.Slice):
            bounds = [None if part is None else self.value(part) for part in (key.lower, key.upper, key.step)]
            self.charge(length(owner))
            return owner[slice(*bounds)]  # type: ignore[index]
        wanted = self.value(key)
        self.charge(size(wanted) - 1)
        if isinstance(owner, defaultdict) and owner.default_factory is not None and wanted not in owner:
            return owner.default_factory()  # the evaluator leaves what it looks at as it is
        return owner[wanted]  # type: ignore[index]

    def _attribute(self, owner: object, attribute: str) -> object:
        if isinstance(owner, Constructed):
            for name, value in owner.fields:
                if name == attribute:
                    return value
        raise NotEvaluable(f"`.{attribute}` is outside of the table")

    def _part(self, node: ast.expr) -> str:
        """A part of an f-string."""
        if isinstance(node, ast.Constant):
            return str(node.value)
        if isinstance(node, ast.FormattedValue) and node.format_spec is None:
            value = self.value(node.value)
            self.charge(size(value))
            return repr(value) if node.conversion == ord("r") else str(value)
        raise NotEvaluable("a format is outside of the table")

    def _called(self, node: ast.Call) -> object:
        arguments = [
            value for part in node.args
            for value in (self._elements([part]) if isinstance(part, ast.Starred) else [self._argument(part)])
        ]  # fmt: skip
        if any(keyword.arg is None for keyword in node.keywords):
            raise NotEvaluable("** is outside of the table")
        named = {str(keyword.arg): self._argument(keyword.value) for keyword in node.keywords}
        match node.func:
            case ast.Name(id=name) if name in BUILTINS and not self._is_shadowed(name):
                return self._listed(call_builtin(name, arguments, named, self.charge))
            case ast.Attribute(value=owner, attr=method):
                return call_method(self.value(owner), method, arguments, named, self.charge)
        raise NotEvaluable(f"{ast.unparse(node.func)[:40]} is outside of the table")

    def _listed(self, value: object) -> object:
        """Lazy results as lists, so that they can be compared."""
        if not isinstance(value, MUTABLE_ITERATORS):
            return value
        return self._held(list(cast("Iterable[object]", value)))

    def _argument(self, node: ast.expr) -> object:
        """An argument; a function may be given by name or as a lambda (`key=len`)."""
        if isinstance(node, ast.Name) and node.id in BUILTINS and not self._is_shadowed(node.id):
            return BUILTINS[node.id]
        if isinstance(node, ast.Lambda):
            return self._lambda(node)
        return self.value(node)

    def _lambda(self, node: ast.Lambda) -> Callable[[object], object]:
        names = [argument.arg for argument in node.args.args]

        def apply(*values: object) -> object:
            self.local.update(zip(names, values, strict=True))
            return self.value(node.body)

        return apply

    def _is_shadowed(self, name: str) -> bool:
        try:
            self.lookup(name)
        except NotEvaluable:
            return name in self.local
        return True


def _paired(parts: list[object]) -> dict[object, object]:
    """The dict of keys and values in turn."""
    return dict(zip(parts[::2], parts[1::2], strict=True))


def holding(values: Mapping[str, object]) -> Lookup:
    """The lookup in a mapping."""

    def look(name: str) -> object:
        if name in values:
            return values[name]
        return no_names(name)

    return look
