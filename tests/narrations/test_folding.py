"""Many passes told at once: what they have in common, what differs, and what they put where."""

import re
from dataclasses import replace

import pytest

from tests.narrations.test_order import narrated
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

LIMITED = (
    "def f(words, limit):\n    seen = {}\n    for word in words:\n        key = word[0]\n        if key not in seen:\n"
    "            seen[key] = []\n        if len(seen[key]) < limit:\n            seen[key].append(word.upper())\n"
    "    return [w for k in sorted(seen) for w in seen[k]]\n"
)
MANY = "['bee', 'bat'] + ['boa'] * 14 + ['cat'] + ['bug'] * 13, 2"
KEPT = "def f(xs):\n    out = []\n    for x in xs:\n        if x % 3 == 0:\n            out.append(x * x)\n"
KEPT += "    return out\n"
NESTED = (
    "def f(n):\n    found = []\n    for i in range(n):\n        for j in range(i % 2 + 1):\n"
    "            found.append((i, j))\n    return found\n"
)


def verdict_on(told):
    program, call, trace, narration = told
    evidence = Evidence(call, trace)
    return verify(Rationale("output_prediction", narration.rationale, narration.answer), program, evidence, evidence)


def test_a_pass_that_differs_is_told_by_itself(sandbox):
    told = narrated(sandbox, LIMITED, MANY)

    text = told[-1].rationale
    noun = next(noun for noun in ("pass", "iteration", "round") if f"every {noun}" in text)
    assert f"In every {noun} from 9 to 30 but {noun} 17 `key not in seen` is false" in text
    assert f"\n{noun.capitalize()} 17: `word = 'cat'`." in text
    assert "ine 6 stores `seen['c'] = []`" in text
    assert verdict_on(told).verdict == "verified"


@pytest.mark.parametrize("other", [16, 18])
def test_a_lie_about_which_pass_differs_is_refused(sandbox, other):
    *known, narration = narrated(sandbox, LIMITED, MANY)
    lie = re.sub(r"but (pass|iteration|round) 17", rf"but \1 {other}", narration.rationale)

    assert lie != narration.rationale
    assert verdict_on((*known, replace(narration, rationale=lie))).verdict == "refuted"


def test_what_was_appended_is_told(sandbox):
    told = narrated(sandbox, KEPT, "list(range(30))", voice="terse")

    assert "ine 5 appends `36`, `81`, `144`, `225`, `324`, `441`, `576` and `729` to `out`." in told[-1].rationale
    assert verdict_on(told).verdict == "verified"


@pytest.mark.parametrize("voice", ["walkthrough", "terse"])
def test_what_loops_inside_do_is_told(sandbox, voice):
    told = narrated(sandbox, NESTED, "14", voice=voice)

    assert "`j` takes the values" in told[-1].rationale
    assert verdict_on(told).support > 0.9


HALVED = (
    "def f(xs, x):\n    lo, hi = 0, len(xs)\n    while lo < hi:\n        mid = (lo + hi) // 2\n"
    "        if xs[mid] < x:\n            lo = mid + 1\n        else:\n            hi = mid\n    return lo\n"
)


def test_how_a_condition_came_out_is_listed_where_it_changes_often(sandbox):
    told = narrated(sandbox, HALVED, "list(range(2048)), 1365", voice="terse")

    assert "`xs[mid] < x` takes the values `" in told[-1].rationale
    assert "but " not in told[-1].rationale
    assert verdict_on(told).verdict == "verified"
