"""Samples come from verified narrations: duplicates out, groups whole, what shipped stays where it is."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.splits.made import candidate, program, returning
from tracecot.splits.groups import traits
from tracecot.splits.normal_form import normal_form
from tracecot.splits.records import Candidate, Rules, Side
from tracecot.splits.selection import Selection, select

MODULES = Rules(hold_out={"c": "module", "e": "module"}, eval_share=0.2)


def sides(selection: Selection) -> dict[str, Side]:
    return {sample.program_id: sample.split for sample in selection.samples}


def reasons(selection: Selection) -> dict[str, str]:
    return {row.narration_id: row.reason for row in selection.rejected}


def test_a_program_that_differs_in_names_alone_is_a_duplicate() -> None:
    one = candidate(program("def f(x):\n    return x + 1"), text="One.")
    other = candidate(program("def f(n):\n    return n + 1"), text="Other.")

    selection = select([one, other], Rules())

    (kept,) = selection.samples
    (row,) = selection.rejected
    assert (row.reason, row.partner) == ("duplicate_program", kept.program_id)


def test_a_question_is_asked_once() -> None:
    of = program(returning(1))
    one = candidate(of, call="1", question="Which input gives `2`?", text="Take 1.")
    other = candidate(of, call="True", question="Which  input gives `2`?\n", text="Take True.")

    selection = select([one, other], Rules())

    (row,) = selection.rejected
    assert row.reason == "duplicate_question"
    assert row.partner == selection.samples[0].narration_id


def test_a_text_is_learned_once() -> None:
    of = program(returning(1))
    one = candidate(of, call="1", question="Why?", text="It  is so.")
    other = candidate(of, call="2", question="How?", text="It is so.")

    (row,) = select([one, other], Rules()).rejected

    assert row.reason == "duplicate_rationale"


def test_a_shipped_program_stays_before_a_new_duplicate() -> None:
    old, new = program("def f(x):\n    return x + 1"), program("def f(n):\n    return n + 1")
    for first, second in ((old, new), (new, old)):
        selection = select([candidate(first, text="a"), candidate(second, text="b")], Rules(), {first.id: "train"})

        assert [sample.program_id for sample in selection.samples] == [first.id]


def test_a_corpus_for_evaluation_is_kept_whole() -> None:
    rules = Rules(hold_out={"e": "module"}, eval_corpora=("e",))
    those = [candidate(program(returning(n), corpus="e", module=f"m{n % 3}"), text=str(n)) for n in range(9)]
    others = [candidate(program(returning(100 + n)), text=f"o{n}") for n in range(9)]

    selection = select(those + others, rules)

    assert {sample.split for sample in selection.samples if sample.corpus == "e"} == {"eval"}
    assert {sample.split for sample in selection.samples if sample.corpus == "c"} == {"train"}


def test_a_program_that_ties_train_to_eval_is_dropped_with_both_ties() -> None:
    left = program(returning(1), module="left", helpers=("left.h",))
    right = program(returning(2), module="right", helpers=("right.h",))
    bridge = program(returning(3), module="between", helpers=("left.h", "right.h"))
    rows = [candidate(one, text=one.id) for one in (left, right, bridge)]

    selection = select(rows, MODULES, {left.id: "train", right.id: "eval"})

    (row,) = selection.rejected
    assert (row.program_id, row.reason) == (bridge.id, "bridges_splits")
    assert "helper:c:left.h is in train" in row.detail
    assert "helper:c:right.h is in eval" in row.detail


def test_one_group_alone_is_for_training() -> None:
    rows = [candidate(program(returning(n), module="m"), text=str(n)) for n in range(5)]

    assert {sample.split for sample in select(rows, MODULES).samples} == {"train"}


def test_the_program_stands_in_a_fence_that_it_cannot_close() -> None:
    of = program('def f(x):\n    return "```"')

    (sample,) = select([candidate(of)], Rules()).samples

    assert sample.prompt.endswith('\n\n````python\ndef f(x):\n    return "```"\n````')


MODULE = st.sampled_from(["a", "b", "c", "d", "e1", "e2", "g", "h"])
HELPERS = st.lists(st.sampled_from([f"h{n}" for n in range(6)]), max_size=2).map(tuple)
CANDIDATES = st.lists(
    st.builds(
        lambda number, module, helpers, corpus, call: candidate(
            program(returning(number), module=module, helpers=helpers, corpus=corpus),
            call=str(call),
            question=f"What does `f({call})` return?",
            text=f"{number} {call} {module} {helpers}",
        ),
        st.integers(0, 30),
        MODULE,
        HELPERS,
        st.sampled_from("ce"),
        st.integers(0, 3),
    ),
    max_size=40,
    unique_by=lambda one: one.narration.id,
)
# One code stands for one program, whatever module it was drawn for.
CANDIDATES = CANDIDATES.map(lambda rows: _one_origin(rows))
HOLD_OUT = st.sampled_from(["package", "module", "component"])


def _one_origin(rows: list[Candidate]) -> list[Candidate]:
    first = {}
    for row in rows:
        first.setdefault(row.program.id, row.program)
    return [
        Candidate(row.narration, first[row.program.id], row.call, row.label, row.events, row.support) for row in rows
    ]


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, HOLD_OUT, st.booleans(), st.booleans())
def test_nothing_that_ties_programs_stands_on_two_sides(rows, hold_out, whole, validated) -> None:
    rules = Rules(
        hold_out={"c": hold_out, "e": hold_out}, eval_corpora=("e",) if whole else (), eval_share=0.3,
        validation_share=0.2 if validated else 0.0,
    )  # fmt: skip

    selection = select(rows, rules)

    found = defaultdict(set)
    programs = {row.program.id: row.program for row in rows}
    for sample in selection.samples:
        of = programs[sample.program_id]
        for trait in traits(of, hold_out, normal_form(of.code)):
            found[trait].add(sample.split)
        found[sample.group].add(sample.split)
    assert all(len(both) == 1 for both in found.values())


SHARES = st.sampled_from([0.0, 0.1, 0.2])


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, HOLD_OUT)
def test_asking_for_validation_takes_from_train_alone(rows, hold_out) -> None:
    kept = {"c": hold_out, "e": hold_out}

    without = sides(select(rows, Rules(hold_out=kept, eval_share=0.2)))
    asked = sides(select(rows, Rules(hold_out=kept, eval_share=0.2, validation_share=0.2)))

    assert "validation" not in without.values()
    assert {name for name, side in asked.items() if side == "eval"} == {
        name for name, side in without.items() if side == "eval"
    }


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, st.data(), HOLD_OUT, SHARES, SHARES)
def test_what_shipped_stays_when_validation_is_switched_on_or_off(rows, data, hold_out, first, then) -> None:
    kept = {"c": hold_out, "e": hold_out}
    fewer = st.lists(st.sampled_from(rows), unique_by=lambda one: one.narration.id) if rows else st.just([])
    before = sides(select(data.draw(fewer), Rules(hold_out=kept, validation_share=first)))

    after = sides(select(rows, Rules(hold_out=kept, validation_share=then), before))

    assert {name: after.get(name) for name in before} == before


def test_validation_gets_about_its_share_and_new_groups_alone_once_all_else_shipped() -> None:
    old = [candidate(program(returning(n), module=f"m{n % 40}"), text=str(n)) for n in range(120)]
    new = [candidate(program(returning(n), module=f"n{n % 40}"), text=str(n)) for n in range(120, 200)]
    rules = Rules(hold_out={"c": "module"}, validation_share=0.1)

    fresh = sides(select(old, rules))
    shipped = sides(select(old, Rules(hold_out={"c": "module"})))
    later = sides(select(old, rules, shipped))
    grown = sides(select([*old, *new], rules, later))

    assert 0.05 <= list(fresh.values()).count("validation") / 120 <= 0.1
    assert later == shipped
    assert 0.05 <= list(grown.values()).count("validation") / 200 <= 0.1
    assert {name for name, side in grown.items() if side == "validation"} <= grown.keys() - shipped.keys()


def test_a_program_that_ties_train_to_validation_is_dropped() -> None:
    left = program(returning(1), module="left", helpers=("left.h",))
    right = program(returning(2), module="right", helpers=("right.h",))
    bridge = program(returning(3), module="between", helpers=("left.h", "right.h"))
    rows = [candidate(one, text=one.id) for one in (left, right, bridge)]

    (row,) = select(rows, MODULES, {left.id: "train", right.id: "validation"}).rejected

    assert (row.program_id, row.reason) == (bridge.id, "bridges_splits")
    assert "helper:c:right.h is in validation" in row.detail


def test_where_rules_tie_what_shipped_a_train_row_is_the_one_to_lose() -> None:
    rows = [candidate(program(returning(n), module="m"), text=str(n)) for n in range(3)]
    shipped = dict(zip((row.program.id for row in rows), ("train", "validation", "eval"), strict=True))

    selection = select(rows, MODULES, shipped)

    assert list(sides(selection).values()) == ["eval"]
    assert set(reasons(selection).values()) == {"bridges_splits"}


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, HOLD_OUT)
def test_every_candidate_ships_or_is_rejected_once(rows, hold_out) -> None:
    selection = select(rows, Rules(hold_out={"c": hold_out, "e": hold_out}))

    ends = [row.narration_id for row in (*selection.samples, *selection.rejected)]
    assert sorted(ends) == sorted(row.narration.id for row in rows)


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, st.data(), HOLD_OUT)
def test_what_shipped_never_moves_when_data_is_added(rows, data, hold_out) -> None:
    rules = Rules(hold_out={"c": hold_out, "e": hold_out}, eval_share=0.3)
    fewer = st.lists(st.sampled_from(rows), unique_by=lambda one: one.narration.id) if rows else st.just([])
    before = select(data.draw(fewer), rules)

    after = sides(select(rows, rules, sides(before)))

    assert {name: after.get(name) for name in sides(before)} == sides(before)


@settings(max_examples=30, deadline=None)
@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_count(rows, random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert select(shuffled, MODULES) == select(rows, MODULES)


def test_eval_gets_about_its_share() -> None:
    rows = [
        candidate(
            program(returning(n), module=f"m{n % 40}"), call=str(call), question=f"f({call})?", text=f"{n} {call}"
        )
        for n in range(120)
        for call in range(4)
    ]

    selection = select(rows, Rules(hold_out={"c": "module"}, eval_share=0.1))

    share = sum(sample.split == "eval" for sample in selection.samples) / len(selection.samples)
    assert 0.03 <= share <= 0.1
