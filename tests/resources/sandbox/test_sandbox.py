"""The sandbox: what comes back, what is refused, and that the next execution works whatever the last one did."""

import json
import os
import re
import time
from dataclasses import replace

import pytest

from resources.sandbox import Sandbox
from resources.sandbox.zygote import Zygote
from tracecot.errors import SandboxUnavailable
from tracecot.execution import Job, Limits, Raised, RejectedTrace, Returned, Trace
from tracecot.paths import path_signature
from tracecot.values import Plain

QUICK = Limits(seconds=1.0, memory_mb=128, stdout_characters=10_000, events=2_000)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=1, limits=QUICK) as sandbox:
        yield sandbox


def job(code, *inputs, entry_point="f"):
    calls = tuple((f"call_{number}", source) for number, source in enumerate(inputs))
    return Job("prog_1", code, entry_point, calls)


def run(sandbox, code, *inputs, care="cross-checked"):
    return next(sandbox([job(code, *inputs)], care))


ADDING = "def f(a, b=1):\n    return a + b\n"


def test_each_call_has_its_answer_in_order(sandbox):
    answers = run(sandbox, ADDING, "1, 2", "'a', 'b'", "1, 'b'", "5")

    assert [answer.call_id for answer in answers] == ["call_0", "call_1", "call_2", "call_3"]
    outcomes = [answer.outcome for answer in answers]
    assert outcomes[0] == Returned(Plain("int", "3"))
    assert outcomes[1] == Returned(Plain("str", "'ab'"))
    assert isinstance(outcomes[2], Raised)
    assert (outcomes[2].type, outcomes[2].line) == ("TypeError", 2)
    assert outcomes[3] == Returned(Plain("int", "6"))
    assert {answer.label for answer in answers} == {"cross-checked"}


def test_an_untraced_execution_has_the_outcome_and_no_events(sandbox):
    (answer,) = run(sandbox, ADDING, "1, 2", care="untraced")

    assert answer.outcome == Returned(Plain("int", "3"))
    assert answer.events == ()


def test_answers_come_in_the_order_of_the_jobs(sandbox):
    jobs = [job(ADDING, f"{number}, 0") for number in range(30)]

    with Sandbox(workers=3, limits=QUICK) as several:
        texts = [answers[0].outcome.value.repr for answers in several(jobs, "untraced")]

    assert texts == [str(number) for number in range(30)]


BAD = {
    "never ends": ("def f():\n    while True:\n        pass\n", {"timeout", "events"}),
    "waits": ("import time\ndef f():\n    time.sleep(60)\n", {"timeout"}),
    "module body never ends": ("while True:\n    pass\ndef f():\n    return 1\n", {"timeout"}),
    "prints a gigabyte": ("def f():\n    for i in range(1000):\n        print('x' * 1_000_000)\n", {"stdout"}),
    "raises with a long message": ("def f():\n    raise ValueError('x' * 50_000)\n", {"unsupported"}),
    "takes all memory": ("def f():\n    return len(bytearray(10**12))\n", {"memory"}),
    "takes memory in bits": ("def f():\n    return len([bytes(10**6) for i in range(10**6)])\n", {"memory", "events"}),
    "recurses for ever": ("def f():\n    return f()\n", {"recursion", "events"}),
    "leaves the process": ("import os\ndef f():\n    os._exit(0)\n", {"crash", "exit"}),
    "raises SystemExit": ("def f():\n    raise SystemExit(0)\n", {"exit"}),
    "kills itself": ("import os, signal\ndef f():\n    os.kill(os.getpid(), signal.SIGKILL)\n    return 1\n", None),
    "wants raw memory": ("import ctypes\ndef f():\n    return ctypes.string_at(0)\n", {"unsupported"}),
    "is no Python": ("def f(:\n", {"not_python"}),
    "has no entry point": ("def g():\n    return 1\n", {"no_entry_point"}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_goes_wrong_has_its_reason_and_the_next_call_works(sandbox, name):
    code, reasons = BAD[name]

    (answer,) = run(sandbox, code, "")
    (after,) = run(sandbox, ADDING, "20, 22")

    if reasons is not None:
        assert isinstance(answer, RejectedTrace), answer
        assert answer.reason in reasons
    assert after.outcome == Returned(Plain("int", "42"))


def test_a_crash_of_the_interpreter_is_told_and_the_next_call_works():
    code = (
        "from functools import reduce\nfrom itertools import chain, repeat\n"
        "def f():\n    return next(reduce(chain, repeat([], 700_000)))\n"
    )

    with Sandbox(
        workers=1, limits=replace(QUICK, seconds=60.0)
    ) as patient:  # a busy machine takes seconds for the stack
        (answer,) = run(patient, code, "")
        (after,) = run(patient, ADDING, "20, 22")

    assert isinstance(answer, RejectedTrace), answer
    assert answer.reason == "crash"
    assert after.outcome == Returned(Plain("int", "42"))


def test_one_bad_call_takes_no_other_along(sandbox):
    code = "import os\ndef f(n):\n    if n == 1:\n        os._exit(3)\n    while n == 2:\n        pass\n    return n\n"

    answers = run(sandbox, code, "0", "1", "2", "3")

    assert [type(answer) for answer in answers] == [Trace, RejectedTrace, RejectedTrace, Trace]
    assert answers[3].outcome == Returned(Plain("int", "3"))


def test_an_input_that_is_no_argument_list_is_refused_by_name(sandbox):
    answers = run(sandbox, ADDING, "1,, 2", "1) or (2", "3")

    assert [getattr(answer, "reason", "") for answer in answers] == ["bad_input", "bad_input", ""]


ATTACKS = {
    "reads a file": "open('/etc/passwd').read()",
    "writes a file": "open('/tmp/tracecot-was-here', 'w')",
    "lists a folder": "__import__('os').listdir('/')",
    "opens a socket": "__import__('socket').socket()",
    "forks": "__import__('os').fork()",
    "starts a program": "__import__('os').execv('/bin/true', ['true'])",
    "starts a shell": "__import__('subprocess').run(['true'])",
    "starts a thread": "__import__('threading').Thread(target=print).start()",
    "kills the parent": "__import__('os').kill(__import__('os').getppid(), 9)",
    "becomes root": "__import__('os').setuid(0)",
    "maps executable memory": "__import__('mmap').mmap(-1, 4096, prot=7)",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_the_jail_forbids_is_an_exception_inside(sandbox, name):
    modules = "import os, socket, subprocess, threading, mmap\n"
    code = f"{modules}def f():\n    try:\n        {ATTACKS[name]}\n    except BaseException as error:\n"
    code += "        return isinstance(error, (OSError, RuntimeError))\n    return 'it worked'\n"

    (answer,) = run(sandbox, code, "", care="untraced")

    assert answer.outcome == Returned(Plain("bool", "True"))


def test_nothing_of_the_parents_environment_reaches_a_program(sandbox, monkeypatch):
    monkeypatch.setenv("A_SECRET", "seven")
    code = "import os\ndef f():\n    return sorted(os.environ)\n"

    with Sandbox(workers=1, limits=QUICK) as fresh:
        (answer,) = run(fresh, code, "", care="untraced")

    assert "SECRET" not in answer.outcome.value.repr


def test_a_result_that_differs_under_another_hash_seed_is_nondeterministic(sandbox):
    (answer,) = run(sandbox, "def f():\n    return hash('a string')\n", "")

    assert isinstance(answer, RejectedTrace)
    assert answer.reason == "nondeterministic"
    assert re.fullmatch(r"under another hash seed it returns -?\d+, and not it returns -?\d+", answer.detail)


INSIDE = {
    "a loop over a set of texts": "n = 0\n    for w in {'apple', 'fig', 'kiwi'}:\n        n += len(w)\n    return n",
    "a set that the module made": "n = 0\n    for w in WORDS:\n        n += len(w)\n    return n",
    "a dict in the order of a set": "d = dict.fromkeys({'apple', 'fig', 'kiwi'}, 1)\n    return sum(d.values())",
    "what the keys have in common": "return len(list(dict.fromkeys('abcdef').keys() & {'a', 'b', 'c', 'd'}))",
    "a hash": "x = hash('a')\n    return 1",
    "an address": "x = str(object())\n    return 1",
    "the time": "x = time.time()\n    return 1",
    "randomness without a seed": "x = random.Random().random()\n    return 1",
    "a name of its own": "x = uuid.uuid4()\n    return 1",
}
MODULES = "import random, time, uuid\nWORDS = {'apple', 'fig', 'kiwi'}\ndef f():\n    "


@pytest.mark.parametrize("name", INSIDE)
def test_an_execution_that_differs_inside_alone_is_rejected(sandbox, name):
    (answer,) = run(sandbox, MODULES + INSIDE[name] + "\n", "")

    assert (answer.reason, "but event" in answer.detail) == ("nondeterministic", True)


STEADY = {
    "a loop over a set of numbers": "n = 0\n    for w in {1, 2.5, (3, 4)}:\n        n += 1\n    return n",
    "a set that is sorted": "return sum(map(len, sorted(set('banana'))))",
    "a set that is asked": "return sum(1 for c in 'banana' if c in {'a', 'b'})",
    "randomness with a seed": "x = random.random()\n    return 1",
}


@pytest.mark.parametrize("name", STEADY)
def test_an_execution_that_every_seed_tells_alike_is_kept(sandbox, name):
    (answer,) = run(sandbox, "import random\ndef f():\n    " + STEADY[name] + "\n", "")

    assert (answer.label, answer.hash_seeds) == ("cross-checked", (0, 1))


def test_only_calls_that_may_differ_inside_are_executed_again(sandbox):
    code = "def f(xs):\n    found = []\n    for x in xs:\n        found.append(x)\n    return len(found)\n"

    answers = run(sandbox, code, "{'b', 'a', 'c', 'd'}", "[1]", "{3, 4}", "{'aa', 'ab', 'ac', 'ad'}")

    assert [getattr(one, "reason", "kept") for one in answers] == [
        "nondeterministic",
        "kept",
        "kept",
        "nondeterministic",
    ]


def test_a_lost_zygote_is_started_again():
    with Sandbox(workers=1, limits=QUICK) as sandbox:
        run(sandbox, ADDING, "1")
        for zygote in sandbox._zygotes:
            os.kill(zygote.process.pid, 9)
        time.sleep(0.1)

        answers = [run(sandbox, ADDING, "1")[0] for _ in range(2)]

    assert answers[-1].outcome == Returned(Plain("int", "2"))


#: A zygote that tells what its file has for this life, a JSON object a message, and is lost after that. A message
#: without a value is a program's own; its numbers are those of the request, but for a `shift`.
SCRIPTED = """
import json, pathlib, struct, sys
def tell(message, kind=b'Z', mark=b''):
    data = mark + json.dumps(message).encode()
    sys.stdout.buffer.write(struct.pack('>cI', kind, len(data)) + data)
    sys.stdout.flush()
lives = pathlib.Path(LIVES)
first, *others = json.loads(lives.read_text())
lives.write_text(json.dumps(others))
tell({"layers": ["seccomp"]})
length, = struct.unpack('>I', sys.stdin.buffer.read(4))
request = json.loads(sys.stdin.buffer.read(length))["number"]
program, call = -1, 0
for message in first:
    call += 1
    if "value" not in message:
        program, call = program + 1, 0
    kind = b'A' if call else b'R' if "end" in message else b'H'
    tell(message, kind, struct.pack('>III', request + message.get("shift", 0), program, call))
sys.stdin.buffer.read() if not others else None
"""
GIVEN = {"value": ["int", "1"]}
REJECTED = {"end": ["rejected", "crash", "it can't be prepared"]}


@pytest.mark.parametrize(
    ("lives", "lost"),
    [
        ([[{}, GIVEN], [REJECTED, {}, GIVEN]], 2),  # the new one can't prepare the program, and goes on
        ([[{}, GIVEN], [], [{}, GIVEN]], 2),  # the new one is lost before it comes to the program
        ([[{}, GIVEN], [{}, GIVEN, {}, GIVEN]], 1),  # only the call that it was at is lost
        ([[{}, GIVEN, {**GIVEN, "shift": -1}], [{}, GIVEN, {}, GIVEN]], 1),  # one speaks of an earlier request
        ([[{}, GIVEN, {}, GIVEN], [{}, GIVEN, {}, GIVEN]], 1),  # one goes on to the next program too early
    ],
)
def test_no_call_gets_the_answer_of_another_where_a_zygote_is_lost(monkeypatch, tmp_path, lives, lost):
    file = tmp_path / "lives.json"
    file.write_text(json.dumps(lives))
    program = SCRIPTED.replace("LIVES", repr(str(file)))
    monkeypatch.setattr("resources.sandbox.zygote._PROGRAM", ("-c", program))
    zygote = Zygote(traced=False, hash_seed=0, limits=QUICK)
    jobs = [job(ADDING, "1", "2", "3"), job(ADDING, "4")]

    zygote.ask(jobs)
    (_, first), (_, second) = zygote.answers(jobs)
    zygote.stop()

    assert [message.get("end", ["told"])[0] for message in first] == ["told", *["cut"] * lost, *["told"] * (2 - lost)]
    assert second == [GIVEN]


#: It answers for itself, refuses the next program in that one's name, and has answers for what comes then.
SHIFTING = """
import sys
def f():
    frame = sys._getframe()
    while frame is not None and "tell" not in frame.f_locals:
        frame = frame.f_back
    tell = frame.f_locals["tell"]
    one = {"end": ["returned", ["int", "1"]], "stdout": "", "functions": [], "events": []}
    ANSWERS
    while True:
        pass
"""
FORGED = (
    "for kind, message in ((b'A', one), (b'H', {'sites': [], 'end': ['rejected', 'unsupported', 'x']}), (b'A', one)):\n"
    "        tell(kind, message)",
    "for kind, message in ((b'A', one), (b'R', {'sites': []}), (b'A', one), (b'A', one)):\n        tell(kind, message)",
    "for message in (one, one, one):\n        tell(b'A', message)",
)


@pytest.mark.parametrize("forged", FORGED)
def test_a_program_that_answers_for_others_shifts_no_later_answers(forged):
    code = SHIFTING.replace("ANSWERS", forged)
    numbers = [job(f"def f():\n    return {number}\n", "") for number in range(2, 8)]

    with Sandbox(workers=1, limits=QUICK, together=2) as together:
        answers = [answers[0] for answers in together([job(code, ""), *numbers], "recorded")]

    later = [answer.outcome for answer in answers[2:]]  # the one that shares the child has only itself to trust
    assert later == [Returned(Plain("int", str(number))) for number in range(3, 8)]


def test_half_of_a_surrogate_pair_in_a_message_has_its_reason(sandbox):
    (answer,) = run(sandbox, "def f():\n    raise ValueError('\\ud801')\n", "")

    assert (answer.reason, "surrogate" in answer.detail) == ("unsupported", True)


def test_without_seccomp_it_refuses(monkeypatch):
    hello = (
        'import struct, sys; b = b\'{"layers": ["rlimits"]}\'; '
        "sys.stdout.buffer.write(struct.pack('>cI', b'Z', len(b)) + b)"
    )
    monkeypatch.setattr("resources.sandbox.zygote._PROGRAM", ("-c", f"{hello}; sys.stdout.flush(); sys.stdin.read()"))

    with Sandbox(workers=1) as sandbox, pytest.raises(SandboxUnavailable, match="TRACECOT_WITHOUT_SECCOMP"):
        run(sandbox, ADDING, "1")


WINDING = (
    "def f(xs):\n    found = []\n    for x in xs:\n        try:\n            found.append(1 // x if x else g(x))\n"
    "        except ZeroDivisionError:\n            break\n    return [y for y in found if y]\n\n\n"
    "def g(x):\n    while x < 3:\n        x += 1\n    return x\n"
)


def test_a_sketch_tells_the_way_and_about_how_long_it_was(sandbox):
    inputs = ("[1, 2]", "[0]", "[]", "[2, 0, 1]", "None")

    whole = run(sandbox, WINDING, *inputs, care="recorded")
    sketches = run(sandbox, WINDING, *inputs, care="sketched")

    assert [path_signature(one) for one in sketches] == [path_signature(one) for one in whole]
    assert [one.outcome for one in sketches] == [one.outcome for one in whole]
    changes = [sum(event.kind == "mutate" for event in one.events) for one in whole]
    assert [one.events[-1].seq for one in sketches] == [
        one.events[-1].seq - some for one, some in zip(whole, changes, strict=True)
    ]
    assert all(len(short.events) < len(long.events) for short, long in zip(sketches[:4], whole, strict=False))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("def f():\n    return open('/etc/passwd').read()\n", "it asks the machine for open"),
        ("def f():\n    try:\n        return open('x').read()\n    except OSError:\n        return 'none'\n",
         "it asks the machine for open"),
        ("import socket\ndef f():\n    return socket.socket()\n", "it asks the machine for socket.__new__"),
    ],
)  # fmt: skip
def test_what_the_sandbox_alone_makes_happen_is_no_behaviour(sandbox, code, what):
    (answer,) = run(sandbox, code, "")

    assert (answer.reason, answer.detail) == ("unsupported", what)


REFUSED = {
    "whether there is a root": ("os.path.exists('/')", "os.stat"),
    "whether it may": ("os.access('/', os.R_OK)", "os.access"),
    "where it stands": ("os.path.abspath('a')", "os.getcwd"),
    "who started it": ("os.getppid()", "os.getppid"),
    "its own number": ("os.getpid()", "os.getpid"),
    "a thread": ("threading.Thread(target=print).start()", "threading._start_new_thread"),
    "an alarm": ("signal.alarm(1)", "signal.alarm"),
    "a program": ("shutil.which('ls')", "shutil.which"),
    "the machine's name": ("platform.node()", "platform.node"),
    "the day": ("datetime.date.today().year > 2000", "the time"),
    "the year": ("time.localtime().tm_year > 2000", "the time"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_sandbox_answers_with_no_or_nothing_is_no_behaviour(sandbox, name):
    asking, what = REFUSED[name]
    code = "import datetime, os, platform, shutil, signal, threading, time\ndef f():\n    try:\n"
    code += f"        return {asking}\n    except BaseException:\n        return 'no'\n"

    (answer,) = run(sandbox, code, "")

    assert (answer.reason, answer.detail.replace("_joinable", "_new")) == (
        "unsupported",
        f"it asks the machine for {what}",
    )


WHILE_LOADING = {
    "try:\n    DATA = open('x').read()\nexcept OSError:\n    DATA = ''\n": "open",
    "DATA = open('x').read()\n": "open",
    "try:\n    import tomllib\nexcept ImportError:\n    tomllib = None\n": "the module tomllib",
    "try:\n    import xml.dom.minidom\nexcept ImportError:\n    pass\n": "the module xml.dom",
    "try:\n    import ctypes\nexcept ImportError:\n    pass\n": "the module ctypes",
}


@pytest.mark.parametrize("loading", WHILE_LOADING)
def test_what_is_refused_while_the_program_loads_counts_too(sandbox, loading):
    (answer,) = run(sandbox, loading + "def f():\n    return 1\n", "")

    assert (answer.reason, answer.detail) == ("unsupported", f"it asks the machine for {WHILE_LOADING[loading]}")


@pytest.mark.parametrize(
    "asking",
    [
        "try:\n    from collections import Mapping\nexcept ImportError:\n    from collections.abc import Mapping\n",
        "try:\n    import winreg\nexcept ImportError:\n    winreg = None\n",
        "try:\n    import no_such_module\nexcept ImportError:\n    pass\n",
        "import logging\nlogging.getLogger('x').error('a')\n",
        "import argparse\nargparse.ArgumentParser('x').parse_args([])\n",
        "import time\nEPOCH = time.gmtime(0)\n",
    ],
)
def test_what_is_missing_everywhere_or_needs_no_machine_is_no_refusal(sandbox, asking):
    (answer,) = run(sandbox, asking + "def f():\n    return 1\n", "")

    assert answer.outcome == Returned(Plain("int", "1"))


def test_a_warning_that_looks_for_its_source_is_no_request(sandbox):
    (answer,) = run(sandbox, "import warnings\ndef f():\n    warnings.warn('old')\n    return 1\n", "")

    assert answer.outcome == Returned(Plain("int", "1"))
