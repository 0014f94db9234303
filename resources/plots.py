"""Draws small charts as PNG."""

import base64
import io
from collections.abc import Sequence

INK, BAR = "#333333", "#4f7cac"
MOST = 15  # bars


def bars(title: str, figures: Sequence[tuple[str, int]]) -> str:
    """A horizontal bar chart of named figures, as base64; matplotlib takes long to import and is used here alone."""
    from matplotlib.figure import Figure

    shown = list(figures)[:MOST]
    figure = Figure(figsize=(7, 0.6 + 0.32 * max(len(shown), 2)), dpi=100, layout="constrained")
    axes = figure.add_subplot()
    drawn = axes.barh([name for name, _ in shown], [number for _, number in shown], color=BAR)
    axes.bar_label(drawn, labels=[f"{number:,}" for _, number in shown], padding=3, color=INK, fontsize=9)
    axes.invert_yaxis()
    axes.set_title(title, loc="left", color=INK, fontsize=11)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_xticks([])
    axes.margins(x=0.12)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return base64.b64encode(file.getvalue()).decode("ascii")
