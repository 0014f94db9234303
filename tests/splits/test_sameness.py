"""Of two programs one is enough where both the entry points and the rest do the same, in whatever names."""

import pytest

from tests.splits.made import candidate, program
from tracecot.splits.records import Rules
from tracecot.splits.sameness import anatomy, sameness
from tracecot.splits.selection import select

HELPER = """\
def keep(predicate, table, factory=dict):
    kept = factory()
    for key, value in table.items():
        if predicate(key):
            kept[key] = value
    if not kept:
        raise ValueError("nothing was kept of " + repr(table))
    return sorted(kept.items(), reverse=True)


"""
ENTRY = "def f(table, limit):\n    first, second = keep(len, table), keep(str, table)\n    return list(first)\n"


def score(one: str, other: str, entry_point: str = "f") -> float:
    some, others = anatomy(one, entry_point), anatomy(other, entry_point)
    assert some is not None
    assert others is not None
    return sameness(some, others)


SAME = [
    ENTRY,
    ENTRY.replace("table", "mapping").replace("first", "a"),
    ENTRY.replace("(table, limit)", "(limit, table)"),
    ENTRY.replace("def f", "# the entry\ndef f"),
    ENTRY.replace("table, limit", "table: dict, limit: int"),
]
OTHER = [
    ENTRY.replace("list(first)", "list(second)"),
    ENTRY.replace("keep(len, table)", "keep(len, table, list)"),
    ENTRY.replace("    return list(first)", "    next(iter(first))\n    return list(first)"),
    ENTRY.replace("len", "bool"),
    ENTRY.replace("limit)", "limit=3)"),
    ENTRY.replace("limit)", "*limit)"),
]


@pytest.mark.parametrize("entry", SAME)
def test_an_entry_that_says_the_same_in_other_names_is_the_same(entry) -> None:
    assert score(HELPER + ENTRY, HELPER + entry) == 1.0


@pytest.mark.parametrize("entry", OTHER)
def test_an_entry_that_does_something_else_with_the_same_helpers_is_another_program(entry) -> None:
    assert score(HELPER + ENTRY, HELPER + entry) == 0.0


@pytest.mark.parametrize(
    "helper",
    [
        HELPER.replace("predicate(key)", "predicate(value)"), HELPER.replace("= value", "= key"),
        HELPER.replace("    if not kept", "        if not kept").replace("        raise", "            raise"),
    ],
)  # fmt: skip
def test_a_helper_that_does_something_else_is_another_program(helper) -> None:
    assert score(HELPER + ENTRY, helper + ENTRY) < 0.95


def test_a_helper_that_hardly_differs_is_the_same_program() -> None:
    longer = HELPER + "def more(xs):\n" + "".join(f"    xs.append(len(xs) * {n})\n" for n in range(30)) + "\n\n"
    changed = longer.replace("nothing was kept of ", "empty: ")

    assert 0.95 <= score(longer + ENTRY, changed + ENTRY) < 1.0


def test_what_cannot_be_read_repeats_nothing() -> None:
    assert anatomy("def f(:", "f") is None


def test_programs_that_share_a_page_of_helpers_both_ship_on_one_side() -> None:
    one, other = (program(HELPER + entry, module=name) for entry, name in ((ENTRY, "a"), (OTHER[0], "b")))

    selection = select([candidate(one, text="a"), candidate(other, text="b")], Rules(hold_out={"c": "module"}))

    assert {sample.program_id for sample in selection.samples} == {one.id, other.id}
    assert len({sample.group for sample in selection.samples}) == 1


def test_programs_that_differ_in_the_order_of_their_parameters_alone_do_not_both_ship() -> None:
    one, other = program(HELPER + ENTRY), program(HELPER + SAME[2])

    (row,) = select([candidate(one, text="a"), candidate(other, text="b")], Rules()).rejected

    assert row.reason == "near_duplicate"
    assert "100% of its code" in row.detail
