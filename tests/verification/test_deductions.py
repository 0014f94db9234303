"""What a deduction says of a result's parts: which line made them, and from what."""

import pytest

from tests.verification.made import complaints

CODE = (
    "def odd(xs):\n"
    "    for x in xs:\n"
    "        if x % 2 == 1:\n"
    "            yield next(iter([x])) * 10\n"
    "        else:\n"
    "            yield next(iter([x]))\n"
    "\n"
    "\n"
    "def f(xs, n):\n"
    "    out = list(odd(xs))\n"
    "    out.append(n + 2)\n"
    "    return out\n"
)
ANSWER = "f([3, 4], 5)"
TEXT = (
    "We need arguments with which `f` returns `[30, 4, 7]`. An item is yielded by line 4 as `next(iter([x])) * 10`. "
    "That happens where `x % 2 == 1` is true. An item is appended by line 11 as `n + 2`, "
    "so `7` comes from `5` (`5 + 2` is `7`). `n + 2` is `7`, so `n` is `5`. "
    "`n + 2` is `7`, so `n` is a number such as `5`: `5 + 2` is `7`.\n"
    "So take `xs = [3, 4]` and `n = 5`.\n"
    "Check: line 11 appends `7`. So one answer is `f([3, 4], 5)`.\n"
    f"[ANSWER]{ANSWER}[/ANSWER]"
)
LIES = (
    ("yielded by line 4", "yielded by line 6"),
    ("yielded by line 4", "appended by line 4"),
    ("line 4 as `next(iter([x])) * 10`", "line 4 as `next(iter([x]))`"),
    ("where `x % 2 == 1` is true", "where `x % 2 == 0` is true"),
    ("appended by line 11 as `n + 2`", "appended by line 11 as `n - 2`"),
    ("`7` comes from `5`", "`7` comes from `4`"),
    ("`7` comes from `5`", "`30` comes from `5`"),
    ("`5 + 2` is `7`", "`5 + 3` is `7`"),
    ("so `n` is `5`", "so `n` is `9`"),
    ("a number such as `5`", "a number such as `6`"),
    ("such as `5`: `5 + 2`", "such as `5`: `4 + 2`"),
)


@pytest.fixture(scope="module")
def executed(execute):
    return execute(CODE, "[3, 4], 5")


def test_what_made_the_parts_of_a_result_is_read_and_checked(executed):
    verdict = executed.backward(TEXT, ANSWER)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"


@pytest.mark.parametrize(("was", "says"), LIES)
def test_a_lie_about_what_made_a_part_is_not_verified(executed, was, says):
    assert was in TEXT

    assert executed.backward(TEXT.replace(was, says, 1), ANSWER).verdict != "verified"


UNRELATED = "def f(a, b):\n    x = a + 1\n    y = b + 1\n    return x * y\n"


def test_so_in_a_deduction_follows_a_link_one_way_or_the_other(execute):
    executed = execute(UNRELATED, "2, 4")
    rest = "\nSo take `a = 2` and `b = 4`.\nCheck: `f` is called with `a = 2` and `b = 4`. `f` returns `15`.\nSo one answer is `f(2, 4)`."

    for told in ("`x` is `3`, so `a` is `2`.", "`x * y` is `15`, so `x` is `3`.", "`b` is `4`, so `y` is `5`."):
        assert complaints(executed.backward(told + rest, "f(2, 4)")) == [], told
    for told in ("`x` is `3`, so `b` is `4`.", "`y` is `5`, so `x` is `3`."):
        assert executed.backward(told + rest, "f(2, 4)").verdict == "refuted", told


INITIALS = "def f(name):\n    letters = [part[0].upper() for part in name.split()]\n    return '.'.join(letters)\n"


def test_what_comes_from_a_part_of_something_comes_from_it(execute):
    text = (
        "We need arguments with which `f` returns `'A.L'`. An item is worked out on line 2 as `part[0].upper()`, so `'L'` "
        "comes from `'lo'` (`'lo'[0].upper()` is `'L'`).\nSo take `name = 'a lo'`.\nCheck: `name.split()` is `['a', 'lo']`. "
        "`f` returns `'A.L'`. So one answer is `f('a lo')`.\n[ANSWER]f('a lo')[/ANSWER]"
    )
    executed = execute(INITIALS, "'a lo'")

    assert complaints(executed.backward(text, "f('a lo')")) == []
    assert executed.backward(text.replace("`'L'` comes", "`'A'` comes"), "f('a lo')").verdict == "refuted"
