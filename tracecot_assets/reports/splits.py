"""What a release looks like: how hard and long its rows are, their mix, and what their programs use, as pictures."""

from collections import Counter

from resources.warehouse import Warehouse
from tracecot.narrations.curriculum import GRADES
from tracecot.splits.covered import builtins_used, constructs_used
from tracecot.splits.measures import LENGTH_NAMES, length_name
from tracecot_assets.reports.reporting import PLOTS, Metadata, picture

Figures = list[tuple[str, int]]

LIVING = "from samples where retired_at is null"


def pictures(warehouse: Warehouse) -> Metadata:
    """Plots of the living samples by title; those without figures are left out."""
    with warehouse.at_once():
        figures = _figures(warehouse)
    return {
        f"plot {title}": picture(f"samples {title}", some, warehouse.folder / PLOTS)
        for title, some in figures.items() if some
    }  # fmt: skip


def _figures(warehouse: Warehouse) -> dict[str, Figures]:
    shipped = f"select code from programs where program_id in (select program_id {LIVING}) order by program_id"
    codes = [str(code) for (code,) in warehouse.rows(shipped)]
    hard = Counter(str(grade) for (grade,) in warehouse.rows(f"select difficulty {LIVING}"))
    long = Counter(length_name(int(str(tokens))) for (tokens,) in warehouse.rows(f"select tokens {LIVING}"))
    return {
        "difficulty": [(name, hard[name]) for name in GRADES if hard[name]],
        "length in tokens": [(name, long[name]) for name in LENGTH_NAMES if long[name]],
        "samples by task": _grouped(warehouse, "task || ' ' || split"),
        "samples by corpus": _grouped(warehouse, "corpus || ' ' || split"),
        "programs by builtin": _most_first(builtins_used(codes)),
        "programs by construct": _most_first(constructs_used(codes)),
    }


def _most_first(counts: Counter[str]) -> Figures:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _grouped(warehouse: Warehouse, by: str) -> Figures:
    found = warehouse.rows(f"select {by}, count(*) {LIVING} group by 1 order by 2 desc, 1")
    return [(str(name), int(str(number))) for name, number in found]
