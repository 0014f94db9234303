"""A text is placed where it grounds the most, and placing it anew loses nothing that was found."""

from tests.verification.made import complaints

ACCUMULATES = (
    "def f(b):\n    m = 0\n    for n in [1, 2, 1]:\n        k = n\n        m += 10\n    return m\n"
)  # fmt: skip


def test_a_choice_that_makes_what_follows_false_is_made_anew(execute):
    verdict = execute(ACCUMULATES, "7").verdict("`f` is called with `b = 7`. `k` becomes `1`. Then `m` becomes `30`.")

    assert complaints(verdict) == []


def test_a_false_reason_is_still_found_when_its_sentence_is_placed_anew(execute):
    verdict = execute(ACCUMULATES, "7").verdict(
        "`f` is called with `b = 7`. `k` becomes `1`, since `b` is `7`. Then `m` becomes `30`."
    )

    assert "dependency" in [kind for kind, _, _ in complaints(verdict)]


def test_a_wrong_answer_in_a_tag_is_still_found_when_what_is_before_it_is_placed_anew(execute):
    verdict = execute(ACCUMULATES, "7").verdict(
        "`f` is called with `b = 7`. `k` becomes `1`.\n[ANSWER]31[/ANSWER]\nThen `m` becomes `30`."
    )

    assert "answer" in [kind for kind, _, _ in complaints(verdict)]


def test_what_is_wrong_is_blamed_and_not_what_comes_after_it(execute):
    verdict = execute(ACCUMULATES, "7").verdict(
        "Pass 1 of the loop on line 3: `n = 1`. `k` becomes `1`. Pass 2: `n = 2`. `m` becomes `30`. Pass 3: `n = 1`."
    )

    assert [text for _, text, _ in complaints(verdict)] == ["`m` becomes `30`"]


def test_what_cannot_be_told_after_something_wrong_puts_it_in_no_doubt(execute):
    verdict = execute(ACCUMULATES, "7").verdict("`m` becomes `0`. `f` is called with `b = 7`.")

    assert ("call", "`f` is called with `b = 7`", "not_found") in [
        (kind, text, getattr(finding, "reason", "")) for kind, text, finding in complaints(verdict)
    ]


def test_a_loop_on_another_line_is_named(execute):
    verdict = execute(ACCUMULATES, "7").verdict("The loop on line 5 makes 3 passes.")

    assert [finding.actual for _, _, finding in complaints(verdict)] == ["that is the loop on line 3"]


def test_again_is_blamed_where_it_is_said(execute):
    verdict = execute(ACCUMULATES, "7").verdict("`f` is called with `b = 7`. Again, `m` becomes `0`.")

    assert [text for _, text, _ in complaints(verdict)] == ["Again, `m` becomes `0`"]


NAMES = "def g(k):\n    return k + 1\n\ndef f(s):\n    place = s.index('b')\n    return g(place)\n"


def test_a_name_that_is_no_variable_or_of_another_call_has_no_value_here(execute):
    told = "`f` is called with `s = 'abc'`. "
    executed = execute(NAMES, "'abc'")

    for lie, actual in (("`index = 7`", "no variable"), ("`k` is `5`", "is `1`")):
        verdict = executed.verdict(told + lie)
        assert verdict.verdict == "refuted"
        assert actual in complaints(verdict)[0][2].actual
    assert executed.verdict(told + "`index` is `1`.").verdict == "unreadable"  # the call of that name gives it
