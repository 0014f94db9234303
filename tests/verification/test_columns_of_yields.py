"""A table's column may tell what a line yields in each pass: all of it, in that pass, and a dash where it yields nothing."""

import pytest

from tests.verification.made import complaints

GIVES = (
    "def odd(xs):\n    total = 0\n    for x in xs:\n        total += x\n        if x % 2:\n            yield total\n\n\n"
    "def f(xs):\n    return list(odd(xs))\n"
)  # [1, 3, 4, 5]

TABLE = """`f` is called with `xs = [1, 3, 4, 5]`. `odd` is called with `xs = [1, 3, 4, 5]`. `total = 0`.
Pass 1 of the loop on line 3: `x = 1`. `total = 1`. `x % 2` is `1`, which is truthy. Line 6 yields `1`.

| pass | `x` | `total` | line 6 yields |
| --- | --- | --- | --- |
| 2 | `3` | `4` | `4` |
| 3 | `4` | `8` | - |
| 4 | `5` | `13` | `13` |

`f` returns `[1, 4, 13]`."""


@pytest.mark.parametrize("header", ["line 6 yields", "yields", "yielded"])
def test_what_is_yielded_is_read(execute, header):
    verdict = execute(GIVES, "[1, 3, 4, 5]").verdict(TABLE.replace("line 6 yields", header))

    assert complaints(verdict) == []


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("| 2 | `3` | `4` | `4` |", "| 2 | `3` | `4` | `3` |"),
        ("| 2 | `3` | `4` | `4` |", "| 2 | `3` | `4` | - |"),
        ("| 3 | `4` | `8` | - |", "| 3 | `4` | `8` | `8` |"),
        ("| 4 | `5` | `13` | `13` |", "| 4 | `5` | `13` | `4` |"),
        ("line 6 yields", "line 4 yields"),
    ],
    ids=["another_value", "nothing", "something", "that_of_another_pass", "another_line"],
)
def test_what_is_not_yielded_is_refuted(execute, true, false):
    verdict = execute(GIVES, "[1, 3, 4, 5]").verdict(TABLE.replace(true, false))

    assert true in TABLE
    assert verdict.verdict == "refuted"
