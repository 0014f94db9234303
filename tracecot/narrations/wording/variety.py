"""How much rationales differ from one another: figures of their wording and length, values and names left aside."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracecot.answer_tags import at_the_end

BUCKET = 250  # tokens of a class of lengths
FRAMES = 10  # that are shown

_SPAN = re.compile(r"(`{1,3})(?:(?!\1).)+\1")
_ROW = re.compile(r"^\|.*\|$", re.M)
_LIST = re.compile(r"_(?:(?:, | and )_)+")
_END = re.compile(r"(?<=[.?!:;])\s+|\n+")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Told:
    """A rationale as far as its variety goes."""

    task: str
    rationale: str
    tokens: int
    events: int  # of the execution


@dataclass(frozen=True, slots=True)
class Variety:
    """What a set of rationales looks like together."""

    narrations: int
    sentences: int
    distinct_2: float  # different pairs of words / pairs of words
    distinct_3: float
    frames: tuple[tuple[str, int], ...]  # the most frequent ones, each with how many sentences it has
    tokens_per_event: float
    lengths: tuple[tuple[str, str, int], ...]  # task, class of length, how many

    @property
    def top_share(self) -> float:
        """The share of the sentences that have the most frequent frame."""
        return self.frames[0][1] / self.sentences if self.frames else 0.0


def variety(told: Iterable[Told]) -> Variety:
    """The figures of these rationales."""
    frames: Counter[str] = Counter()
    pairs: Counter[tuple[str, ...]] = Counter()
    triples: Counter[tuple[str, ...]] = Counter()
    lengths: Counter[tuple[str, int]] = Counter()
    narrations = tokens = events = 0
    for each in told:
        narrations, tokens, events = narrations + 1, tokens + each.tokens, events + each.events
        lengths[each.task, each.tokens // BUCKET] += 1
        frames.update(frames_of(each.rationale))
    for frame, count in frames.items():
        words = _WORD.findall(frame)
        for pair in pairwise(words):
            pairs[pair] += count
        for triple in zip(words, words[1:], words[2:], strict=False):
            triples[triple] += count
    return Variety(
        narrations, frames.total(), _distinct(pairs), _distinct(triples),
        tuple(sorted(frames.items(), key=lambda item: (-item[1], item[0]))[:FRAMES]),
        tokens / events if events else 0.0,
        tuple((task, _bucket(size), count) for (task, size), count in sorted(lengths.items())),
    )  # fmt: skip


def frames_of(rationale: str) -> Iterator[str]:
    r"""The sentences with values and names left out, numbers as `#`; rows of tables and the answer are none.

    >>> list(frames_of("Pass 2: `x = 3`. `x` is `3`, `4` and `5`.\n[ANSWER]3[/ANSWER]"))
    ['Pass #:', '_.', '_ is _.']
    """
    text = _ROW.sub("", _without_answer(rationale))
    text = re.sub(r"\d+", "#", _LIST.sub("_", _SPAN.sub("_", text)))
    yield from (sentence for part in _END.split(text) if (sentence := part.strip()))


def _without_answer(rationale: str) -> str:
    answer = at_the_end(rationale)
    return rationale if answer is None else rationale[: answer.start]


def _distinct(found: Counter[tuple[str, ...]]) -> float:
    """How many of them are different, as a share."""
    return len(found) / found.total() if found else 0.0


def _bucket(size: int) -> str:
    return f"{size * BUCKET} to {(size + 1) * BUCKET - 1}"
