"""What a text says of a program is held against its text and all of its recorded calls; every kind of lie is refused."""

import pytest

from tests.program_texts import CLIP, PROGRAMS
from tracecot.execution import Job
from tracecot.sources.records import Call, call_id, program_id
from tracecot.targets import CODE_GENERATION, EXPLANATION, Target
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

#: (program, what is true, the same as a lie)
SAID = [
    ("words", "`f` takes `words` and `limit`.", "`f` takes `limit` and `words`."),
    ("words", "The loop on line 3 goes through `words`.", "The loop on line 3 goes through `seen`."),
    ("words", "The loop on line 3 goes through `words`.", "The loop on line 4 goes through `words`."),
    ("count", "The loop on line 3 runs while `n > 1`.", "The loop on line 3 runs while `n >= 1`."),
    ("clip", "Line 5 returns `high`.", "Line 5 returns `low`."),
    ("odd", "`f` calls its helper `odd`.", "`odd` calls its helper `f`."),
    ("clip", "`f(5, 2, 3)` returns `3`.", "`f(5, 2, 3)` returns `2`."),
    ("words", "`f([''], 1)` raises `IndexError`.", "`f([''], 1)` raises `KeyError`."),
    ("words", "`f([''], 1)` raises `IndexError`.", "`f(['x'], 1)` raises `IndexError`."),
    ("clip", "`f(5, 2, 3)` returns `3`.", "`f(6, 2, 3)` returns `3`."),
    ("clip", "On 2 of the 6 recorded calls line 3 returns.", "On 3 of the 6 recorded calls line 3 returns."),
    ("words", "On 1 of the 6 recorded calls `f` raises `IndexError`.", "On 2 of the 6 recorded calls `f` raises `IndexError`."),
    ("clip", "On all 6 recorded calls the result is an `int`.", "On all 6 recorded calls the result is a `list`."),
    ("clip", "On all 6 recorded calls the result is an `int`.", "On all 7 recorded calls the result is an `int`."),
    ("words", "On all 5 recorded calls that return, the result is a `list`.", "On all 6 recorded calls the result is a `list`."),
    ("clip", "On all 6 recorded calls the result is at least `low`.", "On all 6 recorded calls the result is at least `high`."),
    ("clip", "On all 6 recorded calls the result is at most `high`.", "On all 6 recorded calls the result is at most `n`."),
    ("clip", "On all 6 recorded calls the result equals `min(max(n, low), high)`.", "On all 6 recorded calls the result equals `n`."),
    ("odd", "On all 6 recorded calls the result is no longer than `xs`.", "On all 6 recorded calls the result is as long as `xs`."),
    ("odd", "On all 6 recorded calls the result is no longer than `xs`.", "On all 6 recorded calls the result is no shorter than `xs`."),
    ("odd", "On all 6 recorded calls every item of the result is an item of `xs`.", "On all 6 recorded calls the result has the same items as `xs`."),
    ("odd", "On all 6 recorded calls the result is in ascending order.", "On all 6 recorded calls the result is in descending order."),
    ("odd", "On all 6 recorded calls no item of the result comes twice.", "On all 6 recorded calls the result equals `xs`."),
    ("odd", "On all 6 recorded calls the result is a `list` and no item of the result comes twice.", "On all 6 recorded calls the result is a `list` and the result is as long as `xs`."),
    ("low", "On all 6 recorded calls every key of the result is a key of `d`.", "On all 6 recorded calls the result equals `d`."),
]  # fmt: skip
REPEATS = ("def f(xs):\n    return xs + xs\n", ("[1]", "[]", "[2]", "[3, 4]", "[5]"))


@pytest.fixture
def verdict(execute):
    """`verdict(name, text, answer)`: on an explanation of one of the programs."""

    def judge(name, text, answer=None, calls=(), count=None):
        code, inputs = PROGRAMS[name]
        made = execute(code, *inputs)
        answer = answer or ANSWERS[name]
        rationale = Rationale(EXPLANATION, f"{text}\n[ANSWER]{answer}[/ANSWER]", answer, Target(calls=calls))
        first = made.evidence[0]
        return verify(rationale, made.program, first, first, alternatives=made.evidence[1:count])

    return judge


ANSWERS = {
    "words": "On all 5 recorded calls that return, the result is a `list`",
    "clip": "On all 6 recorded calls the result is at most `high`",
    "odd": "On all 6 recorded calls the result is in ascending order",
    "low": "On all 6 recorded calls the result is no longer than `d`",
    "count": "On all 6 recorded calls the result is an `int`",
}
GROUNDED = {
    "words": "`f(['x'], 1)` returns `['x']`.", "clip": "`f(1, 2, 3)` returns `2`.",
    "odd": "`f([7])` returns `[7]`.", "count": "`f(1)` returns `0`.", "low": "`f({}, 1)` returns `{}`.",
}  # fmt: skip


@pytest.mark.parametrize(("name", "truth", "lie"), SAID)
def test_what_is_true_of_a_program_is_verified_and_its_lie_refuted(verdict, name, truth, lie):
    honest, lying = verdict(name, f"{GROUNDED[name]} {truth}"), verdict(name, f"{GROUNDED[name]} {lie}")

    assert honest.verdict == "verified", honest.claims
    assert lying.verdict == "refuted"
    assert lie.rstrip(".") in [
        claim.text.rstrip(".") for claim in lying.claims if type(claim.finding).__name__ == "Refuted"
    ]


def test_an_item_that_comes_twice_is_seen(execute):
    made = execute(REPEATS[0], *REPEATS[1])
    answer = "On all 5 recorded calls no item of the result comes twice"
    rationale = Rationale(EXPLANATION, f"`f([1])` returns `[1, 1]`.\n[ANSWER]{answer}[/ANSWER]", answer)

    judged = verify(rationale, made.program, made.evidence[0], made.evidence[0], alternatives=made.evidence)

    assert (judged.verdict, judged.answer_correct) == ("refuted", False)


def test_an_answer_in_other_words_is_right_when_it_is_true(verdict):
    other = "On all 6 recorded calls the result equals `min(max(n, low), high)`"

    assert verdict("clip", GROUNDED["clip"], other).answer_correct
    assert not verdict("clip", GROUNDED["clip"], "On all 6 recorded calls the result equals `low`").answer_correct


def test_an_answer_that_rests_on_fewer_than_five_calls_is_wrong(verdict):
    answer = "On all 4 recorded calls the result is at most `high`"

    assert not verdict("clip", GROUNDED["clip"], answer, count=4).answer_correct


def test_a_recorded_call_that_is_not_at_hand_is_an_error(verdict):
    assert verdict("clip", GROUNDED["clip"], calls=("f(1, 2, 3)", "f(7, 7, 7)")).verdict == "error"


def test_a_key_that_the_argument_does_not_have_is_seen(execute):
    inputs = ("{'a': 1}", "{}", "{'b': 2}", "{'c': 3, 'd': 4}", "{'e': 5}")
    made = execute("def f(d):\n    return {**d, 'more': 1}\n", *inputs)
    answer = "On all 5 recorded calls every key of the result is a key of `d`"
    rationale = Rationale(EXPLANATION, f"`f({{}})` returns `{{'more': 1}}`.\n[ANSWER]{answer}[/ANSWER]", answer)

    judged = verify(rationale, made.program, made.evidence[0], made.evidence[0], alternatives=made.evidence)

    assert (judged.verdict, judged.answer_correct) == ("refuted", False)


def test_what_no_rule_understands_is_unreadable(verdict):
    assert verdict("clip", f"{GROUNDED['clip']} `f` always clamps `n`.").verdict == "unreadable"


def test_a_text_that_names_no_recorded_call_is_not_verified(verdict):
    assert verdict("clip", "`f` takes `n`, `low` and `high`.").verdict == "unreadable"


@pytest.fixture
def written(execute, sandbox):
    """`written(code)`: the verdict on somebody's code for `clip`, executed on the recorded calls."""

    def judge(code, run=True, text="`f(1, 2, 3)` returns `2`."):
        made = execute(*[PROGRAMS["clip"][0]], *PROGRAMS["clip"][1])
        theirs = program_id(code, "f")
        calls = tuple((call_id(theirs, source), source) for source in PROGRAMS["clip"][1])
        (answers,) = sandbox([Job(theirs, code, "f", calls)]) if run else ((),)
        others = [
            Evidence(Call(theirs, source, "given"), each) for (_, source), each in zip(calls, answers, strict=False)
        ]
        rationale = Rationale(CODE_GENERATION, text, code)
        return verify(
            rationale, made.program, made.evidence[0], made.evidence[0], alternatives=[*made.evidence, *others]
        )

    return judge


def test_code_is_right_when_it_is_the_program_but_for_layout_comments_and_docstring(written):
    same = CLIP.replace("    if n < low:", "    '''Clips.'''\n    # low first\n    if n<low:")

    assert written(same, run=False).verdict == "verified"


def test_other_code_is_right_when_its_executions_come_to_the_same(written):
    other = "def f(n, low, high):\n    return max(low, min(n, high))\n"

    assert written(other).answer_correct
    assert not written(other, run=False).answer_correct


def test_code_that_fails_a_recorded_call_is_wrong(written):
    assert written("def f(n, low, high):\n    return min(n, high)\n").verdict == "refuted"


def test_a_lie_about_a_call_that_the_code_passed_is_refuted(written):
    assert written(CLIP, text="`f(1, 2, 3)` returns `1`.").verdict == "refuted"


@pytest.mark.parametrize("code", ["-" * 5_000 + "n", "(" * 5_000 + "n" + ")" * 5_000, "n\x00"])
def test_an_expression_that_no_parser_takes_is_unreadable(verdict, code):
    judged = verdict("clip", f"{GROUNDED['clip']} On all 6 recorded calls the result equals `{code}`.")

    assert judged.verdict == "unreadable"


@pytest.mark.parametrize(
    "prose",
    ["No recorded call raises anything.", "The function multiplies its arguments.", "It is sorted.", "It fails on every call."],
)  # fmt: skip
def test_prose_without_code_is_understood_whole_or_not_verified(verdict, prose):
    assert verdict("clip", GROUNDED["clip"]).verdict == "verified"
    assert verdict("clip", f"{GROUNDED['clip']} {prose}").verdict == "unreadable"


@pytest.mark.parametrize(("code", "expected"), [("odd", "unreadable"), ("xs", "refuted"), ("f([7])", "refuted")])
def test_what_raises_is_the_function_whose_calls_are_recorded(execute, code, expected):
    made = execute(PROGRAMS["odd"][0], "[3]", "[1, 1]", "[]", "[2, 4]", "[9, 8]", "5")
    answer = "On all 5 recorded calls that return, the result is in ascending order"

    def judged(name):
        text = f"`f([3])` returns `[3]`. On 1 of the 6 recorded calls `{name}` raises `TypeError`.\n[ANSWER]{answer}[/ANSWER]"
        first, *others = made.evidence
        return verify(Rationale(EXPLANATION, text, answer), made.program, first, first, alternatives=others)

    assert judged("f").verdict == "verified"
    assert judged(code).verdict == expected


OTHER = "def f(n, low, high):\n    return max(low, min(n, high))"
EXAMPLE = "It passes these calls:\n`f(1, 2, 3)` returns `2`."


@pytest.mark.parametrize("fence", ["```python", "```", "```py", "``` python", "~~~"])
def test_the_code_that_is_shown_is_the_answer_whatever_its_fence(written, fence):
    told = f"The code is this:\n{fence}\n{{}}\n{fence[:3]}\n{EXAMPLE}"
    lying = written(CLIP, text=told.format("def f(n, low, high):\n    return n"))

    assert lying.verdict == "refuted"
    assert fence[:3] == "~~~" or written(CLIP, text=told.format(CLIP.strip())).verdict == "verified"


@pytest.mark.parametrize(
    "shown",
    ["def f(n, low, high):\n    return n", "```\nreturn min(n, high)\n```", "```\nf = lambda n, low, high: n\n```"],
)
def test_code_without_a_fence_and_pieces_of_other_code_are_not_verified(written, shown):
    assert written(CLIP, text=f"The code is this:\n{shown}\n{EXAMPLE}").verdict == "unreadable"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Line 2 returns `max(low, min(n, high))`.", "verified"),
        ("Line 3 returns `low`.", "refuted"),  # which the program that it passes for does
        ("On 6 of the 6 recorded calls line 2 returns.", "verified"),
        ("On 2 of the 6 recorded calls line 3 returns.", "refuted"),
    ],
)
def test_other_code_is_told_as_it_is_written(written, said, expected):
    assert written(OTHER, text=f"{said}\nThe code is this:\n```python\n{OTHER}\n```\n{EXAMPLE}").verdict == expected


def test_which_line_of_code_returns_that_was_not_executed_is_not_known(written):
    commented = f"# clips\n{CLIP}"

    assert written(commented, run=False, text=f"Line 4 returns `low`. {EXAMPLE}").verdict == "verified"
    told = written(commented, run=False, text=f"On 2 of the 6 recorded calls line 4 returns. {EXAMPLE}")
    assert told.verdict == "unreadable"
