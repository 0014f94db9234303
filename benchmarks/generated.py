"""Programs made up by chance, as many as wanted: pieces of a few lines, put together, each with numbers of its own."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

CORPORA = 8
INPUTS = 5  # documented calls of each program
RATIONALES_EACH = 15  # that one program comes to, about

#: Each takes `xs`, a list of numbers, and `k`, a number, and sets `{v}`.
PIECES = (
    "{v} = {n}\nfor x in xs:\n    {v} += x {op} {m}\n",
    "{v} = []\nfor x in xs:\n    if x % {m} == k % {m}:\n        {v}.append(x {op} {n})\n",
    "{v} = {{}}\nfor x in xs:\n    {v}[x % {m}] = {v}.get(x % {m}, {n}) + 1\n",
    "{v} = k\nwhile {v} > {n}:\n    {v} = {v} // {m} - 1\n",
    "{v} = ''\nfor place, x in enumerate(xs):\n    if place % {m} == 0:\n        {v} += str(x {op} {n})\n",
    "{v} = sorted(xs)\nif len({v}) > {m}:\n    {v} = {v}[:{m}]\nelse:\n    {v}.append(k {op} {n})\n",
    "{v} = [x {op} {n} for x in xs if x > {m}]\n",
    "if k > {n}:\n    {v} = k {op} {m}\nelif k < -{n}:\n    {v} = {m}\nelse:\n    {v} = len(xs)\n",
    "{v} = (xs or [{n}])[0]\nfor x in xs:\n    if x > {v}:\n        {v} = x\n{v} = {v} {op} {m}\n",
    "{v} = set()\nfor x in xs:\n    {v}.add(x % {m})\n{v} = sorted({v})\n",
    "{v} = []\nleft = {n}\nfor x in xs:\n    left = left {op} x\n    {v}.append(left)\n",
    "{v} = 0\nfor place in range(1, len(xs)):\n    if xs[place] - xs[place - 1] > {m}:\n        {v} += {n}\n",
    "{v} = {{'k': k {op} {n}}}\nif xs:\n    {v}['last'] = xs[-1] * {m}\n",
    "{v} = str(k * {m}).zfill({n})\n{v} = {v}[::-1]\n",
)


def records(number: int) -> Iterator[dict[str, str]]:
    """The program of this number as records of a data set, one for each call; the same ones each time."""
    chance = random.Random(number)
    names = [f"part_{place}" for place in range(chance.randint(2, 4))]
    told = [
        piece.format(v=name, n=chance.randint(1, 97), m=chance.randint(2, 9), op=chance.choice("+-*"))
        for name, piece in zip(names, chance.sample(PIECES, len(names)), strict=True)
    ]
    body = "".join(f"    {line}\n" for line in "".join(told).splitlines())
    code = f"def f_{number}(xs, k):\n{body}    return {', '.join(names)}\n"
    for given in _inputs(chance):
        yield {"id": f"made-{number}", "code": code, "entry_point": f"f_{number}", "input": given}


def _inputs(chance: random.Random) -> Iterator[str]:
    for _ in range(INPUTS):
        numbers = [chance.randint(-30, 90) for _ in range(chance.randint(1, 6))]
        yield f"{numbers}, {chance.randint(-20, 99)}"


def write_project(folder: Path, programs: int) -> None:
    """A project whose programs are spread over its corpora."""
    (folder / "tracecot.toml").write_text("".join(map(_corpus, range(CORPORA))) + _SETTINGS, encoding="utf-8")
    for corpus in range(CORPORA):
        write_corpus(folder, corpus, range(corpus, programs, CORPORA))


def write_corpus(folder: Path, corpus: int, numbers: range) -> None:
    """The programs of these numbers as the file of a corpus."""
    (folder / f"made_{corpus}.jsonl").write_text(_lines(numbers), encoding="utf-8")


def add_programs(folder: Path, corpus: int, first: int, count: int) -> None:
    """So many more programs in the file of a corpus."""
    with (folder / f"made_{corpus}.jsonl").open("a", encoding="utf-8") as file:
        file.write(_lines(range(first, first + count)))


def _lines(numbers: range) -> str:
    return "".join(json.dumps(record) + "\n" for number in numbers for record in records(number))


def _corpus(number: int) -> str:
    name = f"made_{number}"
    return f'[[corpora]]\nkind = "jsonl"\nname = "{name}"\npath = "{name}.jsonl"\nlicence = "MIT"\n\n'


#: A small exam says little, and this one is not what is measured.
_SETTINGS = f"""[calls]
at_most = {INPUTS}

[checks]
exam_killed = 0.5
exam_honest_rejected = 0.5
exam_excused = 1.0
"""
