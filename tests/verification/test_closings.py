"""The last sentence of an answer to a question tells of the moment that is asked about."""

import pytest

from tests.verification.made import complaints
from tracecot.targets import Target
from tracecot.verification.records import Rationale, Refuted
from tracecot.verification.verify import verify

GROUPED = (
    "def f(words):\n    seen = {}\n    for word in words:\n        if word[0] not in seen:\n"
    "            seen[word[0]] = []\n        seen[word[0]].append(word)\n    return seen\n"
)
STORED = "`f` is called with `words = ['bee', 'bat']`. Line 2 sets `seen` to `{}`. Pass 1: `word = 'bee'`. "
NEW = f"{STORED}`word[0] not in seen` is true. Line 5 stores `seen['b'] = []`. "
SWAPPED = (
    "def f(xs):\n    n = len(xs)\n    for i in range(n):\n        swapped = False\n        for j in range(n - i - 1):\n"
    "            swapped = swapped or xs[j] > xs[j + 1]\n        if not swapped:\n            break\n    return n\n"
)
INNER = "`f` is called with `xs = [2, 1, 3]`. `n` is `3`. Pass 1: `i = 0`. Pass 1 of the loop on line 5: `j = 0`. "
HALVED = (
    "def f(n):\n    steps = 0\n    while n != 1:\n        n = n // 2\n        steps += 1\n        if steps > 5:\n"
    "            break\n    else:\n        steps = -steps\n    return steps\n"
)
ENDED = "`f` is called with `n = 4`. Line 2 sets `steps` to `0`. The loop on line 3 ends with `n = 1` and `steps = 2`. "
NESTED = (
    "def f(d):\n    out = {}\n    for k, v in d.items():\n        if isinstance(v, dict):\n"
    "            for k2 in f(v):\n                out[k + k2] = k2\n        else:\n            out[k] = v\n    return out\n"
)
BACK = (
    "`f` is called with `d = {'p': {'q': 0}}`. Pass 1: `k = 'p'`. `isinstance(v, dict)` is true. `f` is called with "
    "`d = {'q': 0}`. Pass 1 of the loop on line 3: `k = 'q'`. `isinstance(v, dict)` is false. `f` returns `{'q': 0}`. "
    "Pass 1 of the loop on line 5: `k2 = 'q'`. "
)
#: A question, its answer, a text up to its last sentence; that sentence, and one that is false there.
CLOSED = [
    (GROUPED, "['bee', 'bat']", ("state", Target(line=5, visit=1, name="seen"), "{'b': []}"), NEW,
     "`seen` is `{'b': []}`, and that is the 1st time that line 5 runs.",
     "`seen` is `{'b': ['bee']}`, and that is the 1st time that line 5 runs."),
    (GROUPED, "['bee', 'bat']", ("state", Target(line=5, visit=1, name="seen"), "{'b': []}"), NEW,
     "`seen` is `{'b': []}`.", "`seen` is `{'b': ['bee']}`."),
    (GROUPED, "['bee', 'bat']", ("state", Target(line=5, visit=1, name="seen"), "{'b': []}"), NEW,
     "`seen` is `{'b': []}`, and that is the 1st time that line 5 runs.",
     "`seen` is `{'b': []}`, and that is the 1st time that line 2 runs."),
    (GROUPED, "['bee', 'bat']", ("state", Target(line=5, visit=1, name="seen"), "{'b': []}"), NEW,
     "`seen` is `{'b': []}`, and that is the 1st time that line 5 runs.",
     "`seen` is `{'b': []}`, and that is the 1st time that line 4 runs."),
    (GROUPED, "['bee', 'bat']", ("value_type", Target(line=4, visit=1, expression="word[0]"), "str"), f"{NEW}",
     "`word[0]` is `'b'`, so its type is `str`.", "`word[0]` is `'b'`, so its type is `dict`."),
    (GROUPED, "['bee', 'bat']", ("branch_outcome", Target(line=4, visit=1), "True"), STORED,
     "So the condition on line 4 is true, and that is the 1st time that line 4 runs.",
     "So the condition on line 4 is true, and that is the 1st time that line 3 is skipped."),
    (SWAPPED, "[2, 1, 3]", ("loop_count", Target(line=5, visit=1), "2"), INNER,
     "The loop on line 5 ends after 2 passes.", "The loop on line 5 ends after one pass."),
    (SWAPPED, "[2, 1, 3]", ("loop_count", Target(line=5, visit=1), "2"), INNER,
     "The loop on line 5 ends after 2 passes.", "The loop on line 5 begins after 2 passes."),
    (HALVED, "4", ("line_coverage", Target(line=9), "yes"), ENDED, "So line 9 runs.", "So line 9 is skipped."),
    (NESTED, "{'p': {'q': 0}}", ("line_coverage", Target(line=6), "yes"), BACK,
     "So line 6 runs.", "So line 6 is skipped."),
]  # fmt: skip


def closed_with(execute, case, closing):
    code, source, (task, target, answer), told, *_ = case
    executed = execute(code, source)
    text = f"{told}{closing}\n[ANSWER]{answer}[/ANSWER]"
    evidence = executed.evidence[0]
    return verify(Rationale(task, text, answer, target), executed.program, evidence, evidence, 0.0), len(told)


@pytest.mark.parametrize("case", CLOSED)
def test_a_text_may_close_with_the_moment_that_is_asked(execute, case):
    judged, _ = closed_with(execute, case, case[-2])

    assert (judged.verdict, complaints(judged)) == ("verified", [])


@pytest.mark.parametrize("case", CLOSED)
def test_a_text_that_closes_with_another_moment_is_not_verified(execute, case):
    judged, closing = closed_with(execute, case, case[-1])

    assert judged.verdict != "verified"
    assert all(claim.start >= closing for claim in judged.claims if isinstance(claim.finding, Refuted))


@pytest.mark.parametrize(
    "further",
    [
        "`seen` is `{'b': []}`, and then line 6 leaves `seen = {'b': ['bee']}`.",
        "Line 6 leaves `seen = {'b': ['bee']}`, but the answer is `{'b': []}`.",
    ],
)
def test_a_closing_that_gives_the_answer_may_look_further(execute, further):
    judged, _ = closed_with(execute, CLOSED[0], further)

    assert (judged.verdict, complaints(judged)) == ("verified", [])
