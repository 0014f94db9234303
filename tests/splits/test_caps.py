"""No source fills a release, and what is kept of it shows the most."""

from dataclasses import replace

import pytest

from tests.splits.made import candidate, program, returning
from tracecot.splits.caps import Order, even, ranks, within_corpora
from tracecot.splits.records import Findings, Rules
from tracecot.splits.selection import select


def rows(of, count, start=0):
    return [candidate(of, call=str(n), question=f"f({n})?", text=f"{of.id} {n}.") for n in range(start, start + count)]


def test_the_calls_that_show_most_come_first() -> None:
    some = rows(program(returning(1)), 3)
    wide, same, other = (one.call.id for one in some)
    coverage = {wide: frozenset("abc"), same: frozenset("ab"), other: frozenset("xa")}

    assert ranks(some, coverage) == {wide: 0, other: 1, same: 2}


def test_a_program_keeps_the_calls_that_show_most() -> None:
    some = rows(program(returning(1)), 4)
    coverage = {one.call.id: frozenset(map(str, range(number))) for number, one in enumerate(some)}

    selection = select(some, Rules(program_rows=1), {}, Findings(coverage=coverage))

    assert [one.call_id for one in selection.samples] == [some[3].call.id]
    assert {(row.reason, row.partner) for row in selection.rejected} == {("program_cap", some[0].program.id)}


def test_corpora_kept_for_evaluation_have_at_most_their_part_of_all() -> None:
    some = [row for n in range(20) for row in rows(program(returning(n), corpus="large"), 5)]
    some += [row for n in range(50, 60) for row in rows(program(returning(n), corpus="whole"), 5)]

    selection = select(some, Rules(eval_corpora=("whole",), eval_most=0.2, eval_share=0.01))

    kept = [(one.corpus, one.split) for one in selection.samples]
    assert (kept.count(("large", "train")), kept.count(("whole", "eval"))) == (100, 25)
    assert {row.reason for row in selection.rejected} == {"corpus_cap"}
    assert len({one.program_id for one in selection.samples if one.corpus == "whole"}) == 10


def test_what_the_cap_on_corpora_keeps_stays_in_its_order() -> None:
    whole, other = program(returning(1), corpus="whole"), program(returning(2), corpus="other")
    some = [one for pair in zip(rows(other, 40), rows(whole, 40), strict=True) for one in pair]

    sifted = within_corpora(some, Rules(eval_corpora=("whole",), eval_most=0.2))

    assert sifted.kept == tuple(some[:20] + some[20::2])


def test_corpora_kept_for_evaluation_are_whole_where_there_is_nothing_else() -> None:
    some = rows(program(returning(1), corpus="whole"), 5)

    assert len(select(some, Rules(eval_corpora=("whole",), eval_most=0.2)).samples) == 5


def test_no_corpus_has_more_than_its_share_where_there_are_enough() -> None:
    some = [row for n in range(20) for row in rows(program(returning(n), corpus="large"), 5)]
    for number, corpus in enumerate(("small", "tiny")):
        some += rows(program(returning(50 + number), corpus=corpus), 10)

    selection = select(some, Rules(corpus_share=0.5))

    kept = [one.corpus for one in selection.samples]
    assert (kept.count("large"), kept.count("small"), kept.count("tiny")) == (20, 10, 10)
    assert {row.reason for row in selection.rejected} == {"corpus_cap"}
    assert len({one.program_id for one in selection.samples if one.corpus == "large"}) == 20


def test_two_corpora_cannot_both_be_under_a_half() -> None:
    some = [*rows(program(returning(1), corpus="one"), 9), *rows(program(returning(2), corpus="two"), 2)]

    assert select(some, Rules(corpus_share=0.5)).rejected == ()


def test_a_group_has_no_more_than_its_rows() -> None:
    some = [row for n in range(6) for row in rows(program(returning(n), module="m"), 5)]

    selection = select(some, Rules(hold_out={"c": "module"}, group_rows=12))

    assert len(selection.samples) == 12
    assert {(row.reason, row.partner) for row in selection.rejected} == {("group_cap", "module:c:m")}


def test_a_declared_mix_is_kept() -> None:
    some = rows(program(returning(1)), 30)
    voiced = [
        replace(one, narration=replace(one.narration, voice="walkthrough" if number < 24 else "terse"))
        for number, one in enumerate(some)
    ]

    selection = select(voiced, Rules(mix={"voice": {"walkthrough": 0.5}}))

    voices = [one.voice for one in selection.samples]
    assert (voices.count("walkthrough"), voices.count("terse")) == (7, 6)  # a share is rounded up
    assert {(row.reason, row.partner) for row in selection.rejected} == {("mix", "walkthrough")}


def test_a_mix_that_what_there_is_cannot_make_up_is_left() -> None:
    some = rows(program(returning(1)), 9)

    assert len(select(some, Rules(mix={"voice": {"terse": 0.5}})).samples) == 9


@pytest.mark.parametrize(("sizes", "share"), [([100, 1, 1], 0.5), ([5, 5, 5], 0.34), ([1000, 500, 3, 2], 0.4)])
def test_the_even_size_is_within_the_share(sizes, share) -> None:
    limit = even(sizes, share)

    assert 0 < limit <= share * sum(min(size, limit) for size in sizes)


def test_what_shipped_stays_before_what_is_new() -> None:
    old, new = rows(program(returning(1)), 1)[0], rows(program(returning(2)), 1)[0]
    order = Order({old.call.id: 5, new.call.id: 0}, {old.program.id}, 0)

    assert sorted([new, old], key=order) == [old, new]


def test_a_function_has_no_more_rows_however_many_programs_are_made_around_it() -> None:
    some = [row for n in range(4) for row in rows(program(returning(n), qualname="windowed"), 5)]
    some += rows(program(returning(9), qualname="other"), 5)
    by_call = {one.call.id: one.program.id for one in some}

    selection = select(some, Rules(family_rows=8))

    kept = [by_call[one.call_id] for one in selection.samples if one.qualname == "windowed"]
    assert sorted(kept.count(name) for name in set(kept)) == [2, 2, 2, 2]  # each program's most telling ones first
    assert {(row.reason, row.partner) for row in selection.rejected} == {("family_cap", "c:m.windowed")}
    assert sum(one.qualname == "other" for one in selection.samples) == 5
