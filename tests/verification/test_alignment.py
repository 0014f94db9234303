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


def test_a_wrong_pass_number_is_blamed_and_not_what_is_told_of_the_pass(execute):
    verdict = execute(ACCUMULATES, "7").verdict(
        "Pass 1 of the loop on line 3: `n = 1`. Pass 1: `k` becomes `2`. `m` becomes `20`. Pass 3: `k` becomes `1`."
    )

    assert [(text, finding.actual) for _, text, finding in complaints(verdict)] == [("Pass 1", "that is pass 2")]


LEAPS = "def f(x):\n    seen = []\n    if x in seen:\n        return 1\n    seen.append(x)\n    return 2\n"


def test_what_is_said_of_here_is_wrong_here_though_it_comes_true_later(execute):
    verdict = execute(LEAPS, "5").verdict("`seen` is `[5]`, so `x in seen` is false and line 4 is skipped.")

    assert "`seen` is `[5]`" in [text for _, text, _ in complaints(verdict)]


def test_what_is_told_of_a_step_by_its_opposite_is_judged_by_it(execute):
    executed = execute("def f(x):\n    if x is None:\n        return 1\n    return 2\n", "print")
    told = "`f` is called. "

    assert complaints(executed.verdict(told + "`x is not None` is true.")) == []
    assert executed.verdict(told + "`x is not None` is false.").verdict == "refuted"


def test_again_in_a_check_is_no_echo_of_the_deduction(execute):
    code = "def f(s):\n    if s[0] == 'a':\n        return s[0] + s\n    return s\n"
    text = (
        "`s[0] + s` is `'aab'`. `s[0]` is `'a'`.\nSo take `s = 'ab'`.\nCheck: `f` is called with `s = 'ab'`. "
        "{}`s[0]` is `'a'`, so `s[0] == 'a'` is true. `f` returns `'aab'`.\nSo one answer is `f('ab')`."
    )
    executed = execute(code, "'ab'")

    assert complaints(executed.backward(text.format(""), "f('ab')")) == []
    assert executed.backward(text.format("Again, "), "f('ab')").verdict == "refuted"


def test_a_condition_is_decided_on_its_own_line(execute):
    executed = execute(LEAPS, "5")

    assert executed.verdict("Line 3: `x in seen` is false.").verdict == "verified"
    assert executed.verdict("Line 2: `x in seen` is false.").verdict == "refuted"


def test_to_enter_a_loop_is_one_visit_of_its_line(execute):
    executed = execute("def f(s):\n    k = 0\n    for i in range(len(s)):\n        k += i\n    return k\n", "'ab'")
    told = "Pass 2 of the loop on line 3: `i = 1`, and that is the {} time that line 3 runs."

    assert complaints(executed.verdict(told.format("2nd"))) == []
    assert executed.verdict(told.format("3rd")).verdict == "refuted"
