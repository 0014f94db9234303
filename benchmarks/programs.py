"""The programs that are measured: small functions of CRUXEval's shape, and the functions of installed packages."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from resources.sandbox import Sandbox
from resources.settings import load_settings
from resources.settings.tables import Corpus, PackageCorpus
from resources.sources.packages import package_files
from tracecot.execution import Answer, Job, Trace
from tracecot.sources.gathering import Admitted, gather
from tracecot.sources.records import Call, Origin, Program

CORPORA = ("inflection", "toolz")
EVAL_DATA, CRUXEVAL = "TRACECOT_EVAL_DATA", "cruxeval_0_399.jsonl"

#: A short function and two of its calls each: text, lists, dicts, loops and conditions, some 20 to 40 events a call.
SMALL = (
    (
        "def f(nums):\n    output = []\n    for n in nums:\n        if n % 2:\n            output.append(n * n)\n"
        "    output.sort(reverse=True)\n    return output",
        "[1, 4, 3, 8, 5]", "[2, 2, 9]",
    ),
    (
        "def f(text):\n    seen = {}\n    for letter in text:\n        seen[letter] = seen.get(letter, 0) + 1\n"
        "    return sorted(seen.items())",
        "'banana'", "'abc'",
    ),
    (
        "def f(text, sep):\n    parts = text.split(sep)\n"
        "    return sep.join(part.title() for part in parts if part)",
        "'the-quick-fox', '-'", "'a b', ' '",
    ),
    ("def f(a, b):\n    while b:\n        a, b = b, a % b\n    return a", "1071, 462", "48, 18"),
    (
        "def f(text):\n    left, right = 0, len(text) - 1\n    while left < right:\n"
        "        if text[left] != text[right]:\n            return False\n"
        "        left += 1\n        right -= 1\n    return True",
        "'racecar'", "'robots'",
    ),
    (
        "def f(d, keys):\n    found = {}\n    for key in keys:\n        if key in d:\n"
        "            found[key] = d.pop(key)\n    return found, d",
        "{'a': 1, 'b': 2, 'c': 3}, ['a', 'c', 'z']", "{}, ['a']",
    ),
    (
        "def f(rows):\n    total = 0\n    for row in rows:\n        total += sum(x for x in row if x > 0)\n"
        "    return total",
        "[[1, -2, 3], [4, 5], []]", "[[0]]",
    ),
    (
        "def f(text, n):\n    result = ''\n    for place, letter in enumerate(text):\n"
        "        result += letter.upper() if place % n == 0 else letter\n    return result",
        "'abcdefgh', 3", "'xyz', 1",
    ),
)  # fmt: skip


def small_programs(count: int) -> tuple[str, list[tuple[str, str]]]:
    """Where they are from, and so many programs with an input: CRUXEval's where it is there, else those above anew."""
    path = Path(os.environ.get(EVAL_DATA, "")) / CRUXEVAL
    if path.is_file():
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:count]]
        return CRUXEVAL, [(record["code"], record["input"]) for record in records]
    # A comment makes each its own program.
    return "small functions", [
        (f"{code}  # {n}", inputs[n // len(SMALL) % len(inputs)])
        for n, (code, *inputs) in ((n, SMALL[n % len(SMALL)]) for n in range(count))
    ]


def small_jobs(programs: list[tuple[str, str]], calls: int) -> list[Job]:
    """Each program with its input so many times: the same input costs what another one costs."""
    return [
        Job(f"prog_{n}", code, "f", tuple([(f"call_{n}_{call}", given) for call in range(calls)]))
        for n, (code, given) in enumerate(programs)
    ]


@dataclass(frozen=True, slots=True)
class Execution:
    """One recorded execution."""

    program: Program
    call: Call
    trace: Trace


def small_executions(sandbox: Sandbox, count: int) -> Iterator[Execution]:
    """Executions of so many small programs, one call each."""
    name, sources = small_programs(count)
    origin = Origin(name, "1", name, name, "f", 1, 1, "MIT")
    programs = [Program(name, code, "f", origin) for code, _ in sources]
    calls = [Call(one.id, given, "given") for one, (_, given) in zip(programs, sources, strict=True)]
    jobs = [Job(one.id, one.code, "f", ((call.id, call.input),)) for one, call in zip(programs, calls, strict=True)]
    for program, call, answers in zip(programs, calls, sandbox(jobs), strict=True):
        yield from _recorded(program, [call], answers)


def package_executions(
    sandbox: Sandbox, names: Iterable[str] = CORPORA, most: int | None = None
) -> Iterator[Execution]:
    """Executions of the functions of packages, of so many calls each."""
    settings = load_settings()
    for name in names:
        admitted = list(gathered_of(sandbox, settings.corpus(name)))
        for one, answers in zip(admitted, sandbox(map(job_of, admitted)), strict=True):
            yield from _recorded(one.program, one.calls[:most], answers[:most])


def _recorded(program: Program, calls: Iterable[Call], answers: Iterable[Answer]) -> Iterator[Execution]:
    for call, answer in zip(calls, answers, strict=True):
        if isinstance(answer, Trace):
            yield Execution(program, call, answer)


def gathered(sandbox: Sandbox) -> Iterator[Admitted]:
    """The programs of the packages."""
    settings = load_settings()
    for name in CORPORA:
        yield from gathered_of(sandbox, settings.corpus(name))


def gathered_of(sandbox: Sandbox, corpus: Corpus) -> Iterator[Admitted]:
    """The programs of a corpus of packages."""
    assert isinstance(corpus, PackageCorpus)
    for one in gather(package_files(corpus), corpus.name, sandbox):
        if isinstance(one, Admitted):
            yield one


def job_of(one: Admitted) -> Job:
    calls = tuple((call.id, call.input) for call in one.calls)
    return Job(one.program.id, one.program.code, one.program.entry_point, calls)
