"""Bars are as long as their figures are large."""

import base64
import io

import pytest
from PIL import Image

from resources.plots import BAR, HEADER, LONGEST_BAR, ROW, bars


def lengths(png: str, rows: int) -> list[int]:
    """The pixels of each bar."""
    image = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    color = tuple(bytes.fromhex(BAR[1:]))
    middles = [HEADER + ROW * row + ROW // 2 for row in range(rows)]
    return [sum(image.getpixel((place, middle)) == color for place in range(image.width)) for middle in middles]


def test_a_bar_is_as_long_as_its_figure_is_large():
    longest, half, none = lengths(bars("samples by task", [("input", 2_000), ("output", 1_000), ("none", 0)]), 3)

    assert longest == pytest.approx(LONGEST_BAR, abs=2)
    assert half == pytest.approx(LONGEST_BAR / 2, abs=2)
    assert none <= 2


def test_there_may_be_nothing_to_show():
    assert lengths(bars("samples by task", []), 2) == [0, 0]
