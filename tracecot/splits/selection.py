"""From verified narrations to samples: duplicates out, groups made, sides given, rows rendered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from tracecot.splits.assignment import Bridge, Member, Placed, assign
from tracecot.splits.duplicates import NormalForms, normal_forms, rejection, without_duplicates
from tracecot.splits.records import Candidate, RejectedSample, Rules, Sample, Side
from tracecot.splits.render import code_lines, prompt


@dataclass(frozen=True, slots=True)
class Selection:
    """What ships, and what doesn't and why; every candidate is in one of them, once."""

    samples: tuple[Sample, ...]
    rejected: tuple[RejectedSample, ...]


def select(candidates: Iterable[Candidate], rules: Rules, shipped: Mapping[str, Side] | None = None) -> Selection:
    """The samples of these candidates, each on its side; `shipped` are the sides of an earlier release by program id.

    The order of the candidates doesn't count, and samples come in the order of their ids.
    """
    everything = list(candidates)
    forms = normal_forms(everything)
    distinct = without_duplicates(everything, forms, shipped or {})
    places = assign(_members(distinct.kept, forms), rules, shipped)
    samples: list[Sample] = []
    rejected = list(distinct.rejected)
    for candidate in distinct.kept:
        match places[candidate.program.id]:
            case Placed() as place:
                samples.append(sample(candidate, place))
            case Bridge(traits=traits):
                rejected.append(rejection(candidate, "bridges_splits", "", "; ".join(traits)))
            case other:
                assert_never(other)
    return Selection(
        tuple(sorted(samples, key=lambda one: one.id)), tuple(sorted(rejected, key=lambda one: one.narration_id))
    )


def _members(candidates: Iterable[Candidate], forms: NormalForms) -> list[Member]:
    """The candidates' programs, each with the number of its samples."""
    kept = list(candidates)
    counts = Counter(candidate.program.id for candidate in kept)
    programs = {candidate.program.id: candidate.program for candidate in kept}
    return [Member(program, forms[name], counts[name]) for name, program in programs.items()]


def sample(candidate: Candidate, place: Placed) -> Sample:
    """The candidate as the row that ships."""
    narration, program, origin = candidate.narration, candidate.program, candidate.program.origin
    return Sample(
        narration_id=narration.id,
        program_id=program.id,
        call_id=candidate.call.id,
        trace_id=narration.trace_id,
        answer_trace_id=narration.answer_trace_id,
        corpus=program.corpus,
        task=narration.task,
        voice=narration.voice,
        layout=narration.layout,
        prompt=prompt(program, narration),
        completion=narration.rationale,
        answer=narration.answer,
        events=candidate.events,
        code_lines=code_lines(program.code),
        answer_characters=len(narration.answer),
        tokens=narration.tokens,
        support=candidate.support,
        label=candidate.label,
        licence=origin.licence,
        distribution=origin.distribution,
        version=origin.version,
        path=origin.path,
        qualname=origin.qualname,
        first_line=origin.first_line,
        last_line=origin.last_line,
        group=place.group,
        split=place.side,
    )
