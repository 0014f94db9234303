"""What repeats gets shorter: a new key again, in the same way; what has to be worked out anew is worked out."""

import re
from dataclasses import replace

import pytest

from tests.narrations.test_folding import LIMITED, verdict_on
from tests.narrations.test_order import narrated

WORDS = ["bee", "ant", "bat", "asp", "boa", "cow", "bug"]
SUMS = (
    "def f(xs):\n    total = 0\n    kept = []\n    for x in xs:\n        if x > 1:\n            total += x\n"
    "            kept.append(total)\n    return kept\n"
)


@pytest.mark.parametrize("limit", [2, 3])
@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher"])
def test_what_repeats_is_said_to(sandbox, voice, limit):
    told = narrated(sandbox, LIMITED, f"{WORDS}, {limit}", voice=voice)

    assert ", a new key again." in told[-1].rationale or "In the same way" in told[-1].rationale
    assert verdict_on(told).verdict == "verified"


def test_a_key_that_is_new_again_is_called_that(sandbox):
    texts = [narrated(sandbox, LIMITED, f"{WORDS}, {limit}")[-1].rationale for limit in range(2, 6)]

    assert any(
        "`'a'`, a new key again. Line 6 stores" in text or "`key = 'a'`, a new key again." in text for text in texts
    )


def test_a_pass_that_goes_the_way_of_two_others_is_told_by_what_it_does(sandbox):
    texts = [narrated(sandbox, LIMITED, f"{WORDS}, {limit}", voice="terse")[-1].rationale for limit in range(3, 7)]

    assert any("In the same way `key = 'b'` and line 8 appends `'BOA'` to `seen[key]`." in text for text in texts)


@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher"])
def test_a_sum_is_worked_out_each_time(sandbox, voice):
    told = narrated(sandbox, SUMS, "[2, 3, 4, 5, 6]", voice=voice)

    assert "In the same way" not in told[-1].rationale
    assert verdict_on(told).verdict == "verified"


@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher"])
def test_a_lie_about_what_repeats_is_refused(sandbox, voice):
    *known, narration = narrated(sandbox, LIMITED, f"{WORDS}, 3", voice=voice)
    lie = re.sub("(In the same way .*line 8 appends `')[A-Z]+", r"\1BAR", narration.rationale)

    assert lie != narration.rationale
    assert verdict_on((*known, replace(narration, rationale=lie))).verdict != "verified"


BARE = "def f(n):\n    it = iter(range(n))\n    for i in range(4):\n        next(it)\n    return list(it)\n"


def test_passes_of_which_there_is_nothing_to_tell_are_told_at_once(sandbox):
    told = narrated(sandbox, BARE, "6")

    assert "1 to 4 `i` takes the values `0`, `1`, `2` and `3`." in told[-1].rationale
    assert verdict_on(told).verdict == "verified"


EXTENDED = "def f(array):\n    n = array.pop()\n    array.extend([n, n])\n    array.append(n + 1)\n    return array\n"


@pytest.mark.parametrize("source", ["[1, 2]", "[3, 4]", "[1, 1, 2, 2]", "[7]"])
def test_an_argument_stands_beside_its_value_only_before_what_is_changed(sandbox, source):
    told = narrated(sandbox, EXTENDED, source, voice="terse")

    assert ",." not in told[-1].rationale
    assert verdict_on(told).verdict == "verified"
