"""The right answer to a question about one moment is derived from the execution and the target."""

import pytest

from tests.verification.made import complaints
from tracecot.targets import Target
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify

CODE = """def f(xs, limit):
    total = 0
    for x in xs:
        if x > limit:
            continue
        total += x
        while total > 5:
            total -= 5
    if total == 0:
        return None
    return total
"""  # f([4, 9, 3, 2], 6): total 4, 7 -> 2, 4
RIGHT = [
    ("state", Target(line=6, visit=2, name="total"), "7"),
    ("state", Target(line=8, visit=1, name="total"), "2"),
    ("branch_outcome", Target(line=4, visit=2), "True"),
    ("branch_outcome", Target(line=7, visit=2), "True"),
    ("branch_outcome", Target(line=7, visit=3), "False"),
    ("next_line", Target(line=4, visit=2), "5"),
    ("next_line", Target(line=4, visit=1), "6"),
    ("next_line", Target(line=7, visit=1), "3"),
    ("next_line", Target(line=9, visit=1), "11"),
    ("loop_count", Target(line=3, visit=1), "4"),
    ("loop_count", Target(line=7, visit=2), "1"),
    ("line_coverage", Target(line=10), "no"),
    ("line_coverage", Target(line=8), "yes"),
    ("value_type", Target(line=9, visit=1, expression="total == 0"), "bool"),
    ("exception", Target(), "none"),
]
NO_ANSWER = [
    ("state", Target(line=6, visit=4, name="total")),
    ("state", Target(line=6, visit=1, name="nobody")),
    ("branch_outcome", Target(line=6, visit=1)),
    ("loop_count", Target(line=4, visit=1)),
    ("line_coverage", Target(line=40)),
    ("value_type", Target(line=9, visit=1, expression="total == 1")),
]


@pytest.fixture(scope="module")
def executed(execute):
    return execute(CODE, "[4, 9, 3, 2], 6")


def verdict(executed, task, target, answer, text=None):
    told = f"Line 2 sets `total` to `0`. [ANSWER]{answer}[/ANSWER]" if text is None else text
    evidence = executed.evidence[0]
    return verify(Rationale(task, told, answer, target), executed.program, evidence, evidence, 0.0)


@pytest.mark.parametrize(("task", "target", "answer"), RIGHT)
def test_the_right_answer_is_right(executed, task, target, answer):
    assert verdict(executed, task, target, answer).answer_correct


@pytest.mark.parametrize(("task", "target", "answer"), RIGHT)
@pytest.mark.parametrize("other", ["'?'", "12", "False", "True", "yes", "no", "int", "ValueError"])
def test_any_other_answer_is_wrong(executed, task, target, answer, other):
    judged = verdict(executed, task, target, other)

    assert judged.answer_correct is (other == answer)
    assert other == answer or judged.verdict == "refuted"


@pytest.mark.parametrize(("task", "target"), NO_ANSWER)
def test_a_question_about_nothing_has_no_right_answer(executed, task, target):
    judged = verdict(executed, task, target, "1")

    assert (judged.verdict, judged.answer_correct) == ("refuted", False)


TOLD = "`f` is called with `xs = [4, 9, 3, 2]` and `limit = 6`. Line 2 sets `total` to `0`. "
TRUE = [
    "Pass 1: `x = 4`. `x > limit` is false, and that is the 1st time that line 4 runs.",
    "Pass 2: `x = 9`. `x > limit` is true, so line 5 runs next, and that is the 2nd time that line 4 runs.",
    "Pass 1: `x = 4`. `x > limit` is false, so line 6 runs next.",
    "Pass 3: `x = 3`. Line 6 sets `total` to `7`. That is the second time line 6 runs.",
    "Line 10 never runs.",
    "`total == 0` is `False`, so its type is `bool`.",
]
FALSE = [
    "Pass 1: `x = 4`. `x > limit` is false, and that is the 2nd time that line 4 runs.",
    "Pass 2: `x = 9`. `x > limit` is true, so line 6 runs next.",
    "Pass 1: `x = 4`. `x > limit` is false, so line 5 runs next.",
    "Pass 3: `x = 3`. Line 6 sets `total` to `7`. That is the third time line 6 runs.",
    "Line 8 never runs.",
    "`total == 0` is `False`, so its type is `int`.",
]


@pytest.mark.parametrize("text", TRUE)
def test_what_is_said_of_visits_and_of_what_runs_next_is_grounded(executed, text):
    assert complaints(verdict(executed, "exception", Target(), "none", TOLD + text)) == []


@pytest.mark.parametrize("text", FALSE)
def test_what_is_not_so_is_refuted(executed, text):
    assert verdict(executed, "exception", Target(), "none", TOLD + text).verdict == "refuted"


def test_a_comprehension_s_name_is_nothing_afterwards(execute):
    made = execute("def f(xs):\n    ys = [x + 1 for x in xs]\n    return ys\n", "[1, 2]")

    assert verdict(made, "state", Target(line=2, visit=1, name="ys"), "[2, 3]").answer_correct
    assert not verdict(made, "state", Target(line=2, visit=1, name="x"), "2").answer_correct


@pytest.mark.parametrize(
    ("told", "is_thin"), [("", True), ("`f` is called with `a = 3` and `b = 2`. ", False)], ids=["alone", "with a step"]
)
def test_an_answer_does_not_support_itself(execute, told, is_thin):
    made = execute("def f(a, b):\n    if a > b:\n        return a\n    return b\n", "3, 2")
    evidence = made.evidence[0]
    text = f"{told}`a > b` is true. [ANSWER]True[/ANSWER]"

    judged = verify(
        Rationale("branch_outcome", text, "True", Target(line=2, visit=1)), made.program, evidence, evidence
    )

    assert ("thin" in {getattr(claim.finding, "reason", "") for claim in judged.claims}) is is_thin


KEPT_AWAY = (
    "def f(a, b):\n    total = a + b\n    twice = total * 2\n    if a > 9:\n        return 0\n    if b > 9:\n        return 1\n"
    "    return twice\n"
)


@pytest.mark.parametrize(
    ("told", "is_thin"),
    [
        ("`a > 9` is false. `b > 9` is false, so line 7 is skipped.", False),  # what decides so, and nothing else
        ("Line 2 sets `total` to `5`. Line 3 sets `twice` to `10`. `f` returns `10`.", True),  # all that doesn't
        ("`f` returns `10`.", True),
    ],
)
def test_that_a_line_never_runs_hangs_on_what_keeps_from_it(execute, told, is_thin):
    made = execute(KEPT_AWAY, "3, 2")
    evidence = made.evidence[0]
    text = f"`f` is called with `a = 3` and `b = 2`. {told} Line 7 never runs. [ANSWER]no[/ANSWER]"

    judged = verify(Rationale("line_coverage", text, "no", Target(line=7)), made.program, evidence, evidence)

    assert complaints(judged) == []
    assert ("thin" in {getattr(claim.finding, "reason", "") for claim in judged.claims}) is is_thin


REPEATED = (
    "def f(xs):\n    seen = set()\n    for x in xs:\n        if x in seen:\n            return False\n        seen.add(x)\n"
    "    return True\n"
)
PASSES = (
    "Pass 1: `x = 1`. `x in seen` is false. Line 6 adds `1` to `seen`. Pass 2: `x = 2`. `x in seen` is false. "
    "Line 6 adds `2` to `seen`. Pass 3: `x = 1`. `x in seen` is true. "
)


@pytest.mark.parametrize(("told", "is_thin"), [(PASSES, False), ("Pass 3: `x = 1`. ", True)])
def test_that_a_loop_ends_early_hangs_on_what_let_it_go_on_and_what_ended_it(execute, told, is_thin):
    made = execute(REPEATED, "[1, 2, 1, 3]")
    evidence = made.evidence[0]
    text = f"`f` is called with `xs = [1, 2, 1, 3]`. {told}The loop on line 3 ends after 3 passes. [ANSWER]3[/ANSWER]"

    judged = verify(Rationale("loop_count", text, "3", Target(line=3, visit=1)), made.program, evidence, evidence)

    assert ("thin" in {getattr(claim.finding, "reason", "") for claim in judged.claims}) is is_thin
    assert complaints(judged) == []


ENDS_AT_ONCE = (
    "def f(xs):\n    n = 0\n    for x in xs:\n        if x > 1:\n            n += x\n        break\n    return n\n"
)


def test_what_lets_nothing_out_of_a_loop_is_not_what_its_end_hangs_on(execute):
    made = execute(ENDS_AT_ONCE, "[3, 4]")
    evidence = made.evidence[0]
    text = "`f` is called with `xs = [3, 4]`. Pass 1: `x = 3`. The loop on line 3 ends after 1 pass. [ANSWER]1[/ANSWER]"

    judged = verify(Rationale("loop_count", text, "1", Target(line=3, visit=1)), made.program, evidence, evidence)

    assert judged.support == 1.0


def test_an_exception_is_named_by_its_type(execute):
    raising = execute("def f(d):\n    return d['a']\n", "{}")

    assert verdict(raising, "exception", Target(), "KeyError").answer_correct
    assert not verdict(raising, "exception", Target(), "none").answer_correct


@pytest.mark.parametrize("record", [{"line": "3"}, {"line": True}, {"name": 3}])
def test_a_target_of_another_shape_is_refused(record):
    with pytest.raises(ValueError, match="of a target must be"):
        Target.of(record)


HANDING = "def f(n):\n    def outer(xs):\n        got = yield from xs\n        yield got\n    return list(outer([n]))\n"


@pytest.mark.parametrize(("answer", "right"), [("NoneType", True), ("list", False), ("int", False)])
def test_the_type_of_what_yield_from_comes_to(execute, answer, right):
    target = Target(line=3, visit=1, expression="yield from xs")

    told = "Line 3 yields `3`. `yield from xs` is `None`, so its type is `NoneType`."
    told = f"{told.replace('NoneType', answer)} [ANSWER]{answer}[/ANSWER]"
    judged = verdict(execute(HANDING, "3"), "value_type", target, answer, told)

    assert judged.answer_correct is right
    assert judged.verdict == ("verified" if right else "refuted")
