"""Keeps answers from being guessed: no answer to a kind of question makes up more than a share of a side's rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tracecot.splits.caps import even
from tracecot.splits.records import Candidate, Rules, Side
from tracecot.splits.rejecting import Sifted, rejection
from tracecot.targets import NEXT_LINE, QUESTIONS, Target

#: What is guessed of a question about the next line: that nothing happens on the way.
FOLLOWING = "the line below"


class Kind(NamedTuple):
    """Rows that one guess would answer."""

    side: Side
    task: str
    guess: str


def guess(task: str, answer: str, target: Target) -> str:
    """What somebody would say who has not read the program and is right: the answer, or the line below that asked of.

    >>> guess("next_line", "4", Target(line=3)), guess("next_line", "9", Target(line=3)), guess("state", "4", Target())
    ('the line below', '9', '4')
    """
    if task == NEXT_LINE and answer == str(target.line + 1):
        return FOLLOWING
    return answer


def balanced(candidates: Iterable[Candidate], rules: Rules, sides: Mapping[str, Side]) -> Sifted:
    """The candidates without those of an answer that has its share of the questions of a task on a side.

    The candidates come in the order in which they are wanted; `sides` are those of their programs.
    """
    rows = list(candidates)
    kinds = [kind(row, sides[row.program.id]) for row in rows]
    limits = _limits(Counter(kinds), rules.answer_share)
    taken: Counter[Kind] = Counter()
    kept, rejected = [], []
    for row, one in zip(rows, kinds, strict=True):
        taken[one] += 1
        if taken[one] <= limits.get(one, taken[one]):
            kept.append(row)
        else:
            detail = f"{limits[one]} rows of {one.task} on the side {one.side} answer {one.guess} already"
            rejected.append(rejection(row, "answer_share", one.guess, detail))
    return Sifted(tuple(kept), tuple(rejected))


def kind(candidate: Candidate, side: Side) -> Kind:
    """The rows that a guess at this one's answer would answer, too."""
    asked = candidate.narration
    return Kind(side, asked.task, guess(asked.task, asked.answer, asked.target))


def _limits(sizes: Mapping[Kind, int], share: float) -> dict[Kind, int]:
    """How many rows of a kind stay where it has more than its share of the task's on that side."""
    of_task: dict[tuple[Side, str], list[Kind]] = defaultdict(list)
    for one in sizes:
        if one.task in QUESTIONS:
            of_task[one.side, one.task].append(one)
    limits: dict[Kind, int] = {}
    for some in of_task.values():
        limit = _limit([sizes[one] for one in some], share)
        limits |= {one: limit for one in some if sizes[one] > limit}
    return limits


def _limit(sizes: list[int], share: float) -> int:
    """The most rows of one answer; one that has no other beside it stays whole, until one comes.

    >>> _limit([90, 10, 5], 0.5), _limit([90, 10], 0.2), _limit([90], 0.5)
    (15, 10, 90)
    """
    if len(sizes) == 1:
        return sizes[0]
    if share * len(sizes) <= 1.0:
        return min(sizes)  # as even as so few answers can be
    return even(sizes, share)
