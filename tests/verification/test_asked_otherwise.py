"""A condition that is told to have come out so is the program's own, and what comes again is behind what is told."""

import pytest

from tests.verification.made import complaints
from tracecot.verification.records import Refuted

BELOW = "def f(n, limit):\n    if n < limit:\n        return 0\n    return n\n"
IN_BELOW = "`f` is called with `n = 5` and `limit = 5`. {}, so line 3 is skipped. `f` returns `5`."
SIZED = (
    "def f(xs):\n    if len(xs) == 0:\n        return None\n    if xs[0] is None:\n        return 1\n"
    "    if not xs[0] > 4:\n        return 2\n    return 3\n"
)
IN_SIZED = "`f` is called with `xs = [7]`. {}, so line 3 is skipped. {}, so line 5 is skipped. {}. `f` returns `3`."


@pytest.mark.parametrize("condition", ["n > limit", "n != limit", "limit < n", "n > 5", "5 != n"])
def test_another_sign_over_the_same_operands_is_a_false_account(execute, condition):
    """Each of these is false here, too."""
    verdict = execute(BELOW, "5, 5").verdict(IN_BELOW.format(f"`{condition}` is false"))

    assert [finding.actual for _, _, finding in complaints(verdict) if isinstance(finding, Refuted)][:1] == [
        "the program asks `n < limit`"
    ]


@pytest.mark.parametrize(
    "told", ["`n < limit` is false", "`limit > n` is false", "`n >= limit` is true", "`n < 5` is false", "`limit <= n` is `True`"]
)  # fmt: skip
def test_what_comes_out_alike_in_all_cases_may_stand_for_it(execute, told):
    assert complaints(execute(BELOW, "5, 5").verdict(IN_BELOW.format(told))) == []


@pytest.mark.parametrize(
    "size", ["len(xs) == 0` is false", "len(xs) > 0` is true", "len(xs) < 1` is false", "len(xs) != 0` holds"]
)
@pytest.mark.parametrize("last", ["xs[0] <= 4` is false", "xs[0] > 4` is true", "xs[0] >= 5` is true"])
def test_a_length_is_whole_and_never_below_zero(execute, size, last):
    assert (
        complaints(execute(SIZED, "[7]").verdict(IN_SIZED.format(f"`{size}", "`xs[0] is None` is false", f"`{last}")))
        == []
    )


@pytest.mark.parametrize(
    ("was", "says"),
    [("len(xs) == 0` is false", "len(xs) < 0` is false"), ("len(xs) == 0` is false", "len(xs) >= 2` is false"), ("xs[0] > 4` is true", "xs[0] > 3` is true"), ("xs[0] > 4` is true", "xs[0] != 4` is true")],
)  # fmt: skip
def test_another_number_or_sign_is_no_condition_of_the_program(execute, was, says):
    text = IN_SIZED.format("`len(xs) == 0` is false", "`xs[0] is None` is false", "`xs[0] > 4` is true")

    assert complaints(execute(SIZED, "[7]").verdict(text)) == []
    assert execute(SIZED, "[7]").verdict(text.replace(was, says)).verdict != "verified"


def test_a_condition_of_the_texts_own_is_none_of_the_program(execute):
    code = "def f(n):\n    i = 0\n    while i < n:\n        i += 1\n    return i\n"
    told = "`f` is called with `n = 1`. Pass 1: `i + 1` is `1`, so `i = 1`. `n` is `1`; therefore `{}` is false. "
    executed = execute(code, "1")

    assert complaints(executed.verdict(told.format("i < n"), support_needed=0.0)) == []
    assert [finding.detail for _, _, finding in complaints(executed.verdict(told.format("i < i")))] == [
        "the program asks `i < n`"
    ]


BOTH = "def f(n):\n    if n < 0:\n        return 'minus'\n    if n == 7:\n        return 'seven'\n    return 'other'\n"


def test_the_condition_is_the_one_that_is_asked_there(execute):
    told = "`f` is called with `n = -2`. `{}` is true. Line 3 returns `'minus'`."
    executed = execute(BOTH, "-2")

    assert complaints(executed.verdict(told.format("n < 0"))) == []
    assert executed.verdict(told.format("n != 7")).verdict == "verified"  # other things: another number
    assert executed.verdict(told.format("n != 0")).verdict == "refuted"


TABLE = "def f(xs, k):\n    n = 0\n    for x in xs:\n        if x < k:\n            n += 1\n    return n\n"
ROWS = (
    "`f` is called with `xs = [1, 2, 9]` and `k = 5`. `n = 0`.\n\n| pass | `x` | `{}` | `n` |\n| --- | --- | --- | --- |\n"
    "| 1 | `1` | true | `1` |\n| 2 | `2` | true | `2` |\n| 3 | `9` | false | `2` |\n\n`f` returns `2`."
)


def test_a_column_is_headed_by_a_condition_of_the_program(execute):
    executed = execute(TABLE, "[1, 2, 9], 5")

    assert complaints(executed.verdict(ROWS.format("x < k"))) == []
    assert complaints(executed.verdict(ROWS.format("k > x"))) == []
    assert executed.verdict(ROWS.format("x <= k")).verdict == "refuted"
    assert executed.verdict(ROWS.format("x != 9")).verdict != "verified"


SINCE = "def f(n):\n    if n > 1:\n        return n\n    return 0\n"


@pytest.mark.parametrize(
    ("true", "false"), [("n > 2", "n > 0"), ("n >= 2", "n >= 1"), ("n == 4", "n != 0"), ("n > 3", "n > -1")]
)
def test_a_condition_is_a_reason_where_it_decides_what_the_program_asks(execute, true, false):
    told = "`f` is called with `n = 4`. `n > 1` is true, since `{}`. `f` returns `4`."
    executed = execute(SINCE, "4")

    assert complaints(executed.verdict(told.format(true))) == []
    assert executed.verdict(told.format(false)).verdict != "verified"


TWICE = (
    "def f(string):\n    tmp = string.lower()\n    for c in string.lower():\n        tmp = tmp.replace(c, '', 1)\n"
    "    return tmp\n"
)
IN_TWICE = (
    "`f` is called with `string = 'A'`. {}`string.lower()` is `'a'`, so `tmp = 'a'`. {}The loop on line 3 makes 1 pass. "
    "Pass 1: `c = 'a'`. `tmp = ''`. `f` returns `''`."
)


def test_again_looks_back(execute):
    executed = execute(TWICE, "'A'")
    later = "Again, `string.lower()` is `'a'`. "

    assert complaints(executed.verdict(IN_TWICE.format("", later))) == []
    for word in ("Again, ", "Once more, ", "Once again "):
        assert executed.verdict(IN_TWICE.format(word, "")).verdict == "refuted"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Line 3 runs, since `n > 3`.", "Line 3 runs, since `n > 0`."),
        ("Because `n > 1`, it returns `n`, which is `4`.", "Because `n > 0`, it returns `n`, which is `4`."),
    ],
)
def test_a_line_runs_for_no_weaker_condition_than_it_stands_under(execute, true, false):
    executed = execute(SINCE, "4")

    assert complaints(executed.verdict(f"`f` is called with `n = 4`. {true}", support_needed=0.0)) == []
    assert executed.verdict(f"`f` is called with `n = 4`. {false}").verdict != "verified"


JOINED = "def f(n, k):\n    if n > 1 and k:\n        return n\n    return 0\n"


def test_what_is_joined_by_and_is_not_joined_by_or(execute):
    told = "`f` is called with `n = 2` and `k = True`. `{}` is true. Line 3 returns `2`."
    executed = execute(JOINED, "2, True")

    for true in ("n > 1 and k", "k and n > 1"):
        assert complaints(executed.verdict(told.format(true))) == []
    for false in ("n > 1 or k", "k or n > 1"):
        assert [finding.actual for _, _, finding in complaints(executed.verdict(told.format(false)))][:1] == [
            "the program asks `n > 1 and k`"
        ]
