"""What the program did before is not told after what came of it."""

from tests.verification.made import complaints

KEEPS = (
    "def f(xs):\n    kept = []\n    for x in xs:\n        if x < 3:\n            kept.append(x)\n        else:\n"
    "            last = x\n    return kept\n"
)
KEPT = (
    "`f` is called with `xs = [1, 3]`. Line 2 sets `kept` to `[]`. Pass 1: `x = 1`. `1 < 3` holds. Line 5 appends `1` to "
    "`kept`. Pass 2: `x = 3`. "
)


def test_a_line_is_not_skipped_when_its_loop_is_over(execute):
    executed = execute(KEEPS, "[1, 3]")
    skipped, ended = "`3 < 3` is false, so line 5 is skipped. ", "The loop on line 3 is over and leaves `kept = [1]`. "

    assert complaints(executed.verdict(KEPT + skipped + ended)) == []
    assert executed.verdict(KEPT + ended + skipped).verdict == "refuted"


def test_an_arm_does_not_run_after_what_happened_in_it(execute):
    executed = execute(KEEPS, "[1, 3]")
    runs, sets = "`3 < 3` is false, so the `else` branch runs. ", "Line 7 sets `last` to `3`. "

    assert complaints(executed.verdict(KEPT + runs + sets)) == []
    assert executed.verdict(KEPT + sets + runs).verdict != "verified"


TWO_LOOPS = (
    "def f(xs, n):\n    for x in xs:\n        n += x\n    if len(xs) == 3:\n        n = 0\n    for x in enumerate(xs):\n"
    "        n += x[0]\n    return n\n"
)


def test_what_lies_between_two_loops_is_not_told_in_the_second(execute):
    executed = execute(TWO_LOOPS, "[4], 2")
    first = "`f` is called with `xs = [4]` and `n = 2`. The loop on line 2 makes 1 pass. Pass 1: `x = 4`. `n = 6`. "
    asks, loop = "`len(xs)` is `1`, so `len(xs) == 3` fails. ", "The loop on line 6 goes through `enumerate(xs)`. "

    assert complaints(executed.verdict(first + asks + loop)) == []
    assert executed.verdict(first + loop + asks).verdict == "refuted"


def test_a_pass_does_not_begin_after_what_happened_in_it(execute):
    executed = execute(KEEPS, "[1, 1, 1, 3]")
    folded = (
        "`f` is called with `xs = [1, 1, 1, 3]`. Pass 1: `x = 1`. `1 < 3` holds. In passes 2 to 3 `x` takes the values "
        "`1` and `1`. "
    )
    begins, asks = "Pass 4 of the loop on line 3: `x = 3`. ", "`x < 3` is false. "

    assert complaints(executed.verdict(folded + begins + asks)) == []
    assert executed.verdict(folded + asks + begins).verdict == "refuted"


COUNTS = (
    "class Tally:\n    def __init__(self):\n        self.total = 0\n\n    def add(self, n):\n        self.total += n\n\n"
    "def f(xs):\n    tally = Tally()\n    for x in xs:\n        tally.add(x)\n    return tally.total\n"
)


def test_what_a_later_pass_called_is_not_of_this_one(execute):
    executed = execute(COUNTS, "[2, 2, 2]")
    told = (
        "`f` is called with `xs = [2, 2, 2]`. Pass 1: `x = 2`. Now `tally = Tally(total=2)`. Pass 2: `x = 2`. "
        "Now `tally = Tally(total={})`."
    )

    assert complaints(executed.verdict(told.format(4))) == []
    assert executed.verdict(told.format(6)).verdict == "refuted"


def test_a_condition_of_a_bare_name_is_not_asked_after_what_came_of_it(execute):
    executed = execute("def f(xs, n):\n    if xs:\n        n = 0\n    n = n + 1\n    return n\n", "[], 2")
    first = "`f` is called with `xs = []` and `n = 2`. "
    asks, sets = "`xs` is `[]`, which is falsy, so line 3 is skipped. ", "Line 4 sets `n` to `3`. "

    assert complaints(executed.verdict(first + asks + sets)) == []
    assert executed.verdict(first + sets + asks).verdict == "refuted"


FILLS = (
    "def fill(xs, n):\n    for i in range(n):\n        xs.append(i)\n\n\n"
    "def f(xs):\n    xs.append(7)\n    fill(xs, 2)\n    return xs\n"
)


def test_what_a_deed_leaves_is_told_of_that_deed(execute):
    executed = execute(FILLS, "[]")
    first = "`f` is called with `xs = []`. Line 7 appends `7` to `xs`. "

    assert complaints(executed.verdict(first + "`xs` is now `[7]`. `fill` is called with `n = 2`.")) == []
    assert executed.verdict(first + "`xs` is now `[7, 0, 1]`. `fill` is called with `n = 2`.").verdict == "refuted"
    assert (
        executed.verdict(first + "After this step `xs = [7, 0, 1]`. `fill` is called with `n = 2`.").verdict
        == "refuted"
    )
    assert complaints(executed.verdict(first + "Now `xs = [7]`. Line 8 leaves `xs = [7, 0, 1]`.")) == []


DRAWS = (
    "def pairs(xs):\n    for x in xs:\n        y = x + 1\n        yield x, y\n\n\n"
    "def f(xs):\n    total = 0\n    for x, y in pairs(xs):\n        total += x * y\n    return total\n"
)


def test_what_a_generator_does_for_the_next_pass_may_follow_a_summary(execute):
    executed = execute(DRAWS, "[1, 2, 3]")
    folded = (
        "`f` is called with `xs = [1, 2, 3]`. Line 8 sets `total` to `0`. In passes 1 to 2 of the loop on line 9 `x` takes "
        "the values `1` and `2`. "
    )
    goes_on = "`pairs` goes on. Line 3 sets `y` to `4`. Line 4 yields `(3, 4)`. Pass 3 of the loop on line 9: `x = 3`. "

    assert complaints(executed.verdict(folded + goes_on)) == []
    assert executed.verdict(folded + goes_on.replace("`y` to `4`", "`y` to `3`")).verdict == "refuted"


FAILS = "def one(xs):\n    for x in xs:\n        return x\n    raise KeyError(0)\n\n\ndef f(text):\n    it = []\n    one(it)\n    return text\n"


def test_what_the_caller_did_is_not_told_after_what_ran_in_a_call_that_failed(execute):
    executed = execute(FAILS, "'a'")
    first, sets = "`f` is called with `text = 'a'`. ", "Line 8 gives `it = []`. "
    calls, ends = "`one` is called with `xs = []`. ", "The loop on line 2 ends after 0 passes. "

    def verdict(text):
        return executed.verdict(text, "KeyError: 0", support_needed=0.0)

    assert complaints(verdict(first + sets + calls + ends)) == []
    assert verdict(first + calls + ends + sets).verdict == "refuted"
