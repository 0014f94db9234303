"""Four voices tell the same execution in their own way, and every one of them verifies."""

import pytest

from tests.narrations.test_golden import executed
from tracecot.narrations.manner import Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.wording.frames import COMMON, OWN
from tracecot.narrations.wording.style import VOICES, Wording
from tracecot.verification.records import Grounded, Rationale
from tracecot.verification.verify import Evidence, verify

SUMS = (
    "def f(xs, limit):\n    total = 0\n    for x in xs:\n        if x % 2:\n            total += x\n"
    "        if total > limit:\n            break\n    return total\n"
)


def told(sandbox, voice, code, source):
    """The text, and what in it does not hold."""
    program, call, trace = executed(sandbox, code, source)
    narration = narrate(program, call, trace, "output_prediction", Manner(voice))
    evidence = Evidence(call, trace)
    verdict = verify(
        Rationale(narration.task, narration.rationale, narration.answer), program, evidence, evidence, 0.0
    )  # fmt: skip
    bad = [(claim.text, claim.finding) for claim in verdict.claims if not isinstance(claim.finding, Grounded)]
    return narration.rationale, bad


def test_each_voice_tells_it_in_its_own_way(sandbox):
    texts = {told(sandbox, voice, SUMS, "[1, 2, 3, 4], 9")[0] for voice in VOICES}

    assert len(texts) == len(VOICES)


def test_the_table_has_a_row_for_each_pass_after_the_first(sandbox):
    text, bad = told(sandbox, "table", SUMS, "[1, 2, 3, 4], 9")

    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert bad == []
    assert len(rows) == 2 + 3
    assert rows[2].startswith("| 2 | `2` |")


def test_a_loop_that_is_left_early_has_its_last_pass_in_prose(sandbox):
    text, bad = told(sandbox, "table", SUMS, "[1, 2, 3, 4, 5, 6], 8")

    rows = [line.split(" ")[1] for line in text.split("\n") if line.startswith("|")]
    assert bad == []
    assert rows[2:] == ["2", "3", "4"]
    last = text.rpartition("|")[2]
    assert "`total + x`" in last
    assert "`total = 9`" in last or "which is `9`" in last


def test_a_wrong_cell_is_refused(sandbox):
    program, call, trace = executed(sandbox, SUMS, "[1, 2, 3, 4], 9")
    narration = narrate(program, call, trace, "output_prediction", Manner("table"))
    lie = narration.rationale.replace("| 3 | `3` |", "| 3 | `4` |")
    evidence = Evidence(call, trace)

    assert lie != narration.rationale
    verdict = verify(Rationale(narration.task, lie, narration.answer), program, evidence, evidence, 0.0)
    assert verdict.verdict != "verified"


def test_the_condition_that_ends_a_loop_is_none_of_its_last_pass(sandbox):
    program, call, trace = executed(sandbox, "def f(n):\n    while n > 0:\n        n -= 1\n    return n\n", "4")
    narration = narrate(program, call, trace, "output_prediction", Manner("table"))
    rows = [line for line in narration.rationale.split("\n") if line.startswith("|")]
    lie = narration.rationale.replace(rows[-1], rows[-1].replace("true", "false"))
    evidence = Evidence(call, trace)

    assert "true" in rows[-1]
    for text, verified in ((narration.rationale, True), (lie, False)):
        verdict = verify(Rationale(narration.task, text, narration.answer), program, evidence, evidence, 0.0)
        assert (verdict.verdict == "verified") is verified


def test_the_teacher_says_what_comes_before_it_comes(sandbox):
    texts = [told(sandbox, "teacher", SUMS, f"[{n}, 2, 3, 4], 9")[0] for n in range(12)]

    assert any("?" in text for text in texts)


@pytest.mark.parametrize("voice", VOICES)
def test_what_varies_follows_from_content(sandbox, voice):
    texts = [told(sandbox, voice, SUMS, f"[{n}, 2, 3, 4], 9") for n in range(12)]

    assert [bad for _, bad in texts if bad] == []
    assert len({text.split("\n")[1] for text, _ in texts}) > 1
    assert [told(sandbox, voice, SUMS, f"[{n}, 2, 3, 4], 9") for n in range(12)] == texts


def test_every_frame_of_a_voice_is_taken_at_some_time():
    for voice in VOICES:
        for kind in {*COMMON, *OWN.get(voice, {})}:
            wording = Wording("seed", voice)
            options = OWN.get(voice, {}).get(kind) or COMMON[kind]

            assert {wording.frame(kind) for _ in range(200)} == set(options)


GIVES = (
    "def odd(xs):\n    total = 0\n    for x in xs:\n        total += x\n        if x % 2 == 1:\n"
    "            yield total\n\n\ndef f(xs):\n    return list(odd(xs))\n"
)
INSIDE = (
    "def f(rows):\n    total = 0\n    for row in rows:\n        for x in row:\n            y = x * x\n"
    "            total += y\n    return total\n"
)


@pytest.mark.parametrize("task", ["output_prediction", "input_prediction"])
@pytest.mark.parametrize(
    ("code", "source", "row", "lies"),
    [
        (
            GIVES,
            "[1, 3, 4, 5, 7]",
            "| 3 | `4` | `8` | false | - |",
            (
                "| 3 | `4` | `8` | false | `8` |",
                "| 3 | `4` | `4` | false | - |",
                "| 3 | `4` | `8` | true | - |",
            ),
        ),
        (INSIDE, "[[1, 2, 3, 4]]", "| 3 | `3` | `9` | `14` |", ("| 3 | `3` | `6` | `14` |", "| 3 | `3` | `9` | `5` |")),
    ],
    ids=["of_a_generator", "inside_another"],
)
def test_loops_of_helpers_and_those_inside_others_have_tables(sandbox, code, source, row, lies, task):
    program, call, trace = executed(sandbox, code, source)
    narration = narrate(program, call, trace, task, Manner("table"))
    evidence = Evidence(call, trace)

    def verdict(text):
        return verify(Rationale(task, text, narration.answer), program, evidence, evidence, 0.0).verdict

    assert row in narration.rationale
    assert "|\n\n" in narration.rationale  # what follows is no row
    assert "|\n " not in narration.rationale
    assert verdict(narration.rationale) == "verified"
    assert {verdict(narration.rationale.replace(row, lie)) for lie in lies} == {"refuted"}
