"""Charts are drawn of whatever is counted, and again only when the figures changed."""

import base64
import io
import json

import pytest
from PIL import Image

from resources.reports import plots
from resources.reports.plots import LONGEST, MOST, bars, kept_bars


def drawn(figures):
    return Image.open(io.BytesIO(base64.b64decode(bars("rows by reason", figures)))).convert("L")


def blue(picture, row):
    """How many points of the line through this bar are its colour."""
    rows = (picture.height - 60) / 32
    line = round(picture.height * (1.3 + row) / (rows + 1))
    return sum(100 < picture.getpixel((x, line)) < 140 for x in range(picture.width))


def test_a_bar_is_as_long_as_its_figure() -> None:
    picture = drawn([("one", 400), ("two", 100), ("three", 0)])

    whole, quarter, none = (blue(picture, row) for row in range(3))
    assert whole > 300
    assert quarter == pytest.approx(whole / 4, abs=20)
    assert none < 20


@pytest.mark.parametrize("figures", [[], [("none", 0)], [("one", 1)], [(f"{n}", n) for n in range(MOST + 5)]])
def test_any_figures_are_drawn(figures) -> None:
    assert drawn(figures).width == 700


def test_a_long_name_loses_its_middle() -> None:
    short = plots._short("`total` is " + "very " * 20 + "large")

    assert len(short) <= LONGEST
    assert short.startswith("`total` is")
    assert short.endswith("large")
    assert plots._short("a" * LONGEST) == "a" * LONGEST


def test_a_picture_is_kept_until_a_figure_changes(tmp_path) -> None:
    first = kept_bars("rows", [("one", 1)], tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"png": "kept"}))

    assert kept_bars("rows", [("one", 1)], tmp_path) == "kept"
    assert kept_bars("rows", [("one", 2)], tmp_path) not in ("kept", first)
