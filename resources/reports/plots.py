"""Draws small charts as PNG."""

import base64
import io
import json
from collections.abc import Sequence
from pathlib import Path

from tracecot.ids import digest

INK, BAR = "#333333", "#4f7cac"
MOST = 15  # bars
LONGEST = 44  # letters of a name
LETTER, EDGE, ROOM = 0.0122, 0.012, 9  # shares of the width: a letter, a margin; letters of a figure


def kept_bars(title: str, figures: Sequence[tuple[str, int]], folder: Path) -> str:
    """As `bars`; the last picture of each title is kept in the folder, and drawn again only when figures changed."""
    path = folder / f"{title.replace(' ', '_')}.json"
    drawn_from = digest(title, [[name, str(number)] for name, number in figures])
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["drawn_from"] == drawn_from:
            return str(kept["png"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # there is none yet, or not all of one
    png = bars(title, figures)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"drawn_from": drawn_from, "png": png}), encoding="utf-8")
    return png


def bars(title: str, figures: Sequence[tuple[str, int]]) -> str:
    """A horizontal bar chart of named figures, as base64; matplotlib takes long to import and is used here alone.

    Names, bars and figures stand where they are put: axes that find room for their labels take twice as long to draw,
    and a refresh draws two dozen charts.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    shown = [(_short(name), number) for name, number in figures[:MOST]]
    rows = max(len(shown), 2)
    left = EDGE + LETTER * (2 + max((len(name) for name, _ in shown), default=0))
    whole = (1 - left - LETTER * ROOM) / (max((number for _, number in shown), default=0) or 1)
    figure = Figure(figsize=(7, 0.6 + 0.32 * rows), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(rows - 0.3, -1.3))
    axes.axis("off")
    axes.barh(range(len(shown)), [number * whole for _, number in shown], left=left, color=BAR)
    for place, (name, number) in enumerate(shown):
        axes.text(left - EDGE, place, name, ha="right", va="center", color=INK, fontsize=10)
        axes.text(left + number * whole + EDGE, place, f"{number:,}", va="center", color=INK, fontsize=9)
    axes.text(EDGE, -0.85, title, va="center", color=INK, fontsize=11)
    file = io.BytesIO()
    with rc_context({"text.hinting": "no_hinting"}):
        figure.savefig(file, format="png")
    return base64.b64encode(file.getvalue()).decode("ascii")


def _short(name: str) -> str:
    """The name, without its middle where it is long."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST // 2]} … {name[-LONGEST // 2 + 3 :]}"


def heat(
    title: str, down: Sequence[int], across: Sequence[int], shares: Sequence[Sequence[float]], names: tuple[str, str]
) -> bytes:
    """A heat map of shares, each written into its cell, as PNG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1.6 + 0.9 * len(across), 1.2 + 0.6 * len(down)), dpi=100, layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(shares, cmap="Blues", vmin=0.0, vmax=1.0, aspect="auto")
    for row, some in enumerate(shares):
        for column, share in enumerate(some):
            axes.text(column, row, f"{share:.0%}", ha="center", va="center", color="white" if share > 0.6 else INK)
    axes.set_yticks(range(len(down)), [str(one) for one in down])
    axes.set_xticks(range(len(across)), [str(one) for one in across])
    axes.set_ylabel(names[0])
    axes.set_xlabel(names[1])
    axes.set_title(title, loc="left", color=INK, fontsize=11)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()
