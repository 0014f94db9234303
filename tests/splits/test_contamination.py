"""What repeats an evaluation set is found in each of its guises, and what doesn't is left alone."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from resources.settings.tables import Evaluation
from resources.sources.evaluations import evaluation_items
from tests.splits.made import program
from tracecot.errors import BadSettings
from tracecot.splits.behaviour import plain_input
from tracecot.splits.contamination import text_matches
from tracecot.splits.evaluation_items import EvaluationItem, evaluation_item
from tracecot.splits.planted import CLEAN, ITEMS
from tracecot.splits.planting import examine
from tracecot.splits.probing import behaviour_matches

pytest_plugins = ["tests.executing"]

SETS = {"cruxeval": "cruxeval_0_399.jsonl", "humaneval": "humaneval.jsonl"}


def test_all_that_is_planted_is_found_and_nothing_clean_is_flagged(sandbox) -> None:
    seen = examine(sandbox)

    assert seen.found == {
        kind: (len(ITEMS), len(ITEMS)) for kind in ("verbatim", "same_tree", "near_duplicate", "same_behaviour")
    }
    assert (seen.missed, seen.flagged) == ((), ())


def test_the_exam_tells_what_was_missed_and_what_was_flagged(sandbox) -> None:
    def nobody(jobs, care="cross-checked"):
        for job in jobs:
            other = replace(job, code="def f(*given):\n    return 'no'", entry_point="f")
            yield from sandbox([other], care)

    seen = examine(nobody)

    assert seen.found["same_behaviour"] == (0, len(ITEMS))
    assert len(seen.missed) == len(ITEMS)


def item(code: str, *pairs: tuple[str, str]) -> EvaluationItem:
    return EvaluationItem("set", "1", code, "f", pairs)


def flagged(sandbox, code: str, of: EvaluationItem, *taken: str) -> bool:
    one = program(code)
    return bool(list(behaviour_matches([one], {one.id: list(map(plain_input, taken))}, [of], sandbox)))


SQUARES = tuple((str(n), str(n * n)) for n in range(6))


def test_a_program_of_other_arity_or_kind_is_not_compared(sandbox) -> None:
    of = item("def f(x):\n    return x * x", *SQUARES)

    assert flagged(sandbox, "def f(n):\n    return n ** 2", of, "3")
    assert not flagged(sandbox, "def f(n, m=2):\n    return n ** m", of, "3, 2")
    assert not flagged(sandbox, "def f(n):\n    return n ** 2", of, "'a'")


@pytest.mark.parametrize(
    "pairs",
    [SQUARES[:4], tuple((str(n), str(n > 3)) for n in range(9)), tuple((str(n), str(n)) for n in range(9))],
    ids=["few inputs", "few outputs", "the identity"],
)
def test_what_agrees_by_chance_is_no_match(sandbox, pairs) -> None:
    table = "{" + ", ".join(f"{source}: {output}" for source, output in pairs) + "}"

    assert not flagged(sandbox, f"def f(n):\n    return {table}[n]", item("def f(x): ...", *pairs), "3")


def test_one_other_output_is_no_match(sandbox) -> None:
    of = item("def f(x): ...", *SQUARES)

    assert not flagged(sandbox, "def f(n):\n    return n ** 2 if n != 2 else 5", of, "3")


def test_a_short_helper_is_no_item_but_a_short_entry_point_is() -> None:
    of = item("def f(a, b):\n    return a + b")
    helped = program("def add(a, b):\n    return a + b\n\n\ndef f(rows):\n    return [add(*row) for row in rows]")

    assert not list(text_matches([helped], [of]))
    assert [one.kind for one in text_matches([program("def f(a, b):\n    return a + b")], [of])] == ["verbatim"]


def test_a_long_helper_that_is_an_item_is_found() -> None:
    helped = program(ITEMS[0].code.replace("def f(", "def helper(") + "\n\ndef f(text):\n    return helper(text)[0]")

    assert [(one.item, one.kind) for one in text_matches([helped], ITEMS)] == [(ITEMS[0].id, "same_tree")]


@pytest.mark.parametrize(
    ("shape", "record", "entry_point", "pairs"),
    [
        ("cruxeval", {"id": "s_1", "code": "def f(x): ...", "input": "1, 'a'", "output": "2"}, "f", (("1, 'a'", "2"),)),
        (
            "humaneval",
            {
                "task_id": "H/1", "prompt": "def g(x):\n", "canonical_solution": "    return x\n", "entry_point": "g",
                "test": "def check(candidate):\n    assert candidate(1) == 1\n    assert candidate([2]) == [2], 'no'\n",
            },
            "g", (("1", "1"), ("[2]", "[2]")),
        ),
        (
            "mbpp",
            {"task_id": 7, "code": "def h(x): ...", "test_list": ["assert h(1) == 1", "assert set(h(1)) == 2"]},
            "h", (("1", "1"),),
        ),
        (
            "livecodebench",
            {"question_id": "q", "function_name": "k", "code": "def k(n): ...", "input": "k(n = 3)", "output": "9"},
            "k", (("n = 3", "9"),),
        ),
    ],
)  # fmt: skip
def test_each_shape_is_read(shape, record, entry_point, pairs) -> None:
    found = evaluation_item(record, shape, "set", 1)

    assert (found.entry_point, found.pairs) == (entry_point, pairs)


def test_an_item_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"code": "def f(x): ..."}) + "\n")

    with pytest.raises(BadSettings, match="line 1 is no record of the shape cruxeval"):
        list(evaluation_items([Evaluation(name="set", path=path, shape="cruxeval")]))


@pytest.fixture(scope="module")
def real_items() -> list[EvaluationItem]:
    folder = os.environ.get("TRACECOT_EVAL_DATA")
    if not folder:
        pytest.skip("TRACECOT_EVAL_DATA names no folder with the evaluation sets")
    sets = [Evaluation(name=name, path=Path(folder) / file, shape=name) for name, file in SETS.items()]
    return list(evaluation_items(sets))


def test_real_items_are_found_word_for_word(real_items) -> None:
    programs = [replace(program(one.code), entry_point=one.entry_point) for one in real_items]

    found = {(match.program_id, match.item) for match in text_matches(programs, real_items)}

    assert {(one.id, item.id) for one, item in zip(programs, real_items, strict=True)} <= found


def test_clean_programs_are_no_real_items_by_text(real_items) -> None:
    matches = {match.program_id for match in text_matches([program(code) for code, _ in CLEAN], real_items)}

    assert len(matches) <= 0.01 * len(CLEAN)


@pytest.mark.slow
def test_real_solutions_are_found_by_what_they_do(real_items, sandbox) -> None:
    some = [one for one in real_items if one.evaluation == "humaneval" and len({out for _, out in one.pairs}) >= 3]
    some = [one for one in some if len(one.pairs) >= 5 and not any("candidate" in out for _, out in one.pairs)][:40]
    programs = []
    inputs = {}
    for one in some:
        made = replace(program(one.code), entry_point=one.entry_point)
        programs.append(made)
        inputs[made.id] = [plain_input(source) for source, _ in one.pairs]

    found = {(match.program_id, match.item) for match in behaviour_matches(programs, inputs, some, sandbox)}

    assert {(made.id, one.id) for made, one in zip(programs, some, strict=True)} <= found
