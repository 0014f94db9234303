"""A program's trace is the same on every Python that we support, but for what the versions themselves do otherwise."""

import ast
import contextlib
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import zip_longest

import pytest

from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from tests.traces.test_constructs import CASES
from tests.traces.test_differential import GOLDEN, cruxeval, drawn, humaneval, package
from tracecot.execution import Event, Job, Raised, Trace
from tracecot.sources.variation import variations
from tracecot.values import Plain

VERSIONS = ("3.11", "3.12", "3.13")
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
OTHERS = [version for version in VERSIONS if version != HERE]


def interpreter(version):
    """The interpreter of this version that is found on the machine and runs."""
    found = shutil.which(f"python{version}")
    if found is None:
        pytest.skip(f"there is no python{version} on PATH")
    asked = "import sys; print(sys.executable)"
    told = subprocess.run([found, "-c", asked], capture_output=True, text=True, check=False)
    if told.returncode:
        pytest.skip(f"{found} does not run: {told.stderr.strip()[:80]}")
    return told.stdout.strip()


def own_programs():
    """The golden programs and one for each construct."""
    golden = [path.read_text(encoding="utf-8").partition("\n") for path in sorted(GOLDEN.glob("*.txt"))]
    return [(code, "f", [source]) for source, _, code in golden] + [(one[0], "f", [one[1]]) for one in CASES.values()]


def varied(programs):
    """The programs with more calls, of which some raise."""
    return [(code, entry, [*sources, *variations(sources[0], 0, 4)]) for code, entry, sources in programs]


def _placeless(event, program):
    """An event of a part of an f-string, without its place, and its text as Python writes it."""
    if not program.is_in_f_string(event):
        return event
    with contextlib.suppress(SyntaxError):
        event = replace(event, text=ast.unparse(ast.parse(event.text)))
    return replace(event, line=0, col=0, end_line=0, end_col=0)


#: What a version does otherwise, and nobody can help: how the events that it touches are compared.
EVENTS = {"up to 3.11 the parts of an f-string don't know their places": _placeless}
#: Messages that were worded otherwise before.
MESSAGES = {
    "max() arg is an empty sequence": "max() iterable argument is empty",
    "min() arg is an empty sequence": "min() iterable argument is empty",
}
#: The same for executions that are refused: which limit an endless program meets first.
LIMITS_MET = {"recursion": "a limit", "timeout": "a limit", "events": "a limit"}


class Program:
    """Where a program's f-strings stand."""

    def __init__(self, code):
        nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.JoinedStr)]
        self.f_strings = [(node.lineno, node.col_offset, node.end_lineno, node.end_col_offset) for node in nodes]

    def is_in_f_string(self, event):
        begin, end = (event.line, event.col), (event.end_line, event.end_col)
        return any(each[:2] <= begin and end <= each[2:] for each in self.f_strings)


def answers(programs, python=sys.executable):
    jobs = [
        Job(str(number), code, entry, tuple((source, source) for source in sources))
        for number, (code, entry, sources) in enumerate(programs)
    ]
    with Sandbox(together=OF_ONE_PACKAGE, python=python) as sandbox:
        return list(sandbox(jobs, "recorded"))


def _reworded(told):
    """An outcome or event with the messages of the latest version."""
    if isinstance(told, Raised):
        return replace(told, message=MESSAGES.get(told.message, told.message))
    if isinstance(told, Event) and isinstance(told.value, Plain) and told.kind in ("raise", "catch"):
        message = ast.literal_eval(told.value.repr)
        return replace(told, value=Plain("str", repr(MESSAGES.get(message, message))))
    return told


def comparable(answer, program):
    """All that must be the same on every version."""
    if not isinstance(answer, Trace):
        return [LIMITS_MET.get(answer.reason, answer.reason)]
    events = answer.events
    for way in EVENTS.values():
        events = [way(event, program) for event in events]
    return [_reworded(answer.outcome), answer.stdout, *map(_reworded, events)]


def check(programs, version, differ_at_most=0.0):
    """The traces of all calls, event for event, here and on the other version."""
    python = interpreter(version)
    compared, different = 0, []
    for (code, _, sources), here, there in zip(programs, answers(programs), answers(programs, python), strict=True):
        program = Program(code)
        for source, one, other in zip(sources, here, there, strict=True):
            pairs = zip_longest(comparable(one, program), comparable(other, program))
            different += [(code, source, *pair) for pair in pairs if pair[0] != pair[1]][:1]
            compared += isinstance(one, Trace)
            assert not isinstance(other, Trace) or other.python == version
    print(f"{compared} traces of {len(programs)} programs compared with Python {version}, {len(different)} differ")
    assert len(different) <= differ_at_most * compared, different
    assert compared


@pytest.mark.parametrize("version", OTHERS)
def test_own_programs_have_the_same_events_on_every_version(version):
    check(own_programs(), version)


@pytest.mark.parametrize("version", OTHERS)
@pytest.mark.parametrize("read", [cruxeval, humaneval])
def test_a_draw_of_a_data_set_has_the_same_events_on_every_version(read, version):
    check(drawn(read()), version)


@pytest.mark.slow
@pytest.mark.parametrize("version", OTHERS)
@pytest.mark.parametrize("read", [cruxeval, humaneval])
def test_all_of_a_data_set_has_the_same_events_on_every_version(read, version):
    check(varied(read()), version)


@pytest.mark.slow
@pytest.mark.parametrize("version", OTHERS)
@pytest.mark.parametrize("corpus", [corpus.name for corpus in load_settings().corpora if corpus.name != "stdlib"])
def test_all_calls_of_a_default_corpus_have_the_same_events_on_every_version(corpus, version):
    check(package(corpus), version, differ_at_most=0.06)  # docs/traces.md has the figures
