"""What a text says of one call is not borne out by another call of the same function."""

import pytest

from tests.verification.made import complaints

COUNTED = (
    "def depth(x):\n    if not isinstance(x, list):\n        return 0\n    return 1 + max(map(depth, x))\n\n\n"
    "def f(x):\n    return depth(x)\n"
)  # x = [3, [4]]
CALLED = "`depth` is called with `x = [3, [4]]`. `not isinstance(x, list)` is false"
MERGED = """def merged(texts):
    middle = len(texts) // 2
    left = iter(texts[0]) if middle == 1 else merged(texts[:middle])
    right = iter(texts[1]) if len(texts) == 2 else merged(texts[middle:])
    kept = next(right)
    for item in left:
        while kept and kept < item:
            yield kept
            kept = next(right, '')
        yield item
    yield kept
    yield from right


def f(*texts):
    return ''.join(merged(texts))
"""
BEGUN = "`merged` is called with `texts = ('be', 'bc')`. The loop on line 6 goes through `left`. Pass 1: `item = 'b'`. "
SHOUTED = "def f(word):\n    word = word.strip()\n    word = word.upper()\n    return word.lower()\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{CALLED}, so line 3 is skipped.",
        f"{CALLED}. `depth` is called with `x = 3`. `not isinstance(x, list)` is true, so line 3 runs.",
    ],
)
def test_an_arm_is_taken_in_the_call_that_is_told(execute, text):
    assert complaints(execute(COUNTED, "[3, [4]]").verdict(text, support_needed=0.0)) == []


@pytest.mark.parametrize("text", [f"{CALLED}, so line 3 runs.", f"{CALLED} and line 3 runs."])
def test_an_arm_of_a_later_call_is_another(execute, text):
    assert execute(COUNTED, "[3, [4]]").verdict(text, support_needed=0.0).verdict == "refuted"


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        (f"{BEGUN}Line 10 yields `'b'`. The loop on line 6 goes through `left`. Pass 1 of the loop on line 6: `item = 'a'`.", True),
        (f"{BEGUN}Line 10 yields `'b'`. The loop on line 6 goes through `left`. Pass 1 of the loop on line 6: `item = 'e'`.", False),
    ],
)  # fmt: skip
def test_a_pass_is_one_of_the_loop_that_was_just_begun(execute, text, is_true):
    verdict = execute(MERGED, "'ad', 'be', 'bc'").verdict(text, support_needed=0.0)

    assert (verdict.verdict == "verified") is is_true, complaints(verdict)


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("`word.upper()` is `'AB'`, so `word = 'AB'`. `word.lower()` is `'ab'`.", True),
        ("`word.upper()` is `'AB'`, so `word = 'AB'`. Again, `word.lower()` is `'ab'`.", False),
    ],
)
def test_what_was_never_evaluated_before_does_not_recur(execute, text, is_true):
    verdict = execute(SHOUTED, "' ab '").verdict(text, support_needed=0.0)

    assert (verdict.verdict == "verified") is is_true, complaints(verdict)


def test_a_module_s_exception_is_read_by_its_name(execute):
    executed = execute("import binascii\n\n\ndef f(s):\n    return binascii.unhexlify(s)\n", "'a'")
    outcome = executed.evidence[0].trace.outcome
    answer = f"{outcome.type}: {outcome.message}"

    told = executed.verdict(f"Line 5 raises `{outcome.type}`.", answer, support_needed=0.0)
    lied = executed.verdict("Line 5 raises `KeyError`.", answer, support_needed=0.0)

    assert complaints(told) == []
    assert lied.verdict == "refuted"


TENS = "def tens(n):\n    for i in range(n):\n        yield i * 10\n\n\ndef f(n):\n    return list(tens(n))\n"


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("`tens` yields `0`. `tens` yields `10`.", True),
        ("`tens` yields `i * 10`.", True),
        ("`tens` yields `0`. `tens` yields `20`.", False),
        ("`tens` yields `10`. `tens` yields `0`.", False),
        ("`tens` returns `0`.", False),  # it returns `None`, whatever it yielded
        ("`f` yields `[0, 10]`.", True),  # who is no generator yields what it returns
        ("`f` yields `0`.", False),
    ],
)
def test_a_generator_yields_what_it_hands_over_not_what_it_returns(execute, text, is_true):
    verdict = execute(TENS, "2").verdict(f"`f` is called with `n = 2`. {text}", support_needed=0.0)

    assert verdict.verdict == ("verified" if is_true else "refuted"), complaints(verdict)


BIG = "def big(i):\n    return i > 40\n\n\ndef f(xs):\n    return list(filter(big, xs))\n"


@pytest.mark.parametrize(("outcome", "verdict"), [("False", "verified"), ("True", "refuted")])
def test_what_comes_out_of_a_call_that_is_told_is_not_that_of_one_after_it(execute, outcome, verdict):
    text = f"`f` is called with `xs = (10, 42)`. `big` is called with `i = 10`. `i > 40` is `{outcome}`. `f` returns `[42]`."

    assert execute(BIG, "(10, 42)").verdict(text, support_needed=0.0).verdict == verdict


ENDS = "def take(source):\n    item = next(source)\n    return item\n\n\ndef f(n):\n    source = iter(range(n))\n    a = take(source)\n    return a, take(source)\n"


def test_an_exception_of_a_later_call_is_its_caller_s_too(execute):
    told = "`f` is called with `n = 1`. `take` is called. `next(source)` is `0`, so `item = 0`. `f` raises `StopIteration`."
    executed = execute(ENDS, "1")

    assert complaints(executed.verdict(told, "StopIteration", support_needed=0.0)) == []
