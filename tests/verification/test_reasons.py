"""A reason is one that the recorded links bear out, whatever the order of the words."""

import pytest

from tests.verification.made import complaints

BRANCHES = (
    "def f(a, b):\n    low = a + 1\n    far = b * 2\n    if far > 5:\n        far = far - 5\n    total = low + 1\n"
    "    return total, far\n"
)
TOLD = "`f` is called with `a = 3` and `b = 4`. "
HONEST = (
    "Since `a` is `3`, `low = 4`. Since `b` is `4` and `b * 2` is `8`, line 3 sets `far` to `8`. "
    "Because `far` is `8`, `far > 5` is true, so line 5 runs. Since `far - 5` is `3`, line 5 sets `far` to `3`."
)
LIES = [
    ("Since `a` is `3`, `low = 4`", "Since `b` is `4`, `low = 4`"),
    ("Since `b` is `4` and `b * 2` is `8`, line", "Since `a` is `3` and `low` is `4`, line"),
    ("Since `b` is `4` and `b * 2` is `8`, line", "Since `a` is `3`, `low` is `4` and `a + 1` is `4`, line"),
    ("Because `far` is `8`, `far", "Because `low` is `4`, `far"),
    ("Since `far - 5` is `3`, line", "Since `low` is `4`, line"),
]  # fmt: skip


def test_a_reason_that_comes_first_is_believed_where_it_led_there(execute):
    assert complaints(execute(BRANCHES, "3, 4").verdict(TOLD + HONEST)) == []


@pytest.mark.parametrize(("true", "false"), LIES)
def test_a_reason_that_comes_first_is_refuted_where_it_plays_no_part(execute, true, false):
    text = TOLD + HONEST.replace(true, false)
    verdict = execute(BRANCHES, "3, 4").verdict(text)

    assert false in text
    assert [(kind, text) for kind, text, _ in complaints(verdict)] == [("dependency", false.split()[0])]


def test_a_reason_within_a_sentence_leaves_what_was_said_before_it_aside(execute):
    executed = execute(BRANCHES, "3, 4")

    assert complaints(executed.verdict(TOLD + "`low = 4`, and since `b` is `4`, `far = 8`.")) == []
    assert executed.verdict(TOLD + "`low = 4`, and since `a` is `3`, `far = 8`.").verdict == "refuted"


KEEPS = "def f(xs):\n    kept = []\n    for x in xs:\n        if x < 3:\n            kept.append(x)\n    return kept\n"


def test_what_decides_over_a_line_that_is_passed_over_is_told_where_something_else_is_given(execute):
    text = (
        "`f` is called with `xs = [1, 3]`. Line 2 sets `kept` to `[]`. Pass 1: `x = 1`. `x < 3` is true. Line 5 appends `1` "
        "to `kept`. Now `kept = [1]`. Pass 2: `x = 3`. {}, so line 5 is skipped."
    )
    executed = execute(KEEPS, "[1, 3]")
    found = complaints(executed.verdict(text.format("`kept` is `[1]`")))

    assert complaints(executed.verdict(text.format("`x < 3` is false"))) == []
    assert [finding.actual for kind, said, finding in found if said == "so"] == ["`x < 3` decides so"]
