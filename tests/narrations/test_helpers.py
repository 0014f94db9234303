"""Helpers that do one thing are told in one sentence, and what they gave is not said twice."""

from dataclasses import replace

import pytest

from tests.narrations.test_folding import verdict_on
from tests.narrations.test_order import narrated
from tracecot.narrations.wording.style import VOICES

CODE = (
    "def is_b(v):\n    return isinstance(v, bool)\n\n\ndef is_number(v):\n"
    "    return not is_b(v) and isinstance(v, (int, float))\n\n\ndef f(value):\n"
    "    if not is_number(value):\n        return 'none'\n    return value * 2\n"
)
SAID = "and returns `isinstance(v, bool)`, which is `False`"


@pytest.mark.parametrize("task", ["output_prediction", "input_prediction"])
@pytest.mark.parametrize("voice", VOICES)
def test_a_one_liner_is_one_sentence_and_a_lie_in_it_is_refuted(sandbox, voice, task):
    *known, narration = narrated(sandbox, CODE, "7", task, voice)

    assert f"with `v = 7` {SAID}." in narration.rationale
    assert "`is_b(v)` is" not in narration.rationale
    assert "`not is_b(v)` is" not in narration.rationale
    assert verdict_on((*known, narration)).verdict == "verified"
    for lie in (SAID.replace("False", "True"), SAID.replace("v, bool", "v, (int, float)"), "and returns `True`"):
        false = replace(narration, rationale=narration.rationale.replace(SAID, lie))
        assert verdict_on((*known, false)).verdict == "refuted", lie
    false = replace(narration, rationale=narration.rationale.replace("with `v = 7` and", "with `v = 8` and"))
    assert verdict_on((*known, false)).verdict == "refuted"


AGAIN = (
    "def cleaned(text, mark):\n    found = text.strip()\n    if mark in found:\n"
    "        found = found.replace(mark, '')\n    return found\n\n\n"
    "def f(words):\n    out = []\n    for word in words:\n"
    "        out.append(cleaned(word, '-'))\n    return out\n"
)


@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher"])
def test_the_same_call_is_told_once(sandbox, voice):
    *known, narration = narrated(sandbox, AGAIN, "['a-b', 'c', 'a-b']", voice=voice)

    assert "with `text = 'a-b'` and `mark = '-'`, and returns `'ab'` again." in narration.rationale
    assert narration.rationale.count("`text.strip()`") == 2
    assert verdict_on((*known, narration)).verdict == "verified"
    for lie in ("returns `'c'` again", "returns `'a-b'` again"):
        false = narration.rationale.replace("returns `'ab'` again", lie)
        assert verdict_on((*known, replace(narration, rationale=false))).verdict == "refuted", lie


KEPT = "def g(xs, n):\n    xs.append(n)\n    return n\n\n\ndef f(n):\n    xs = []\n    return g(xs, n) + g(xs, n), xs\n"


def test_what_others_see_of_it_is_told_each_time(sandbox):
    told = narrated(sandbox, KEPT, "3")

    assert told[-1].rationale.count("ine 2 appends `3` to `xs`") == 2
    assert "again" not in told[-1].rationale
    assert told[-1].rationale.count("xs = [3, 3]") == 1  # and not once more for the caller's name
    assert verdict_on(told).verdict == "verified"


PUT = "def f(n):\n    d = {}\n    for i in range(n):\n        d.setdefault(i % 2, []).append(i)\n    return d\n"


def test_each_of_several_changes_has_its_cause(sandbox):
    *known, narration = narrated(sandbox, PUT, "3")

    first = narration.rationale.partition(" 2: ")[0]
    assert "`d.setdefault(i % 2, [])` finds no key `0`" in first
    assert "ine 4 appends `0` to `d.setdefault(i % 2, [])`" in first
    assert verdict_on((*known, narration)).verdict == "verified"
    false = narration.rationale.replace("appends `0` to `d.setdefault", "appends `1` to `d.setdefault")
    assert verdict_on((*known, replace(narration, rationale=false))).verdict == "refuted"
