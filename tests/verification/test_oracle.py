"""The oracle excuses corruptions that are still true, planted here, and nothing else; it shares no code with the verifier."""

import ast
from pathlib import Path

import pytest

from tests.verification.test_claims import ANSWERS, HELPER, INPUTS, SUM
from tests.verification.test_corruptions import TOLD, honest_of
from tracecot.verification.corruptions.catalogue import corruptions
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.records import Edit, Lie, Moved, corrupted
from tracecot.verification.examination import oracle
from tracecot.verification.examination.oracle import excuse
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify


@pytest.fixture(scope="module")
def told(execute):
    return {code: honest_of(execute(code, INPUTS[code]), text, ANSWERS[code]) for code, text in TOLD.items()}


def claim_of(honest, text, kind=None):
    start = honest.text.index(text)
    return next(one for one in honest.claims if one.start <= start < one.end and kind in (None, one.kind))


def excused(honest, **lie):
    return excuse(honest, corrupted(honest, "planted", Lie((Edit(0, 0, ""),), **lie)))


def test_a_value_that_the_subject_has_here_is_excused_and_that_of_another_pass_is_not(told):
    honest = told[SUM]
    claim = claim_of(honest, "`total = 4`", "bind")

    assert excused(honest, claim=claim, subject="total", value="4")
    assert excused(honest, claim=claim, subject="total", value="3") == ""
    assert excused(honest, claim=claim, subject="total", value="5") == ""


def test_a_name_that_has_the_value_too_is_excused(told):
    honest = told[SUM]
    claim = claim_of(honest, "`total = 4`", "bind")

    assert excused(honest, claim=claim, subject="total + x", value="4")
    assert excused(honest, claim=claim, subject="limit", value="4") == ""


def test_an_invented_step_that_happened_is_excused(told):
    assert excused(told[SUM], subject="total", value="9")
    assert excused(told[SUM], subject="total", value="10") == ""


def test_a_length_that_a_loop_has_is_excused(told):
    honest = told[HELPER]
    claim = claim_of(honest, "The loop on line 7 makes 3 passes", "iteration")

    assert excused(honest, claim=claim, subject="the passes", value="3")
    assert excused(honest, claim=claim, subject="the passes", value="4") == ""


def test_a_line_and_a_pass_that_are_right_are_excused(told):
    honest = told[SUM]
    claim = claim_of(honest, "sets `total` to `9`", "bind")

    assert excused(honest, claim=claim, subject="the line", value="5")
    assert excused(honest, claim=claim, subject="the line", value="7") == ""
    assert excused(honest, claim=claim, subject="the pass", value="3")
    assert excused(honest, claim=claim, subject="the pass", value="2") == ""


def test_a_right_answer_is_excused(told):
    assert excused(told[SUM], subject="the answer", value="9")
    assert excused(told[SUM], subject="the answer", value="8") == ""


def test_a_reason_that_led_there_is_excused(told):
    honest = told[SUM]
    claim = claim_of(honest, "`total = 3`", "bind")

    assert excused(honest, claim=claim, subject="the reason", value="total")
    assert excused(honest, claim=claim, subject="the reason", value="limit") == ""


def test_what_did_come_before_may_be_told_again(told):
    honest = told[SUM]
    first, second = (
        claim_of(honest, "`x % 2 == 0` is true", "branch"),
        claim_of(honest, "`x % 2 == 0` is false", "branch"),
    )

    assert excused(honest, claim=second, subject="the recurrence", value="Again")
    assert excused(honest, claim=first, subject="the recurrence", value="Again") == ""


def test_a_piece_that_stays_between_the_same_steps_is_excused(told):
    honest = told[SUM]
    start = honest.text.index("Line 2 sets")
    piece = (start, start + len("Line 2 sets `total` to `0`."))

    assert excused(honest, subject="the order", moved=(Moved(*piece, piece[1] + 1),))
    assert excused(honest, subject="the order", moved=(Moved(*piece, honest.text.index("Pass 3")),)) == ""


def test_the_oracle_imports_nothing_of_the_verifier():
    allowed = {"tracecot.verification.records", "tracecot.execution", "tracecot.values"}
    tree = ast.parse(Path(oracle.__file__).read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    ours = {name for name in modules if name.startswith("tracecot")}
    assert {name for name in ours if "corruptions" not in name} <= allowed


def test_what_makes_corruptions_imports_nothing_of_the_verifier():
    allowed = {"records", "corruptions"}
    paths = sorted((Path(oracle.__file__).parents[1] / "corruptions").rglob("*.py"))
    assert paths
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tracecot.verification"):
                assert node.module.split(".")[2] in allowed, path


def test_variables_may_be_called_like_what_lies_are_about(execute):
    code = "def f(line, reason):\n    order = not line\n    answer = [order, reason]\n    return answer\n"
    text = (
        "`f` is called with `line = True` and `reason = 3`. Line 2 sets `order` to `False`. Line 3 sets `answer` to "
        "`[False, 3]`. `f` returns `[False, 3]`."
    )
    evidence = execute(code, "True, 3").evidence[0]
    program = execute(code, "True, 3").program
    rationale = Rationale("output_prediction", f"{text}\n[ANSWER][False, 3][/ANSWER]", "[False, 3]")
    honest = Honest(rationale, code, evidence.trace, verify(rationale, program, evidence, evidence).claims)

    assert [made.kind for made in corruptions(honest) if excuse(honest, made)] == []


def test_a_condition_that_the_program_asks_is_excused(told):
    honest = told[SUM]
    claim = claim_of(honest, "`total > limit` is true", "branch")

    assert excused(honest, claim=claim, subject="the sign", value="total>limit")
    assert excused(honest, claim=claim, subject="the sign", value="total >= limit") == ""
