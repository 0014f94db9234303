"""Code in a text is the program's, perhaps with values; a reason is what its condition came out by; a function is called."""

import pytest

from tests.verification.made import complaints

PARTS = """class Box:
    def __init__(self, items):
        self.items = items

def pick(box, at):
    return box.items[at]

def f(xs, at):
    box = Box(xs)
    first = pick(box, at)
    if first > 2 and first % 2 == 1:
        return sorted(box.items)
    return first
"""  # [3, 1], 0
IN_PARTS = "`f` is called with `xs = [3, 1]` and `at = 0`. {} `f` returns `[1, 3]`."

TWICE = """def is_big(x, low):
    return x > 0 and x > low

def f(n):
    if is_big(n, 2):
        m = n - 5
        if is_big(m, 2):
            return m
    return n
"""  # 6
IN_TWICE = "`f` is called with `n = 6`. {} Line 6 sets `m` to `1`. `is_big(m, 2)` is false. `f` returns `6`."

#: (program, input, frame, what is true, what is not so)
TOLD = [
    # the names of attributes count
    (PARTS, "[3, 1], 0", IN_PARTS, "Line 12 returns `sorted(box.items)`.", "Line 12 returns `sorted(box.first)`."),
    (PARTS, "[3, 1], 0", IN_PARTS, "Line 6 returns `box.items[0]`.", "Line 6 returns `box.pick[0]`."),
    # a class is constructed, and a function is called
    (PARTS, "[3, 1], 0", IN_PARTS, "`Box` is constructed with `items = [3, 1]`.", "`Box` is constructed with `items = [1, 3]`."),
    (PARTS, "[3, 1], 0", IN_PARTS, "`pick` is called with `at = 0`.", "`pick` is constructed with `at = 0`."),
    # a function returns, and takes or raises no value
    (PARTS, "[3, 1], 0", IN_PARTS, "`pick` returns `3`.", "`pick` takes `3`."),
    (PARTS, "[3, 1], 0", IN_PARTS, "`pick` gives `3`.", "`pick` raises `3`."),
    # what is worked out next is not what it is said not to be
    (PARTS, "[3, 1], 0", IN_PARTS, "Line 9 sets `box` to `Box(xs)`, which is `Box(items=[3, 1])`. Line 10 sets `first` to `pick(box, at)`, which is not `1`.", "Line 9 sets `box` to `Box(xs)`, which is `Box(items=[3, 1])`. Line 10 sets `first` to `pick(box, at)`, which is not `3`."),
    # what is spoken of is the program's
    (PARTS, "[3, 1], 0", IN_PARTS, "We have to decide on `first > 2 and first % 2 == 1`.", "We have to decide on `first > 2 or first % 2 == 1`."),
    (PARTS, "[3, 1], 0", IN_PARTS, "Does `first % 2 == 1` hold?", "Does `first % 3 == 1` hold?"),
    (PARTS, "[3, 1], 0", IN_PARTS, "What about `box.items[0]`?", "What about `box.items[0] + 1`?"),
    # a condition that was asked anew is so by what it came to then
    (TWICE, "6", IN_TWICE, "`x > 0` is `True` and `x > low` is `True`, so `x > 0 and x > low` is true.", "`x > 0` is `True` and `x > low` is `True`, so `x > 0 and x > low` is false."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "given", "frame", "truth", "lie"), TOLD)
def test_code_is_told_as_the_program_has_it(execute, code, given, frame, truth, lie):
    executed = execute(code, given)

    assert complaints(executed.verdict(frame.format(truth), support_needed=0.0)) == []
    assert executed.verdict(frame.format(lie), support_needed=0.0).verdict in ("refuted", "unreadable")


KEPT = """def f(xs):
    kept = []
    for x in xs:
        if x % 2 == 0:
            kept.append(x)
    return kept
"""  # [4, 3]


@pytest.mark.parametrize(("truth", "verdict"), [("true", "verified"), ("false", "refuted")])
def test_what_happens_where_a_condition_is_so_stands_under_it(execute, truth, verdict):
    text = (
        "We need arguments with which `f` returns `[4]`. Line 6 returns `kept`. An item is appended by line 5 as `x`. "
        f"That happens where `x % 2 == 0` is {truth}. Line 3 gives `x = 4`. So take `xs = [4, 3]`."
    )

    assert execute(KEPT, "[4, 3]").backward(text, "f([4, 3])").verdict == verdict


STORED = """def f(xs):
    kept = {}
    for x in xs:
        kept[x] = x + 1
    xs[1:] = [7]
    return kept
"""  # [4, 3]
IN_STORED = "`f` is called with `xs = [4, 3]`. {} `f` returns `{{4: 5, 3: 4}}`."


@pytest.mark.parametrize(
    ("truth", "lie"),
    [
        ("Pass 1: `x = 4`. Line 4 stores `kept[4] = 5`. Now `kept = {4: 5}`.", "Pass 1: `x = 4`. Line 4 stores `kept[4] = 5`. No longer `kept = {4: 5}`."),
        ("Pass 2: `x = 3`. `kept` is `{4: 5}`.", "Pass 2: `x = 3`. `kept` is no longer `{4: 5}`."),
        ("Line 5 stores `xs[1:] = [7]`.", "Line 5 removes `xs[1:] = [7]`."),
    ],
)  # fmt: skip
def test_what_is_so_is_not_told_by_words_that_deny_it(execute, truth, lie):
    executed = execute(STORED, "[4, 3]")

    assert complaints(executed.verdict(IN_STORED.format(truth), support_needed=0.0)) == []
    assert executed.verdict(IN_STORED.format(lie), support_needed=0.0).verdict in ("refuted", "unreadable")


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("We need arguments with which `f` returns `[4]`. {} So one answer is `f([4, 3])`.", "verified"),
        ("We need arguments with which `f` returns `[4]`. {} So one answer is `kept([4, 3])`.", "refuted"),
        ("We need arguments with which `g` returns `[4]`. {} So one answer is `f([4, 3])`.", "refuted"),
        ("We need arguments with which `f` returns `0`. {} So one answer is `f([4, 3])`.", "refuted"),
    ],
)
def test_the_call_that_is_asked_about_is_the_one_that_is_named(execute, told, verdict):
    text = told.format("Line 6 returns `kept`. Line 3 gives `x = 4`. `x % 2` is `0`. So take `xs = [4, 3]`.")

    assert execute(KEPT, "[4, 3]").backward(text, "f([4, 3])").verdict == verdict


SHADOWED = """def low(n):
    return n

def f(n):
    xs = [x for x in range(n)]
    y = low(n)
    return xs
"""  # 3


@pytest.mark.parametrize(
    ("told", "verdict"), [("`n % 2` is `1`", "verified"), ("`x % 2` is `0`", "unreadable"), ("`x` is `2`", "refuted")]
)
def test_the_names_of_a_comprehension_are_gone_with_it(execute, told, verdict):
    text = f"`f` is called with `n = 3`. `xs = [0, 1, 2]`. `low` is called with `n = 3`. {told}. `low` returns `3`. `f` returns `[0, 1, 2]`."

    assert execute(SHADOWED, "3").verdict(text, support_needed=0.0).verdict == verdict


def test_a_condition_that_the_program_asks_is_no_denial_of_a_later_value(execute):
    executed = execute(
        "def f(xs):\n    if len(xs) == 0:\n        return 1\n    if len(xs) == 1:\n        return 2\n    return 3\n",
        "[4, 5]",
    )
    told = "`f` is called with `xs = [4, 5]`. {}`len(xs)` is `2`, so `len(xs) == 0` fails. `len(xs) == 1` fails. `f` returns `3`."

    assert executed.verdict(told.format("")).verdict == "verified"
    assert executed.verdict(told.format("Again, ")).verdict == "refuted"
