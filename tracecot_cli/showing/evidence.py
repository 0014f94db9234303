"""A judged text for the eye: its sentences, each marked where claims stand, and beside it what each claim stands on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracecot.execution import Event, Trace
from tracecot.verification.records import Claim, Grounded, Refuted, Unreadable
from tracecot.verification.text.sentences import sentences
from tracecot.verification.text.tokens import tokens
from tracecot_cli.showing.pretty import tell
from tracecot_cli.showing.printable import short

LONGEST_CLAIM = 160  # characters of a claim or of what happened
LONGEST_SHOWN = 20_000  # characters of one rationale

#: How a claim or a stretch of text fares, from nothing to worst.
FARES = ("bare", "grounded", "unreadable", "refuted")


@dataclass(frozen=True, slots=True)
class Ground:
    """One claim, and what grounds or contradicts it."""

    fares: str  # of FARES
    kind: str
    reason: str  # of a finding, else ""
    text: str
    actual: str  # what really happened, of a finding
    line: int | None  # of the program
    place: str  # "line 8, bind, pass 3 of the loop on line 3"
    happened: str  # what the event gave
    source: str  # the line of the program


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that fares in one way."""

    text: str
    fares: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, with what its claims stand on."""

    pieces: tuple[Piece, ...]
    fares: str  # as the worst of its claims
    findings: tuple[Ground, ...]
    grounds: tuple[Ground, ...]

    @property
    def is_simple(self) -> bool:
        """Whether it makes one claim, which its words say already."""
        return len(self.findings) + len(self.grounds) == 1


class Exhibit:
    """Tells of claims what they stand on in one execution."""

    def __init__(self, code: str, trace: Trace) -> None:
        self._lines = code.split("\n")
        self._events = trace.events
        self._loops = {event.loop: event.line for event in reversed(trace.events) if event.kind == "iteration"}

    def ground(self, claim: Claim) -> Ground:
        """What a claim stands on."""
        match claim.finding:
            case Grounded(event=seq):
                reason, actual = "", ""
            case Refuted(reason=reason, actual=actual, event=seq):
                pass
            case Unreadable(detail=actual):
                reason, seq = "not_understood", None
        event = self._events[seq] if seq is not None and 0 <= seq < len(self._events) else None
        line = event.line if event is not None else None
        return Ground(
            fares(claim), claim.kind, reason, short(claim.text, LONGEST_CLAIM), short(actual, LONGEST_CLAIM * 2), line,
            "" if event is None else self.place(event), "" if event is None else short(tell(event), LONGEST_CLAIM),
            self._lines[line - 1].strip() if line is not None and line <= len(self._lines) else "",
        )  # fmt: skip

    def place(self, event: Event) -> str:
        """Where and when an event happened, in words."""
        loop = self._loops.get(event.loop)
        within = f", pass {event.pass_} of the loop on line {loop}" if event.pass_ and loop else ""
        return f"line {event.line}, {event.kind}{within}"


def fares(claim: Claim) -> str:
    """How a claim fares."""
    match claim.finding:
        case Grounded():
            return "grounded"
        case Refuted():
            return "refuted"
    return "unreadable"


def told(text: str, claims: Sequence[Claim], exhibit: Exhibit) -> tuple[list[Told], list[Ground]]:
    """The sentences of the text, and what is found of the text as a whole; of a long one, of its beginning."""
    shown = text[:LONGEST_SHOWN]
    apart = [claim for claim in claims if claim.end - claim.start < len(text)]
    whole = [exhibit.ground(claim) for claim in claims if claim.end - claim.start >= len(text)]
    made: list[Told] = []
    starts = sorted({0, *(sentence.start for sentence in sentences(tokens(shown)))})
    waiting = sorted(apart, key=lambda claim: claim.start)
    place = 0
    for start, end in pairwise([*starts, len(shown)]):
        first = place
        while place < len(waiting) and waiting[place].start < end:
            place += 1
        made.append(_sentence(shown, start, end, waiting[first:place], exhibit))
    if made and place < len(waiting) and len(text) == len(shown):  # such as the answer, where no tag holds it
        whole += map(exhibit.ground, waiting[place:])
    return made, whole


def _sentence(text: str, start: int, end: int, claims: Sequence[Claim], exhibit: Exhibit) -> Told:
    grounds = [exhibit.ground(claim) for claim in claims]
    findings = tuple(one for one in grounds if one.fares != "grounded")
    worst = max((one.fares for one in grounds), key=FARES.index, default="bare")
    pieces = tuple(_pieces(text, start, end, claims))
    return Told(pieces, worst, findings, tuple(one for one in grounds if one.fares == "grounded"))


def _pieces(text: str, start: int, end: int, claims: Iterable[Claim]) -> Iterator[Piece]:
    """The stretch cut where a claim begins or ends, each piece as the worst of the claims over it."""
    turns: list[tuple[int, int, str]] = []
    for claim in claims:
        turns += [(max(claim.start, start), 1, fares(claim)), (min(claim.end, end), -1, fares(claim))]
    over = dict.fromkeys(FARES, 0)
    over["bare"] = 1
    at = start
    for offset, change, how in [*sorted(turns), (end, 0, "bare")]:
        if at < offset:
            yield Piece(text[at:offset], max((each for each in FARES if over[each]), key=FARES.index))
            at = offset
        over[how] += change
