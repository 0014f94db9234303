"""From verified narrations to samples: what mustn't ship and duplicates out, caps kept, sides given, rows rendered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from tracecot.splits.assignment import Bridge, Member, Placed, apart, assign
from tracecot.splits.balance import balanced
from tracecot.splits.caps import Order, at_most, mixed, ranks, within_corpora
from tracecot.splits.duplicates import NormalForms, normal_forms, without_duplicates
from tracecot.splits.gates import passable
from tracecot.splits.kinship import Kinship, OfProgram, kinship, without_near_duplicates, without_near_rationales
from tracecot.splits.likeness import Sketches
from tracecot.splits.outline import Outlines
from tracecot.splits.records import NOTHING, Candidate, Findings, RejectedSample, Rules, Sample, Side
from tracecot.splits.rejecting import Sifted, rejection
from tracecot.splits.render import code_lines, prompt


@dataclass(frozen=True, slots=True)
class Selection:
    """What ships, and what doesn't and why; every candidate is in one of them, once."""

    samples: tuple[Sample, ...]
    rejected: tuple[RejectedSample, ...]


def select(
    candidates: Iterable[Candidate],
    rules: Rules,
    shipped: Mapping[str, Side] | None = None,
    findings: Findings = NOTHING,
    outlines: Outlines | None = None,
    sketches: Sketches[OfProgram] | None = None,
) -> Selection:
    """The samples of these candidates, each on its side; `shipped` are the sides of an earlier release by program id.

    `outlines` and `sketches` know what was worked out before, and keep what is worked out now.
    The order of the candidates doesn't count, and samples come in the order of their ids.
    """
    shipped, outlines = shipped or {}, outlines or Outlines()
    rejected: list[RejectedSample] = []

    def kept(sifted: Sifted) -> tuple[Candidate, ...]:
        rejected.extend(sifted.rejected)
        return sifted.kept

    rows = kept(passable(candidates, rules, findings))
    forms = normal_forms(rows, outlines)
    rows = kept(without_duplicates(rows, forms, shipped))
    kin = kinship({one.program.id: one.program for one in rows}.values(), rules, findings, outlines)
    rows = kept(without_near_duplicates(rows, kin, shipped))
    rows = kept(without_near_rationales(rows, rules.near_rationale, shipped, sketches))
    rows = tuple(sorted(rows, key=Order(ranks(rows, findings.coverage), shipped, rules.seed)))
    rows = kept(at_most(rows, rules.program_rows, lambda one: one.program.id, "program_cap"))
    rows = kept(at_most(rows, rules.family_rows, family, "family_cap"))
    rows = kept(within_corpora(rows, rules))
    rows = kept(mixed(rows, rules))
    rows = kept(_within_groups(rows, rules, shipped, forms, kin))
    places = assign(_members(rows, forms, kin), rules, shipped)
    places = apart(places, kin.sharing, shipped)
    rows = kept(_without_bridges(rows, places))
    placed = {name: place for name, place in places.items() if isinstance(place, Placed)}
    rows = kept(balanced(rows, rules, {name: place.side for name, place in placed.items()}))
    samples = sorted((sample(row, placed[row.program.id]) for row in rows), key=lambda one: one.id)
    return Selection(tuple(samples), tuple(sorted(rejected, key=lambda one: one.narration_id)))


def family(candidate: Candidate) -> str:
    """The function that the program was cut out around: several programs are when its examples call it differently."""
    origin = candidate.program.origin
    return f"{origin.distribution}:{origin.module}.{origin.qualname}"


def _within_groups(
    rows: tuple[Candidate, ...], rules: Rules, shipped: Mapping[str, Side], forms: NormalForms, kin: Kinship
) -> Sifted:
    """No group has too many rows; which groups there are is known once all are placed."""
    places = assign(_members(rows, forms, kin), rules, shipped)
    groups = {name: place.group if isinstance(place, Placed) else name for name, place in places.items()}
    return at_most(rows, rules.group_rows, lambda one: groups[one.program.id], "group_cap")


def _without_bridges(rows: Iterable[Candidate], places: Mapping[str, Placed | Bridge]) -> Sifted:
    """The rows of programs that have a side."""
    stays: list[Candidate] = []
    rejected: list[RejectedSample] = []
    for candidate in rows:
        match places[candidate.program.id]:
            case Placed():
                stays.append(candidate)
            case Bridge(traits=traits):
                rejected.append(rejection(candidate, "bridges_splits", "", "; ".join(traits)))
            case other:
                assert_never(other)
    return Sifted(tuple(stays), tuple(rejected))


def _members(rows: Iterable[Candidate], forms: NormalForms, kin: Kinship) -> list[Member]:
    """The candidates' programs, each with the number of its samples."""
    kept = list(rows)
    counts = Counter(candidate.program.id for candidate in kept)
    programs = {candidate.program.id: candidate.program for candidate in kept}
    return [Member(one, forms[name], counts[name], kin.traits.get(name, ())) for name, one in programs.items()]


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
        author=narration.author,
        measures=narration.measures,
        standing=candidate.standing,
    )
