"""Conditions that were told are told again with values in place; what is empty, truthy or falsy is said so."""

import pytest

from tests.narrations.test_folding import verdict_on
from tests.narrations.test_order import narrated

LIMITED = (
    "def f(words, limit):\n    seen = {}\n    for word in words:\n        if word not in seen:\n"
    "            seen[word] = []\n"
    "        if len(seen[word]) < limit:\n            seen[word].append(word.upper())\n    return seen\n"
)
BARE = "def f(xs, n):\n    if xs:\n        return 1\n    if n:\n        return 2\n    return 3\n"


@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher"])
def test_a_condition_comes_back_with_its_values(sandbox, voice):
    told = narrated(sandbox, LIMITED, "['a', 'a', 'a', 'b'], 2", voice=voice)

    text = told[-1].rationale
    assert "`seen` is empty" in text
    assert "`1 < 2` " in text
    assert "`2 < 2` " in text
    assert verdict_on(told).verdict == "verified"


def test_what_is_no_comparison_is_truthy_or_falsy(sandbox):
    told = narrated(sandbox, BARE, "[], 5")

    text = told[-1].rationale
    assert "`xs` is `[]`, which is falsy, so line 3 is skipped. `n` is `5`, which is truthy." in text
    assert verdict_on(told).verdict == "verified"


def test_nothing_is_appended_is_said_where_it_is_so(sandbox):
    texts = [narrated(sandbox, LIMITED, f"['a', 'a', '{letter}'], 1")[-1].rationale for letter in "bcdefgh"]

    assert any("so nothing is appended" in text for text in texts)
    assert any("line 7 is skipped" in text for text in texts)


BETWEEN = (
    "def f(xs, low, high):\n    out = []\n    for x in xs:\n        if low < x and x < high:\n"
    "            out.append(x)\n    return out\n"
)


@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher"])
def test_operands_of_and_are_told_with_their_values_and_all_of_them_where_all_decide(sandbox, voice):
    told = narrated(sandbox, BETWEEN, "[9, 1, 5, 12, 6], 3, 8", voice=voice)

    text = told[-1].rationale
    assert "`9 < 8` is `False`" in text
    assert "`3 < 1` is `False`" in text
    assert "`3 < 6` is `True`" in text  # also in a late pass, where the last part alone would be half a reason
    assert "`6 < 8` is `True`" in text
    assert verdict_on(told).verdict == "verified"
