"""Finds exact duplicates among candidates: of their programs, of their questions and of their texts."""

from collections.abc import Callable, Container, Iterable
from functools import lru_cache

from tracecot.sources.records import PROGRAMS_AT_HAND
from tracecot.splits.outline import Outlines
from tracecot.splits.records import Candidate, RejectedSample, SampleReason
from tracecot.splits.rejecting import Sifted, rejection
from tracecot.splits.render import asked

NormalForms = dict[str, str]  # program id -> normal form


def normal_forms(candidates: Iterable[Candidate], outlines: Outlines) -> NormalForms:
    """The normal form of each candidate's program."""
    programs = {candidate.program.id: candidate.program for candidate in candidates}
    return {name: outlines.of(program).normal_form for name, program in programs.items()}


def without_duplicates(
    candidates: Iterable[Candidate], forms: NormalForms, shipped: Container[str] = frozenset()
) -> Sifted:
    """One program for each normal form, one rationale for each question, each text once.

    What was shipped (programs by id) stays before what is new, and what a language model wrote before what the
    templates wrote; otherwise the smaller id stays, so that the order of the candidates doesn't count.
    """
    ordered = sorted(candidates, key=lambda one: _turn(one, shipped))
    rejected: list[RejectedSample] = []
    kept = _distinct_programs(ordered, forms, rejected)
    kept = _first_of_each(kept, "duplicate_question", _question, rejected)
    kept = _first_of_each(kept, "duplicate_rationale", _text, rejected)
    return Sifted(tuple(kept), tuple(rejected))


def _turn(candidate: Candidate, shipped: Container[str]) -> tuple[bool, str, bool, str]:
    narration, program = candidate.narration, candidate.program.id
    return program not in shipped, program, not narration.author, narration.id


def _distinct_programs(
    candidates: list[Candidate], forms: NormalForms, rejected: list[RejectedSample]
) -> list[Candidate]:
    """The candidates whose program is the first of its normal form."""
    first: dict[str, str] = {}
    kept = []
    for candidate in candidates:
        program = candidate.program.id
        partner = first.setdefault(forms[program], program)
        if partner == program:
            kept.append(candidate)
        else:
            detail = "its program is another one's but for names and layout"
            rejected.append(rejection(candidate, "duplicate_program", partner, detail))
    return kept


def _first_of_each(
    candidates: list[Candidate],
    reason: SampleReason,
    key: Callable[[Candidate], object],
    rejected: list[RejectedSample],
) -> list[Candidate]:
    """The first candidate of each key."""
    first: dict[object, str] = {}
    kept = []
    for candidate in candidates:
        partner = first.setdefault(key(candidate), candidate.narration.id)
        if partner == candidate.narration.id:
            kept.append(candidate)
        else:
            rejected.append(rejection(candidate, reason, partner, f"{reason.removeprefix('duplicate_')} asked before"))
    return kept


def _question(candidate: Candidate) -> object:
    """Two questions are one when their prompts differ in white space alone."""
    return candidate.narration.task, " ".join(map(_part, asked(candidate.program, candidate.narration)))


@lru_cache(maxsize=PROGRAMS_AT_HAND)
def _part(text: str) -> str:
    """Part of a question without white space that is no more than layout; most share their program with others."""
    return _squeezed(text)


def _text(candidate: Candidate) -> object:
    return _squeezed(candidate.narration.rationale)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
