"""Counts what a release holds: by side, corpus, task, voice and licence, with how long and how hard its rows are."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tracecot.narrations.wording.budget import tokens
from tracecot.splits.balance import guess
from tracecot.splits.choices import Row
from tracecot.splits.prompts import tag_of
from tracecot.targets import QUESTIONS, Target

_COUNTED = ("corpus", "task", "difficulty", "length", "voice", "label", "licence")
LENGTHS = (100, 200, 400, 800, 1_600)  # tokens of a rationale
_SPREAD = ("prompt_tokens", "tokens", "events", "code_lines")


@dataclass(frozen=True, slots=True)
class Spread:
    """How a figure is spread over the rows."""

    median: int
    ninety: int  # nine in ten rows have no more
    largest: int


@dataclass(frozen=True, slots=True)
class Commonest:
    """The answer that is most often right for the questions of a task."""

    answer: str  # of the next line: whether it is the line below
    rows: int  # that it is right for
    of: int
    different: int  # answers in all


@dataclass(frozen=True, slots=True)
class SideMeasures:
    """One side of the release."""

    rows: int
    programs: int
    groups: int
    tokens: int  # of all rationales, by the plain estimate of the narrations
    prompt_tokens: int  # of all prompts
    counts: Mapping[str, Mapping[str, int]]  # "task" -> {"output_prediction": 12}
    spreads: Mapping[str, Spread]  # "tokens" -> ...
    sources: Mapping[tuple[str, str, str], int]  # (distribution, version, licence) -> rows
    commonest: Mapping[str, Commonest]  # by task, of those that ask about one moment
    tags: Mapping[str, int]  # what opens the answers -> rows


@dataclass(slots=True)
class Tally:
    """Counts rows as they pass."""

    programs: set[object] = field(default_factory=set)
    groups: set[object] = field(default_factory=set)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in _COUNTED})
    figures: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in _SPREAD})
    sources: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    answers: dict[str, Counter[str]] = field(default_factory=lambda: {task: Counter() for task in QUESTIONS})
    tags: Counter[str] = field(default_factory=Counter)

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they are; they count once they have passed."""
        for row in rows:
            self.add(row)
            yield row

    def add(self, row: Row) -> None:
        """Counts a flat row that has been graded."""
        self.programs.add(row["program_id"])
        self.groups.add(row["group"])
        measured = {
            **row, "prompt_tokens": tokens(str(row["prompt"])), "length": length_name(int(str(row["tokens"]))),
        }  # fmt: skip
        for name in _COUNTED:
            self.counts[name][str(measured[name])] += 1
        for name in _SPREAD:
            self.figures[name].append(int(str(measured[name])))
        self.sources[str(row["distribution"]), str(row["version"]), str(row["licence"])] += 1
        self.tags[tag_of(str(row["completion"]))] += 1
        task, target = str(row["task"]), str(row["target"] or "{}")
        if task in self.answers:
            self.answers[task][guess(task, str(row["answer"]), Target.of(json.loads(target)))] += 1

    def measures(self) -> SideMeasures:
        """What the rows so far come to."""
        return SideMeasures(
            rows=self.sources.total(),
            programs=len(self.programs),
            groups=len(self.groups),
            tokens=sum(self.figures["tokens"]),
            prompt_tokens=sum(self.figures["prompt_tokens"]),
            counts={name: _most_first(counter) for name, counter in self.counts.items()},
            spreads={name: spread(figures) for name, figures in self.figures.items()},
            sources=dict(sorted(self.sources.items())),
            commonest={task: _commonest(answers) for task, answers in self.answers.items() if answers},
            tags=_most_first(self.tags),
        )


def measure(rows: Iterable[Row]) -> SideMeasures:
    """The measures of the rows of one side."""
    tally = Tally()
    for row in rows:
        tally.add(row)
    return tally.measures()


def length_name(long: int) -> str:
    """The bin of so many tokens.

    >>> length_name(100), length_name(101), length_name(5_000)
    ('up to 100', 'up to 200', 'over 1,600')
    """
    most = next((most for most in LENGTHS if long <= most), None)
    return f"over {LENGTHS[-1]:,}" if most is None else f"up to {most:,}"


#: The bins, the shortest first.
LENGTH_NAMES = tuple(map(length_name, (*LENGTHS, LENGTHS[-1] + 1)))


def spread(figures: list[int]) -> Spread:
    """The median, the ninth tenth and the largest of the figures; zeros for none.

    >>> spread([5, 1, 3])
    Spread(median=3, ninety=5, largest=5)
    """
    if not figures:
        return Spread(0, 0, 0)
    ordered = sorted(figures)
    return Spread(ordered[len(ordered) // 2], ordered[min(len(ordered) * 9 // 10, len(ordered) - 1)], ordered[-1])


def _commonest(answers: Counter[str]) -> Commonest:
    """Of two that are as common the first by name."""
    answer, rows = next(iter(_most_first(answers).items()))
    return Commonest(answer, rows, answers.total(), len(answers))


def _most_first(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
