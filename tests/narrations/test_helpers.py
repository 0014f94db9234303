"""Helpers that do one thing are told in one sentence, and what they gave is not said twice."""

from dataclasses import replace

import pytest

from tests.narrations.test_folding import verdict_on
from tests.narrations.test_order import narrated
from tracecot.narrations.style import VOICES

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
