"""A promise is kept by exactly the outcomes that it speaks of."""

import ast

import pytest

from tracecot.execution import Raised, Returned
from tracecot.sources.promises import from_assert, keeps
from tracecot.values import plain


@pytest.mark.parametrize(
    ("assertion", "expression", "promise"),
    [
        ("f(2) == 3", "f(2)", "3"),
        ("3 == f(2)", "f(2)", "3"),
        ("f(2) is None", "f(2)", "None"),
        ("f(2) != 3", "f(2)", "is not 3"),
        ("isinstance(f(2), str)", "f(2)", "is a str"),
        ("len(f(2)) == 3", "f(2)", "has length 3"),
        ("f(2) in [1, 2]", "f(2)", "is in [1, 2]"),
        ("3 in f(2)", "f(2)", "contains 3"),
        ("f(2)", "f(2)", "is true"),
        ("not f(2)", "f(2)", "is false"),
        ("f(2) <= 3", "f(2)", "is <= 3"),
        ("f(2) == pytest.approx(0.5)", "f(2)", "about 0.5"),
        ("abs(f(2) - 0.5) < 0.001", "f(2)", "about 0.5 within 0.001"),
        ("math.isclose(f(2), 0.5)", "f(2)", "about 0.5"),
    ],
)
def test_an_assertion_promises(assertion: str, expression: str, promise: str) -> None:
    found = from_assert(ast.parse(assertion, mode="eval").body)

    assert found is not None
    assert (ast.unparse(found[0]), found[1]) == (expression, promise)


@pytest.mark.parametrize(
    ("promise", "kept", "broken"),
    [
        ("3", 3, 3.0),
        ("{'a': 1, 'b': 2}", {"b": 2, "a": 1}, {"a": 1}),
        ("None", None, False),
        ("is not 3", 4, 3),
        ("is a str", "x", b"x"),
        ("has length 2", [1, 2], [1]),
        ("is in [1, 2]", 2, 3),
        ("contains 3", [3], [4]),
        ("is true", [0], []),
        ("is false", "", "x"),
        ("is <= 3", 3, 4),
        ("about 0.5", 0.5000001, 0.51),
        ("about 0.5 within 0.1", 0.55, 0.7),
        ("about [1.0, 2.0]", [1.0, 2.0], [1.0]),
    ],
)
def test_a_promise_is_kept_by_what_it_names_alone(promise: str, kept: object, broken: object) -> None:
    assert keeps(promise, Returned(plain(kept)))
    assert not keeps(promise, Returned(plain(broken)))
    assert not keeps(promise, Raised("ValueError", "bad", 1))


def test_a_promised_exception_has_its_type_and_message() -> None:
    raised = Raised("ValueError", "bad", 1)

    assert keeps("raises ValueError", raised)
    assert keeps("raises ValueError: bad", raised)
    assert not keeps("raises ValueError: good", raised)
    assert not keeps("raises KeyError", raised)
    assert not keeps("raises ValueError", Returned(plain(1)))
