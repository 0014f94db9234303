"""Answers about whole programs: what is true of all recorded calls and says something scores 1, whatever else 0."""

import json

import pytest

from resources.sandbox import Sandbox
from tests.executing import started
from tests.program_texts import PROGRAMS
from tracecot.execution import Job, Limits
from tracecot.narrations.explaining.program import narrate_program
from tracecot.narrations.records import Narration
from tracecot.sources.records import Call, Origin, Program
from tracecot.splits.program_rewards import inputs_of
from tracecot.splits.rewards import Question, scores
from tracecot.targets import CODE_GENERATION, EXPLANATION, OF_PROGRAMS, Target
from tracecot_cli.api import verify


@pytest.fixture(scope="module")
def execute():
    return started()


@pytest.fixture(scope="module")
def impatient():
    """A sandbox in which a call has a quarter of the time."""
    with Sandbox(workers=1, limits=Limits(seconds=0.5)) as sandbox:
        yield sandbox


def program(name: str) -> Program:
    origin = Origin("d", "1", "p.py", "m", "f", 1, 2, "MIT", docstring="What it does.")
    return Program("c", PROGRAMS[name][0], "f", origin)


def about(task: str, name: str, answer: str = "") -> Question:
    code, inputs = PROGRAMS[name]
    target = Target(calls=tuple(f"f({source})" for source in inputs)).text
    return Question(task, code, "f", inputs[0], "", answer, target)


def score(question: Question, answer: str, execute) -> float:
    return scores([question], [f"So it is.\n[ANSWER]{answer}[/ANSWER]"], execute)[0]


@pytest.mark.parametrize("task", OF_PROGRAMS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_answer_of_each_row_scores_one(name, task, execute) -> None:
    of = program(name)
    calls = [Call(of.id, source, "documented") for source in PROGRAMS[name][1]]
    ((*traces,),) = execute([Job(of.id, of.code, "f", tuple((call.id, call.input) for call in calls))])

    made = narrate_program(of, list(zip(calls, traces, strict=True)), task)

    assert isinstance(made, Narration)
    question = Question(task, of.code, "f", "", "", made.answer, made.target.text)
    assert scores([question], [made.rationale], execute) == [1.0]


TRUE = [
    ("clip", "On all 6 recorded calls the result is at most `high`"),
    ("clip", "On all 6 recorded calls, the result equals `min(max(n, low), high)`."),
    ("clip", "On all 6 recorded calls the result is at least `low`, and the result is at most `high`"),
    ("words", "On all 5 recorded calls that return, the result is no longer than `words`"),
    ("odd", "On all 6 recorded calls the result is a `list` and no item of the result comes twice"),
    ("low", "On all 6 recorded calls every key of the result is a key of `d`"),
    ("count", "On all 6 recorded calls the result equals `max(n.bit_length() - 1, 0)`"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer"), TRUE)
def test_what_is_true_and_says_something_scores_one_in_other_words_too(name, answer, execute) -> None:
    assert score(about(EXPLANATION, name), answer, execute) == 1.0


CHEATS = {
    "nothing": ["", " ", ".", "On all 6 recorded calls", "None", "pass"],
    "the code again": [  # in the last of them as a value, which is true
        PROGRAMS["clip"][0], "return n", "Line 6 returns `n`.", "`f` takes `n`, `low` and `high`.",
        "On all 6 recorded calls the result equals `f(n, low, high)`",
        "On all 6 recorded calls the result equals `low if n < low else high if n > high else n`",
    ],
    "another number of calls": [
        f"On all {count} recorded calls the result is at most `high`" for count in (0, 1, 5, 7, 60, 6_000)
    ] + ["On all recorded calls the result is at most `high`", "On 6 of the 6 recorded calls line 6 returns.",
         "On 2 of the 6 recorded calls line 6 returns."],
    "true of anything": [
        "On all 6 recorded calls the result is an `int`",
        "On all 6 recorded calls the result is an `int`, the result is an `int` and the result is an `int`",
        "On all 6 recorded calls the result is at least `0`", "On all 6 recorded calls the result is at least `-10`",
        "On all 6 recorded calls the result is at most `n + low + high`",
        "On all 6 recorded calls the result is at most `9 ** 9`",
        "On all 6 recorded calls the result is at least `min(n, low, high) - 1`",
        "On all 6 recorded calls the result is at most `high` and the result is at most `high + 100`",
        "On all 6 recorded calls " + " and ".join(["the result is at most `high`"] * 600),
    ],
    "the results by heart": [
        "On all 6 recorded calls the result equals `{1: 2, 5: 3, 2: 2, 4: 4, 9: 4, 0: 1}[n]`",
        "On all 6 recorded calls the result equals `[1, 2, 2, 0, 4, 3, 0, 0, 0, 4][n]`",
        "On all 6 recorded calls the result equals `(1, 2, 2, 0, 4, 3, 0, 0, 0, 4)[n]`",
        "On all 6 recorded calls the result equals `int('1220430004'[n])`",
        "On all 6 recorded calls the result equals `n == 1 and 2 or n == 5 and 3 or n == 2 and 2 or n == 4 and 4`",
        "On all 6 recorded calls the result equals "
        "`(n == 1) * 2 + (n == 5) * 3 + (n == 2) * 2 + (n == 4) * 4 + (n == 9) * 4 + (n == 0) * 1`",
        "On all 6 recorded calls the result is at most `4`",
    ],
    "noise": [
        "The result is at most `high`", "On all 6 recorded calls the result is at most high",
        "On all 6 recorded calls the result is at most `high`. It is so.", "```\nOn all 6 recorded calls\n```",
        "On all 6 recorded calls the result is at most `high` or at most `low`",
        "On all 6 recorded calls the result is at most `high` # or `low`",
        "On all 6 recorded calls the result is probably at most `high`",
        "on ALL six recorded calls the result is at most `high`", "On all 6 recorded calls `f(1, 2, 3)` returns `2`",
    ],
    "what is not so": [
        "On all 6 recorded calls the result is at most `low`", "On all 6 recorded calls the result equals `n`",
        "On all 6 recorded calls the result is a `list`",
        "On all 6 recorded calls the result is at most `high` and the result equals `n`",
    ],
    "what is no expression of the arguments": [
        "On all 6 recorded calls the result equals `__import__('os').getpid()`",
        "On all 6 recorded calls the result equals `seen`", "On all 6 recorded calls the result equals `(n`",
        "On all 6 recorded calls the result equals `type('A', (), {'__eq__': lambda s, o: True})()`",
    ],
    "a megabyte": [
        "On all 6 recorded calls the result is at most `high`" + " " * 1_000_000 + "x", "x" * 1_000_000,
        "On all 6 recorded calls the result equals `" + "(" * 9_000 + "n" + ")" * 9_000 + "`",
        "On all 6 recorded calls the result equals `" + "-" * 19_000 + "n`",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", CHEATS)
def test_a_cheat_about_recorded_calls_scores_zero(kind, execute) -> None:
    question = about(EXPLANATION, "clip")

    assert [answer[:80] for answer in CHEATS[kind] if score(question, answer, execute)] == []


#: True sentences that say nothing: the verifier judges truth alone, the reward what is worth learning, too.
TRUE_AT_LEAST = ("true of anything", "the results by heart")


@pytest.mark.parametrize("kind", [kind for kind in CHEATS if kind not in TRUE_AT_LEAST])
def test_the_verifier_takes_no_cheat_that_is_not_true_for_right(kind, execute) -> None:
    code, inputs = PROGRAMS["clip"]
    calls = [f"f({source})" for source in inputs]
    answers = [answer for answer in CHEATS[kind] if "low if n < low" not in answer]
    records = [
        {
            "id": "c", "code": code, "entry_point": "f", "input": inputs[0], "task": EXPLANATION,
            "target": {"calls": calls}, "rationale": f"`f(1, 2, 3)` returns `2`.\n[ANSWER]{answer}[/ANSWER]",
            "answer": answer,
        }
        for answer in answers
    ]  # fmt: skip

    rows = list(verify(records, execute=execute))

    assert [(row["verdict"], row.get("answer_correct", False)) for row in rows if row["verdict"] == "verified"] == []
    assert not any(row.get("answer_correct") for row in rows)


def test_a_bound_that_one_result_meets_by_chance_says_nothing(execute) -> None:
    code, calls = "def f(n, m):\n    return n * m + 3\n", ("0, 3", "2, 1", "3, 1", "4, 5", "9, 6")
    target = Target(calls=tuple(f"f({source})" for source in calls)).text
    question = Question(EXPLANATION, code, "f", "", "", "", target)

    assert score(question, "On all 5 recorded calls the result is at least `m`", execute) == 0.0


CLIP = PROGRAMS["clip"][0]
OTHER = "def f(n, low, high):\n    return min(max(n, low), high)"
TABLE = "def f(n, low, high):\n    return {(1, 2, 3): 2, (5, 2, 3): 3, (2, 1, 9): 2}[n, low, high]"  # the calls shown
LIAR = (
    "class Any(int):\n    def __eq__(self, other):\n        return True\n    def __hash__(self):\n        return 0\n"
    "    def __repr__(self):\n        return '2'\n\n\ndef f(n, low, high):\n    return Any(2)"
)
CODES = {
    "nothing": ["", "pass", "...", "def f(n, low, high):\n    pass", "def f(n, low, high): ..."],
    "the examples by heart": [TABLE, "def f(*_):\n    return 2"],
    "an object that equals anything": [LIAR, "import unittest.mock\ndef f(*_):\n    return unittest.mock.ANY"],
    "another name": [CLIP.replace("def f", "def g"), "f = None", "class f:\n    pass"],
    "a call instead of code": ["f(1, 2, 3)", "On all 6 recorded calls the result is at most `high`"],
    "noise": [f"```python\n{CLIP}```", f"Here it is:\n{CLIP}", f"{CLIP}\nThis is it.",
              "def f(n, low, high)\n    return n"],
    "what ends, dies or never ends": [
        "def f(*_):\n    while True:\n        pass", "def f(*_):\n    raise SystemExit",
        "import os\ndef f(*_):\n    os._exit(0)", "def f(*_):\n    return f()",
    ],
    "near misses": [OTHER.replace("high)", "high) + 0.0"), OTHER.replace("min(", "str(min(") + ")"],
    "a megabyte": [f"{OTHER}\n#{'x' * 1_000_000}", "x" * 1_000_000],
}  # fmt: skip


@pytest.mark.parametrize("kind", CODES)
def test_a_cheat_at_writing_code_scores_zero(kind, execute, impatient) -> None:
    question = about(CODE_GENERATION, "clip", CLIP)
    if kind == "what ends, dies or never ends":
        execute = impatient  # each call of what never ends takes all of its time

    assert [answer[:80] for answer in CODES[kind] if score(question, answer, execute)] == []


def test_other_code_that_does_the_same_scores_one_exceptions_too(execute) -> None:
    words = PROGRAMS["words"][0].replace("seen", "found").replace("for word in words", "for word in list(words)")

    assert score(about(CODE_GENERATION, "clip", CLIP), OTHER, execute) == 1.0
    assert score(about(CODE_GENERATION, "words"), words, execute) == 1.0
    assert score(about(CODE_GENERATION, "words"), words.replace("word[0]", "word[:1]"), execute) == 0.0


def test_a_question_that_names_no_calls_is_never_answered(execute) -> None:
    for task, answer in ((EXPLANATION, TRUE[0][1]), (CODE_GENERATION, CLIP)):
        assert score(Question(task, CLIP, "f", "1, 2, 3", "2", answer), answer, execute) == 0.0


def test_each_program_is_executed_once_however_many_answers_there_are(execute) -> None:
    seen = []

    def counted(jobs, care="cross-checked"):
        listed = list(jobs)
        seen.extend((job.code, care) for job in listed)
        return execute(listed, care)

    questions = [about(EXPLANATION, "clip")] * 3 + [about(CODE_GENERATION, "clip")] * 3
    said = [TRUE[0][1], TRUE[1][1], "nothing", OTHER, OTHER, TABLE]
    found = scores(questions, [f"[ANSWER]{one}[/ANSWER]" for one in said], counted)

    assert found == [1.0, 1.0, 0.0, 1.0, 1.0, 0.0]
    assert sorted(care for _, care in seen) == ["recorded", "untraced", "untraced", "untraced"]


def test_the_calls_of_a_target_are_those_of_the_entry_point() -> None:
    calls = json.loads(about(EXPLANATION, "clip").target)["calls"]

    assert inputs_of([*calls, "g(1)", "f(2"], "f") == PROGRAMS["clip"][1]
