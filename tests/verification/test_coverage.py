"""What counts as checkable in a text, and how much of it is covered."""

import pytest

from tracecot.verification.text.coverage import coverage

TEXT = "Line 2 appends `x` and 'yes' to ``a`b``, 1.5 of -3; it's x_1, xs2, `` and Appended."
CHECKABLE = ["2", "appends", "`x`", "'yes'", "``a`b``", "1.5", "-3"]


def test_code_literals_numbers_and_verbs_are_checkable_and_nothing_else() -> None:
    spans = [(TEXT.index(part), TEXT.index(part) + len(part)) for part in CHECKABLE]

    assert coverage(TEXT, spans) == 1.0


@pytest.mark.parametrize("left_out", range(len(CHECKABLE)))
def test_what_no_claim_covers_counts_by_its_length(left_out: int) -> None:
    parts = [part for part in CHECKABLE if part != CHECKABLE[left_out]]
    spans = [(TEXT.index(part), TEXT.index(part) + len(part)) for part in parts]

    assert coverage(TEXT, spans) == pytest.approx(1 - len(CHECKABLE[left_out]) / sum(map(len, CHECKABLE)))


def test_a_text_with_nothing_checkable_is_covered_by_nothing() -> None:
    assert coverage("Nothing is said, it's so.", [(0, 25)]) == 0.0
