"""The verifier's exam: honest rationales that it must not refuse, and corruptions of them that it must."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from tracecot.sources.records import Program
from tracecot.targets import OF_PROGRAMS
from tracecot.verification.corruptions.catalogue import KINDS, THIN_KINDS, corruption
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.programs.catalogue import PROGRAM_KINDS, corruption_of_program
from tracecot.verification.corruptions.programs.honest import HonestProgram
from tracecot.verification.corruptions.records import Corruption
from tracecot.verification.examination.oracle import excuse
from tracecot.verification.examination.oracle_of_programs import excuse_of_program
from tracecot.verification.records import SUPPORT_NEEDED, Claim, Rationale, Refuted, Unreadable, Verdict
from tracecot.verification.verify import Evidence, verify

#: The version of the exam; a change of it has the verifier examined anew.
EXAM = "9"
HONEST = "honest"
EVERY_KIND = (*KINDS, *PROGRAM_KINDS)  # of texts about executions, and of those about programs
AROUND = 200  # characters before and after a change that are shown with it
SHOWN = 1_000  # characters of what was changed
RECALLED = 60  # characters of a value that a finding must show: it cuts longer ones
NORMAL = 1.96  # standard deviations that hold 95 %


@dataclass(frozen=True, slots=True)
class Paper:
    """A rationale that is to be believed, with what it is checked against."""

    rationale: Rationale
    program: Program
    asked: Evidence
    answered: Evidence
    others: tuple[Evidence, ...] = ()  # the other recorded calls that a rationale about a program rests on


@dataclass(frozen=True, slots=True)
class ExamRow:
    """What the verifier did with one text."""

    paper: int  # counts the papers, from 0
    kind: str  # a kind of corruption, or `honest`
    verdict: str
    thin: bool  # verified, but found to tell too little
    refused: bool  # not verified; for what says too little, or found thin
    at_the_span: bool  # a refutation lies on what was changed
    right_actual: bool  # and it says what really is so, where there is something to say
    excused: str  # why the corruption says nothing false; empty when it does
    start: int = 0
    end: int = 0
    was: str = ""
    says: str = ""
    around: str = ""  # the text about the change, with the change
    finding: str = ""  # the first thing that was found against the text


@dataclass(frozen=True, slots=True)
class Strength:
    """How the verifier did on one kind: what was excused isn't counted in `examined`."""

    kind: str
    examined: int = 0
    refused: int = 0
    refuted: int = 0
    unreadable: int = 0
    error: int = 0
    verified: int = 0  # thin or not
    thin: int = 0
    at_the_span: int = 0
    right_actual: int = 0
    excused: int = 0

    @property
    def refused_share(self) -> float:
        """Refused of those examined."""
        return self.refused / self.examined if self.examined else 0.0

    @property
    def excused_share(self) -> float:
        """Excused of all that were made."""
        return self.excused / (self.examined + self.excused) if self.excused else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share refused lies with 95 %."""
        return interval(self.refused, self.examined)


def interval(hits: int, tries: int) -> tuple[float, float]:
    """Where the true share lies with 95 %, by Wilson's score: of use near 0 and 1 too.

    >>> [round(bound, 3) for bound in interval(50, 50)]
    [0.929, 1.0]
    """
    if not tries:
        return 0.0, 1.0
    share, square = hits / tries, NORMAL**2
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = NORMAL * sqrt(share * (1 - share) / tries + square / (4 * tries**2)) / (1 + square / tries)
    return max(0.0, middle - half), min(1.0, middle + half)


def examine(
    papers: Iterable[Paper], kinds_each: int | None = None, support_needed: float = SUPPORT_NEEDED
) -> Iterator[ExamRow]:
    """A row for each paper, and one for each corruption of those that are verified.

    Args:
        papers: what is to be believed.
        kinds_each: how many kinds of corruption are tried on each, those first that were tried least; all when None.
        support_needed: a verified text that tells less is thin.
    """
    tried: Counter[str] = Counter()
    for number, paper in enumerate(papers):
        verdict = _judged(paper, paper.rationale, support_needed)
        yield _honest_row(number, paper, verdict)
        if verdict.verdict == "verified":
            honest = _taken_apart(paper, verdict)
            left = len(EVERY_KIND) if kinds_each is None else kinds_each
            for kind in _order(honest, tried, kinds_each, _is_thin(verdict)):
                if left and (row := _tried(number, paper, honest, kind, support_needed)) is not None:
                    tried[kind] += 1
                    left -= 1
                    yield row


def _taken_apart(paper: Paper, verdict: Verdict) -> Honest | HonestProgram:
    """The paper as what corruptions are made from."""
    if paper.rationale.task not in OF_PROGRAMS:
        return Honest(paper.rationale, paper.program.code, paper.answered.trace, verdict.claims)
    executions = tuple((each.call.input, each.trace) for each in (paper.asked, *paper.others))
    return HonestProgram(paper.rationale, paper.program.code, paper.program.entry_point, executions)


def _order(honest: Honest | HonestProgram, tried: Counter[str], count: int | None, is_thin: bool) -> Iterable[str]:
    """The kinds, those first that were tried least, if not all are; a thin text is not made thinner."""
    every = KINDS if isinstance(honest, Honest) else PROGRAM_KINDS
    kinds: Iterable[str] = sorted(honest.mixed(every, "kinds"), key=lambda kind: tried[kind]) if count else every
    return [kind for kind in kinds if not (is_thin and kind in THIN_KINDS)]


def _tried(
    number: int, paper: Paper, honest: Honest | HonestProgram, kind: str, support_needed: float
) -> ExamRow | None:
    """The row of one corruption; None where the text offers nothing to corrupt so."""
    try:
        if isinstance(honest, HonestProgram):
            made = corruption_of_program(honest, kind)
            excused = "" if made is None else excuse_of_program(honest, made)
        else:
            made = corruption(honest, kind)
            excused = "" if made is None else excuse(honest, made)
        return None if made is None else _row(number, made, _judged(paper, made.rationale, support_needed), excused)
    except Exception as error:  # a mistake of the exam's own with one text is no success of the verifier
        failed = f"the exam failed: {error!r}"[:SHOWN]
        return ExamRow(number, kind, "error", False, False, False, False, "", 0, 0, "", "", "", failed)


def _judged(paper: Paper, rationale: Rationale, support_needed: float) -> Verdict:
    try:
        return verify(rationale, paper.program, paper.asked, paper.answered, support_needed, paper.others)
    except Exception as error:  # a mistake of ours with one text is a result of the exam
        failure = Claim(0, len(rationale.text), "source", "", Unreadable(f"the verifier failed: {error!r}"))
        return Verdict("error", False, 0.0, 0.0, 0, (failure,))


def _honest_row(number: int, paper: Paper, verdict: Verdict) -> ExamRow:
    word, refused = verdict.verdict, verdict.verdict != "verified"
    at = _first(verdict)
    start, end = (at.start, at.end) if at is not None else (0, 0)
    text = paper.rationale.text
    return ExamRow(
        number, HONEST, word, _is_thin(verdict), refused, False, False, "", start, end, "", text[start:end][:SHOWN],
        _around(text, start, end), _finding(verdict),
    )  # fmt: skip


def _row(number: int, made: Corruption, verdict: Verdict, excused: str) -> ExamRow:
    word, is_thin = verdict.verdict, _is_thin(verdict)
    near = [
        claim.finding.actual for claim in verdict.claims
        if isinstance(claim.finding, Refuted) and claim.start < made.end and made.start < claim.end
        and claim.finding.reason != "thin"  # which lies on the whole text
    ]  # fmt: skip
    return ExamRow(
        number, made.kind, word, is_thin, word != "verified" or (is_thin and made.kind in THIN_KINDS),
        bool(near), any(_is_right(actual, made.lie.really) for actual in near), excused,
        made.start, made.end, made.was[:SHOWN], made.says[:SHOWN],
        _around(made.rationale.text, made.start, made.end), _finding(verdict),
    )  # fmt: skip


def _is_right(actual: str, really: tuple[str, ...]) -> bool:
    """Whether the finding names what really is so, where there is something to name."""
    return not really or any(word[:RECALLED] in actual for word in really)


def _is_thin(verdict: Verdict) -> bool:
    return any(isinstance(claim.finding, Refuted) and claim.finding.reason == "thin" for claim in verdict.claims)


def _first(verdict: Verdict) -> Claim | None:
    """The first claim that isn't grounded, refuted ones before unreadable ones."""
    for sort in (Refuted, Unreadable):
        for claim in verdict.claims:
            if isinstance(claim.finding, sort):
                return claim
    return None


def _finding(verdict: Verdict) -> str:
    claim = _first(verdict)
    match claim.finding if claim is not None else None:
        case Refuted(reason=reason, actual=actual):
            return f"{reason}: {actual}"[:SHOWN]
        case Unreadable(detail=detail):
            return f"not_understood: {detail}"[:SHOWN]
    return ""


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - AROUND) : min(end, start + SHOWN) + AROUND]


def strengths(rows: Iterable[ExamRow]) -> tuple[Strength, ...]:
    """The exam's result by kind: honest rationales first, then the kinds in their order."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counted = counts.setdefault(row.kind, Counter())
        if row.excused:
            counted["excused"] += 1
            continue
        counted.update(["examined", row.verdict])
        counted.update(name for name in ("refused", "thin", "at_the_span", "right_actual") if getattr(row, name))
    order = {kind: place for place, kind in enumerate((HONEST, *EVERY_KIND))}
    return tuple(
        Strength(kind, **counts[kind]) for kind in sorted(counts, key=lambda kind: order.get(kind, len(order)))
    )


def is_to_be_looked_at(row: ExamRow) -> bool:
    """Whether the row shows a weakness: a survivor, an honest text refused, an excuse, an error."""
    if row.kind == HONEST:
        return row.refused
    return bool(row.excused) or not row.refused or row.verdict == "error"
