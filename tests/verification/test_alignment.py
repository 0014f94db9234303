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


def test_a_call_with_nothing_of_the_program_in_it_happens_again_only_if_it_did_before(execute):
    executed = execute(
        "def g(x):\n    s = set()\n    s.add(x)\n    return s\n\ndef f(x):\n    g(x)\n    return g(x + 1)\n", "1"
    )
    told = "`g` is called with `x = {}`. {}`set()` is `set()`, so `s = set()`. "

    assert complaints(executed.verdict(told.format(1, ""))) == []
    assert executed.verdict(told.format(1, "Again, ")).verdict == "refuted"
    assert complaints(executed.verdict(told.format(1, "") + told.format(2, "Again, "))) == []


def test_a_place_of_an_insertion_is_told_with_the_list(execute):
    executed = execute("def f(xs):\n    xs.insert(0, 5)\n    return xs\n", "[1]")

    assert complaints(executed.verdict("Line 2 inserts `5` into `xs` at index `0`.")) == []
    assert executed.verdict("Line 2 inserts `5` into `xs` at index `1`.").verdict == "refuted"


def test_an_object_that_shows_its_arguments_is_told_as_its_call(execute):
    code = (
        "class Bag:\n    def __init__(self, xs):\n        self.xs = xs\n    def __repr__(self):\n"
        "        return f'Bag({self.xs})'\n\ndef f(xs):\n    a = Bag(xs)\n    return len(a.xs)\n"
    )
    executed = execute(code, "[1, 2]")
    shown = next(event.value.repr for event in executed.evidence[0].trace.events if event.name == "a")

    assert complaints(executed.verdict(f"`f` is called with `xs = [1, 2]`. `a = {shown}`.")) == []


REBINDS = "def g(k, b):\n    if b > 5:\n        k = 2\n    return k + 1\n\ndef f(b, c):\n    return g(c, b)\n"


def test_an_argument_is_no_reason_of_what_its_function_makes_without_it(execute):
    executed = execute(REBINDS, "7, 3")
    told = "`f` is called with `b = 7` and `c = 3`. `g` is called with `k = 3` and `b = 7`. "

    assert complaints(executed.verdict(told + "`b` is `7`, so `b > 5` is true.")) == []
    for lie in ("`k` is `3`, so `k = 2`.", "`k` is `3`, so `k + 1` is `3`.", "`k` is `3`, so `g` returns `3`."):
        assert executed.verdict(told + lie).verdict == "refuted", lie


def test_a_generator_is_called_by_the_loop_and_not_by_the_statement_before(execute):
    code = (
        "def g(k):\n    yield k\n    yield k + 1\n\ndef f(k):\n    xs = g(k)\n    n = 0\n    for x in xs:\n"
        "        n += x\n    return n\n"
    )
    executed = execute(code, "3")
    told = ["Line 7: `n = 0`.", "The loop on line 8 makes 2 passes."]
    rest = "`g` is called with `k = 3`. Pass 1 of the loop on line 8: `x = 3`."

    assert complaints(executed.verdict(" ".join([*told, rest]))) == []
    assert executed.verdict(" ".join([*told[::-1], rest])).verdict == "refuted"
