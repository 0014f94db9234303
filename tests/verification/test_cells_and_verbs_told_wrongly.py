"""A table's column keeps to one moment of the passes, and a call is told by no verb of something else that it doesn't do."""

import pytest

from tests.verification.made import GIVEN, WORDS, complaints

SUMS = (
    "def f(xs, k):\n    n = 0\n    s = 0\n    for x in xs:\n        y = x % 3\n        if x > k:\n            n += 1\n"
    "        s += y\n    return n, s\n"
)  # [1, 3, 5, 4, 6, 8], 5
HALVES = "def f(n):\n    steps = 0\n    while n > 1:\n        n = n // 2\n        steps += 1\n    return steps\n"  # 12
SORTS = "def f(xs):\n    a = sorted(xs)\n    b = list(filter(None, xs))\n    c = ', '.join(map(str, xs))\n    return a, b, c\n"
TURNS = "def order(xs):\n    return list(reversed(xs))\n\n\ndef f(xs):\n    a = order(xs)\n    return a\n"  # [3, 0, 4]
WAITS = "def f(xs, n):\n    if xs and xs[0] > n:\n        return 1\n    return 2\n"  # [], 3 and [1], 3

TABLE = """`f` is called with `xs = [1, 3, 5, 4, 6, 8]` and `k = 5`. `n = 0` and `s = 0`.

| pass | `x` | `y` | `x > k` | `s` | `n` |
| --- | --- | --- | --- | --- | --- |
| 2 | `3` | `0` | false | `1` | - |
| 3 | `5` | `2` | false | `3` | - |
| 4 | `4` | `1` | false | `4` | - |
| 5 | `6` | `0` | true | `4` | `1` |
| 6 | `8` | `2` | true | `6` | `2` |

`f` returns `(2, 6)`."""

#: (a row, what is wrong in it, the words that are refuted)
ROWS = [
    ("| 4 | `4` | `1` |", "| 4 | `4` | `2` |", ["`2`"]),
    ("| 4 | `4` | `1` | false | `4` |", "| 4 | `4` | `1` | false | `3` |", ["`3`"]),
    ("| 5 | `6` | `0` | true |", "| 5 | `6` | `0` | - |", ["-"]),
    ("| true | `6` | `2` |", "| true | `6` | - |", ["-"]),
]

BEGINS = """`f` is called with `n = 12`. `steps = 0`.

| pass | `n` | `steps` |
| --- | --- | --- |
| 1 | `12` | `0` |
| 2 | `6` | `1` |
| 3 | `3` | `2` |

`f` returns `3`."""


def test_a_column_that_gives_what_passes_leave_gives_nothing_older(execute):
    executed = execute(SUMS, "[1, 3, 5, 4, 6, 8], 5")

    assert complaints(executed.verdict(TABLE)) == []
    for true, false, words in ROWS:
        verdict = executed.verdict(TABLE.replace(true, false))
        assert true in TABLE
        assert verdict.verdict == "refuted"
        assert [text for _, text, _ in complaints(verdict)] == words


def test_a_column_may_give_what_passes_begin_with(execute):
    executed = execute(HALVES, "12")

    assert complaints(executed.verdict(BEGINS)) == []
    for other in ("12", "4"):
        verdict = executed.verdict(BEGINS.replace("| 2 | `6`", f"| 2 | `{other}`"))
        assert [finding.actual for _, _, finding in complaints(verdict)] == ["`n` is `6`"]


def test_a_pass_has_two_rows_only_where_those_beside_it_have_one(execute):
    executed = execute(SUMS, "[1, 3, 5, 4, 6, 8], 5")
    row = "| 5 | `6` | `0` | true | `4` | `1` |\n"

    assert complaints(executed.verdict(TABLE.replace(row, row + row))) == []
    twice = executed.verdict(TABLE.replace(row, "").replace("| 6 | `8`", f"{row}{row}| 7 | `8`"))
    assert twice.verdict == "refuted"
    named_wrongly = executed.verdict(TABLE.replace("| 5 | `6`", "| 6 | `6`"))
    assert "two rows are called pass 6, and none pass 5" in [
        getattr(finding, "actual", "") for _, _, finding in complaints(named_wrongly)
    ]


@pytest.mark.parametrize(
    ("truth", "lies"),
    [
        ("`sorted(xs)` sorts 4 items as `[0, 1, 3, 4]`.", ("reverses", "sums", "pairs", "cuts", "joins", "keeps")),
        ("`list(filter(None, xs))` collects 3 items: `[3, 4, 1]`.", ("sorts", "reverses", "sums", "joins")),
        ("`', '.join(map(str, xs))` joins 4 items as `'3, 0, 4, 1'`.", ("sorts", "reverses", "multiplies")),
    ],
)
def test_a_function_is_told_by_its_own_verb(execute, truth, lies):
    executed = execute(SORTS, "[3, 0, 4, 1]")
    told = "`f` is called with `xs = [3, 0, 4, 1]`. {} `f` returns `([0, 1, 3, 4], [3, 4, 1], '3, 0, 4, 1')`."
    verb = truth.split("` ")[1].split()[0]

    assert complaints(executed.verdict(told.format(truth))) == []
    for lie in lies:
        verdict = executed.verdict(told.format(truth.replace(verb, lie)))
        assert (lie, verdict.verdict) == (lie, "refuted")


WORKS = "def f(xs, n):\n    a = xs[1:]\n    b = xs[::-1]\n    c = [x * 2 for x in xs]\n    d = n * 3\n    return a, b, c, d\n"


@pytest.mark.parametrize(
    ("truth", "lies"),
    [
        ("`xs[1:]` cuts the items to `[0, 4]`.", ("reverses", "sums", "pairs", "sorts")),
        ("`xs[::-1]` reverses the items as `[4, 0, 3]`.", ("sorts", "sums", "counts")),
        ("`[x * 2 for x in xs]` doubles the items as `[6, 0, 8]`.", ("sorts", "reverses", "halves")),
        ("`n * 3` multiplies the numbers to `6`.", ("adds", "halves", "doubles", "joins")),
    ],
)
def test_an_operation_is_told_by_its_own_verb(execute, truth, lies):
    executed = execute(WORKS, "[3, 0, 4], 2")
    told = "`f` is called with `xs = [3, 0, 4]` and `n = 2`. {} `f` returns `([0, 4], [4, 0, 3], [6, 0, 8], 6)`."
    verb = truth.split("` ")[1].split()[0]

    assert complaints(executed.verdict(told.format(truth))) == []
    for lie in lies:
        verdict = executed.verdict(told.format(truth.replace(verb, lie)))
        assert (lie, verdict.verdict) in {(lie, "refuted"), (lie, "unreadable")}


def test_how_many_a_call_drops_is_not_how_many_it_leaves(execute):
    executed = execute(SORTS, "[3, 0, 4, 1]")
    told = "`f` is called with `xs = [3, 0, 4, 1]`. {} `f` returns `([0, 1, 3, 4], [3, 4, 1], '3, 0, 4, 1')`."

    assert complaints(executed.verdict(told.format("`list(filter(None, xs))` filters the items: `[3, 4, 1]`."))) == []
    assert executed.verdict(told.format("`list(filter(None, xs))` drops 3 items: `[3, 4, 1]`.")).verdict == "unreadable"


def test_a_function_of_the_program_may_do_what_its_text_does(execute):
    told = "`f` is called with `xs = [3, 0, 4]`. `order(xs)` reverses the items as `[4, 0, 3]`, so `a = [4, 0, 3]`."

    assert complaints(execute(TURNS, "[3, 0, 4]").verdict(told)) == []


@pytest.mark.parametrize(("given", "value"), [("[], 3", "[]"), ("[1], 3", "False")])
def test_what_and_gives_is_its_value_and_not_its_truth(execute, given, value):
    executed = execute(WAITS, given)
    told = f"`f` is called with `xs = {given[:-3]}` and `n = 3`. `xs and xs[0] > n` is {{}}. `f` returns `2`."
    other = {"[]": "False", "False": "[]"}[value]

    assert complaints(executed.verdict(told.format(f"`{value}`, which is falsy"))) == []
    assert complaints(executed.verdict(told.format("false"))) == []
    assert executed.verdict(told.format(f"`{other}`, which is falsy")).verdict != "verified"


def test_what_a_text_becomes_is_made_by_the_operation_that_is_named(execute):
    executed = execute(WORDS, GIVEN)
    told = (
        "`f` is called with `words = ['bee', 'ant', 'bat', 'asp', 'boa']` and `limit = 2`. Pass 1: `word = 'bee'`. "
        "The string is {} to `'BEE'`. The function returns `['ANT', 'ASP', 'BEE', 'BAT']`."
    )

    assert complaints(executed.verdict(told.format("uppercased"))) == []
    assert complaints(executed.verdict(told.format("turned"))) == []
    for other in ("stripped", "lowercased", "reversed", "joined"):
        assert executed.verdict(told.format(other)).verdict == "unreadable"
