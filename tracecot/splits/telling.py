"""Whether what an answer says of all recorded calls of a program is true, and more than would be true of any program.

A reward is looked for by a search: whatever is true and costs nothing is found. So each clause but the result's type
must be false of a mutated version of the program, as the narrator asks of its own; a bound must be met by two results;
and what an expression compares with must be a plain one of the parameters, no table of the results by heart.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracecot.execution import Trace
from tracecot.narrations.explaining.mutated import versions
from tracecot.narrations.explaining.observations import REACHED
from tracecot.narrations.explaining.seen import Seen, seen
from tracecot.sources.records import Call, Program
from tracecot.values import NotPlain, Plain, canonical
from tracecot.verification.executions.programs import Facts, facts_of
from tracecot.verification.observing.reading import read_statement
from tracecot.verification.observing.recorded import Recorded, is_telling, recorded_of
from tracecot.verification.observing.statements import Clause, Compares, HasLength, IsOfType, OnAll
from tracecot.verification.observing.truth import finding
from tracecot.verification.records import Grounded

MOST_CLAUSES = 8  # of one answer; each is held against every call of every version
MOST_PARTS = 12  # of an expression: enough for `min(max(n, low), high)`, too few to tell one call from another
FREE_BOUNDS = ("0", "1")  # that need no parameter in them

Observed = list[tuple[Seen, Recorded]]


def tells_of_all(answer: str, program: Program, executions: Sequence[tuple[str, Trace]]) -> bool:
    """Whether the answer is one sentence about all these executions that is true and says something."""
    said = read_statement(answer)
    if not isinstance(said, OnAll) or len(said.clauses) > MOST_CLAUSES:
        return False
    facts = facts_of(program.code, program.entry_point)
    recorded = [recorded_of(source, trace) for source, trace in executions]
    calls = [one for one in recorded if one is not None]
    meant = [one for one in calls if not (said.returning and one.raised)]
    if len(calls) < len(executions) or not is_telling(meant) or not isinstance(finding(said, facts, calls), Grounded):
        return False
    observed = list(_observed(program, executions, calls))
    weighed = [_tells(clause, facts, observed) for clause in said.clauses if not isinstance(clause, IsOfType)]
    return bool(weighed) and all(weighed)


def _observed(
    program: Program, executions: Sequence[tuple[str, Trace]], calls: list[Recorded]
) -> Iterator[tuple[Seen, Recorded]]:
    """The calls that returned what can be read, as the narrator and as the verifier take them."""
    for (source, trace), recorded in zip(executions, calls, strict=True):
        own = seen(Call(program.id, source, "documented"), trace)
        if own is not None and not own.raised:
            yield own, recorded


def _tells(clause: Clause, facts: Facts, observed: Observed) -> bool:
    calls = [recorded for _, recorded in observed]
    if isinstance(clause, Compares) and not _is_plain(clause, {name for call in calls for name in call.arguments}):
        return False
    if (bound := _met(clause)) and sum(_holds(bound, facts, [call]) for call in calls) < REACHED:
        return False
    return any(not _holds(clause, facts, changed) for changed in _mutated(observed))


def _met(clause: Clause) -> Clause | None:
    """Of a bound, what is so where a result stands on it."""
    match clause:
        case Compares(relation="is at least" | "is at most", code=code):
            return Compares("equals", code)
        case HasLength(relation="is no longer than" | "is no shorter than", name=name):
            return HasLength("is as long as", name)
    return None


def _holds(clause: Clause, facts: Facts, calls: Sequence[Recorded]) -> bool:
    return isinstance(finding(OnAll(len(calls), False, (clause,)), facts, calls), Grounded)


def _mutated(observed: Observed) -> Iterator[list[Recorded]]:
    """The calls with what each mutated version would give; results that no text can spell are left out."""
    for changed in versions([own for own, _ in observed]):
        made = [_with_result(recorded, own) for own, (_, recorded) in zip(changed, observed, strict=True)]
        if spelled := [one for one in made if one is not None]:
            yield spelled


def _with_result(recorded: Recorded, own: Seen) -> Recorded | None:
    try:
        return replace(recorded, value=Plain(recorded.type, canonical(own.result)))
    except NotPlain:
        return None


def _is_plain(clause: Compares, parameters: set[str]) -> bool:
    """Whether the expression is short, of parameters, builtins and methods, and picks nothing out of what it spells."""
    if clause.relation != "equals" and clause.code.strip() in FREE_BOUNDS:
        return True
    try:
        tree = ast.parse(clause.code, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    parts = [node for node in ast.walk(tree) if isinstance(node, ast.expr)]
    names = {node.id for node in parts if isinstance(node, ast.Name)}
    return len(parts) <= MOST_PARTS and bool(names & parameters) and all(map(_is_part, parts))


def _is_part(node: ast.expr) -> bool:
    if isinstance(node, ast.Subscript):
        return not isinstance(node.value, ast.Constant)
    return isinstance(
        node, ast.Name | ast.Constant | ast.Call | ast.Attribute | ast.BinOp | ast.UnaryOp | ast.Compare | ast.Slice
    )
