# ruff: noqa: E501  (a program on a line of its own reads better than one in pieces)
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracecot.values import Constructed, NotPlain, canonical, canonical_text, read_plain, read_value, same

CANONICAL = {
    "{2,1, 10}": "{1, 10, 2}",
    "set()": "set()",
    "set([1])": "{1}",
    "frozenset({3,1})": "frozenset({1, 3})",
    "[ -0.0,nan,inf,-inf ]": "[-0.0, nan, inf, -inf]",
    "float('nan')": "nan",
    "(1,)": "(1,)",
    "'a' 'b'": "'ab'",
    "0x10": "16",
    "1+2j": "(1+2j)",
    "-2j": "-2j",
    "(-0-2j)": "(-0-2j)",
    "Fraction(2, 4)": "Fraction(1, 2)",
    "Decimal('1.50')": "Decimal('1.50')",
    "deque([1,2], maxlen=3)": "deque([1, 2], maxlen=3)",
    "OrderedDict([('a', 1)])": "OrderedDict({'a': 1})",
    "defaultdict(list, {'a': [1]})": "defaultdict(list, {'a': [1]})",
    "date(2020, 1, 2)": "datetime.date(2020, 1, 2)",
    "Point(1, y=[..., Color.RED])": "Point(1, y=[..., Color.RED])",
    "range(3)": "range(0, 3)",
}


@pytest.mark.parametrize("text", CANONICAL)
def test_a_value_has_one_canonical_text(text):
    assert canonical_text(text) == CANONICAL[text]
    assert canonical_text(CANONICAL[text]) == CANONICAL[text]


DIFFERENT = ["1 True", "1 1.0", "0.0 -0.0", "'a' b'a'", "[1] (1,)", "{1} frozenset({1})", "None 'None'", "P(x=1) P(x=2)",
             "OrderedDict({'a':1,'b':2}) OrderedDict({'b':2,'a':1})", "{1:2} {1:3}"]  # fmt: skip


@pytest.mark.parametrize("pair", DIFFERENT)
def test_values_that_differ_are_not_the_same(pair):
    assert not same(*pair.split(" "))


@pytest.mark.parametrize(
    ("one", "other"),
    [("{'a':1,'b':2}", "{'b': 2, 'a': 1}"), ("nan", "float('nan')"), ("{1,2}", "{2, 1}"), ('"a"', "'a'"), ("1_000", "1000"),
     ("[{'a':1,'b':2}]", "[{'b':2,'a':1}]"), ("P(x=1)", "P( x = 1 )")],
)  # fmt: skip
def test_spelling_and_the_order_of_dicts_do_not_matter(one, other):
    assert same(one, other)


LARGE = ["Fraction('1e999999999')", "Fraction(Decimal('1e10000000'))", "Fraction(0.5)", "Decimal('1e10000000')", "Decimal('-1e-10000000')",
         f"Fraction(0x{'f' * 90_000}, 0x{'e' * 90_000})"]  # fmt: skip


@pytest.mark.parametrize("text", LARGE, ids=lambda text: text[:30])
def test_a_number_that_would_take_long_to_make_is_known_by_its_spelling_alone(text):
    started = time.process_time()

    with pytest.raises(NotPlain):
        read_plain(text)
    assert isinstance(read_value(text), Constructed)
    assert same(text, text + " ")
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Fraction(3)",
        "Fraction(1, 3)",
        "Decimal('1.50')",
        "Decimal('NaN')",
        "Decimal('-Infinity')",
        "Decimal('1E+6144')",
    ],
)
def test_the_numbers_that_are_written_are_read(text):
    assert not isinstance(read_value(text), Constructed)


def test_a_number_too_large_for_a_float_cannot_be_a_part_of_a_complex_one():
    with pytest.raises(NotPlain, match="too large"):
        read_plain(f"0x{'f' * 2_000}+2j")


BAD = ["f", "1+1", "[x for x in y]", "(" * 300 + ")" * 300, "{[1]}", "__import__('os')", "'a' * 1000", "1 if 2 else 3",
       "[1, *x]", "{**x}", "lambda: 1", "", "1; 2", "(yield)", "[...]", "Point(x=1)", "range(10**9)"]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_plain_data_is_refused(text):
    with pytest.raises(NotPlain):
        read_plain(text)


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(NotPlain, match="characters"):
        read_plain("1" * 50, characters=49)


def test_a_cycle_is_written_with_dots_and_read_as_a_value():
    values = [1]
    values.append(values)

    assert canonical(values) == "[1, ...]"
    assert canonical(read_value("[1, ...]")) == "[1, ...]"


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers()
HASHABLE = st.recursive(SCALARS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=5)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.sets(HASHABLE) | st.dictionaries(HASHABLE, inner) | st.tuples(inner),
    max_leaves=12,
)


@given(PLAIN)
def test_what_is_written_is_read_back(value):
    text = canonical(value)

    assert canonical(read_plain(text)) == text
    assert same(text, text)
