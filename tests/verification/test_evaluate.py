"""The bounded evaluator agrees with Python where it answers, and refuses whatever is costly, impure or unknown."""

import ast
import time
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracecot.evaluation import evaluate, holding
from tracecot.operations import NotEvaluable
from tracecot.sizes import ENOUGH, size, smaller_size

VALUES = {"xs": [3, 1, 2], "s": "a-b-c", "d": {"k": [1]}, "n": 7, "flag": False}

PLAIN = [
    "xs[0] + n", "sorted(xs, reverse=True)", "s.split('-')", "len(d['k']) == 1 and n > 3", "'x' if flag else 'y'",
    "[x * 2 for x in xs if x > 1]", "{k: len(v) for k, v in d.items()}", "sum(x for x in xs)", "s[::-1].upper()",
    "f'{n}-{s!r}'", "max(xs, key=lambda x: -x)", "1 < n < 10", "not flag", "d.get('z', 0)", "list(enumerate(s.split('-')))",
    "[n for n in range(n)] + [n]", "'-'.join(s.split('-')[1:])", "n // 2 ** 2 % 3", "xs.index(2)", "None is None",
    "isinstance(n, int)", "{*xs} | {9}", "(1, *xs)", "min(xs) if xs else 0", "~n & 3", "pow(2.5, 2)", "pow(2, -1)", "pow(3, 4, 5)", "2.0 ** 0.5",
]  # fmt: skip


@pytest.mark.parametrize("source", PLAIN)
def test_it_agrees_with_python(source):
    expected = eval(source, {}, dict(VALUES))

    assert evaluate(ast.parse(source, mode="eval").body, holding(VALUES)) == expected
    assert VALUES == {"xs": [3, 1, 2], "s": "a-b-c", "d": {"k": [1]}, "n": 7, "flag": False}


REFUSED = [
    "9 ** 9 ** 9", "'a' * 10 ** 9", "[0] * 10 ** 9", "1 << 10 ** 9", "range(10 ** 12)", "sum(range(10 ** 6))",
    "list(range(10 ** 7))", "'a'.ljust(10 ** 9)", "'%1000000000d' % 1", "f'{1:>1000000000}'", "'a'.zfill(10 ** 9)",
    "pow(9, 10 ** 9)", "[x for x in range(1000) for y in range(1000)]", "open('x')", "__import__('os')", "print(1)",
    "().__class__", "s.__class__", "xs.append(1)", "xs.sort()", "d.pop('k')", "eval('1')", "unknown", "int('x')", "1 / 0",
    "xs[9]", "globals()", "type(1)", "'{0.__class__}'.format(1)", "(lambda: 1)()", "id(xs)", "hash(s)", "input()",
    "xs is xs", "(yield)", "'a'.join('b' * 10 ** 6)", "bytes(10 ** 9)",
]  # fmt: skip


@pytest.mark.parametrize("source", REFUSED)
def test_it_refuses_what_is_costly_impure_or_unknown(source):
    started = time.process_time()

    with pytest.raises(NotEvaluable):
        evaluate(ast.parse(source, mode="eval").body, holding(VALUES))

    assert time.process_time() - started < 1


LARGE = {
    "tens": Decimal("1e10000000"), "third": Fraction(1, 3), "words": "x y " * 5_000, "row": [0] * 5_000,
    "many": (0,) * 5_000, "wide": 1 << 500_000, "primes": [Fraction(1, 2**61 + 2 * n) for n in range(1_000)],
    "nested": [[0] * 10] * 4_000, "three": Fraction(3), "tall": Decimal(10),
}  # fmt: skip
COSTLY = [
    "round(5, -10000000)", "pow(3, (1 << 19000) - 1, (1 << 19000) - 3)", "pow(3, -1, (1 << 19000) - 3)",
    "sum([[0] * 10000] * 10000, [])", "[[[0] * 5000] * 5000] * 5000 == [[[0] * 5000] * 5000] * 5000",
    "{(((0,) * 3000,) * 3000,) * 3000}", "{(((0,) * 3000,) * 3000,) * 3000: 1}", "repr([[[0] * 300] * 300] * 300)",
    "f'{[[0] * 9000] * 2000}'", "'\\t'.expandtabs(tabsize=1000000000)", "[[0] * 10000 for i in range(5000)]",
    "int(tens)", "round(tens)", "third ** 10000000", "third ** -10000000", "3 ** (three * 10 ** 7)", "int(tall ** 10 ** 7)",
    "['x'.ljust(70000) for i in range(5000)]", "[words for i in range(5000)]", "[row[:] for i in range(5000)]",
    "[row + row for i in range(5000)]", "[list(map(lambda x: row, range(200))) for i in range(200)]",
    "{many for i in range(5000)}", "{many: i for i in range(5000)}", "[{many: 1}[many] for i in range(5000)]",
    "[nested == nested for i in range(5000)]", "[row in nested for i in range(5000)]",
    "sum(primes)", "sum(nested, [])", "divmod(wide, wide >> 200000)", "wide * wide", "divmod(wide * 1, 3 ** 4000)",
    "[list(enumerate(words)) for i in range(5000)]", "[sorted(words) for i in range(5000)]", "[words.split() for i in range(5000)]",
    "[words.replace('x', 'yyyyyyyy') for i in range(5000)]", "[','.join(words) for i in range(5000)]",
    "[f'{words}' for i in range(5000)]", "[str(nested) for i in range(5000)]", "bytearray(b'%1000000000d') % 1",
    "[(row, row) for i in range(5000)]", "[*row, *row] * 40", "[max(nested) for i in range(5000)]",
    "[('\\t' * 60000).expandtabs() for i in range(5000)]", "round(third, 10 ** 7)", "round(third, ndigits=-(10 ** 7))",
]  # fmt: skip


@pytest.mark.parametrize("source", COSTLY)
def test_what_is_costly_is_refused_before_it_takes_long(source):
    node = ast.parse(source, mode="eval").body
    started = time.process_time()

    with pytest.raises(NotEvaluable):
        evaluate(node, holding(LARGE))

    assert time.process_time() - started < 0.2


@pytest.mark.parametrize("source", COSTLY)
def test_what_is_costly_is_refused_before_it_takes_much_memory(source):
    node = ast.parse(source, mode="eval").body
    tracemalloc.start()

    try:
        with pytest.raises(NotEvaluable):
            evaluate(node, holding(LARGE))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 50_000_000


@given(
    st.recursive(
        st.integers(-9, 9) | st.booleans(), lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner)
    ),
    st.integers(0, 6),
)
def test_what_is_shared_counts_each_time(value, times):
    assert size([value] * times) - 1 == times * max(1, size([value]) - 1)
    assert smaller_size([value] * times, [value]) <= size([value])


def test_a_size_is_found_early_where_it_is_large():
    tower = [0] * 5_000
    for _ in range(5):
        tower = [tower] * 5_000
    started = time.process_time()

    assert size(tower) > ENOUGH
    assert smaller_size(tower, [1]) == 2
    assert size(range(10**30)) > ENOUGH
    assert time.process_time() - started < 0.1


def test_a_refusal_because_of_an_exception_names_it():
    with pytest.raises(NotEvaluable) as refused:
        evaluate(ast.parse("1 / 0", mode="eval").body)

    assert refused.value.error == "ZeroDivisionError"


@given(st.lists(st.integers(-50, 50)), st.integers(-3, 3), st.integers(-3, 3))
def test_slices_are_pythons(xs, low, high):
    node = ast.parse("xs[low:high]", mode="eval").body

    assert evaluate(node, holding({"xs": xs, "low": low, "high": high})) == xs[low:high]
