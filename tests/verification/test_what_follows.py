"""What is said to follow from values must follow from them, also where it is so at another moment."""

import pytest

from tests.verification.made import complaints
from tracecot.verification.records import Claim, Grounded, Refuted
from tracecot.verification.rules.following import contradicted

SWAP = "def f(a, i, j):\n    if a[j] > a[i]:\n        a[i], a[j] = a[j], a[i]\n    return a\n"
TOLD = (
    "`f` is called with `a = [0, 1]`, `i = 0` and `j = 1`. {here}\nSo line 3 runs, and `a` becomes `[1, 0]`. "
    "The function returns `[1, 0]`."
)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("`a[j]` is `1` and `a[i]` is `0`, so `a[j] > a[i]` is true.", "a[j] <= a[i]"),
        ("`a[j]` is `1` and `a[i]` is `0`, so `a[j] > a[i]` is true.", "a[j] == a[i]"),
        ("`a[j] > a[i]` is true, since `a[j]` is `1` and `a[i]` is `0`.", "a[j] < a[i]"),
    ],
)
def test_a_comparison_that_holds_later_does_not_follow_from_values_of_before(execute, true: str, false: str) -> None:
    executed = execute(SWAP, "[0, 1], 0, 1")

    honest = executed.verdict(TOLD.format(here=true), support_needed=0.0)
    lie = executed.verdict(TOLD.format(here=true.replace("a[j] > a[i]", false)), support_needed=0.0)

    assert complaints(honest) == []
    assert lie.verdict == "refuted"
    assert any(false in text for _, text, _ in complaints(lie))


def state(subject: str, says: str) -> Claim:
    return Claim(0, 1, "state", subject, Grounded(3), subject, says)


@pytest.mark.parametrize(
    ("causes", "effect", "actual"),
    [
        ([("x", "1"), ("y", "0")], ("x <= y", "True"), "with these values it is False"),
        ([("x", "1"), ("y", "0")], ("x > y", "False"), "with these values it is True"),
        ([("x", "1"), ("y", "0")], ("x > y", "True"), None),
        ([("x", "1")], ("x > y", "True"), None),  # of y nothing is given
        ([("x", "1"), ("x", "3")], ("x > 2", "True"), None),  # the last value counts
        ([("x", "a Thing")], ("x > 2", "True"), None),  # no plain value
        ([("seen['a']", "[1]")], ("len(seen['a']) == 2", "True"), "with these values it is False"),
        ([], ("x > 2", "True"), None),
    ],
)
def test_a_state_is_looked_at_with_the_values_given(causes, effect, actual) -> None:
    given = [Claim(0, 1, "value", name, Grounded(1), name, value) for name, value in causes]

    assert [found for _, found in contradicted(given, [state(*effect)])] == ([actual] if actual else [])


def test_behind_a_change_the_values_may_be_others() -> None:
    given = [Claim(0, 1, "value", "x", Grounded(1), "x", "1")]
    bound = Claim(0, 1, "bind", "x", Grounded(2), "x", "5")

    assert list(contradicted(given, [bound, state("x > 2", "True")])) == []


def test_what_is_wrong_already_is_not_looked_at_again() -> None:
    given = [Claim(0, 1, "value", "x", Grounded(1), "x", "1")]
    wrong = Claim(0, 1, "state", "x > 2", Refuted("contradicted", "it is false here"), "x > 2", "True")

    assert list(contradicted(given, [wrong])) == []
