"""What is appended or yielded in many passes, told at once; and which of several calls is meant."""

import pytest

from tests.verification.made import complaints

KEPT = (
    "def odd(xs):\n    for x in xs:\n        if x % 2:\n            yield x\n\n\n"
    "def f(xs, n):\n    out = []\n    for x in xs:\n        if x > n:\n            out.append(x * 2)\n"
    "    return out + list(odd(xs))\n"
)
GIVEN = "[1, 5, 2, 7, 9], 4"  # 10, 14, 18 are appended; 1, 5, 7, 9 yielded
ANSWER = "[10, 14, 18, 1, 5, 7, 9]"

TRUE = [
    "In passes 1 to 5 `x` takes the values `1`, `5`, `2`, `7` and `9`. Line 11 appends `10`, `14` and `18` to `out`.",
    "In passes 2 to 5 line 11 appends `10`, `14` and `18` to `out`.",
    "Line 11 appends `10`, `14` and `18` to `out`.",
    "The loop on line 9 ends. In passes 1 to 5 line 4 yields `1`, `5`, `7` and `9`.",
]
FALSE = [
    ("In passes 1 to 5 line 11 appends `10` and `14` to `out`.", "appends `10`"),
    ("In passes 1 to 5 line 11 appends `10`, `18` and `14` to `out`.", "appends `10`"),
    ("In passes 3 to 5 line 11 appends `10`, `14` and `18` to `out`.", "appends `10`"),
    ("In passes 1 to 5 line 11 appends `10`, `14` and `18` to `xs`.", "appends `10`"),
    ("In passes 1 to 5 line 11 removes `10`, `14` and `18` from `out`.", "removes `10`"),
    ("Line 11 appends `14`, `10` and `18` to `out`.", "appends `14`"),
    ("The loop on line 9 ends. In passes 1 to 5 line 4 yields `1`, `5`, `7` and `8`.", "yields `1`"),
]
CALLED = "def g(x, n):\n    return x * n\n\n\ndef f(x):\n    g(x, 1)\n    g(x, 2)\n    return g(x, 3)\n"


@pytest.mark.parametrize("text", TRUE)
def test_deeds_of_many_passes_are_told_at_once(execute, text):
    verdict = execute(KEPT, GIVEN).verdict(text, ANSWER, support_needed=0.0)

    assert complaints(verdict) == []


@pytest.mark.parametrize(("text", "span"), FALSE)
def test_a_false_list_of_deeds_is_refused_where_it_stands(execute, text, span):
    verdict = execute(KEPT, GIVEN).verdict(text, ANSWER, support_needed=0.0)

    place = text.index(span)
    assert verdict.verdict != "verified"
    assert any(place < claim.end and claim.start <= place for claim in verdict.claims), complaints(verdict)


def test_the_arguments_tell_which_call_is_meant(execute):
    right = "`g` is called with `x = 5` and `n = 3`. `g` returns `15`."
    wrong = "`g` is called with `x = 5` and `n = 4`. `g` returns `15`."

    executed = execute(CALLED, "5")

    assert complaints(executed.verdict(right, "15", support_needed=0.0)) == []
    assert [text for _, text, _ in complaints(executed.verdict(wrong, "15", support_needed=0.0))] == [
        "`g` is called with `x = 5` and `n = 4`"
    ]


def test_a_class_is_constructed(execute):
    code = (
        "class Box:\n    def __init__(self, x):\n        self.x = x + 1\n\n\nclass Lid:\n    def __init__(self, x):\n"
        "        self.x = x\n\n\ndef f(x):\n    return Box(x).x + Lid(x).x\n"
    )
    text = "`{}` is constructed with `x = {}`. Line {} stores `self.x = {}`."

    executed = execute(code, "4")

    assert complaints(executed.verdict(text.format("Box", 4, 3, 5), support_needed=0.0)) == []
    assert complaints(executed.verdict(text.format("Lid", 4, 8, 4), support_needed=0.0)) == []
    assert complaints(executed.verdict(text.format("Lid", 5, 8, 4), support_needed=0.0)) != []
    assert complaints(executed.verdict(text.format("Lid", 4, 3, 5), support_needed=0.0)) != []


def test_a_condition_that_is_a_literal_needs_no_telling(execute):
    code = "def f(n):\n    while True:\n        n -= 1\n        if n < 0:\n            return n\n"
    text = "Pass 1: `n = 0`. `n < 0` is false. Pass 2: `n = -1`. `n < 0` is true. `f` returns `-1`."

    assert execute(code, "1").verdict(text, "-1").support == 1.0


def test_an_object_that_holds_an_iterator_needs_no_telling(execute):
    code = (
        "class Box:\n    def __init__(self, xs):\n        self.xs = iter(xs)\n\n\n"
        "def f(xs):\n    box = Box(xs)\n    first = next(box.xs)\n    return first\n"
    )

    assert execute(code, "[3]").verdict("`first = 3`. `f` returns `3`.", "3").support == 1.0


def test_a_pass_that_is_named_after_a_summary_is_that_pass(execute):
    code = "def f(xs):\n    n = 0\n    for x in xs:\n        n = n + x\n    return n\n"
    summary = "In passes 1 to 4 `x` takes the values `1`, `5`, `5` and `2`. "

    executed = execute(code, "[1, 5, 5, 2]")

    assert complaints(executed.verdict(f"{summary}Pass 2: `x = 5`. `n = 6`.", "13", support_needed=0.0)) == []
    assert complaints(executed.verdict(f"{summary}Pass 3: `x = 5`. `n = 6`.", "13", support_needed=0.0)) != []


def test_a_condition_is_given_as_a_value_where_it_is_evaluated_again(execute):
    code = "def f(n, c):\n    if n < 0:\n        n += c\n    if (n < 0) or (n >= c):\n        return None\n    return n * c\n"
    text = "`n < 0` is false, so line 3 is skipped. `n < 0` is `False` and `n >= c` is `{}`, so `(n < 0) or (n >= c)` is false."

    executed = execute(code, "2, 5")

    assert complaints(executed.verdict(text.format("False"), "10", support_needed=0.0)) == []
    assert complaints(executed.verdict(text.format("True"), "10", support_needed=0.0)) != []
