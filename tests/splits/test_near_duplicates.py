"""Programs alike in shape or behaviour are on one side, and of two that repeat each other one ships."""

from tests.splits.made import candidate, program, returning
from tests.splits.test_likeness import LOOP
from tracecot.splits.behaviour import agreement, plain_input
from tracecot.splits.records import Findings, Rules
from tracecot.splits.selection import select

LONGER = LOOP.replace("    total = 0\n", "    total = 0\n    items = sorted(items)\n    print(limit)\n")


def test_of_two_near_duplicates_one_ships() -> None:
    one, other = program(LOOP), program(LOOP.replace("return total, limit", "return (total, limit, None)"))

    selection = select([candidate(one, text="a"), candidate(other, text="b")], Rules(near_duplicate=0.8))

    (kept,) = selection.samples
    (row,) = selection.rejected
    assert (row.reason, row.partner) == ("near_duplicate", kept.program_id)
    assert {kept.program_id, row.program_id} == {one.id, other.id}


def test_a_shipped_program_stays_before_its_near_duplicate() -> None:
    one, other = program(LOOP), program(LOOP.replace("return total, limit", "return (total, limit, None)"))
    rows = [candidate(one, text="a"), candidate(other, text="b")]
    for shipped in (one, other):
        selection = select(rows, Rules(near_duplicate=0.8), {shipped.id: "train"})

        assert [sample.program_id for sample in selection.samples] == [shipped.id]


def test_other_literals_are_another_program_of_the_same_group() -> None:
    one, other = program(LOOP, module="a"), program(LOOP.replace("0", "5").replace("2", "77"), module="b")
    rows = [candidate(one, text="a"), candidate(other, text="b")]

    selection = select(rows, Rules(hold_out={"c": "module"}, eval_share=0.5))

    assert len(selection.samples) == 2
    assert len({sample.group for sample in selection.samples}) == 1


def test_kin_of_what_shipped_follows_it_to_its_side() -> None:
    one, other = program(LOOP, module="a"), program(LONGER, module="b")
    rows = [candidate(one, text="a"), candidate(other, text="b")]

    for side in ("train", "eval"):
        selection = select(rows, Rules(kin=0.5, hold_out={"c": "module"}), {one.id: side})

        assert {sample.split for sample in selection.samples} == {side}
        assert len(selection.samples) == 2


def test_a_near_duplicate_of_both_sides_ties_them_and_is_dropped() -> None:
    left, right = program(LOOP, module="a"), program(LOOP.replace("0", "5").replace("2", "77"), module="b")
    rows = [candidate(left, text="a"), candidate(right, text="b")]

    selection = select(rows, Rules(), {left.id: "train", right.id: "eval"})

    assert [row.reason for row in selection.rejected] == ["bridges_splits"]


def behaviours(*programs, outputs=("1", "2", "3", "3", "3")):
    return {of.id: {plain_input(str(n)): outputs[n] for n in range(len(outputs))} for of in programs}


def test_of_two_programs_that_do_the_same_one_ships() -> None:
    one, other = program("def f(x):\n    return x + 1"), program("def f(x):\n    return -~x")
    rows = [candidate(one, text="a"), candidate(other, text="b")]

    selection = select(rows, Rules(), {}, Findings(behaviours=behaviours(one, other)))

    (row,) = selection.rejected
    assert (row.reason, row.partner) == ("duplicate_behaviour", selection.samples[0].program_id)


def test_few_agreements_few_outputs_and_the_identity_say_nothing() -> None:
    few = {plain_input(str(n)): str(n + 1) for n in range(4)}
    alike = {plain_input(str(n)): "True" if n else "False" for n in range(9)}
    identity = {plain_input(str(n)): str(n) for n in range(9)}
    enough = {plain_input(str(n)): str(n + 1) for n in range(5)}

    assert [agreement(one, one) for one in (few, alike, identity, enough)] == [0.0, 0.0, 0.0, 1.0]


def test_of_two_texts_that_are_nearly_the_same_one_ships() -> None:
    words = " ".join(f"word{n}" for n in range(200))
    rows = [
        candidate(program(returning(n)), text=f"{words} and {n}", call=str(n), question=f"What of {n}?")
        for n in range(2)
    ]

    selection = select(rows, Rules())

    (row,) = selection.rejected
    assert (row.reason, row.partner) == ("near_duplicate_rationale", selection.samples[0].narration_id)


def test_what_may_not_be_passed_on_does_not_ship() -> None:
    of = program(returning(1))

    (row,) = select([candidate(of)], Rules(licences=("Apache-2.0",))).rejected

    assert (row.reason, row.partner) == ("licence", "MIT")


def test_what_is_too_long_for_the_budget_does_not_ship() -> None:
    (row,) = select([candidate(program(returning(1)))], Rules(tokens=5)).rejected

    assert row.reason == "token_budget"


def test_what_repeats_an_item_of_an_evaluation_set_never_ships() -> None:
    of = program(returning(1))
    findings = Findings(contaminated={of.id: ("humaneval:HumanEval/0", "verbatim")})

    (row,) = select([candidate(of)], Rules(), {of.id: "train"}, findings).rejected

    assert (row.reason, row.partner) == ("contaminated", "humaneval:HumanEval/0")
