"""What a repository's tests assert become calls of the functions that they call."""

from tests.sources.packages_for_tests import files
from tracecot.sources.asserting import repository_candidates
from tracecot.sources.finding import Candidate
from tracecot.sources.intake import SourceFile
from tracecot.sources.records import RejectedSource

MAIN = '''
def total(xs, start=0):
    """Adds up.

    >>> total([1, 2, 3])
    6
    """
    return sum(xs) + start

def halves(n):
    while n:
        yield n
        n = n // 2

def untested(n):
    return n
'''
TESTS = """
import pytest
from shop import main
from shop.main import halves, total

LIMIT = 9

def helper(n):
    return n

def test_total():
    assert total([1], start=5) == 6
    assert total([4]) == 4 and total([]) == 0

def test_halves():
    number = 8
    assert list(main.halves(number)) == [8, 4, 2, 1]
    with pytest.raises(TypeError):
        total(3)

class TestMore:
    def test_one(self):
        assert total((2, 3)) == 5

    def test_with_a_fixture(self, tmp_path):
        assert total([7]) == 7

def test_nothing_of_the_package():
    assert helper(3) == 3

def test_unknown():
    assert total([9]) == LIMIT
"""


def candidates() -> tuple[dict[str, Candidate], list[RejectedSource]]:
    tests = [SourceFile("shop", "1.0", "MIT", "tests/test_main.py", "tests.test_main", TESTS)]
    found = list(repository_candidates(files(shop="", main=MAIN), tests, "shop"))
    return (
        {one.program.entry_point: one for one in found if isinstance(one, Candidate)},
        [one for one in found if isinstance(one, RejectedSource)],
    )


def test_asserts_join_the_docstring_examples_of_the_same_program() -> None:
    found, _ = candidates()

    assert [(call.input, call.documented) for call in found["total"].calls] == [
        ("[1, 2, 3]", "6"), ("[1], start=5", "6"), ("[4]", "4"), ("[]", "0"), ("3", "raises TypeError"),
        ("(2, 3)", "5"),
    ]  # fmt: skip


def test_a_program_comes_from_the_function_that_is_tested() -> None:
    found, _ = candidates()

    origin = found["run_halves"].program.origin
    assert (origin.path, origin.qualname, origin.first_line) == ("shop/main.py", "halves", 10)
    assert found["run_halves"].calls[0].input == "8"


def test_what_is_asserted_without_a_plain_promise_or_of_nothing_here_is_rejected_with_its_test() -> None:
    _, rejected = candidates()

    assert {(one.path, one.qualname, one.reason) for one in rejected} == {
        ("tests/test_main.py", "test_nothing_of_the_package", "no_calls"),
        ("tests/test_main.py", "test_unknown", "unreadable_test"),
        ("shop/main.py", "untested", "no_calls"),
    }
