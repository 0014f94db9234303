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
    said = Rationale(narration.task, narration.rationale, narration.answer, narration.target)
    return verify(said, program, evidence, evidence)


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


SUMS = "def f(xs):\n    n = 0\n    for x in xs:\n        if x % 5 == 3:\n            n = n + x\n    return n\n"


@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher"])
def test_all_passes_that_differ_are_named(sandbox, voice):
    *known, narration = narrated(sandbox, SUMS, "list(range(30))", voice=voice)

    named = re.search(
        r"In every (pass|iteration|round) from \d+ to 30 but (\w+) ([\d, ]+) and 29 ", narration.rationale
    )
    assert named is not None
    assert {"14", "19", "24"} <= set(named[3].split(", "))
    assert verdict_on((*known, narration)).verdict == "verified"
    for lie in (named[0].replace("24", "25"), named[0].replace(", 24", ""), named[0].replace("14, ", "14, 16, ")):
        false = replace(narration, rationale=narration.rationale.replace(named[0], lie))
        assert verdict_on((*known, false)).verdict == "refuted", lie


def test_so_many_that_they_would_fill_lines_are_counted(sandbox):
    code = SUMS.replace("% 5 == 3", "% 3 == 1").replace("range(30)", "")
    *known, narration = narrated(sandbox, code, "list(range(90))", voice="terse")

    counted = re.search(r"In every \w+ from 7 to 90 but (\d+) of them", narration.rationale)
    assert counted is not None
    assert counted[1] == "28"
    assert verdict_on((*known, narration)).verdict == "verified"
    false = narration.rationale.replace("but 28 of them", "but 27 of them")
    assert verdict_on((*known, replace(narration, rationale=false))).verdict == "refuted"


REPEATED = (
    "def f(xs):\n    seen = set()\n    for x in xs:\n        y = x.upper()\n        if x in seen:\n"
    "            y = y * 2\n        else:\n            seen.add(x)\n    return y\n"
)


def test_values_that_are_listed_are_those_of_all_passes(sandbox):
    *known, narration = narrated(sandbox, REPEATED, "list('abcdefghbijkl')", voice="terse")

    said = re.search(
        r"In every (\w+) from (\d+) to 13 but \1 9 `x in seen` is false\. In \w+ \2 to 13 `x` takes the values ",
        narration.rationale,
    )
    assert said is not None, narration.rationale
    assert verdict_on((*known, narration)).verdict == "verified"
    false = narration.rationale.replace(said[0], said[0].replace(f"{said[2]} to 13 `x`", f"{said[2]} to 12 `x`"))
    assert verdict_on((*known, replace(narration, rationale=false))).verdict == "refuted"


def test_a_name_is_true_or_false_and_holds_nothing(sandbox):
    code = "def f(gnu, hat, n):\n    if gnu:\n        n += 1\n    if hat:\n        n += 2\n    return n\n"
    for call in ("True, False, 3", "False, True, 4", "True, True, 5", "False, False, 6"):
        rationale = narrated(sandbox, code, call)[-1].rationale

        assert "holds" not in rationale
        assert "fails" not in rationale
