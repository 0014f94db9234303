"""Right answers score 1 however they are spelled; cheats score 0, and the verifier doesn't fall for them either."""

import time

import pytest

from tests.executing import started
from tracecot.execution import CutShort, Raised, Returned
from tracecot.splits.rewards import LONGEST_ANSWER, Question, outcome_of, scores, tagged_answer
from tracecot.values import Plain
from tracecot_cli.api import verify

F = "def f(x):\n    y = x + 1\n    return y\n"
GROUP = "def group(words):\n    found = {}\n    for word in words:\n        found[len(word)] = word\n    return found\n"
FAIL = "def fail(text):\n    if not text:\n        raise ValueError('empty: nothing to do')\n    return text\n"
APPLY = "def apply(g, x):\n    y = g(x)\n    return y\n"
POINT = (
    "from collections import namedtuple\n\nPoint = namedtuple('Point', 'x y')\n\n\n"
    "def shift(point):\n    moved = Point(point.x + 1, point.y)\n    return moved\n"
)

OUT = Question("output_prediction", F, "f", "3", "4")
IN = Question("input_prediction", F, "f", "3", "4")


def out(code: str, entry_point: str, given: str, output: str) -> Question:
    return Question("output_prediction", code, entry_point, given, output)


def into(code: str, entry_point: str, given: str, output: str) -> Question:
    return Question("input_prediction", code, entry_point, given, output)


@pytest.fixture(scope="module")
def execute():
    return started()


def score(question: Question, completion: str, execute) -> float:
    return scores([question], [completion], execute)[0]


def tagged(answer: str) -> str:
    return f"So this is it.\n[ANSWER]{answer}[/ANSWER]"


def moment(task: str, answer: str) -> Question:
    return Question(task, F, "f", "3", "4", answer)


RIGHT = [
    (OUT, "4"), (OUT, " 4\n"), (OUT, "(4)"), (OUT, "0x4"), (OUT, "+4"),
    (out(F, "f", "2.0", "3.0"), "3e0"),
    (out(GROUP, "group", "['a', 'bb']", "{1: 'a', 2: 'bb'}"), '{2: "bb", 1: "a"}'),
    (out(GROUP, "group", "['#']", "{1: '#'}"), '{1: "#"}'),
    (out(F, "f", "-1", "0"), "-0"),
    (out(POINT, "shift", "Point(1, 2)", "Point(x=2, y=2)"), "Point(x=2,  y=2)"),
    (out(FAIL, "fail", "''", "ValueError: empty: nothing to do"), "ValueError: empty: nothing to do"),
    (out(FAIL, "fail", "''", "ValueError: empty: nothing to do"), "raises ValueError('empty: nothing to do')"),
    (out(F, "f", "float('nan')", "nan"), "nan"), (out(F, "f", "float('nan')", "nan"), "float('nan')"),
    (IN, "f(3)"), (IN, "f(x=3)"), (IN, " f( 0x3 ) "), (IN, "f(3,)"),
    (into(GROUP, "group", "['a', 'bb']", "{1: 'a', 2: 'bb'}"), "group(('a', 'bb'))"),
    (into(GROUP, "group", "['a', 'bb']", "{1: 'a', 2: 'bb'}"), "group(['bb', 'a'])"),
    (into(POINT, "shift", "Point(1, 2)", "Point(x=2, y=2)"), "shift(Point(y=2, x=1))"),
    (into(APPLY, "apply", "lambda n: n + 1, 3", "4"), "apply(lambda n: n * 2, 2)"),
    (into(FAIL, "fail", "''", "ValueError: empty: nothing to do"), "fail([])"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), RIGHT)
def test_a_right_answer_scores_one_in_any_spelling(question, answer, execute) -> None:
    assert score(question, tagged(answer), execute) == 1.0


LIAR = "type('Any', (), {'__eq__': lambda self, other: True, '__repr__': lambda self: '4'})()"


def much(size: int) -> list:
    """Answers of about so many characters."""
    return [
        (OUT, "4" + " " * size + "+ 0"), (OUT, "[" * (size // 2)), (OUT, "9" * size),
        (OUT, "'" + "4" * size + "'"),
        (OUT, "-" * size + "4"), (IN, "f(" + "(" * size), (IN, "f('" + "x" * size + "')"),
        (OUT, "10 ** 10 ** 10"),
    ]  # fmt: skip


CHEATS = {
    "a tautology": [(OUT, "f(3) == f(3)"), (OUT, "4 == 4"), (IN, "f(3) == f(3)"), (IN, "f(3) == 4"), (IN, "True")],
    "an echo of the call": [(OUT, "f(3)"), (OUT, "(lambda: f(3))()"), (IN, "f(f(2))"), (IN, "f(f.__call__(2))")],
    "nothing": [(OUT, ""), (OUT, " \n"), (OUT, "pass"), (OUT, "..."), (OUT, "None"), (IN, ""), (IN, "f()")],
    "an object that equals anything": [(OUT, LIAR), (IN, f"f({LIAR})"), (OUT, "unittest.mock.ANY"), (OUT, "ANY")],
    "code instead of a value": [
        (OUT, "3 + 1"), (OUT, "eval('4')"), (OUT, "len('four')"), (OUT, "int('4')"), (OUT, "[4][0]"),
        (OUT, "__import__('os').getpid()"), (OUT, "4 if True else 5"), (OUT, "(y := 4)"), (OUT, "*[4],"),
    ],
    "a way round the guard": [
        (IN, "(f)(3) or 4"), (IN, "[f][0](3)"), (IN, "eval('f(3)')"), (IN, "f(*[3])"), (IN, "f(**{'x': 3})"),
        (IN, "f(x := 3)"), (IN, "f((lambda: 3)())"), (IN, "f(abs(-3))"), (IN, "f(__import__('os').getpid())"),
        (IN, "f(3); f(4)"), (IN, "g(3)"), (IN, "f.f(3)"), (IN, "lambda: f(3)"), (IN, "f(3).real"), (IN, "return f(3)"),
        (IN, "f(open('/etc/passwd').read())"), (IN, "def f(x): return 4\nf(0)"), (IN, "f"), (IN, "3"), (IN, "(3)"),
    ],
    "a function of its own making": [
        (into(APPLY, "apply", "abs, -4", "4"), "apply(lambda _: 4, 0)"), (IN, "f(lambda: 3)"),
    ],
    "noise": [
        (OUT, "4 or 5"), (OUT, "4, 5"), (OUT, "4,"), (OUT, "4 # 5"), (OUT, "It is 4"), (OUT, "`4`"), (OUT, "4."),
        (OUT, "```python\n4\n```"), (OUT, "4\n5"), (OUT, "4;"), (OUT, "= 4"), (OUT, "**4**"), (OUT, "\\boxed{4}"),
        (OUT, "4\x00"), (OUT, "４"), (IN, "f(3) or f(4)"), (IN, "f(3)\nf(4)"), (IN, "print(f(3))"),
        (IN, "assert f(3) == 4"),
    ],
    "a near miss": [
        (OUT, "'4'"), (OUT, "4.0"), (OUT, "5"), (OUT, "-4"), (OUT, "[4]"), (OUT, "4j"), (OUT, "True"), (OUT, "b'4'"),
        (out(F, "f", "0", "1"), "True"), (out(F, "f", "False", "1"), "1.0"), (out(F, "f", "0.0", "1.0"), "1"),
        (out("def g(x):\n    return x > 0\n", "g", "1", "True"), "1"),
        (out("def g(x):\n    return -x\n", "g", "0.0", "-0.0"), "0.0"),
        (out("def g(x):\n    return tuple(x)\n", "g", "[1]", "(1,)"), "[1]"),
        (out("def g(x):\n    return str(x)\n", "g", "'4'", "'4'"), "4"),
        (out(FAIL, "fail", "''", "ValueError: empty: nothing to do"), "ValueError"),
        (out(FAIL, "fail", "''", "ValueError: empty: nothing to do"), "TypeError: empty: nothing to do"),
        (out(FAIL, "fail", "''", "ValueError: empty: nothing to do"), "'ValueError: empty: nothing to do'"),
        (out(FAIL, "fail", "''", "ValueError: empty: nothing to do"), "Exception: empty: nothing to do"),
        (IN, "f(4)"), (IN, "f(3.0)"), (IN, "f('3')"), (IN, "F(3)"), (IN, "f(3, 3)"),
        (into(FAIL, "fail", "''", "ValueError: empty: nothing to do"), "fail('x')"),
    ],
    "much": much(1_000_000),
}  # fmt: skip
EVERY_CHEAT = [(kind, question, answer) for kind, cheats in CHEATS.items() for question, answer in cheats]
NAMES = [f"{kind}-{answer[:40]!r}" for kind, _, answer in EVERY_CHEAT]


@pytest.mark.parametrize(("kind", "question", "answer"), EVERY_CHEAT, ids=NAMES)
def test_a_cheat_scores_zero(kind, question, answer, execute) -> None:
    started = time.monotonic()

    assert score(question, tagged(answer), execute) == 0.0
    assert time.monotonic() - started < 5


#: What takes time grows with the answer, so the longest ones show what these do.
SHORTER = [(question, answer) for kind, question, answer in EVERY_CHEAT if kind != "much"] + much(50_000)


@pytest.mark.parametrize(("question", "answer"), SHORTER, ids=[f"{answer[:40]!r}" for _, answer in SHORTER])
def test_the_verifier_never_verifies_a_cheat(question, answer, execute) -> None:
    assert_not_verified(question, answer, execute)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "answer"), CHEATS["much"], ids=[f"{answer[:40]!r}" for _, answer in CHEATS["much"]]
)
def test_the_verifier_never_verifies_a_megabyte_of_a_cheat(question, answer, execute) -> None:
    assert_not_verified(question, answer, execute)


def assert_not_verified(question, answer, execute) -> None:
    record = {
        "id": "c", "code": question.code, "entry_point": question.entry_point, "input": question.input,
        "task": question.task, "rationale": honest_text(question, answer), "answer": answer,
    }  # fmt: skip
    (row,) = verify([record], execute=execute)

    assert row["verdict"] != "verified"
    if "answer_correct" in row:
        assert not row["answer_correct"]


def honest_text(question: Question, answer: str) -> str:
    """A true step, and then the answer."""
    return f"`{question.entry_point}` is called.\n[ANSWER]{answer}[/ANSWER]"


@pytest.mark.parametrize(("question", "answer"), [one for one in RIGHT if one[1].isprintable()])
def test_the_verifier_takes_every_right_answer_for_right(question, answer, execute) -> None:
    record = {
        "id": "c", "code": question.code, "entry_point": question.entry_point, "input": question.input,
        "task": question.task, "rationale": honest_text(question, answer), "answer": answer,
    }  # fmt: skip
    (row,) = verify([record], execute=execute)

    assert row["answer_correct"], row


@pytest.mark.parametrize(
    "completion",
    [
        "4", "[ANSWER]4", "4[/ANSWER]", "[/ANSWER]4[ANSWER]", "[ANSWER][/ANSWER]", "[answer]4[/answer]",
        "[ANSWER]4[/ANSWER] or [ANSWER]5[/ANSWER]", "[ANSWER]5[/ANSWER] or [ANSWER]4[/ANSWER]",
        "[ANSWER]4[/ANSWER][ANSWER]4[/ANSWER]", "[ANSWER]4[/ANSWER] <answer>4</answer>", "[ANSWER]4</answer>",
        "[ANSWER][ANSWER]4[/ANSWER]", "[ANSWER]4[/ANSWER][/ANSWER]", "<answer>4[ANSWER]</answer>",
        "[ANSWER]" * 100_000 + "4" + "[/ANSWER]" * 100_000, "",
    ],
)  # fmt: skip
def test_anything_but_one_tagged_answer_scores_zero(completion, execute) -> None:
    assert score(OUT, completion, execute) == 0.0


def test_either_pair_of_tags_marks_an_answer() -> None:
    assert tagged_answer("<answer> 4 </answer> That is all.") == "4"
    assert tagged_answer("[ANSWER]\n4\n[/ANSWER]") == "4"


def test_what_was_thought_before_it_is_no_part_of_a_reply() -> None:
    assert tagged_answer("<think>Tags: [ANSWER]3[/ANSWER]? No.</think>So it is.\n[ANSWER]4[/ANSWER]") == "4"
    assert tagged_answer("It goes in [ANSWER] tags.</think>\n[ANSWER]4[/ANSWER]") == "4"
    assert tagged_answer("<think>4?</think>[ANSWER]4[/ANSWER] or [ANSWER]5[/ANSWER]") is None
    assert tagged_answer("[ANSWER]'</think>'[/ANSWER]") == "'</think>'"


def test_an_answer_of_the_greatest_length_is_read_and_a_longer_one_is_not() -> None:
    text = "9" * LONGEST_ANSWER

    assert tagged_answer(tagged(text)) == text
    assert tagged_answer(tagged(text + "9")) is None


@pytest.mark.parametrize(
    ("task", "answer", "right", "wrong"),
    [
        ("state", "[1, 2]", ["[1,2]", " [1, 2]"], ["(1, 2)", "[1, 2] # or [2]", "x", "4", ""]),
        ("next_line", "12", ["12"], ["12.0", "line 12", "13", "True"]),
        ("branch_outcome", "True", ["True"], ["1", "true", "not False", "False"]),
        ("line_coverage", "yes", ["yes"], ["'yes'", "Yes", "no", "True", "yes or no"]),
        ("value_type", "int", ["int"], ["'int'", "type(1)", "float", "4"]),
        ("exception", "ValueError", ["ValueError"], ["ValueError()", "Exception", "none"]),
    ],
)
def test_a_question_about_one_moment_is_scored_by_its_own_answer(task, answer, right, wrong, execute) -> None:
    question = moment(task, answer)

    assert [score(question, tagged(one), execute) for one in right] == [1.0] * len(right)
    assert [score(question, tagged(one), execute) for one in wrong] == [0.0] * len(wrong)


def test_a_call_that_never_ends_or_dies_scores_zero(execute) -> None:
    endless = into("def g(n):\n    while n:\n        n += 1\n    return n\n", "g", "0", "0")

    assert score(endless, tagged("g(0)"), execute) == 1.0
    assert score(endless, tagged("g(1)"), execute) == 0.0


def test_many_completions_are_scored_in_their_order(execute) -> None:
    questions = [OUT, IN, OUT, IN, IN]
    completions = [tagged("4"), tagged("f(3)"), tagged("5"), tagged("f(9)"), "nothing"]

    assert scores(questions, completions, execute) == [1.0, 1.0, 0.0, 0.0, 0.0]


def test_outputs_are_scored_without_executing_anything() -> None:
    def nobody(jobs, care="cross-checked"):
        raise AssertionError("nothing is to be executed")

    assert scores([OUT, IN], [tagged("4"), tagged("no call")], nobody) == [1.0, 0.0]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("4", Returned(Plain("", "4"))),
        ("'ValueError: x'", Returned(Plain("", "'ValueError: x'"))),
        ("Point(x=1)", Returned(Plain("", "Point(x=1)"))),
        ("ValueError", Raised("ValueError", "", 0)),
        ("ValueError: a: b", Raised("ValueError", "a: b", 0)),
        ("KeyError: 'a'", Raised("KeyError", "'a'", 0)),
    ],
)
def test_an_output_spells_a_value_or_an_exception(text, outcome) -> None:
    assert outcome_of(text) == outcome
    assert not isinstance(outcome, CutShort)
