"""Rows in the shapes of benchmarks, scored as those score: right answers all pass, wrong ones never do."""

import pytest

from resources.sandbox import Sandbox
from tests.splits.formats.given import COUNT_UP, HALF, told
from tracecot.execution import Job, Returned
from tracecot.splits.formats.benchmarks import cruxeval, livecodebench
from tracecot.splits.formats.records import LeftOut

WORDS = """\
def words(text, sep=' '):
    found = {}
    for word in text.split(sep):
        found.setdefault(len(word), []).append(word)
    return found
"""
GIVEN = (
    *told(COUNT_UP, ("5", "3", "8, start=5")),
    *told(HALF, ("4", "10")),
    *told(WORDS, ("'a bb c'", "'a-bb', sep='-'", "''")),
)
#: What a model might say instead; none is any of the results above.
WRONG = ("None", "'?'", "[0, 2, 4, 6]", "-1", "{1: ['z']}", "()", "")


def passes(code: str, assertion: str, execute) -> bool:
    """Whether the program and then the assertion run through, as the benchmarks' own scorers try it."""
    check = f"{code}\n\n\ndef checked(_):\n    {assertion}\n    return 'passed'\n"
    ((answer,),) = execute([Job("prog_0", check, "checked", (("call_0", "0"),))], "untraced")
    outcome = getattr(answer, "outcome", None)
    return isinstance(outcome, Returned) and outcome.value.repr == "'passed'"


@pytest.fixture(scope="module")
def execute():
    with Sandbox(workers=1) as sandbox:
        yield sandbox


def records(render) -> list[dict]:
    return [one for one in render([told_once.row for told_once in GIVEN]) if not isinstance(one, LeftOut)]


def test_cruxeval_scores_outputs_by_asserting_them(execute) -> None:
    for record in records(cruxeval):
        code, call = record["code"], f"f({record['input']})"

        assert passes(code, f"assert {record['output']} == {call}", execute)
        for wrong in WRONG:
            assert not passes(code, f"assert {record['output']} == {wrong}", execute)


def test_cruxeval_scores_inputs_by_calling_f(execute) -> None:
    first, second, *_ = records(cruxeval)

    assert passes(first["code"], f"assert {first['output']} == f({first['input']})", execute)
    assert not passes(first["code"], f"assert {first['output']} == f({second['input']})", execute)


def test_livecodebench_scores_outputs_by_asserting_them(execute) -> None:
    for record in records(livecodebench):
        code = record["code"]

        assert passes(code, f"assert {record['output']} == {record['input']}", execute)
        for wrong in WRONG:
            assert not passes(code, f"assert {record['output']} == {wrong}", execute)
