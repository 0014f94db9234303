"""What is kept of earlier texts changes nothing in later ones."""

import ast

import pytest

from tracecot.verification.code.reading import normal, read_code
from tracecot.verification.text.sentences import sentences
from tracecot.verification.text.shapes import shape_of
from tracecot.verification.text.stretches import _stretch_of, sentences_with_code, tokens_with_code
from tracecot.verification.text.tokens import tokens

NAMES = frozenset({"x", "total"})


def test_a_line_read_again_has_its_tokens_at_its_new_place() -> None:
    line = "`x` is 3, so total = 3."
    first, again = tokens_with_code(line, NAMES), tokens_with_code(f"First.\n{line}", NAMES)[3:]

    assert [token[:2] for token in again] == [token[:2] for token in first]
    assert [token.start - 7 for token in again] == [token.start for token in first]


def test_lines_that_backticks_hold_together_are_one_stretch() -> None:
    text = "one `x\ny` two\n```\nx = 1\n```\nand ` alone\n- \"quoted\" 'x' [1, 2]"

    assert tokens_with_code(text, frozenset()) == tokens(text)


@pytest.mark.parametrize(
    "line",
    [
        "`x` is `3`. So total is `x`. It isn't `4`. The rest, i.e. `x`, is minus two. Minus two is it",
        "\n- See `a. B`. Then (as said. So) it is. Here 'x. Y' is a text. And so on.",
        "\n3. The list. It's empty. `x` in. Total is 1, e.g. The one.",
        "`x = 1, y = 2` is set. `x` is `'('`. `total` is [`x`. So] it is.",
        "Now total(x. So) is it.",
    ],
)
def test_a_line_that_is_read_in_parts_has_the_tokens_of_the_whole(line: str) -> None:
    assert tokens_with_code(line, NAMES) == list(_stretch_of(line, NAMES).tokens)


def test_code_that_somebody_holds_is_the_same_code_when_read_again() -> None:
    held = read_code("held[0]")
    for number in range(20_000):
        read_code(f"x{number}")

    assert read_code("held[0]") is held


@pytest.mark.parametrize("line", ["\nx = 1.", "\n\n- `x` is 3. So", "\nis 3,\nand more.", "\n`a\nb` c? yes\n[/ANSWER]"])
def test_the_sentences_of_lines_are_those_of_the_whole_text(line: str) -> None:
    text = f"First, total is 2{line}{line} And\nthe rest, since x is 3 and\nlonger than all of the others that stand in it{line}"
    told = [(text[each.start : each.end], each.pieces) for each in sentences_with_code(text, NAMES)]
    whole = [(text[each.start : each.end], each.pieces) for each in sentences(tokens_with_code(text, NAMES))]

    assert told == whole


@pytest.mark.parametrize(
    "text",
    ["x = [1, 'a']", "d['k'] = (1, 2)", "x = (1+2j)", "x += 1", "(x) = -1", "é = {'é': 1}", "x = {2, 1}", "a = b = 'c' 'd'"],
)  # fmt: skip
def test_the_sides_of_an_assignment_are_written_as_python_would(text: str) -> None:
    code = read_code(text)
    node = ast.parse(text).body[0]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]

    assert [each.text for each in (*code.targets, code.value)] == [ast.unparse(each) for each in (*targets, node.value)]


def test_what_a_shape_has_to_say_does_not_depend_on_who_asked_first() -> None:
    first, again = shape_of(["N", "is", "still", "L", "."]), shape_of(["N", "is", "still", "L", "."])

    assert first is again
    assert [hit.recurs for hit in first.spot(0).hits[:1]] == ["still"]
    assert (first.spot(2).recurs, first.spot(2).after) == ("still", 3)
    assert shape_of(["so", "far", ",", "N"]).spot(0).piece == "so"


def test_an_int_with_more_digits_than_python_writes_stays_text() -> None:
    text = "x + 0x" + "f" * 5000

    assert read_code(text).sort == "U"
    assert normal(text) == text
