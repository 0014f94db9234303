"""Counts what a release holds: by side, corpus, task, voice and licence, with how long and how hard its rows are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Row = Mapping[str, object]

_COUNTED = ("corpus", "task", "voice", "label", "licence")
_SPREAD = ("tokens", "events", "code_lines")


@dataclass(frozen=True, slots=True)
class Spread:
    """How a figure is spread over the rows."""

    median: int
    ninety: int  # nine in ten rows have no more
    largest: int


@dataclass(frozen=True, slots=True)
class SideMeasures:
    """One side of the release."""

    rows: int
    programs: int
    groups: int
    counts: Mapping[str, Mapping[str, int]]  # "task" -> {"output_prediction": 12}
    spreads: Mapping[str, Spread]  # "tokens" -> ...
    sources: Mapping[tuple[str, str, str], int]  # (distribution, version, licence) -> rows


@dataclass(slots=True)
class _Tally:
    programs: set[object] = field(default_factory=set)
    groups: set[object] = field(default_factory=set)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in _COUNTED})
    figures: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in _SPREAD})
    sources: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def measure(rows: Iterable[Row]) -> SideMeasures:
    """The measures of the rows of one side (flat rows, as `render.sample_record` gives them)."""
    tally = _Tally()
    for row in rows:
        tally.programs.add(row["program_id"])
        tally.groups.add(row["group"])
        for name in _COUNTED:
            tally.counts[name][str(row[name])] += 1
        for name in _SPREAD:
            tally.figures[name].append(int(str(row[name])))
        tally.sources[str(row["distribution"]), str(row["version"]), str(row["licence"])] += 1
    return SideMeasures(
        rows=tally.sources.total(),
        programs=len(tally.programs),
        groups=len(tally.groups),
        counts={name: _most_first(counter) for name, counter in tally.counts.items()},
        spreads={name: spread(figures) for name, figures in tally.figures.items()},
        sources=dict(sorted(tally.sources.items())),
    )


def spread(figures: list[int]) -> Spread:
    """The median, the ninth tenth and the largest of the figures; zeros for none.

    >>> spread([5, 1, 3])
    Spread(median=3, ninety=5, largest=5)
    """
    if not figures:
        return Spread(0, 0, 0)
    ordered = sorted(figures)
    return Spread(ordered[len(ordered) // 2], ordered[min(len(ordered) * 9 // 10, len(ordered) - 1)], ordered[-1])


def _most_first(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
