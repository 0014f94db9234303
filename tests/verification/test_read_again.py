"""What is kept of earlier texts changes nothing in later ones."""

from tracecot.verification.code import read_code
from tracecot.verification.stretches import tokens_with_code
from tracecot.verification.tokens import tokens

NAMES = frozenset({"x", "total"})


def test_a_line_read_again_has_its_tokens_at_its_new_place() -> None:
    line = "`x` is 3, so total = 3."
    first, again = tokens_with_code(line, NAMES), tokens_with_code(f"First.\n{line}", NAMES)[3:]

    assert [token[:2] for token in again] == [token[:2] for token in first]
    assert [token.start - 7 for token in again] == [token.start for token in first]


def test_lines_that_backticks_hold_together_are_one_stretch() -> None:
    text = "one `x\ny` two\n```\nx = 1\n```\nand ` alone\n- \"quoted\" 'x' [1, 2]"

    assert tokens_with_code(text, frozenset()) == tokens(text)


def test_code_that_somebody_holds_is_the_same_code_when_read_again() -> None:
    held = read_code("held[0]")
    for number in range(20_000):
        read_code(f"x{number}")

    assert read_code("held[0]") is held
