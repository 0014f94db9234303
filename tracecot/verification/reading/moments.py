"""Words for the beginning and the end: what a sentence with them says holds at first, or to the last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from tracecot.verification.code.reading import Code
from tracecot.verification.meanings import (
    Answers,
    AtTheEnd,
    Calls,
    CallsLambda,
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
from tracecot.verification.text.tokens import Piece

_AT_FIRST = re.compile(
    r"(?:initially|initial (?:state|values?|setup)|starting (?:state|values?)|at the (?:very )?(?:start|beginning)(?! of\b)|at first)(?!\w)"
)
_AT_LAST = re.compile(
    r"(?:at the (?:very )?end(?! of\b)|in the end|at last|finally(?! (?:block|clause|branch|part|is run|runs)))(?!\w)"
)
_MOMENTS = {
    "first": frozenset({"start", "beginning", "initially", "initial", "starting"}),
    "last": frozenset({"end", "last", "finally"}),
}
_LABELS = frozenset({"start", "initially", "initial", "init", "setup", "initialization", "initialisation"})
_BEFORE = frozenset("so now the our a and then thus therefore hence , total final".split())
_OF_STATES = {"result": "last", "at first": "first"}  # what is said of states, and of nothing else
_BEHIND_FIRST = ("", ",", ":", "of")  # "first, `x` is 3", "first `x` is 3", "first of all"
_OF_THE_END = frozenset({"result", "output", "answer"})  # "Result: `total = 9`"


def moment_said(spoken: Sequence[Piece], prose: str) -> str:
    """Whether the sentence is of the "first" moment or the "last", says what the "result" is, or what is so "at first"."""
    label, follower = _label_of(spoken)
    if ("end" in prose or "final" in prose) and _AT_LAST.search(prose):
        return "last"
    if (follower == ":" and label in _LABELS) or _AT_FIRST.search(prose):
        return "first"
    if follower in (":", "is", "=") and label in _OF_THE_END:
        return "result"
    has_article = any(piece.text.lower() in ("the", "our", "a") for piece in spoken[:4])
    return "at first" if label == "first" and not has_article and follower in _BEHIND_FIRST else ""


def _label_of(spoken: Sequence[Piece]) -> tuple[str, str]:
    """The noun that the sentence begins with, and what stands behind it: "Start:", "so the answer:"."""
    words = (_spelled(each) for each in spoken if each.sort != "mark" or each.text in (":", ",", "="))
    told = [*islice((word for word in words if word not in _BEFORE), 2), "", ""]
    return told[0], told[1]


def _spelled(piece: Piece) -> str:
    """The word or mark; of code nothing, since a name may be called `result`."""
    return piece.text.lower() if piece.sort in ("word", "mark") else ""


def of_moment(said: Sequence[Stated], moment: str, spoken: Sequence[Piece]) -> Iterator[Stated]:
    """The statements, each with that it holds from the beginning, or is so to the end."""
    words = {place for place, piece in enumerate(spoken) if _spelled(piece) in _MOMENTS.get(moment, ())}
    if words and all(any(each.first <= place <= each.last for each in said) for place in words):
        yield from said  # "adds `2` at the end"
        return
    for each in said:
        yield each
        meaning = each.meaning.meaning if isinstance(each.meaning, Loosely) else each.meaning
        if moment in _OF_STATES and not _is_of_a_state(meaning):
            continue  # "first, `total` becomes 4, then ..." is an order
        for more in _held(meaning, _OF_STATES.get(moment, moment)):
            yield replace(each, meaning=more, next=False)


def _is_of_a_state(meaning: Meaning) -> bool:
    return isinstance(meaning, Stands | Such) or (isinstance(meaning, Equals) and meaning.how == "is")


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
            | CallsLambda()
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
