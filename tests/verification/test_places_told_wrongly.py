"""What is told at the wrong line, in the wrong pass or of the wrong expression: each has a true text and a false one."""

import pytest

from tests.verification.made import complaints
from tests.verification.test_claims import SUM

TOLD = (
    "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. Line 2 sets `total` to `0`.\n"
    "Pass 1: `i = 0` and `x = 4`. `x % 2 == 0` is true, so line 5 runs and `total` becomes `4`. `4 > 8` is false.\n"
    "Pass 2: `i = 1` and `x = 3`. `x % 2 == 0` is false, so {odd}. `3 > 8` is false. {here}\n"
    "Pass 3: `i = 2` and `x = 6`. `x % 2 == 0` is true, so `total` becomes `9`. `9 > 8` is true, so the loop ends.\n"
    "{end}\n"
)
ADDS = "def f(xs, y):\n    out = []\n    for x in list(xs):\n        out.append(x + y)\n        xs.append(y)\n    return out, xs\n"  # xs = [3, 1], y = 2: out [5, 3], xs [3, 1, 2, 2]
ADDED = (
    "`f` is called with `xs = [3, 1]` and `y = 2`. Line 2 sets `out` to `[]`.\nPass 1: `x = 3`. {first}.\nPass 2: `x = 1`. "
    "Line 4 appends `3` to `out`. Line 5 appends `2` to `xs`.\nThe function returns `([5, 3], [3, 1, 2, 2])`.\n"
)


def told(**parts):
    """The whole text about SUM, with other words in one place."""
    return TOLD.format(
        **{"odd": "line 7 runs and `total` becomes `3`", "here": "", "end": "The function returns `9`."} | parts
    )


def verdict_on(execute, text):
    return execute(SUM, "[4, 3, 6, 8], 8").verdict(text, "9")


@pytest.mark.parametrize(
    ("part", "true", "false"),
    [
        # a line behind what happens there, or before a comma
        ("odd", "`total` becomes `3` on line 7", "`total` becomes `3` on line 5"),
        ("odd", "`total` becomes `3` (line 7)", "`total` becomes `3` (line 9)"),
        ("odd", "`total` becomes `3` by line 7", "`total` becomes `3` by line 5"),
        ("odd", "`total` becomes `3`, on line 7", "`total` becomes `3`, on line 5"),
        ("odd", "on line 7, `total` becomes `3`", "on line 5, `total` becomes `3`"),
        ("end", "The function returns `9` on line 10.", "The function returns `9` on line 2."),
        ("end", "On line 10, the function returns `9`.", "On line 2, the function returns `9`."),
        ("here", "`3 > 8` is false on line 8.", "`3 > 8` is false on line 4."),
        # a pass behind what is so in it
        ("here", "`x % 2 == 0` is false in pass 2.", "`x % 2 == 0` is false in pass 3."),
        ("here", "Line 7 runs in pass 2.", "Line 7 runs in pass 3."),
        ("here", "`x` is `3` in pass 2.", "`x` is `3` in pass 3."),
        ("here", "`x` is `3` (pass 2).", "`x` is `3` (pass 3)."),
        ("here", "`x` is `3` in the second pass.", "`x` is `3` in the third pass."),
        ("here", "", "`x` is `3` in both passes."),
        ("here", "", "`x` is `3` in two passes."),
    ],
)
def test_a_place_told_wrongly_is_not_verified(execute, part, true, false):
    verdict = verdict_on(execute, told(**{part: true}))

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert verdict_on(execute, told(**{part: false})).verdict != "verified"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("On line 4, `5` is appended to `out`", "On line 5, `5` is appended to `out`"),
        ("`5` is appended to `out` on line 4", "`5` is appended to `out` on line 5"),
        ("`5` is appended to `out` (line 4)", "`5` is appended to `out` (line 2)"),
    ],
)
def test_a_deed_told_on_the_wrong_line_is_not_verified(execute, true, false):
    executed = execute(ADDS, "[3, 1], 2")
    right, wrong = (executed.verdict(ADDED.format(first=first), "([5, 3], [3, 1, 2, 2])") for first in (true, false))

    assert complaints(right) == []
    assert right.verdict == "verified"
    assert wrong.verdict != "verified"


@pytest.mark.parametrize(
    ("part", "true", "false"),
    [
        # a comparison by itself
        ("here", "So `total == 3`.", "So `total == 4`."),
        ("here", "Here `total <= limit`.", "Here `total > limit`."),
        ("here", "We have `xs[1] == 3` and `x % 2 == 1`.", "We have `xs[1] == 4` and `x % 2 == 0`."),
        ("here", "In pass 2, `i == 1` and `x == 3`.", "In pass 2, `i == 2` and `x == 6`."),
        ("here", "So `not xs == []`.", "So `not xs`."),
        ("here", "Look at the condition `total > limit`.", "It is clear: `total > limit`."),
        ("end", "So `total == 9`. The function returns `9`.", "It ends with `total == 5`. The function returns `9`."),
        ("end", "So `f([4, 3, 6, 8], 8) == 9`, we see. The function returns `9`.", "So `f([4, 3, 6, 8], 8) == 8`, we see. The function returns `9`."),
        # a statement that is come to
        ("odd", "here `total -= 1`, so `total` becomes `3`", "here `total += x`, so `total` becomes `3`"),
        ("odd", "we execute `total -= 1`, so `total` becomes `3`", "we execute `total += x`, so `total` becomes `3`"),
        ("here", "", "We hit `break`."),
        ("here", "", "`if total > limit:` leads to `break`."),
        ("end", "Then `return total`. The function returns `9`.", "We hit `continue`. The function returns `9`."),
        ("here", "`total = 3`.", "Then `return total`."),
        # a comment that is none of the program's
        ("here", "`total = 3`.", "`total = 3  # it was 7 before`."),
    ],
)  # fmt: skip
def test_code_by_itself_is_checked(execute, part, true, false):
    verdict = verdict_on(execute, told(**{part: true}))

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert verdict_on(execute, told(**{part: false})).verdict != "verified"


@pytest.mark.parametrize(
    ("part", "true", "false"),
    [
        # a check in the middle doesn't begin anew
        ("here", "Let me check: `total` is `3`.", "Let me check: `total` is `0`."),
        ("here", "Verify: `total` is `3`.", "Verify: `total` is `4`."),
        ("here", "Next, check `total > limit`: `total` is 3.", "Next, check `total > limit`: `total` is 4."),
        ("end", "The function returns `9`. Let me verify: Line 2 sets `total` to `0`.", "The function returns `9`. Let me verify: Line 2 sets `total` to `4`."),
        # a number at the beginning is no label of a pass, a noun that is a name is that one
        ("here", "The value of `total` is 3.", "2 is the value of `total`."),
        ("here", "`limit` is 8.", "1 is what `limit` holds."),
        ("here", "The total is 3.", "The total is 8."),
    ],
)  # fmt: skip
def test_what_is_said_of_here_is_no_other_moment_or_name(execute, part, true, false):
    verdict = verdict_on(execute, told(**{part: true}))

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert verdict_on(execute, told(**{part: false})).verdict != "verified"


ODD = "`x % 2 == 0` is false, so line 7 runs"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        # a name that both speak of is no reason
        ("`x % 2 == 0` is false because `x` is odd, and line 7 runs", "`x % 2 == 0` is false because `x` is positive, and line 7 runs"),
        ("`x % 2 == 0` is false because `x` is `3`, and line 7 runs", "`x % 2 == 0` is false because `xs` has 4 items, and line 7 runs"),
        ("`x % 2 == 0` is false, and line 7 runs", "`x % 2 == 0` is false because `xs[0]` is `4`, and line 7 runs"),
        ("`x % 2 == 0` is false, so line 7 runs", "`x % 2 == 0` is false since `i < x`, and line 7 runs"),
        ("`x % 2 == 0` is false, and line 7 runs because `x` is `3`,", "`x % 2 == 0` is false, and line 7 runs because `i > 0`,"),
        # other words for "since" and "so"
        ("As `x` is `3`, `x % 2 == 0` is false", "As `limit` is `8`, `x % 2 == 0` is false"),
        ("`x % 2 == 0` is false, as `x` is `3`,", "`x % 2 == 0` is false, as `limit` is `8`,"),
        ("Given that `x` is `3`, `x % 2 == 0` is false", "Given that `limit` is `8`, `x % 2 == 0` is false"),
        ("`x % 2 == 0` is false due to the fact that `x` is `3`, and line 7 runs", "`x % 2 == 0` is false due to the fact that `limit` is `8`, and line 7 runs"),
        ("`x` is `3`. Therefore `x % 2 == 0` is false", "`limit` is `8`. Therefore `x % 2 == 0` is false"),
        ("`x` is `3`. This is why `x % 2 == 0` is false", "`limit` is `8`. This is why `x % 2 == 0` is false"),
        # what follows "y because x, and" is no reason
        ("`x % 2 == 0` is false because `x` is `3`, and `i` is `1`", "`x % 2 == 0` is false because `limit` is `8`, and `x` is `3`"),
    ],
)  # fmt: skip
def test_a_reason_that_plays_no_part_is_not_verified(execute, true, false):
    whole = told()
    verdict = verdict_on(execute, whole.replace(ODD, true))

    assert ODD in whole
    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert verdict_on(execute, whole.replace(ODD, false)).verdict != "verified"


@pytest.mark.parametrize(
    ("part", "true", "false"),
    [
        ("end", "The function returns `total`, which is `9`.", "The function returns `limit + 1`, which is `9`."),
        ("end", "The function returns `9`.", "The function returns `3 + 6`."),
        ("odd", "line 7 sets `total` to `total - 1`, and `total` is `3`", "line 7 sets `total` to `limit - 5`, and `total` is `3`"),
    ],
)  # fmt: skip
def test_another_expression_of_the_same_value_is_not_verified(execute, part, true, false):
    verdict = verdict_on(execute, told(**{part: true}))

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert verdict_on(execute, told(**{part: false})).verdict != "verified"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("`x + y` is appended to `out`", "`y + y + 1` is appended to `out`"),
        ("`3 + 2` is appended to `out`", "`6 - 1` is appended to `out`"),
    ],
)
def test_what_is_appended_is_the_programs_expression_with_or_without_values(execute, true, false):
    executed = execute(ADDS, "[3, 1], 2")
    right, wrong = (executed.verdict(ADDED.format(first=first), "([5, 3], [3, 1, 2, 2])") for first in (true, false))

    assert complaints(right) == []
    assert right.verdict == "verified"
    assert wrong.verdict == "unreadable"


@pytest.mark.parametrize(
    ("here", "word"),
    [
        ("Line 8 checks `3 > 8`, which is false.", "verified"),
        ("Line 8 checks `4 > 8`, which is false.", "unreadable"),
        ("Line 8 checks `3 > 8`, which is true.", "refuted"),
        # looking back or ahead in words may be right; what is understood of it is not refuted
        ("`x % 2` is `1`.", "unreadable"),
        ("In pass 1 `x` was `4`.", "unreadable"),
        ("Unlike in pass 1, `x` is odd.", "unreadable"),
        ("As in pass 1, `total > limit` is false.", "unreadable"),
        ("Line 5 had run in pass 1.", "unreadable"),
        ("At the start `total` was `0`.", "unreadable"),
        ("Previously `total` was `4`.", "unreadable"),
        ("In the end `total` is `9`.", "unreadable"),
        ("The final value of `total` is `9`.", "unreadable"),
        ("Only in pass 3 `total > limit` is true.", "unreadable"),
        ("In passes 1 and 2 `total > limit` is false.", "unreadable"),
        ("In pass 1 `x` is `4`.", "refuted"),
    ],
)
def test_what_looks_elsewhere_in_words_is_not_refuted(execute, here, word):
    assert verdict_on(execute, told(here=here)).verdict == word


@pytest.mark.parametrize("told", ["max(a, b, 3)", "max(b)", "min(a, b, 3) + 1"])
def test_an_operation_on_more_or_fewer_things_is_another(execute, told):
    executed = execute("def f(a, b):\n    return max(a, b)\n", "2, 3")
    text = "`f` is called with `a = 2` and `b = 3`. It returns `{}`, which is `3`."

    assert executed.verdict(text.format("max(a, b)"), support_needed=0.0).verdict == "verified"
    assert executed.verdict(text.format(told), support_needed=0.0).verdict != "verified"
