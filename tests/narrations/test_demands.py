"""Before arguments are proposed it is said what the result has of them, and what was decided by them."""

from dataclasses import replace

import pytest

from tests.narrations.test_folding import verdict_on
from tests.narrations.test_order import narrated

KEEPS = (
    "def head(words, n):\n    if n < 0:\n        return []\n    return words[:n]\n\n\n"
    "def f(words, n, end, loud=False):\n    if loud:\n        return end\n    return [head(words, n), end]\n"
)
RANGES = "def f(n):\n    return [x for x in range(n) if x % 2 == 1]\n"
GIVES_BACK = "def f(text, n):\n    if len(text) <= n:\n        return text\n    return text[:n]\n"
HANDS_A_FUNCTION = (
    "def keep(test, xs):\n    if len(xs) > 4:\n        return []\n    return [x for x in xs if test(x)]\n\n\n"
    "def f(xs):\n    return keep(lambda x: x > 5, xs)\n"
)
PAIRS = "def f(d, xs):\n    return [(key, xs[1][0]) for key in d]\n"


@pytest.mark.parametrize(
    ("code", "source", "said", "lies"),
    [
        (KEEPS, "['a', 'bb', 'c'], 2, '!'", "`'a'` and `'bb'` are items of `words`, in this order", (
            "`'bb'` and `'a'` are items of `words`, in this order",
            "`'a'` and `'c'` are items of `words`, in this order",
        )),
        (KEEPS, "['a', 'bb', 'c'], 2, '!'", "`'!'` is `end`", ("`'?'` is `end`", "`'!'` is `words`")),
        (KEEPS, "['a', 'bb', 'c'], 2, '!'", "in `head`: `n < 0` is false", ("in `head`: `n < 0` is true",)),
        (KEEPS, "['a', 'bb', 'c'], 2, '!'", "keeps its default: `loud = False`", ("keeps its default: `end = '!'`",)),
        (RANGES, "8", "`1`, `3`, `5` and `7` are items of `range(n)`, in this order", (
            "`1`, `3`, `6` and `7` are items of `range(n)`, in this order",
        )),
        (HANDS_A_FUNCTION, "[3, 17, 26]", "in `keep`: `len(xs) > 4` is false", ("in `keep`: `len(xs) > 4` is true",)),
        (GIVES_BACK, "'abc', 5", "The whole result is `text`", ("The whole result is `n`",)),
        (PAIRS, "{'k': 1, 'm': 2}, [[3], ['ab', 'cd']]", "`'k'` and `'m'` are keys of `d`, in this order", (
            "`'k'` and `'m'` are values of `d`, in this order", "`'m'` and `'k'` are keys of `d`, in this order",
        )),
    ],
    ids=["items", "one", "decided", "default", "range", "a_function_is_handed_on", "whole", "keys"],
)  # fmt: skip
def test_what_is_asked_of_the_arguments_stands_before_them_and_lies_are_refuted(sandbox, code, source, said, lies):
    *known, narration = narrated(sandbox, code, source, "input_prediction")

    text = narration.rationale
    assert said in text.split("\nCheck:")[0]
    assert verdict_on((*known, narration)).verdict == "verified"
    for lie in lies:
        assert verdict_on((*known, replace(narration, rationale=text.replace(said, lie, 1)))).verdict == "refuted", lie


@pytest.mark.parametrize(
    ("code", "source", "unsaid"),
    [
        ("def f(xs, n):\n    return [x + 1 for x in xs][:n]\n", "[1, 2], 2", "of `xs`"),  # `2` stands in both by chance
        ("def f(n):\n    way = n + 1\n    if n > 2:\n        return way\n    return 0\n", "4", "on the way"),
        (
            "def f(xs):\n    return [xs.index(x) for x in xs if xs.index(x) in range(len(xs) - 1)]\n",
            "[7, 8, 9, 5, 4]",
            "of `range",
        ),
        (GIVES_BACK.replace("return text\n", "result = text\n        return result\n"), "'abc', 5", "The whole"),
        (KEEPS.replace("head", "keep"), "['a'], 2, '!'", "The rest"),
    ],
    ids=[
        "by_chance",
        "a_range_of_more_than_arguments",
        "a_name_of_the_program",
        "result_is_a_name_of_it",
        "a_name_of_the_program_too",
    ],
)
def test_what_is_equal_by_chance_or_could_be_misread_is_not_said(sandbox, code, source, unsaid):
    *known, narration = narrated(sandbox, code, source, "input_prediction")

    assert unsaid not in narration.rationale.split("\nCheck:")[0]
    assert verdict_on((*known, narration)).verdict == "verified"
