"""Words for the beginning and the end: what a sentence with them says holds at first, or to the last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracecot.verification.code import Code
from tracecot.verification.meanings import (
    Answers,
    AtTheEnd,
    Calls,
    Ends,
    Equals,
    Given,
    Length,
    LoopEnds,
    LoopEntered,
    LoopRuns,
    Loosely,
    Meaning,
    Member,
    Mentions,
    Moves,
    OnLine,
    PartRuns,
    Reason,
    Returns,
    Stands,
    StartsEmpty,
    Such,
    ToTheLast,
    Unread,
)
from tracecot.verification.reading.memory import Stated
from tracecot.verification.tokens import Piece

_AT_FIRST = re.compile(
    r"(?:initially|initial (?:state|values?|setup)|starting (?:state|values?)|at the (?:very )?(?:start|beginning)(?! of\b))(?!\w)"
)
_AT_LAST = re.compile(r"(?:at the (?:very )?end(?! of\b)|in the end|at last|^finally)(?!\w)")
_MOMENTS = {
    "first": frozenset({"start", "beginning", "initially", "initial", "starting"}),
    "last": frozenset({"end", "last", "finally"}),
}
_LABELS = frozenset({"start", "initially", "initial", "init"})


def moment_said(spoken: Sequence[Piece], prose: str) -> str:
    """Whether the sentence is of the "first" moment or the "last", or of neither."""
    if ("end" in prose or "final" in prose) and _AT_LAST.search(prose):
        return "last"
    if ("start" in prose or "begin" in prose or "initial" in prose) and (_AT_FIRST.search(prose) or _is_label(spoken)):
        return "first"
    return ""


def _is_label(spoken: Sequence[Piece]) -> bool:
    """Whether the sentence begins with "Start:"."""
    at = next((place for place, piece in enumerate(spoken) if piece.sort != "mark"), len(spoken))
    follower = spoken[at + 1].text if at + 1 < len(spoken) else ""
    return spoken[at].text.lower() in _LABELS and follower == ":" if at < len(spoken) else False


def of_moment(said: Sequence[Stated], moment: str, spoken: Sequence[Piece]) -> Iterator[Stated]:
    """The statements, each with that it holds from the beginning, or is so to the end."""
    words = {place for place, piece in enumerate(spoken) if piece.text.lower() in _MOMENTS[moment]}
    if any(each.first <= place <= each.last for each in said for place in words):
        yield from said  # "adds `2` at the end"
        return
    for each in said:
        yield each
        meaning = each.meaning.meaning if isinstance(each.meaning, Loosely) else each.meaning
        for more in _held(meaning, moment):
            yield replace(each, meaning=more, next=False)


def _held(meaning: Meaning, moment: str) -> list[Meaning]:
    match meaning:
        case Equals(subject=subject) | Such(subject=subject) | Length(subject=subject) | Member(many=subject):
            return [_of(subject, moment)]
        case Stands(code=code) if code.targets and not code.augmented:
            return [_of(target, moment) for target in code.targets]
        case (
            Mentions()
            | OnLine()
            | Reason()
            | Unread()
            | Calls()
            | Given()
            | StartsEmpty()
            | AtTheEnd()
            | Moves()
            | LoopEnds()
        ):
            return []
        case LoopRuns() | LoopEntered() if moment == "first":
            return []
        case Returns() | Ends() | Answers() | PartRuns() if moment == "last":
            return []
    return [Unread(f"of which moment is this, the {moment}?")]


def _of(subject: Code, moment: str) -> Meaning:
    if moment == "last":
        return Loosely(ToTheLast(subject))
    return Loosely(Moves(subject, "starts")) if subject.sort == "N" else Unread("of which moment is this, the first?")
