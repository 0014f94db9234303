"""The recorder beside Python's own `sys.settrace`: the same outcome, the same lines, and the same names in the end."""

import json
import os
import random
from pathlib import Path

import pytest

from resources.packages import package_files
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from tests.traces.watching import statement_lines, warm_up, watched
from tracecot.execution import EventKind
from tracecot.sources.gathering import Admitted, gather

KINDS = EventKind.__args__
GOLDEN = Path(__file__).parents[1] / "golden" / "programs"
SAMPLE = 60  # rows of a data set in `make test`; all of them in `make test-all`


@pytest.fixture(scope="module", autouse=True)
def warm():
    warm_up()


def differences(code, entry_point, argument_source):
    """In words, everything in which the two disagree."""
    seen = watched(code, entry_point, argument_source)
    if seen is None or seen["message"]["end"][0] == "rejected":
        return ["refused"]
    message = seen["message"]
    found = []
    if message["end"] != seen["ended"]["end"] or message["stdout"] != seen["ended"]["stdout"]:
        found.append(f"outcome {message['end']} and not {seen['ended']['end']}")
    found += _lines(code, seen)
    replayed = list(_replayed(message))
    if [name for name, _ in replayed] != [name for name, _, _ in seen["frames"]]:
        return [*found, f"frames {[name for name, _ in replayed]} and not {[name for name, _, _ in seen['frames']]}"]
    for (function, names), (_, _, expected) in zip(replayed, seen["frames"], strict=True):
        for name, value in expected.items():
            if names.get(name) != value:
                found.append(f"{name} in {function} is {names.get(name)} and not {value}")
    return found


def _replayed(message):
    """Each frame's function with its names as the events leave them, in the order of the calls."""
    frames = {}
    functions = message["functions"]
    rows = message["events"]
    clauses = {row[4] for row in rows if KINDS[row[0]] == "iteration" and row[9] == "comp"}
    for kind, frame, _, _, loop, _, name, value, arguments, *_ in rows:
        if KINDS[kind] == "call":
            frames[frame] = (functions[frame - 1].rpartition(".")[2], dict(arguments or []))
        elif KINDS[kind] == "bind" and loop in clauses:
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


def rows():
    folder = os.environ.get("TRACECOT_EVAL_DATA")
    if not folder:
        pytest.skip("TRACECOT_EVAL_DATA names no folder with cruxeval_0_399.jsonl")
    text = (Path(folder) / "cruxeval_0_399.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def check(executions):
    refused = 0
    for code, entry_point, source in executions:
        found = differences(code, entry_point, source)
        refused += found == ["refused"]
        assert found in ([], ["refused"]), (code, source, found)
    assert refused <= 1  # a `return` in `finally`, which is refused by name


def test_a_draw_of_cruxeval_is_told_as_settrace_sees_it():
    check((row["code"], "f", row["input"]) for row in random.Random(0).sample(rows(), SAMPLE))


@pytest.mark.slow
def test_all_of_cruxeval_is_told_as_settrace_sees_it():
    check((row["code"], "f", row["input"]) for row in rows())


@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["toolz", "inflection", "humanize", "more-itertools"])
def test_all_calls_of_a_package_are_told_as_settrace_sees_them(corpus):
    settings = load_settings()
    with Sandbox(limits=settings.limits, together=OF_ONE_PACKAGE) as sandbox:
        gathered = list(gather(package_files(settings.corpus(corpus)), corpus, sandbox, settings.calls))
    admitted = [one for one in gathered if isinstance(one, Admitted)]
    check((one.program.code, one.program.entry_point, call.input) for one in admitted for call in one.calls)


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
