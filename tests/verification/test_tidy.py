"""What is called tidy is what `ast.unparse` would write."""

import ast
from itertools import islice, product

import pytest

from tracecot.verification.code.tidy import is_tidy

ATOMS = (
    "x", "a.b", "f()", "g(x, 1)", "d['k']", "xs[0]", "'s'.upper()", "'a b'", "10", "None", "x[y](z)", "not(x)", "await(x)",
    "lambda", "1e5", "0x1f", "f'a'", "x[1].y", "''", "f(g(x), -1)", "x[i + 1]", "f([1, 'a'])", "[x, 2]", "'\\n'.join(xs)", "[]", "f(x in y, z)",
)  # fmt: skip
SIGNS = [*"+ - * / // % ** == != < <= > >= & | ^ << >> and or in is if else := @".split(), "not in", "is not"]


def _written(text: str) -> str:
    try:
        return ast.unparse(ast.parse(text, mode="eval").body)
    except SyntaxError:
        return text


@pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_what_is_tidy_is_given_back_as_it_is(every: int) -> None:
    combined = islice(product(ATOMS, SIGNS, ATOMS, SIGNS), None, None, every)  # 11 divides no length here
    texts = [*ATOMS, *(f"{one} {sign} {other} {then} x" for one, sign, other, then in combined)]
    tidy = [text for text in texts if is_tidy(text)]

    assert len(tidy) > 1_000
    assert [text for text in tidy if _written(text) != text] == []


@pytest.mark.parametrize("text", ["len( xs )", '"a"', "(x)", "x+1", "x or y and z", "not(x)", "[1,2]", "x if y else z"])
def test_what_may_be_written_otherwise_is_not_tidy(text: str) -> None:
    assert not is_tidy(text)
