"""Whether a statement about a program is true: on its syntax tree, or on every recorded call."""

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import assert_never

from tracecot.evaluation import evaluate
from tracecot.operations import NotEvaluable
from tracecot.values import NotPlain, Plain, canonical, same
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.programs import Facts
from tracecot.verification.observing.recorded import Recorded, Unknown
from tracecot.verification.observing.statements import (
    CallsHelper,
    Clause,
    Compares,
    Gives,
    HasItems,
    HasLength,
    IsOfType,
    IsOrdered,
    IsUnique,
    Loops,
    OnAll,
    OnSome,
    ReturnsText,
    Statement,
    Takes,
)
from tracecot.verification.records import Finding, Grounded, Refuted, Unreadable
from tracecot.verification.rules.mentions import call_key

_TOO_DEEP = (RecursionError, MemoryError)  # what the parser raises for `((((...))))`
_CONTAINERS = (str, list, tuple, set, frozenset, dict, bytes)


def finding(statement: Statement, facts: Facts, calls: Sequence[Recorded]) -> Finding:
    """What shows the statement, or what is so instead."""
    try:
        actual = _against(statement, facts, calls)
    except (Unknown, NotEvaluable, NotPlain, TypeError, AttributeError, ValueError, SyntaxError, *_TOO_DEEP):
        return Unreadable("a value that it is about is not known, or not of a kind that it can be said of")
    return Refuted("contradicted", actual) if actual else Grounded(None)


def _against(statement: Statement, facts: Facts, calls: Sequence[Recorded]) -> str:
    """What contradicts the statement, in words; "" where it holds."""
    match statement:
        case OnAll():
            if any(_uses_own(clause, facts) for clause in statement.clauses):
                raise Unknown  # the program's own function may do something else than the builtin of that name
            return _against_all(statement, calls)
        case OnSome():
            return _against_some(statement, facts, calls)
        case Gives():
            return _against_example(statement, facts, calls)
        case Takes(function=function, names=names):
            return "" if names in {_parameters(node) for node in facts.functions.get(function, [])} else "other names"
        case Loops(line=line, code=code, while_=while_):
            return "" if (line, _normal(code), while_) in set(_loops(facts)) else "no such loop is there"
        case ReturnsText(line=line, code=code):
            return "" if (line, _normal(code)) in set(_returns(facts)) else "that line returns something else"
        case CallsHelper(function=function, helper=helper):
            known = helper in facts.functions and helper != function
            return "" if known and helper in set(_called(function, facts)) else "it doesn't call that"
        case _:
            assert_never(statement)


def _uses_own(clause: Clause, facts: Facts) -> bool:
    """Whether the clause calls a function that the program defines."""
    if not isinstance(clause, Compares):
        return False
    names = (node.id for node in ast.walk(ast.parse(clause.code)) if isinstance(node, ast.Name))
    return any(name in facts.functions or name in facts.classes for name in names)


def _against_all(statement: OnAll, calls: Sequence[Recorded]) -> str:
    meant = [call for call in calls if not (statement.returning and call.raised)]
    if len(meant) != statement.calls:
        return f"there are {len(meant)}"
    for call in meant:
        if call.raised:
            return f"with {call.input[:200]} it raises {call.raised}"
        for clause in statement.clauses:
            if not _holds(clause, call):
                return f"not so with {call.input[:200]}"
    return ""


def _against_some(statement: OnSome, facts: Facts, calls: Sequence[Recorded]) -> str:
    if statement.raises and statement.function != facts.entry_point:
        if statement.function in facts.functions:
            raise Unknown  # whether it is what raised isn't kept of a recorded call
        return f"the recorded calls are calls of {facts.entry_point}"
    if statement.line and any(call.line is None for call in calls):
        raise Unknown  # of code that was written and not executed
    found = sum(
        bool((call.raised == statement.raises and not statement.line) or call.line == statement.line != 0)
        for call in calls
    )
    return "" if (found, len(calls)) == (statement.count, statement.calls) else f"it is {found} of {len(calls)}"


def _against_example(statement: Gives, facts: Facts, calls: Sequence[Recorded]) -> str:
    key = call_key(read_code(statement.call))
    for call in calls:
        if call_key(read_code(f"{facts.entry_point}({call.input})")) != key:
            continue
        if statement.raises or call.raised:
            if call.raised == statement.gives and statement.raises:
                return ""
            return f"it raises {call.raised}" if call.raised else "it raises nothing"
        text = call.value.repr if isinstance(call.value, Plain) else ""
        return "" if same(text, statement.gives) else f"it returns {text[:200]}"
    return "there is no such recorded call"


def _holds(clause: Clause, call: Recorded) -> bool:
    """Whether the clause is true of one call that returned."""
    match clause:
        case IsOfType(type=kind):
            return call.type == kind
        case Compares(relation=relation, code=code):
            return _compares(relation, call, _of(code, call))
        case HasLength(relation=relation, name=name):
            result, other = _length(call.result), _length(call.argument(name))
            return {"is as long as": result == other, "is no longer than": result <= other}.get(
                relation, result >= other
            )
        case HasItems(relation=relation, name=name):
            if any(isinstance(value, dict) != (relation == "keys") for value in (call.result, call.argument(name))):
                raise Unknown  # a dict has keys, and it isn't plain what its items are
            result_items, others = _counted(call.result), _counted(call.argument(name))
            return result_items == others if relation == "same" else result_items.keys() <= others.keys()
        case IsOrdered(descending=descending):
            items = list(_items(call.result))
            return items == sorted(items, reverse=descending)  # type: ignore[type-var]
        case IsUnique():
            return max(_counted(call.result).values(), default=1) == 1
        case _:
            assert_never(clause)


def _of(code: str, call: Recorded) -> object:
    """The value of an expression of the arguments; other names are builtins."""

    def lookup(name: str) -> object:
        if name not in call.arguments:
            raise NotEvaluable(f"`{name}` is no parameter")
        return call.argument(name)

    return evaluate(ast.parse(code, mode="eval").body, lookup)


def _compares(relation: str, call: Recorded, other: object) -> bool:
    if relation == "equals":
        return canonical(call.result) == canonical(other)
    result = call.result
    if not isinstance(result, int | float) or not isinstance(other, int | float) or isinstance(result, bool):
        raise Unknown
    return result >= other if relation == "is at least" else result <= other


def _items(value: object) -> Iterable[object]:
    if not isinstance(value, _CONTAINERS):
        raise Unknown
    return value


def _length(value: object) -> int:
    return sum(1 for _ in _items(value))


def _counted(value: object) -> Counter[str]:
    """How often each item comes, by its text, so that `1` is not `True`."""
    return Counter(canonical(item) for item in _items(value))


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ...]:
    own = node.args
    rest = [each for each in (own.vararg, own.kwarg) if each is not None]
    return tuple(each.arg for each in (*own.posonlyargs, *own.args, *own.kwonlyargs, *rest))


def _normal(code: str) -> str:
    try:
        return ast.unparse(ast.parse(code, mode="eval"))
    except SyntaxError:
        raise Unknown from None


def _loops(facts: Facts) -> Iterable[tuple[int, str, bool]]:
    for node in facts.nodes:
        match node:
            case ast.For() | ast.AsyncFor():
                yield node.lineno, ast.unparse(node.iter), False
            case ast.While():
                yield node.lineno, ast.unparse(node.test), True


def _returns(facts: Facts) -> Iterable[tuple[int, str]]:
    return (
        (node.lineno, ast.unparse(node.value)) for node in facts.nodes if isinstance(node, ast.Return) and node.value
    )


def _called(function: str, facts: Facts) -> Iterable[str]:
    for definition in facts.functions.get(function, []):
        for node in ast.walk(definition):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id
