"""What a deduction says of the arguments: what was decided on the way, what the result has of them, what keeps its default."""

import pytest

from tests.verification.made import complaints
from tracecot.verification.records import Grounded, Refuted

CODE = (
    "def head(words, n):\n    if n < 0:\n        return []\n    return words[:n]\n\n\n"
    "def f(words, n, end, marks=(), loud=False):\n    if loud:\n        return end\n    found = head(words, n)\n"
    "    return [found, end]\n"
)  # ['a', 'bb', 'c'], 2, '!'
ANSWER = "f(['a', 'bb', 'c'], 2, '!')"
TEXT = (
    "We need arguments with which `f` returns `[['a', 'bb'], '!']`. Line 11 returns `[found, end]`. "
    "Decided on the way: `loud` is false. The conditions on the way in `head`: `n < 0` is false. "
    "Of the result, `'a'` and `'bb'` are items of `words`, in this order. In the result `'!'` is `end`.\n"
    "So take `words = ['a', 'bb', 'c']`, `n = 2` and `end = '!'`. The rest keep their defaults: `marks = ()` and `loud = False`.\n"
    "Check: `f` is called with `words = ['a', 'bb', 'c']`, `n = 2`, `end = '!'`, `marks = ()` and `loud = False`. "
    "`loud` is false. `head` is called with `words = ['a', 'bb', 'c']` and `n = 2`. `n < 0` is false. "
    "`head` returns `['a', 'bb']`. Line 10 sets `found` to `['a', 'bb']`. `f` returns `[['a', 'bb'], '!']`. "
    f"So one answer is `{ANSWER}`.\n[ANSWER]{ANSWER}[/ANSWER]"
)
LIES = (
    ("on the way: `loud` is false", "on the way: `loud` is true"),
    ("in `head`: `n < 0` is false", "in `head`: `n < 0` is true"),
    ("in `head`: `n < 0`", "in `head`: `n < 1`"),
    ("on the way in `head`: `n < 0`", "on the way: `n < 0`"),
    ("on the way: `loud` is false", "on the way: `loud` is false and `end` is false"),
    ("`'a'` and `'bb'` are items", "`'bb'` and `'a'` are items"),
    ("`'a'` and `'bb'` are items", "`'a'` and `'c'` are items"),
    ("`'a'` and `'bb'` are items", "`'a'` and `'d'` are items"),
    ("items of `words`", "items of `marks`"),
    ("items of `words`", "items of `word`"),
    ("items of `words`", "keys of `words`"),
    ("`'!'` is `end`", "`'!'` is `words`"),
    ("`'!'` is `end`", "`'?'` is `end`"),
    ("In the result `'!'` is `end`", "The whole result is `end`"),
    ("`marks = ()` and `loud = False`.\nC", "`marks = ()` and `loud = True`.\nC"),
    ("`marks = ()` and `loud = False`.\nC", "`marks = ()` and `end = '!'`.\nC"),
)


@pytest.fixture(scope="module")
def executed(execute):
    return execute(CODE, "['a', 'bb', 'c'], 2, '!'")


def test_what_is_said_of_the_arguments_is_read_and_checked(executed):
    verdict = executed.backward(TEXT, ANSWER)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"


@pytest.mark.parametrize(("was", "says"), LIES)
def test_a_lie_about_the_arguments_is_refuted(executed, was, says):
    assert was in TEXT

    assert executed.backward(TEXT.replace(was, says, 1), ANSWER).verdict == "refuted"


OTHERS = (
    ("def f(d):\n    return list(d)\n", "{'k': 3, 'm': 4}", "f({'k': 3, 'm': 4})", "`'k'` and `'m'` are keys of `d`, in this order"),
    ("def f(d):\n    return list(d.values())\n", "{'k': 3, 'm': 4}", "f({'k': 3, 'm': 4})", "`3` and `4` are values of `d`"),
    ("def f(t):\n    return [t[1], t[0]]\n", "'xy'", "f('xy')", "`'y'` and `'x'` are characters of `t`"),
    ("def f(n):\n    return list(range(n))\n", "4", "f(4)", "`2` and `3` are items of `range(n)`, in this order"),
    ("def f(xs):\n    return xs[1]\n", "[[5], [7, 8]]", "f([[5], [7, 8]])", "`7` and `8` are items of `xs[1]`"),
    ("def f(xs):\n    result = ''.join(xs)\n    return result\n", "['ab', 'cd']", "f(['ab', 'cd'])",
     "`'ab'` and `'cd'` are items of `xs`, in this order"),
)  # fmt: skip
WRONG = {
    "keys": "values", "values": "keys", "characters": "items", "`2` and `3`": "`3` and `2`",
    "items of `xs[1]`": "items of `xs[0]`", "`'ab'` and `'cd'`": "`'cd'` and `'ab'`",
}  # fmt: skip


@pytest.mark.parametrize(("code", "source", "answer", "said"), OTHERS)
def test_parts_are_items_characters_keys_or_values_of_what_is_given(execute, code, source, answer, said):
    executed = execute(code, source)
    text = f"Of the result, {said}.\nSo take this: `{answer}`.\n[ANSWER]{answer}[/ANSWER]"
    lie = next(said.replace(was, says) for was, says in WRONG.items() if was in said)
    honest, false = (
        next(
            claim.finding
            for claim in executed.backward(text.replace(said, each), answer).claims
            if "Of the" in claim.text
        )
        for each in (said, lie)
    )

    assert isinstance(honest, Grounded)
    assert isinstance(false, Refuted)
