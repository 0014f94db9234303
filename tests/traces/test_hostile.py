"""Values that fight back: the renderer runs none of their code."""
# ruff: noqa: E501  (a program on a line of its own reads better than one in pieces)

import operator

import pytest

from tests.traces.made import traced
from tracecot.execution import Limits
from tracecot.traces.child.render import Renderer

HOSTILE = {
    "repr": ("class H:\n    def __repr__(self): raise SystemExit\n    __str__ = __repr__\n", "H()"),
    "eq and hash": ("class H:\n    def __eq__(self, o): raise SystemExit\n    def __hash__(self): return 1\n", "H()"),
    "class": ("class H:\n    @property\n    def __class__(self): raise SystemExit\n", "H()"),
    "dict": ("class H:\n    @property\n    def __dict__(self): raise SystemExit\n", "H()"),
    "getattribute": ("class H:\n    def __getattribute__(self, n): raise SystemExit\n", "H()"),
    "metaclass": (
        "class M(type):\n    def __getattribute__(c, n): raise SystemExit\n    def __repr__(c): raise SystemExit\n"
        "class H(metaclass=M):\n    pass\n", "H()"),
    "metaclass's eq and hash": (
        "class M(type):\n    def __hash__(c): raise SystemExit\n    def __eq__(c, o): raise SystemExit\n"
        "class H(metaclass=M):\n    pass\n", "H()"),
    "metaclass of an error": (
        "class M(type):\n    def __hash__(c): raise SystemExit\n    def __eq__(c, o): raise SystemExit\n"
        "class H(ValueError, metaclass=M):\n    __module__ = 'builtins'\n    def __str__(self): raise SystemExit\n", "H()"),
    "list subclass": ("class H(list):\n    def __iter__(self): raise SystemExit\n    def __len__(self): raise SystemExit\n", "H([])"),
    "dict subclass": ("class H(dict):\n    def items(self): raise SystemExit\n    def __iter__(self): raise SystemExit\n", "H({})"),
    "str subclass": ("class H(str):\n    def __repr__(self): raise SystemExit\n    def __str__(self): raise SystemExit\n", "H('')"),
    "int subclass": ("class H(int):\n    def __repr__(self): raise SystemExit\n    def __int__(self): raise SystemExit\n", "H(0)"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_object_is_told_without_its_help(name):
    code, expected = HOSTILE[name]

    trace = traced(code + "def f():\n    h = H()\n    xs = [h]\n    xs.append(1)\n    return h\n")

    assert trace.outcome.value.repr == expected
    assert not [event for event in trace.events if event.kind == "call" and event.function != "f"]


def test_a_cycle_is_told_with_dots():
    trace = traced("def f():\n    a = [1]\n    a.append(a)\n    d = {'a': a}\n    return d\n")

    assert trace.outcome.value.repr == "{'a': [1, ...]}"


def test_deep_nesting_is_unaskable():
    trace = traced("def f():\n    a = []\n    for _ in range(500):\n        a = [a]\n    return a\n")

    assert trace.outcome.value.type == "list"
    assert hasattr(trace.outcome.value, "digest")


def test_an_int_of_ten_thousand_digits_is_unaskable():
    assert hasattr(traced("def f():\n    return 10 ** 20000\n").outcome.value, "digest")


def test_opaque_values_have_a_name_and_no_address():
    trace = traced(
        "import math\ndef f():\n    return [f, len, int, math, iter([]), (x for x in []), [].append, object()]\n"
    )

    assert trace.outcome.value.repr == (
        "[<function f>, <function len>, <class int>, <module math>, <list_iterator>, <generator>, <function append>, <object>]"
    )


def test_surrogates_survive():
    assert traced("def f():\n    return '\\ud800' + 'a'\n").outcome.value.repr == "'\\ud800a'"


def test_what_c_keeps_about_an_object_is_no_field_of_it():
    assert Renderer(4000).value(operator.itemgetter(0)) == ["itemgetter", "<itemgetter>"]


def test_what_is_printed_is_counted_without_the_help_of_its_class():
    code = (
        "class S(str):\n    def __str__(self): return self\n    def __len__(self): return 0\n    def isascii(self): return True\n"
        "def f():\n    print(S('x' * 50))\n"
    )

    assert traced(code, limits=Limits(stdout_characters=20)).outcome.message == "cut short: stdout"
    assert traced(code).stdout == "x" * 50 + "\n"


def test_a_long_name_of_a_class_or_argument_is_cut_and_says_so():
    code = "def g(**named):\n    return len(named)\ndef f():\n    h = type('H' * 10 ** 5, (), {})()\n    g(**{'k' * 10 ** 5: 1})\n    return h\n"

    trace = traced(code)

    names = [name for event in trace.events for name, _ in event.args]
    assert trace.outcome.value.type == "H" * 500 + "... (100000 characters)"
    assert "k" * 500 + "... (100000 characters)" in names
    assert max(map(len, names)) < 600


def test_decimals_of_one_call_know_nothing_of_another():
    code = "import decimal\ndef f():\n    decimal.DefaultContext.prec = 3\n    decimal.getcontext().prec = 4\n"
    traced(code)

    told = traced("from decimal import Context, Decimal\ndef f():\n    return str(Decimal(1) / 3), Context().prec\n")

    assert told.outcome.value.repr == f"('0.{'3' * 28}', 28)"
