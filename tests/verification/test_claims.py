"""Every kind of claim has texts that tell it truly and texts that lie about it."""

import pytest

from tests.verification.made import complaints
from tracecot.verification.records import Grounded

SUM = (
    "def f(xs, limit):\n"
    "    total = 0\n"
    "    for i, x in enumerate(xs):\n"
    "        if x % 2 == 0:\n"
    "            total += x\n"
    "        else:\n"
    "            total -= 1\n"
    "        if total > limit:\n"
    "            break\n"
    "    return total\n"
)  # xs = [4, 3, 6, 8], limit = 8: total 4, 3, 9, then break
HELPER = (
    "def double(n):\n    return n * 2\n\n\ndef f(n):\n    xs = []\n    while n > 0:\n"
    "        xs.insert(0, double(n))\n        n -= 1\n    xs.sort()\n    return xs\n"
)  # n = 3: xs [6], [4, 6], [2, 4, 6]
RAISES = (
    "def f(texts):\n    good = {}\n    for text in texts:\n        try:\n            good[text] = int(text)\n"
    "        except ValueError:\n            good[text] = None\n    return good['1'] / good['0']\n"
)  # texts = ['1', 'x', '0']: ZeroDivisionError
GENERATOR = (
    "def counted(xs):\n    for x in xs:\n        yield x * 2\n\n\ndef f(xs):\n    match xs:\n        case []:\n"
    "            return 0\n        case [first, *rest]:\n            total = first\n"
    "    for y in counted(xs):\n        total += y\n    return total\n"
)  # xs = [1, 5]: total 1, 3, 13

S = "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. "

TRUE = [
    # bind, value, state
    (SUM, S + "`total` starts at `0`."),
    (SUM, S + "Line 2 sets `total` to 0."),
    (HELPER, "`f` is called with `n = 3`. Pass 1: line 9 sets `n` to `n - 1`, which is `2`."),
    (SUM, S + "`total = 0`. `len(xs)` is 4, and `xs[0]` is `4`."),
    (SUM, S + "First `total` becomes 0, then in pass 1 it becomes 4."),
    (SUM, S + "Pass 1: `i = 0` and `x = 4`. `total` goes from `0` to `4`."),
    (SUM, S + "In pass 2 `x` is `3`, so `total` drops to `3`."),
    (SUM, S + "Pass 1: `total` is increased by 4."),
    # branch
    (SUM, S + "Pass 1: `x % 2` is `0`, so `x % 2 == 0` holds and line 5 runs."),
    (SUM, S + "Pass 2: `x % 2 == 0` fails, so the else branch runs."),
    (SUM, S + "Pass 2: `x % 2 == 0` is false, so line 5 is skipped."),
    (SUM, S + "In the second pass `x % 2 == 0` is not true."),
    (SUM, S + "Pass 3: `9 > 8` is true."),
    # iteration
    (SUM, S + "The loop on line 3 runs 3 times."),
    (SUM, S + "The loop makes three passes. In the last iteration `x` is `6`."),
    (SUM, S + "The loop ends early with `total = 9`."),
    (SUM, S + "In pass 3 `total` becomes `9`, so `break` leaves the loop."),
    # summary
    (SUM, S + "In every pass `limit` is `8`."),
    (SUM, S + "In passes 1 to 3 `x` takes the values `4`, `3` and `6`."),
    (SUM, S + "In every pass but one `x % 2 == 0` is true."),
    # arithmetic, membership, properties
    (SUM, S + "`xs` has 4 items and `3` is in `xs`. `2 + 3 = 5` and `'a' * 2` is `'aa'`."),
    (SUM, S + "Line 2 sets `total` to `0`. `total` is zero and `limit` is even."),
    # calls, returns
    (HELPER, "`f` is called with `n = 3`. `double` is called with `n = 3` and returns `6`."),
    (HELPER, "`double(3)` returns `6`, then `double(2)` is `4`."),
    (HELPER, "The function returns `[2, 4, 6]`."),
    (HELPER, "`xs` starts as `[]`, and the result is `[2, 4, 6]`."),
    # mutate
    (HELPER, "Pass 1: line 8 inserts `double(n)`, which is `6`, into `xs` at index 0. Now `xs = [6]`."),
    (HELPER, "Pass 2: `4` is inserted into `xs`, so `xs` is now `[4, 6]`. The loop ends. Line 10 sorts `xs`."),
    (HELPER, "Pass 1: nothing is appended. `n` becomes `2`."),
    # while
    (HELPER, "The loop on line 7 runs while `n > 0` is true. Pass 1: `n > 0` is true. After the loop `n` is `0`."),
    # raise
    (RAISES, "Pass 2: line 5 raises `ValueError`, and the handler on line 6 catches the `ValueError`."),
    (RAISES, "In pass 2 `int(text)` raises a ValueError. Line 7 stores `good['x'] = None`."),
    (RAISES, "`good['1'] / good['0']` raises `ZeroDivisionError` with the message `'division by zero'`."),
    # generators, patterns
    (GENERATOR, "Line 3 yields `2`. Pass 1 of the loop on line 12: `y = 2`. `counted` goes on. Line 3 yields `10`."),
    (GENERATOR, "`counted` is called. Pass 1 of the loop on line 2: `x = 1`. `counted` resumes. Line 2 sets `x` to `5`."),
    (GENERATOR, "`xs` does not match `[]`. `xs` matches `[first, *rest]`. Line 11 sets `total` to `1`."),
    # line, source, mention
    (SUM, S + "Line 2 sets `total = 0`. Line 9 has the `break`. Look at `limit`."),
    (SUM, S + "Line 2 sets `total = 0`. Look at the loop `for i, x in enumerate(xs)`."),
]  # fmt: skip

FALSE = [
    # bind, value, state
    (SUM, S + "`total` starts at `1`.", "`total` starts at `1`"),
    (HELPER, "`f` is called with `n = 3`. Pass 1: line 8 sets `n` to `n - 1`, which is `2`.", "line 8"),
    (HELPER, "`f` is called with `n = 3`. Pass 1: line 9 sets `xs` to `n - 1`, which is `2`.", "`xs`"),
    (SUM, S + "Line 3 sets `total` to 0.", "Line 3"),
    (SUM, S + "`len(xs)` is 3.", "`len(xs)` is 3"),
    (SUM, S + "`xs[0]` is `3`.", "`xs[0]` is `3`"),
    (SUM, S + "Pass 1: `i = 1`.", "`i = 1`"),
    (SUM, S + "Pass 1: `total` becomes `3`.", "`total` becomes `3`"),
    (SUM, S + "Pass 1: `total` goes from `1` to `4`.", "from `1`"),
    (SUM, S + "Pass 1: `total` is `9`.", "`total` is `9`"),
    (SUM, S + "Pass 1: `total` is increased by 3.", "increased by 3"),
    (SUM, S + "Pass 2: `total = 3`. Pass 1: `total = 4`.", "Pass 1"),
    (SUM, S + "`y` is `4`.", "`y` is `4`"),
    # branch
    (SUM, S + "Pass 1: `x % 2 == 0` fails.", "fails"),
    (SUM, S + "Pass 2: `x % 2 == 0` is true.", "is true"),
    (SUM, S + "Pass 2: `x % 2 == 0` is false, so line 7 is skipped.", "line 7 is skipped"),
    (SUM, S + "Pass 1: `x % 2 == 0` is true, so the else branch runs.", "else branch runs"),
    (SUM, S + "Pass 2: `9 > 8` is true.", "`9 > 8`"),
    (SUM, S + "Pass 3: `9 > 8` is false.", "`9 > 8`"),
    # iteration
    (SUM, S + "The loop on line 3 runs 4 times.", "4 times"),
    (SUM, S + "The loop makes two passes.", "two"),
    (SUM, S + "Pass 4: `x = 8`.", "Pass 4"),
    (SUM, S + "The loop ends with `total = 3`.", "`total = 3`"),
    (SUM, S + "In the last iteration `x` is `8`.", "`x` is `8`"),
    # summary
    (SUM, S + "In every pass `x` is `4`.", "`x` is `4`"),
    (SUM, S + "In passes 1 to 3 `x` takes the values `4`, `6` and `3`.", "takes the values"),
    (SUM, S + "In every pass but two `x % 2 == 0` is true.", "every pass"),
    (SUM, S + "In every pass `x % 2 == 0` is true.", "is true"),
    # arithmetic, membership, properties
    (SUM, S + "`2 + 3 = 6`.", "`2 + 3 = 6`"),
    (SUM, S + "`'ant'.upper()` is `'ANt'`.", "`'ANt'`"),
    (SUM, S + "`5` is in `xs`.", "`5` is in `xs`"),
    (SUM, S + "`xs` is empty.", "`xs` is empty"),
    (SUM, S + "`xs` has 5 items.", "5 items"),
    # calls, returns
    (HELPER, "`double` is called with `n = 4`.", "`n = 4`"),
    (HELPER, "`double(3)` returns `5`.", "`5`"),
    (HELPER, "`double(2)` is `4`, then `double(3)` returns `6`.", "`double(3)` returns `6`"),
    (HELPER, "The function returns `[2, 4]`.", "`[2, 4]`"),
    # mutate
    (HELPER, "Pass 1: line 8 inserts `4` into `xs`.", "`4`"),
    (HELPER, "Pass 1: line 8 inserts `6` into `xs` at index 1.", "index 1"),
    (HELPER, "Pass 1: line 8 inserts `6`. Now `xs = [4, 6]`.", "`xs = [4, 6]`"),
    (HELPER, "Pass 1: nothing is inserted.", "nothing is inserted"),
    (HELPER, "Line 9 sorts `xs`.", "Line 9"),
    # raise
    (RAISES, "Pass 2: line 5 raises `TypeError`.", "`TypeError`"),
    (RAISES, "Pass 1: line 5 raises `ValueError`.", "`ValueError`"),
    (RAISES, "`good['1'] / good['0']` raises `ZeroDivisionError` with the message `'by zero'`.", "by zero"),
    (RAISES, "The function returns `0`.", "returns `0`"),
    # dependency
    (SUM, S + "`limit` is `8`, so `xs` is `[4, 3, 6, 8]`.", "so"),
    (SUM, S + "Pass 2: `x` is `3`, so `i = 1`. `x` is `3`, so `total = 4`.", "so `total = 4`"),
    (SUM, S + "Pass 2: `limit` is `8`, so `x % 2 == 0` is false.", "so"),
    # generators, patterns
    (GENERATOR, "Line 3 yields `10`. `counted` goes on. Line 3 yields `2`.", "yields `2`"),
    (GENERATOR, "Line 3 yields `2`. `total` goes on.", "`total` goes on"),
    (GENERATOR, "Line 14 returns `13`. `counted` goes on.", "`counted` goes on"),
    (GENERATOR, "`xs` matches `[]`.", "`xs` matches `[]`"),
    (GENERATOR, "`xs` does not match `[first, *rest]`.", "does not match"),
    (GENERATOR, "`total` matches `[first, *rest]`.", "`total` matches"),
    # line, source, mention
    (SUM, S + "Line 12 sets `total` to `0`.", "Line 12"),
    (SUM, S + "Look at `bound`.", "`bound`"),
    (SUM, S + "Line 2 sets `total = 0`. Line 8 has the `break`.", "`break`"),
    (SUM, S + "The loop `for x in xs` comes next.", "`for x in xs`"),
    (SUM, S + "`nothing here is code(`.", "`nothing here is code(`"),
]  # fmt: skip

ANSWERS = {SUM: "9", HELPER: "[2, 4, 6]", RAISES: "ZeroDivisionError: division by zero", GENERATOR: "13"}
INPUTS = {SUM: "[4, 3, 6, 8], 8", HELPER: "3", RAISES: "['1', 'x', '0']", GENERATOR: "[1, 5]"}


def judged(execute, code, text):
    return execute(code, INPUTS[code]).verdict(text, ANSWERS[code], support_needed=0.0)


@pytest.mark.parametrize(("code", "text"), TRUE)
def test_a_true_text_verifies(execute, code, text):
    verdict = judged(execute, code, text)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"


@pytest.mark.parametrize(("code", "text", "span"), FALSE)
def test_a_false_text_is_not_verified_and_the_span_is_found(execute, code, text, span):
    verdict = judged(execute, code, text)

    start = text.rindex(span)
    assert verdict.verdict != "verified"
    assert any(
        claim.start < start + len(span) and start < claim.end
        for claim in verdict.claims
        if not isinstance(claim.finding, Grounded)
    ), complaints(verdict)


def test_what_really_happened_is_told(execute):
    verdict = judged(execute, SUM, S + "Pass 2: `total` becomes `5`.")

    (claim,) = [claim for claim in verdict.claims if not isinstance(claim.finding, Grounded)]
    assert claim.kind == "bind"
    assert claim.text == "`total` becomes `5`"
    assert claim.finding.actual == "`total` is `3` on line 7 in pass 2"


def test_each_grounded_step_names_its_event(execute):
    executed = execute(SUM, INPUTS[SUM])
    verdict = executed.verdict(S + "Pass 2: `x = 3`.", "9", support_needed=0.0)

    events = executed.evidence[0].trace.events
    told = [claim for claim in verdict.claims if claim.text == "`x = 3`"]
    assert [(events[claim.finding.event].name, events[claim.finding.event].pass_) for claim in told] == [("x", 2)]


def test_a_stretch_that_begins_too_early_is_what_is_wrong(execute):
    verdict = judged(execute, SUM, S + "In passes 1 to 3 `x` takes the values `3` and `6`.")

    (claim,) = [claim for claim in verdict.claims if not isinstance(claim.finding, Grounded)]
    assert (claim.kind, claim.finding.actual) == ("summary", "it is so of passes 2 to 3")


def test_what_is_only_worked_out_is_not_its_truth(execute):
    executed = execute("def f(a, b):\n    x = a or b\n    return x\n", "'', 'no'")
    first = "`f` is called with `a = ''` and `b = 'no'`. "

    assert complaints(executed.verdict(first + "`a or b` is `'no'`, so `x = 'no'`.")) == []
    assert executed.verdict(first + "`a or b` is `True`, so `x = 'no'`.").verdict == "refuted"


def test_an_object_that_a_value_is_not_is_a_contradiction(execute):
    code = "class Box:\n    pass\n\n\ndef f(n):\n    box = Box()\n    ok = not n\n    return ok\n"
    text = "`f` is called with `n = 1`. `not n` is {}, so `ok = False`."

    assert complaints(execute(code, "1").verdict(text.format("`False`"))) == []
    assert execute(code, "1").verdict(text.format("`Box()`")).verdict == "refuted"


@pytest.mark.parametrize("told", ["The {} line is `total = 0`.", "The {} line:\n```python\ntotal = 0\n```\n"])
def test_the_first_line_is_not_the_last(execute, told):
    assert judged(execute, SUM, S + told.format("first")).verdict == "verified"
    assert judged(execute, SUM, S + told.format("last")).verdict == "refuted"


def test_a_stretch_beyond_the_loop_is_what_is_wrong(execute):
    code = "def f(xs):\n    for x in xs:\n        y = x > 0\n    for z in range(9):\n        y = z < 0\n    return y\n"
    text = (
        "`f` is called with `xs = [1, 2, 3]`. The loop on line 2 goes through `xs`. In passes 1 to {} `x > 0` is true."
    )
    executed = execute(code, "[1, 2, 3]")

    assert complaints(executed.verdict(text.format(3))) == []
    assert ("summary", "In passes 1 to 4") in [
        (kind, said) for kind, said, _ in complaints(executed.verdict(text.format(4)))
    ]
