"""The recorder beside Python's own `sys.settrace`: the same outcome, the same lines, and the same names in the end."""

import json
import os
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import SETTINGS_FILE, load_settings
from resources.sources.packages import package_files
from tests.traces.composing import composed_programs
from tests.traces.watching import statement_lines, warm_up, watched
from tracecot.execution import EventKind
from tracecot.sources.datasets import record_candidates
from tracecot.sources.finding import Candidate
from tracecot.sources.gathering import Admitted, gather
from tracecot.sources.intake import DataRecord

KINDS = EventKind.__args__
THROWN_AWAY = "step in numbers is"  # what a generator does when it is thrown away is not recorded (docs/traces.md)
GOLDEN = Path(__file__).parents[1] / "golden" / "programs"
SAMPLE = 15  # rows of a data set in `make test`; all of them in `make test-all`
COMPOSED = 8  # programs that Hypothesis makes in `make test`


@pytest.fixture(scope="module", autouse=True)
def warm():
    warm_up()


def differences(code, entry_point, argument_source):
    """In words, everything in which the two disagree."""
    (seen,) = watched(code, entry_point, [argument_source])
    return disagreements(code, seen)


def disagreements(code, seen):
    """In words, everything in which they disagree about one call."""
    if "refused" in seen:
        return [f"refused: {seen['refused']}"]
    message = seen["message"]
    if message["end"][0] == "rejected":
        return [f"refused: {message['end'][1]}"]
    found = []
    if message["end"] != seen["ended"]["end"] or message["stdout"] != seen["ended"]["stdout"]:
        found.append(f"outcome {message['end']} and not {seen['ended']['end']}")
    found += _lines(code, seen)
    replayed = list(_replayed(message, seen["sites"]))
    frames = [one for one in seen["frames"] if one[1]]  # a generator that is thrown away unstarted is "called" then
    if [name for name, _ in replayed] != [name for name, _, _ in frames]:
        return [*found, f"frames {[name for name, _ in replayed]} and not {[name for name, _, _ in frames]}"]
    for (function, names), (_, _, expected) in zip(replayed, frames, strict=True):
        for name, value in expected.items():
            if names.get(name) != value:
                found.append(f"{name} in {function} is {names.get(name)} and not {value}")
    return found


def _replayed(message, sites):
    """Each frame's function with its names as the events leave them, in the order of the calls."""
    frames = {}
    functions = message["functions"]
    for kind, frame, _, place, _, _, name, value, arguments, *_ in message["events"]:
        if KINDS[kind] == "call":
            frames[frame] = (functions[frame - 1].rpartition(".")[2], dict(arguments or []))
        elif KINDS[kind] == "bind" and isinstance(place, int) and sites[place][2]:
            continue  # a comprehension's own variable
        elif KINDS[kind] in ("bind", "mutate") and name.isidentifier():
            frames[frame][1][name] = value
        elif KINDS[kind] == "delete":
            frames[frame][1].pop(name, None)
    return [each for each in frames.values() if not each[0].startswith("<")]


def _lines(code, seen):
    """Statements that one of them saw executed and the other did not."""
    first, silent = statement_lines(code)
    places = [seen["sites"][row[3]][0] if isinstance(row[3], int) else row[3][0] for row in seen["message"]["events"]]
    calls = {place for place, row in zip(places, seen["message"]["events"], strict=True) if KINDS[row[0]] == "call"}
    told = {first.get(line, line) for line in places} - calls
    executed = {first.get(line, line) for _, lines, _ in seen["frames"] for line in lines}
    # A call that did not come back has its events in the function called.
    failed = {first.get(line, line) for line in seen["failed"]}
    missing = executed - told - silent - calls - failed
    return [f"no event on line {line}" for line in sorted(missing)]


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_golden_programs_are_told_as_settrace_sees_them(name):
    source, _, code = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").partition("\n")

    assert differences(code, "f", source) == []


def lines_of(name):
    folder = os.environ.get("TRACECOT_EVAL_DATA")
    if not folder or not (Path(folder) / name).exists():
        pytest.skip(f"TRACECOT_EVAL_DATA names no folder with {name}")
    return [json.loads(line) for line in (Path(folder) / name).read_text(encoding="utf-8").splitlines()]


def cruxeval():
    """Each row's program with its call."""
    return [(row["code"], "f", [row["input"]]) for row in lines_of("cruxeval_0_399.jsonl")]


def humaneval():
    """Each problem's own solution with the calls of its tests, as the stage `sources` reads them."""
    records = [
        DataRecord("humaneval", "1", "MIT", "humaneval.jsonl", number, {
            "id": row["task_id"], "code": row["prompt"] + row["canonical_solution"],
            "entry_point": row["entry_point"], "tests": row["test"],
        })
        for number, row in enumerate(lines_of("humaneval.jsonl"), 1)
    ]  # fmt: skip
    found = [one for one in record_candidates(records, "humaneval") if isinstance(one, Candidate)]
    return [(one.program.code, one.program.entry_point, [call.input for call in one.calls]) for one in found]


def package(corpus):
    """Each program of a default corpus with all its calls, as the stage `sources` admits them."""
    chosen = load_settings(Path(__file__).parents[2] / SETTINGS_FILE)  # whatever another test made the project
    with Sandbox(limits=chosen.limits, together=OF_ONE_PACKAGE) as sandbox:
        gathered = list(gather(package_files(chosen.corpus(corpus)), corpus, sandbox, chosen.calls))
    admitted = [one for one in gathered if isinstance(one, Admitted)]
    return [(one.program.code, one.program.entry_point, [call.input for call in one.calls]) for one in admitted]


def check(programs, unsupported=0):
    """All calls of the programs; what is too long is refused, and of unsupported ones so many."""
    told = [
        (code, source, disagreements(code, seen))
        for code, entry_point, sources in programs
        for source, seen in zip(sources, watched(code, entry_point, sources), strict=True)
    ]
    refused = Counter(found[0] for _, _, found in told if found and found[0].startswith("refused: "))
    print(f"{len(told)} calls of {len(programs)} programs, of which {dict(refused)}")
    assert [one for one in told if one[2] and one[2][0] not in refused] == []
    assert set(refused) <= {"refused: events", "refused: timeout", "refused: unsupported", "refused: died"}
    assert refused["refused: unsupported"] <= unsupported
    assert refused["refused: events"] + refused["refused: timeout"] <= len(told) // 20


def drawn(programs):
    """Some of the programs, each with one of its calls."""
    chance = random.Random(0)
    return [(code, entry, [chance.choice(sources)]) for code, entry, sources in chance.sample(programs, SAMPLE)]


def test_a_draw_of_cruxeval_is_told_as_settrace_sees_it():
    check(drawn(cruxeval()), unsupported=1)


def test_a_draw_of_humaneval_is_told_as_settrace_sees_it():
    check(drawn(humaneval()))


@pytest.mark.slow
@pytest.mark.parametrize("read", [cruxeval, humaneval])
def test_all_of_a_data_set_is_told_as_settrace_sees_it(read):
    check(read(), unsupported=1)  # a `return` in `finally`, which is refused by name


@pytest.mark.slow
@pytest.mark.parametrize("corpus", [corpus.name for corpus in load_settings().corpora])
def test_all_calls_of_a_default_corpus_are_told_as_settrace_sees_them(corpus):
    check(package(corpus))


@settings(
    max_examples=COMPOSED,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(composed_programs())
def test_composed_programs_are_told_as_settrace_sees_them(program):
    code, source = program

    assert differences(code, "f", source) == []


@pytest.mark.slow
@settings(max_examples=2_000, database=None, suppress_health_check=list(HealthCheck))
@given(composed_programs())
def test_many_composed_programs_are_told_as_settrace_sees_them(program):
    code, source = program

    found = [one for one in differences(code, "f", source) if not one.startswith(THROWN_AWAY)]
    assert found in ([], ["refused: events"], ["refused: unsupported"])  # endless, or too many contexts in one another


LAZY = {
    "a method that map calls": "def f(xs):\n    o = []\n    for _ in map(o.append, xs):\n        0\n    return o\n",
    "a method that list draws from": "def f(xs):\n    out = []\n    list(map(out.append, xs))\n    return len(out)\n",
    "a key that takes away": "def f(xs):\n    pool = xs * 3\n    y = max(xs, key=pool.pop)\n    return y, pool\n",
    "what finding the end changes": (
        "from itertools import islice\ndef f(xs):\n    out = []\n"
        "    for _ in islice(map(out.append, xs), 0, None, 3):\n        pass\n    done = True\n    return done\n"
    ),
    "a call that fails halfway": (
        "def f(xs):\n    out = []\n    try:\n        out.extend(1 // (x - 2) for x in xs)\n"
        "    except ZeroDivisionError:\n        return len(out)\n"
    ),
    "a partial": (
        "from functools import partial\ndef f(xs):\n    out = []\n    put = partial(out.insert, 0)\n"
        "    for x in xs:\n        put(x)\n    return out\n"
    ),
}


@pytest.mark.parametrize("name", LAZY)
def test_changes_by_what_is_handed_on_are_told(name):
    assert differences(LAZY[name], "f", "[3, 1, 2, 5]") == []
