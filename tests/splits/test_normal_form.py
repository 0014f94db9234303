"""What counts as the same program, and what doesn't."""

import pytest

from tracecot.splits.normal_form import normal_form

SAME = [
    ("def f(x):\n    return x + 1", "def g(number):\n    return number+1"),
    ("def f(x):\n    return x", 'def f(x):\n    """Gives x."""\n    return x'),
    ("def f(x: int) -> int:\n    return x", "def f(x):\n    # as it is\n    return x"),
    ("def f(x):\n    y: int = x\n    return y", "def f(x):\n    y = x\n    return y"),
    (
        "def h(n):\n    return n\ndef f(x):\n    return h(n=x)",
        "def k(m):\n    return m\ndef f(x):\n    return k(m=x)",
    ),
    ("def f(x):\n    global a\n    a = x", "def f(x):\n    global b\n    b = x"),
    (
        "def f(x):\n    match x:\n        case [a, *b]:\n            return b",
        "def f(x):\n    match x:\n        case [p, *q]:\n            return q",
    ),
]  # fmt: skip

DIFFERENT = [
    ("def f(x):\n    return x + 1", "def f(x):\n    return x + 2"),
    ("def f(x, y):\n    return x - y", "def f(x, y):\n    return y - x"),
    ("def f(x):\n    return x.a", "def f(x):\n    return x.b"),
    ("from math import sqrt\ndef f(x):\n    return sqrt(x)", "from math import cbrt\ndef f(x):\n    return cbrt(x)"),
    ("def f(x, key):\n    return sorted(x, key=key)", "def f(x, reverse):\n    return sorted(x, reverse=reverse)"),
    (
        "class P:\n    def a(self): return 1\n    def b(self): return 2\ndef f():\n    return P().a()",
        "class P:\n    def b(self): return 1\n    def a(self): return 2\ndef f():\n    return P().a()",
    ),
    ("def f(x):\n    return len(x)", "def f(x):\n    return sum(x)"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_annotations_docstrings_and_layout_do_not_count(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_changes_behaviour_counts(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


def test_code_that_does_not_parse_is_its_own_normal_form() -> None:
    assert normal_form("def f(") == normal_form("def f(")
    assert normal_form("def f(") != normal_form("def g(")


def test_code_nested_too_deeply_to_read_is_its_own_normal_form() -> None:
    deep = "x = " + "(" * 5_000 + "1" + ")" * 5_000

    assert normal_form(deep) != normal_form(deep + " ")
