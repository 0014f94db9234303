"""Words that nobody knows: one of them in a sentence about the execution, and the text isn't verified."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verification.made import complaints
from tests.verification.test_claims import SUM
from tracecot.verification.wordings.words import NAMING, PLAIN

TOLD = """`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. Line 2 sets `total` to `0`.
Pass 1: `i = 0` and `x = 4`. `x % 2 == 0` is true, so line 5 runs and `total` becomes `4`. `4 > 8` is false.
Pass 2: `i = 1` and `x = 3`. `x % 2 == 0` is false, so line 7 runs and `total` {} `3`. `3 > 8` is false. {}
Pass 3: `i = 2` and `x = 6`. `x % 2 == 0` is true, so `total` {} `9`. `9 > 8` is true, so the loop ends.
The function returns `9`.
[ANSWER]9[/ANSWER]"""


def judged(execute, second="becomes", said="", third="becomes"):
    return execute(SUM, "[4, 3, 6, 8], 8").verdict(TOLD.format(second, said, third), "9", support_needed=0.0)


@pytest.mark.parametrize(
    "said",
    [
        "", "Look at `total`.", "So `total` is still `3` here.", "Now consider the condition on line 8.", "`x` is odd.",
        "`total` is less than `limit`.", "`total` is smaller than 4.",
    ],
)  # fmt: skip
def test_plain_words_say_nothing(execute, said):
    assert complaints(judged(execute, said=said)) == []
    assert judged(execute, said=said).verdict == "verified"


@pytest.mark.parametrize(
    ("heading", "verdict"),
    [
        ("## Step 1: Trace the loop", "verified"), ("**Step 2: Check the conditions**", "verified"),
        ("1. Initialize the variables:", "verified"), ("Let's follow the recursive calls.", "verified"),
        ("## Step 1: Sort the list", "unreadable"), ("## Reverse the numbers", "unreadable"),
        ("## Return the result 7", "unreadable"), ("Trace the loop that never ends", "unreadable"),
    ],
)  # fmt: skip
def test_headings_say_what_comes_unless_they_tell_a_deed(execute, heading, verdict):
    judged = execute(SUM, "[4, 3, 6, 8], 8").verdict(f"{heading}\n{TOLD.format('becomes', '', 'becomes')}", "9")

    assert judged.verdict == verdict


@pytest.mark.parametrize(
    "said",
    [
        # what a thing is said to be, and what it is said to do
        "`total` is a string.", "`total` is a float.", "`total` is the result.", "`total` is an argument.",
        "The string `total` is `3`.", "The length of `total` is `3`.", "The sum of `total` is `3`.", "`total` grew.", "`total` tripled.", "`total` and `x` differ.",
        "`xs` is in ascending order.", "`xs` is a copy of `total`.", "`total` passes `limit`.", "The limit is exceeded.",
        "The check on line 8 passes.", "Line 7 checks `total`.", "Line 2 asks `x`.", "So we exit the loop.", "So we're done with the loop.", "Line 9 fires.",
        "Line 9 is hit.", "Line 9 is reached.", "Execution moves on to line 10.", "`f` calls itself.",
        "The exception propagates to the caller.", "`f` ignores `limit`.",
        # the tail of a value
        "`total` is three hundred.", "`total` is 3 squared.", "`total` is 3 and a half.", "`total` is `3` plus `x`.",
        "`total` is 3, up by one.", "`total` is `3` below `limit`.", "`total` is 3 less than `limit`.",
        "`total` is `3` %.", "`total` is ~ `3`.",
        # moments
        "Initially `total` was `3`.", "Finally `total` is `3`.", "In the end `total` is `3`.", "`total` is always `3`.",
        "At the start `total` was `3`.", "From now on `total` is `3`.", "`x` was always even.",
        "`x % 2 == 0` was true once.",
        # hidden text
        "`total` is _five_.", "`total` is _4_.", "`total` is __4__.", "`x` is _even_.", "`x` is ev\u0435n.",
        "`x` is e\u00adven.", "`x` is e\u200bven.", "`x` is \uff45\uff56\uff45\uff4e.", "`total` is f\u00adour.",
        "`total` is \u2463.", "`total` is IV.", "`total` is the 4th.", "`total` is 3k.", "`total` is &#x34;.",
        # names beside the one of which something is said, and code that is only put beside a value
        "`i` and `total` are `3`.", "`limit` and `x` are `3`.", "`x` or `i` is `3`.", "`x` is `3`, which is `limit`.",
        "`total` is `3`, that is `limit`.", "`total` becomes `3` (`total + x`).", "`total > limit` is false, and so is `x`.",
        "So we hand back `total`.", "So we have `total` as `limit`.", "The total is `limit`.", "In `f(1)`, `x` is `3`.",
        "The exception is `KeyError`.",
        "`total` is `3`, as is `i`.", "`total` is `3`, the index.", "`total` is `3`, the sum.",
        "We get out of the loop.", "`x` is `3` for pass 3.", "This happens in pass 3.", "In the caller, `x` is `3`.",
        "Hence line 9.", "So line 9 comes.",
        # what a line asks, lines and counts in words alone
        "Line 8 checks `total >= limit`.", "Line 8 asks whether `x > limit`.", "Next comes line 9.", "On to line 10.",
        "Back to line 2.", "`x` is `3`. It has five letters.", "There are four lists.",
        # sizes
        "`xs` is larger than `'a'`.", "`'b'` is longer than `'aa'`.", "`[3, 1, 2]` is shorter than `[5, 3]`.",
    ],
)  # fmt: skip
def test_a_word_that_nobody_knows_is_not_passed_over(execute, said):
    assert judged(execute, said=said).verdict != "verified"


#: "`total` holds" says that it is true, as any number but 0 is.
IS_TRUE = frozenset({"holds", "succeeds", "passes"})


@given(
    word=st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9).filter(
        lambda one: one not in PLAIN | NAMING | IS_TRUE
    )
)
def test_no_made_up_word_is_passed_over(execute, word):
    assert judged(execute, said=f"`total` {word}.").verdict != "verified"
    assert judged(execute, said=f"Line 7 {word} `total`.").verdict != "verified"


@pytest.mark.parametrize("cell", ["3 (down from 5)", "3, as before"])
def test_a_cell_with_a_remark_is_not_understood(execute, cell):
    table = f"\n\n| pass | x | total |\n| --- | --- | --- |\n| 2 | 3 | {cell} |\n"

    assert judged(execute, said=table.replace(cell, "3")).verdict == "verified"
    assert judged(execute, said=table).verdict != "verified"


@pytest.mark.parametrize("verb", ["drops to", "falls to", "is decremented to", "is reduced to", "goes down to"])
def test_a_name_that_drops_has_less_than_before(execute, verb):
    assert complaints(judged(execute, second=verb)) == []
    assert judged(execute, third=verb).verdict == "refuted"


@pytest.mark.parametrize("verb", ["rises to", "grows to", "is increased to", "is incremented to", "climbs to"])
def test_a_name_that_rises_has_more_than_before(execute, verb):
    assert complaints(judged(execute, third=verb)) == []
    assert judged(execute, second=verb).verdict == "refuted"


@pytest.mark.parametrize(
    "verb", ["starts out at", "is initialized to", "goes back to", "is reset to", "defaults to", "stays"]
)
def test_what_verbs_say_of_the_value_before_is_looked_at(execute, verb):
    assert judged(execute, second=verb).verdict != "verified"


BACK = "def f(n):\n    x = n\n    x = x + 1\n    x = x - 1\n    return x\n"


def test_what_starts_and_comes_back_verifies(execute):
    text = "`f` is called with `n = 4`. `x` starts at `4`. `x` rises to `5`. `x` goes back to `4`."

    assert complaints(execute(BACK, "4").verdict(text, "4", support_needed=0.0)) == []
    assert execute(BACK, "4").verdict(text.replace("rises", "goes back"), "4", support_needed=0.0).verdict != "verified"


APPENDS = "def f(xs, y):\n    out = []\n    for x in xs:\n        out.append(x + y)\n        xs.append(y)\n        if len(xs) > 2:\n            break\n    return out\n"


@pytest.mark.parametrize(
    "said",
    [
        "Nothing was appended.",
        "Nothing is appended to `xs` here.",
        "`2` was not appended to `xs`.",
        "Nothing is appended.",
    ],
)
def test_what_was_just_done_is_not_denied(execute, said):
    text = "`f` is called with `xs = [3, 1]` and `y = 2`. Pass 1: `x = 3`. Line 4 appends `5` to `out`. Line 5 appends `2` to `xs`. {}"
    executed = execute(APPENDS, "[3, 1], 2")

    assert complaints(executed.verdict(text.format(""), "[5]", support_needed=0.0)) == []
    assert executed.verdict(text.format(said), "[5]", support_needed=0.0).verdict != "verified"


def test_equal_objects_are_not_one(execute):
    code = "def f(a):\n    b = list(a)\n    return b\n"
    text = "`f` is called with `a = [1, 2]`. Line 2: `b = list(a)`, so `b = [1, 2]`. {}`f` returns `[1, 2]`."

    assert execute(code, "[1, 2]").verdict(text.format(""), support_needed=0.0).verdict == "verified"
    assert execute(code, "[1, 2]").verdict(text.format("`b` is `a`. "), support_needed=0.0).verdict != "verified"


TRIES = "def f(t):\n    n = 0\n    try:\n        n = int(t)\n    except ValueError:\n        n = -1\n    return n\n"


@pytest.mark.parametrize(
    "said", ["No exception is raised.", "There was no exception.", "No exception, so `n` is `-1`."]
)
def test_an_exception_is_not_denied_behind_it(execute, said):
    text = (
        "`f` is called with `t = 'x'`. `n = 0`. `int(t)` raises `ValueError`, so line 6 runs and `n` becomes `-1`. {}"
    )
    executed = execute(TRIES, "'x'")

    assert executed.verdict(text.format(""), "-1", support_needed=0.0).verdict == "verified"
    assert executed.verdict(text.format(said), "-1", support_needed=0.0).verdict != "verified"
