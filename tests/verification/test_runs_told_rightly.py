"""What a narration says truly of recursive generators, of empty sets, of classes with the names of words, of what was returned."""

import pytest

from tests.verification.made import complaints

FLAT = """def flat(xs):
    for x in xs:
        if isinstance(x, list):
            for y in flat(x):
                yield y
        else:
            yield x

def f(xs):
    return list(flat(xs))
"""  # [[[4]]]
IN_FLAT = (
    "`f` is called with `xs = [[[4]]]`. `flat` is called with `xs = [[[4]]]`. The loop on line 2 goes through `xs`. "
    "Pass 1 of the loop on line 2: `x = [[4]]`. `isinstance(x, list)` is true. The loop on line 4 makes one pass. `flat` is called "
    "with `xs = [[4]]`. The loop on line 2 goes through `xs`. Pass 1 of the loop on line 2: `x = [4]`. `isinstance(x, list)` is true. "
    "The loop on line 4 goes through `flat(x)`. Pass 1 of the loop on line 4: `y = 4`. Line 5 yields `4`. {}`f` returns `[4]`."
)
AGAIN = "Pass 1 of the loop on line 4: `y = 4`. Line 5 yields `4`. "


@pytest.mark.parametrize(("told", "verdict"), [(AGAIN, "verified"), (AGAIN * 2, "refuted")])
def test_a_loop_of_each_call_has_a_first_pass_of_its_own(execute, told, verdict):
    assert execute(FLAT, "[[[4]]]").verdict(IN_FLAT.format(told), support_needed=0.0).verdict == verdict


BAGS = """class After:
    def __init__(self, items):
        self.items = set(items)

def f(xs):
    bag = After(xs)
    bag.items.add(3)
    return len(bag.items)
"""  # []


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("Line 6 sets `bag` to `After(xs)`, which is `After(items=set())`.", "verified"),
        ("Line 6 sets `bag` to `After(xs)`, which is `After(items={3})`.", "refuted"),
        ("Line 7 adds `3` to `bag.items`. After this step `bag = After(items={3})`.", "verified"),
        ("Line 7 adds `3` to `bag.items`. After this step `bag = After(items=set())`.", "refuted"),
    ],
)
def test_an_empty_set_is_a_value_and_after_a_word(execute, told, verdict):
    text = f"`f` is called with `xs = []`. {told} `f` returns `1`."

    assert execute(BAGS, "[]").verdict(text, support_needed=0.0).verdict == verdict


LEAVES = """def g(n):
    if n > 0:
        return n
    print(n)
    return 0

def f(n):
    m = g(n)
    return m + 1
"""  # 2


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("Line 3 returns `n`, so line 4 never runs.", "verified"),
        ("Line 3 returns `n`.", "refuted"),  # it did, before
        ("Line 3 returns `m`, so line 4 never runs.", "refuted"),
        ("Line 5 returns `0`, so line 4 never runs.", "refuted"),
    ],
)
def test_what_returned_is_why_a_line_never_runs(execute, told, verdict):
    text = f"`f` is called with `n = 2`. `g` is called with `n = 2`. `g` returns `2`. Line 8 sets `m` to `2`. `f` returns `3`. {told}"

    judged = execute(LEAVES, "2").verdict(text, support_needed=0.0)

    assert judged.verdict == verdict, complaints(judged)


ITERATED = """def flat(xs):
    for x in xs:
        if isinstance(x, list):
            yield from flat(x)
        else:
            yield x

def f(xs):
    return list(flat(xs))
"""  # [[[3], [4]], 5]
NESTED = (
    "`f` is called with `xs = [[[3], [4]], 5]`. `flat` is called with `xs = [[[3], [4]], 5]`. The loop on line 2 goes through `xs`. "
    "Pass 1 of the loop on line 2: `x = [[3], [4]]`. `isinstance(x, list)` is true. `flat` is called with `xs = [[3], [4]]`. "
    "The loop on line 2 goes through `xs`. Pass 1 of the loop on line 2: `x = [3]`. `isinstance(x, list)` is true. `flat` is called "
    "with `xs = [3]`. The loop on line 2 goes through `xs`. {} Line 6 yields `3`. Line 4 yields `3`. `f` returns `[3, 4, 5]`."
)
LAST = "Pass 1 of the loop on line 2: `x = 3`."
ASKED = "`isinstance(x, list)` sees the type `int` and gives `False`, so the `else` branch runs."


@pytest.mark.parametrize(("told", "verdict"), [(f"{LAST} {ASKED}", "verified"), (f"{ASKED} {LAST}", "refuted")])
def test_a_pass_of_the_caller_is_not_begun_with_the_item_of_the_call(execute, told, verdict):
    assert execute(ITERATED, "[[[3], [4]], 5]").verdict(NESTED.format(told), support_needed=0.0).verdict == verdict


RUNS = """def f(s):
    n = 0
    for i in range(1, len(s)):
        if s[i] == s[i - 1]:
            n += 1
        else:
            n = 0
    return n
"""  # 'ddid'


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("Pass 3: `i = 3`. `'d' == 'i'` is false, so the `else` branch runs.", "verified"),
        ("`'d' == 'i'` is false, so the `else` branch runs. Pass 3: `i = 3`.", "unreadable"),
    ],
)  # fmt: skip
def test_an_arm_is_decided_by_the_values_of_its_own_pass(execute, told, verdict):
    text = f"`f` is called with `s = 'ddid'`. Pass 1: `i = 1`. `n = 1`. Pass 2: `i = 2`. `'i' == 'd'` is false, so the `else` branch runs. Line 7 sets `n` to `0`. {told} `f` returns `0`."

    assert execute(RUNS, "'ddid'").verdict(text, support_needed=0.0).verdict == verdict
