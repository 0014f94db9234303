"""The default programs with as many calls as wanted, each a small change away from one that is known to be good."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from benchmarks.programs import gathered_of
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from resources.settings.tables import PackageCorpus
from tracecot.execution import Job, Raised, Trace
from tracecot.sources.choosing import is_telling
from tracecot.sources.records import Program
from tracecot.sources.sketches import sketched
from tracecot.sources.variation import variations

RATIONALES_A_CALL = 2.95  # that are verified, of the default programs, about
WORTH_ASKING = 0.3  # of the calls asked for; a program that gives fewer has hardly any left
TRIES = 12  # rounds of asking; each closes programs that have run out


@dataclass(slots=True)
class Supply:
    """A program and the calls of it that are known to return something short."""

    program: Program
    inputs: list[str]
    known: set[str]
    is_open: bool = True

    def proposed(self, count: int, seed: int) -> list[str]:
        """So many inputs that were not tried before, or as many as there are; the same ones for the same seed."""
        found: dict[str, None] = {}
        share = ceil(2 * count / len(self.inputs))
        for given in self.inputs:
            found |= dict.fromkeys(
                made for made in variations(given, (seed, self.program.id), share) if made not in self.known
            )
        return list(found)[:count]


def write_default_project(folder: Path, rationales: int) -> int:
    """A project of the default programs, with calls for so many rationales, about; gives the number of calls."""
    settings = load_settings()
    with Sandbox(limits=settings.limits, together=OF_ONE_PACKAGE) as sandbox:
        supplies = [
            Supply(one.program, inputs, set(inputs))
            for corpus in settings.corpora
            if isinstance(corpus, PackageCorpus)
            for one in gathered_of(sandbox, corpus)
            for inputs in [[call.input for call in one.calls]]
        ]
        shared_out(supplies, ceil(rationales / RATIONALES_A_CALL), sandbox)
    most = max(len(one.inputs) for one in supplies)
    corpora = dict.fromkeys(one.program.corpus for one in supplies)
    told = "".join(
        f'[[corpora]]\nkind = "jsonl"\nname = "{one}"\npath = "{one}.jsonl"\nlicence = "MIT"\n\n' for one in corpora
    )
    (folder / "tracecot.toml").write_text(told + _SETTINGS.format(calls=most, rows=4 * most), encoding="utf-8")
    for corpus in corpora:
        lines = _lines(one for one in supplies if one.program.corpus == corpus)
        with (folder / f"{corpus}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(lines)
    return sum(len(one.inputs) for one in supplies)


def shared_out(supplies: Sequence[Supply], wanted: int, sandbox: Sandbox) -> None:
    """Brings the programs to so many calls together, each to about as many as the others."""
    each = ceil(wanted / len(supplies))
    for one in supplies:
        del one.inputs[each:]
    for seed in range(TRIES):
        missing = wanted - sum(len(one.inputs) for one in supplies)
        asked = [one for one in supplies if one.is_open]
        if missing <= 0 or not asked:
            return
        _ask(asked, ceil(missing / len(asked)), seed, sandbox)


def _ask(supplies: Sequence[Supply], count: int, seed: int, sandbox: Sandbox) -> None:
    """Tries so many new calls of each program, and keeps those that return."""
    proposals = [one.proposed(count, seed) for one in supplies]
    jobs = [
        Job(one.program.id, one.program.code, one.program.entry_point, tuple((made, made) for made in some))
        for one, some in zip(supplies, proposals, strict=True)
    ]
    for one, some, answers in zip(supplies, proposals, sandbox(jobs, "sketched"), strict=True):
        good = [
            made
            for made, answer in zip(some, answers, strict=True)
            if isinstance(answer, Trace) and not isinstance(answer.outcome, Raised) and is_telling(sketched(answer))
        ]
        one.inputs += good
        one.known |= set(some)
        one.is_open = len(good) >= WORTH_ASKING * count


def _lines(supplies: Iterable[Supply]) -> Iterator[str]:
    for one in supplies:
        record = {"id": one.program.origin.qualname, "code": one.program.code, "entry_point": one.program.entry_point}
        yield from (json.dumps({**record, "input": given}) + "\n" for given in one.inputs)


#: All calls are given, none is made besides; a program may ship all that is verified of it.
_SETTINGS = """[calls]
at_most = {calls}

[splits]
eval_packages = ["inflection", "boltons"]
program_rows = {rows}
group_rows = 1_000_000
"""
