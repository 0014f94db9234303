"""The figures behind the charts of the first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from resources.reports.funnel import kept, losses
from resources.state.living import DAGSTER
from resources.warehouse.asking import Ask
from tracecot.splits.records import SIDES
from tracecot_cli.platform.check_history import evaluations

BINS = 24  # of a histogram, at most
WIDTHS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000)
EXAM = "the_verifier_passes_its_exam"
REFUSED, NEEDED = "of them refused", "to be refused at least"  # figures that the check tells

#: What becomes of rationales that a stage drops; the stages before drop what never was one.
FATES = {"verification": "dropped at verification", "splits": "dropped at splits"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with a name, and where its rows are: a list, and what it is asked for."""

    name: str
    rows: int
    asked: tuple[tuple[str, str], ...] = ()
    page: str = "/browse"


@dataclass(frozen=True, slots=True)
class Refresh:
    """The verifier's exam after one run."""

    at: str
    refused: float
    needed: float
    holds: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """How the verifier did on one kind of corruption in its last exam."""

    name: str
    examined: int
    refused: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the charts show."""

    funnel: Sequence[Bar]
    reasons: dict[str, Sequence[Bar]]  # by stage
    lengths: Sequence[tuple[int, int]]  # from how many tokens on, samples
    length_width: int  # tokens of each
    difficulty: Sequence[Bar]
    tasks: Sequence[Bar]
    refreshes: Sequence[Refresh]
    exam: Sequence[Kind]

    @property
    def samples(self) -> int:
        """How many ship."""
        return next((bar.rows for bar in self.funnel if bar.name == "samples"), 0)


def overview(ask: Ask, state: Path) -> Overview:
    """The figures of one state of the warehouse."""
    width = _width(ask)
    return Overview(
        funnel=[Bar(name, rows) for name, rows in kept(ask).items()],
        reasons=_reasons(ask),
        lengths=_lengths(ask, width),
        length_width=width,
        difficulty=_by(ask, "difficulty", "case value when 'easy' then 1 when 'medium' then 2 else 3 end"),
        tasks=_by(ask, "task", "rows desc"),
        refreshes=_refreshes(state),
        exam=_exam(ask),
    )


def _reasons(ask: Ask) -> dict[str, Sequence[Bar]]:
    found: dict[str, list[Bar]] = {}
    for loss in losses(ask):
        fate = FATES.get(loss.stage)
        where, page = ((("fate", fate),), "/browse") if fate else ((("stage", loss.stage),), "/dropped")
        found.setdefault(loss.stage, []).append(Bar(loss.reason, loss.rows, (*where, ("reason", loss.reason)), page))
    return dict(found)


def _width(ask: Ask) -> int:
    """Tokens of a column, so that few columns hold all but the longest samples."""
    (row,) = ask("select quantile_disc(tokens, 0.99) as longest from samples where retired_at is null", [])
    longest = int(str(row["longest"] or 0))
    return next((width for width in WIDTHS if longest < width * BINS), WIDTHS[-1])


def _lengths(ask: Ask, width: int) -> list[tuple[int, int]]:
    """How many samples each column has; the last holds all that are longer."""
    rows = ask(
        f"select least(tokens // {width}, {BINS - 1}) as place, count(*) as rows from samples "
        "where retired_at is null group by 1",
        [],
    )
    counted = {int(str(row["place"])): int(str(row["rows"])) for row in rows}
    return [(place * width, counted.get(place, 0)) for place in range(max(counted, default=-1) + 1)]


def _by(ask: Ask, column: str, order: str) -> list[Bar]:
    """What ships, by one of its columns."""
    rows = ask(
        f"select {column} as value, count(*) as rows from listed where list_contains(?, fate) and {column} <> '' "
        f"group by 1 order by {order}, 1",
        [list(SIDES)],
    )
    return [Bar(str(row["value"]), int(str(row["rows"])), ((column, str(row["value"])),)) for row in rows]


def _refreshes(state: Path) -> list[Refresh]:
    """How each exam went, as the check that waits for it has noted."""
    return [
        Refresh(
            f"{datetime.fromtimestamp(one.at, UTC):%Y-%m-%d %H:%M}",
            one.figures[REFUSED],
            one.figures[NEEDED],
            one.holds,
        )
        for one in evaluations(state / DAGSTER, EXAM)
        if REFUSED in one.figures and NEEDED in one.figures
    ]


def _exam(ask: Ask) -> list[Kind]:
    rows = ask("select kind, examined, refused, low, high from verifier_strength order by refused_share, kind", [])
    return [
        Kind(
            str(row["kind"]), int(str(row["examined"])), int(str(row["refused"])), float(str(row["low"])),
            float(str(row["high"])),
        )
        for row in rows
        if row["kind"] != "honest"
    ]  # fmt: skip
