"""A function that stands alone is on one side, under whatever name, and doesn't take its module with it."""

import pytest

from tests.splits.made import candidate, program
from tracecot.splits.lone_functions import lone_functions
from tracecot.splits.records import Rules
from tracecot.splits.selection import select

FIRST = "def first(iterable, default=None, key=None):\n    return next(filter(key, iterable), default)\n"
FIRST_TRUE = FIRST.replace("first", "first_true").replace("key", "pred")
SHORT = "def half(number):\n    return number // 2\n"
OTHER = "def last(items, default=None):\n    for item in items:\n        default = item\n    return default\n"


def around(function: str, entry: str) -> str:
    return f"{function}\n\ndef f(x):\n    return {entry}\n"


ONE, TWO = around(FIRST, "first(x) is None"), around(FIRST_TRUE, "first_true(range(x), pred=bool)")


def test_names_annotations_and_callers_are_not_what_a_function_is() -> None:
    annotated = FIRST_TRUE.replace("default=None", "default: int = None").replace(":\n", ':\n    """It."""\n', 1)

    assert lone_functions(ONE) == lone_functions(TWO) == lone_functions(annotated)
    assert len(lone_functions(ONE)) == 1


@pytest.mark.parametrize(
    "code",
    [SHORT, around(SHORT, "half(x)"), "x =", FIRST.replace("next(", "pick(").replace("def", "pick = next\ndef", 1)],
)
def test_what_is_short_or_leans_on_its_program_does_not_stand_alone(code) -> None:
    assert lone_functions(code) == ()


def test_a_name_of_its_own_hides_one_outside() -> None:
    assert lone_functions(f"default = 3\n{FIRST}") == lone_functions(FIRST)


ELSEWHERE = around(OTHER, "last(x)")
MODULES = Rules(hold_out={"c": "module", "e": "module"}, eval_corpora=("e",), eval_most=0.9)


def test_the_programs_of_one_side_go_and_their_modules_stay() -> None:
    on_eval = program(ONE, module="iterutils", corpus="e")
    same, sibling = program(TWO, module="recipes"), program(ELSEWHERE, module="recipes")
    rows = [candidate(one, text=one.id) for one in (on_eval, same, sibling)]

    selection = select(rows, MODULES)

    assert {one.program_id: one.split for one in selection.samples} == {on_eval.id: "eval", sibling.id: "train"}
    (row,) = selection.rejected
    assert (row.program_id, row.reason) == (same.id, "bridges_splits")
    assert row.detail.startswith("function:")
    assert row.detail.endswith(" is in eval")


def test_a_function_stays_where_it_has_shipped() -> None:
    shipped, new = program(ONE, module="iterutils"), program(TWO, module="recipes", corpus="e")
    rows = [candidate(one, text=one.id) for one in (shipped, new)]

    selection = select(rows, MODULES, {shipped.id: "train"})

    assert [(one.program_id, one.split) for one in selection.samples] == [(shipped.id, "train")]


def test_of_two_that_shipped_the_one_for_training_goes() -> None:
    one, two = program(ONE, module="iterutils"), program(TWO, module="recipes")
    rows = [candidate(each, text=each.id) for each in (one, two)]

    for on_eval, other in ((one, two), (two, one)):
        selection = select(rows, MODULES, {on_eval.id: "eval", other.id: "train"})

        assert [sample.program_id for sample in selection.samples] == [on_eval.id]


def test_programs_of_one_side_may_share_it() -> None:
    one, two = program(ONE, module="a"), program(TWO, module="a")

    selection = select([candidate(each, text=each.id) for each in (one, two)], MODULES)

    assert len(selection.samples) == 2
