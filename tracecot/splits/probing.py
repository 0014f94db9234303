"""Runs programs on the inputs of evaluation items: those that give an item's outputs do what it asks for."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracecot.execution import Execute, Job, Trace
from tracecot.sources.promises import keeps
from tracecot.sources.records import Program, call_id
from tracecot.splits.behaviour import LEAST_DISTINCT, LEAST_SHARED
from tracecot.splits.contamination import Match, match_of
from tracecot.splits.evaluation_items import EvaluationItem

#: Inputs that a program is known to take, as `f(...)`, by program.
Inputs = Mapping[str, Iterable[str]]
Kinds = tuple[str, ...]  # of the arguments, by position

ANY = "any"


@dataclass(frozen=True, slots=True)
class _Probe:
    program: Program
    items: tuple[EvaluationItem, ...]


def behaviour_matches(
    programs: Iterable[Program], inputs: Inputs, items: Iterable[EvaluationItem], execute: Execute
) -> Iterator[Match]:
    """The programs that keep every promise of an item; first each is run on one input, then on all."""
    telling = [item for item in items if _tells(item)]
    probes = [_Probe(one, _fitting(one, inputs.get(one.id, ()), telling)) for one in programs]
    probes = list(_surviving([one for one in probes if one.items], execute, first=True))
    for probe in _surviving(probes, execute, first=False):
        yield from (match_of(probe.program, item, "same_behaviour", 1.0) for item in probe.items)


def _tells(item: EvaluationItem) -> bool:
    """Whether its pairs are many and different enough, and don't merely hand the input back."""
    outputs = {output for _, output in item.pairs}
    identity = all(source.strip() == output for source, output in item.pairs)
    return len(item.pairs) >= LEAST_SHARED and len(outputs) >= LEAST_DISTINCT and not identity


def _fitting(program: Program, inputs: Iterable[str], items: list[EvaluationItem]) -> tuple[EvaluationItem, ...]:
    """The items whose arguments are of kinds that the program is known to take, position by position."""
    taken = {kinds for source in inputs if (kinds := _kinds(source)) is not None}
    return tuple(item for item in items if any(_fits(item, kinds) for kinds in taken))


def _fits(item: EvaluationItem, taken: Kinds) -> bool:
    kinds = _kinds(f"f({item.pairs[0][0]})")
    return (
        kinds is not None
        and len(kinds) == len(taken)
        and all(ANY in (one, other) or one == other for one, other in zip(kinds, taken, strict=True))
    )


def _kinds(call: str) -> Kinds | None:
    """The kinds of positional arguments; None where there are others."""
    try:
        node = ast.parse(call.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(node, ast.Call) or node.keywords:
        return None
    return tuple(map(_kind, node.args))


def _kind(argument: ast.expr) -> str:
    match argument:
        case ast.Constant(value=bool() | int() | float() | complex()) | ast.UnaryOp(operand=ast.Constant()):
            return "number"
        case ast.Constant(value=value) if value is not None:
            return type(value).__name__
        case ast.List() | ast.Tuple():
            return "sequence"
        case ast.Dict() | ast.Set():
            return type(argument).__name__
    return ANY


def _surviving(probes: list[_Probe], execute: Execute, *, first: bool) -> Iterator[_Probe]:
    """The probes with the items whose promises were kept."""
    jobs = [_job(probe, first) for probe in probes]
    for probe, job, answers in zip(probes, jobs, execute(iter(jobs), "untraced"), strict=True):
        outcomes = {
            source: answer.outcome
            for (_, source), answer in zip(job.calls, answers, strict=True) if isinstance(answer, Trace)
        }  # fmt: skip
        kept = tuple(
            item for item in probe.items
            if all(source in outcomes and keeps(output, outcomes[source]) for source, output in _asked(item, first))
        )  # fmt: skip
        if kept:
            yield _Probe(probe.program, kept)


def _asked(item: EvaluationItem, first: bool) -> tuple[tuple[str, str], ...]:
    """All pairs, or the one with the longest output: it is met by accident least."""
    return (max(item.pairs, key=lambda pair: (len(pair[1]), pair)),) if first else item.pairs


def _job(probe: _Probe, first: bool) -> Job:
    program = probe.program
    sources = dict.fromkeys(source for item in probe.items for source, _ in _asked(item, first))
    calls = tuple((call_id(program.id, source), source) for source in sources)
    return Job(program.id, program.code, program.entry_point, calls)
