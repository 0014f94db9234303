"""How strong the verifier is: thousands of honest rationales, each corrupted in every way that it allows."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

from benchmarks.figures import Figure, timed
from benchmarks.narration import TIGHT
from benchmarks.programs import Execution, package_executions, small_executions
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from resources.tables.rows import Row
from resources.traces.executions import Workers, in_batches
from tracecot.ids import digest
from tracecot.narrations.explaining.program import MOST_CALLS, narrate_program
from tracecot.narrations.manner import BUDGET, LAYOUTS, Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import TASKS, Narration
from tracecot.narrations.wording.style import VOICES
from tracecot.targets import OF_PROGRAMS
from tracecot.verification.corruptions.catalogue import THIN_KINDS
from tracecot.verification.examination.exam import (
    HONEST,
    ExamRow,
    Paper,
    Strength,
    examine,
    interval,
    is_to_be_looked_at,
    strengths,
)
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence

HONEST_ONES = 3_000  # so that one in a thousand shows
TIGHT_ONES = 300  # besides, told within a budget that they must be folded for
SMALL = 400  # programs of CRUXEval's shape
PACKAGES = ("toolz", "more-itertools", "humanize", "inflection", "boltons")
CALLS = 4  # of a program of a package
OF_PROGRAMS_FROM = ("toolz", "inflection")  # packages whose programs are explained, and written from their docstrings
BATCH = 25  # rationales that are examined at once

#: Of what says something false. Nothing in an omission is, so that there is nothing to refute.
COUNTED = ("refused", "refuted", "at_the_span", "right_actual")

Drawn = tuple[Row, Paper]  # what the rationale is of, and the rationale
Seen = list[tuple[Row, ExamRow]]


def figures(findings: Path | None = None) -> Iterator[Figure]:
    """Each figure as soon as all are examined; what is to be looked at goes to the file, where one is named."""
    by_budget = _by_budget(told())
    papers = list(drawn(by_budget[BUDGET], HONEST_ONES))
    folded = list(drawn(by_budget[TIGHT], TIGHT_ONES))
    with Workers() as workers:
        all_papers = in_batches([*papers, *folded], BATCH)
        seconds, everything = timed(lambda: list(chain.from_iterable(workers.map(examined, all_papers))))
    seen = [one for one in everything if one[0]["budget"] == BUDGET]
    yield Figure("exam: honest rationales", len(papers), f"of {len({one['corpus'] for one, _ in papers})} corpora")
    yield Figure("exam: texts verified, all cores", len(everything) / seconds, "a second")
    of_all = strengths(row for _, row in seen)
    for one in of_all:
        yield from shown(one)
    yield from overall("false ones", [one for one in of_all if one.kind not in (HONEST, *THIN_KINDS)])
    yield from overall("omissions", [one for one in of_all if one.kind in THIN_KINDS], ("refused",))
    for name in ("task", "voice", "layout"):
        yield from by(name, seen)
    yield from by("budget", everything, " tokens")
    if findings is not None:
        write(findings, everything)


def _by_budget(given: Iterable[Drawn]) -> dict[int, list[Drawn]]:
    """The rationales of each budget."""
    found: dict[int, list[Drawn]] = {BUDGET: [], TIGHT: []}
    for one in given:
        found[one[0]["budget"]].append(one)
    return found


def examined(papers: list[Drawn]) -> Seen:
    """What the verifier did with these rationales and all their corruptions."""
    return [(papers[row.paper][0], row) for row in examine(paper for _, paper in papers)]


def told() -> Iterator[Drawn]:
    """Rationales of all tasks and voices about CRUXEval's programs and the functions of packages."""
    settings = load_settings()
    with Sandbox(limits=settings.limits, together=OF_ONE_PACKAGE) as sandbox:
        for one in chain(small_executions(sandbox, SMALL), package_executions(sandbox, PACKAGES, CALLS)):
            yield from rationales(one)
            yield from rationales(one, TIGHT)
        for some in by_program(package_executions(sandbox, OF_PROGRAMS_FROM, MOST_CALLS)):
            yield from about_program(some)


def by_program(executions: Iterable[Execution]) -> Iterator[list[Execution]]:
    """The executions of each program together; they come one program after the other."""
    for _, some in groupby(executions, key=lambda one: one.program.id):
        yield list(some)


def about_program(some: list[Execution]) -> Iterator[Drawn]:
    """What is said of a program from all its recorded calls: an explanation, and code that was written."""
    first, *others = [Evidence(one.call, one.trace) for one in some]
    for task in OF_PROGRAMS:
        voice = VOICES[int(digest(some[0].program.id, task)[:8], 16) % len(VOICES)]
        made = narrate_program(some[0].program, [(one.call, one.trace) for one in some], task, Manner(voice))
        if isinstance(made, Narration):
            about = {"narration_id": made.id, "corpus": some[0].program.corpus, "task": task}
            about |= {"voice": voice, "layout": made.layout, "budget": BUDGET}
            said = Rationale(task, made.rationale, made.answer, made.target)
            yield about, Paper(said, some[0].program, first, first, tuple(others))


def rationales(one: Execution, budget: int = BUDGET) -> Iterator[Drawn]:
    """What the narrator tells of this execution: each task in one voice and layout, by content.

    Within a tight budget only what is shorter for it.
    """
    program, call, trace = one.program, one.call, one.trace
    for task in TASKS:
        chance = int(digest(call.id, task)[:8], 16)
        voice, layout = VOICES[chance % len(VOICES)], LAYOUTS[chance // len(VOICES) % len(LAYOUTS)]
        made = narrate(program, call, trace, task, Manner(voice, layout, budget))
        wide = made if budget == BUDGET else narrate(program, call, trace, task, Manner(voice, layout))
        if isinstance(made, Narration) and (made is wide or made != wide):
            about = {"narration_id": made.id, "corpus": program.corpus, "task": task}
            about |= {"voice": voice, "layout": layout, "budget": budget}
            said, evidence = Rationale(task, made.rationale, made.answer, made.target), Evidence(call, trace)
            yield about, Paper(said, program, evidence, evidence)


def drawn(given: Iterable[Drawn], count: int) -> Iterator[Drawn]:
    """So many of them, the same share of each corpus, task and voice as far as they go round, by their content."""
    strata: dict[tuple[object, ...], list[Drawn]] = defaultdict(list)
    for about, paper in sorted(given, key=lambda one: digest(one[0]["narration_id"])):
        strata[about["corpus"], about["task"], about["voice"], about["layout"]].append((about, paper))
    turns = [(turn, key) for key, some in strata.items() for turn in range(len(some))]
    for turn, key in sorted(turns, key=lambda one: (one[0], str(one[1])))[:count]:
        yield strata[key][turn]


def shown(one: Strength) -> Iterator[Figure]:
    """The figures of one kind."""
    low, high = one.interval
    counted = {
        "refuted": one.refuted, "unreadable": one.unreadable, "error": one.error,
        "verified" if one.kind == HONEST else "survived": one.examined - one.refused, "thin": one.thin,
        "at the span": one.at_the_span, "right correction": one.right_actual, "excused": one.excused,
    }  # fmt: skip
    told = ", ".join(f"{what} {count:,}" for what, count in counted.items())
    unit = f"% of {one.examined:,} ({100 * low:.2f} to {100 * high:.2f}); {told}"
    yield Figure(f"exam: {one.kind}, refused", 100 * one.refused_share, unit, 2)


def overall(name: str, kinds: list[Strength], counted: tuple[str, ...] = COUNTED) -> Iterator[Figure]:
    """These kinds together."""
    examined = sum(one.examined for one in kinds)
    for what in counted:
        hits = sum(int(getattr(one, what)) for one in kinds)
        low, high = interval(hits, examined)
        unit = f"% of {examined:,} ({100 * low:.2f} to {100 * high:.2f})"
        yield Figure(f"exam: all {name}, {what.replace('_', ' ')}", 100 * hits / max(1, examined), unit, 2)


def by(name: str, seen: Seen, unit_of_name: str = "") -> Iterator[Figure]:
    """Of each task, voice, layout or budget: honest ones verified, false ones refused, and refuted."""
    for value in sorted({str(about[name]) for about, _ in seen}):
        honest, *kinds = strengths(
            row for about, row in seen if str(about[name]) == value and row.kind not in THIN_KINDS
        )
        examined = sum(one.examined for one in kinds)
        refuted = 100 * sum(one.refuted for one in kinds) / max(1, examined)
        verified = 100 * (1 - honest.refused_share)
        of = f"{verified:.2f} % of {honest.examined:,} honest ones verified"
        unit = f"% of {examined:,} false ones refused, {refuted:.2f} % refuted; {of}"
        refused = sum(one.refused for one in kinds)
        yield Figure(f"exam: {value}{unit_of_name}", 100 * refused / max(1, examined), unit, 2)


def write(path: Path, seen: Seen) -> None:
    """What is to be looked at, as JSON lines by kind."""
    looked_at = sorted(
        ((about, row) for about, row in seen if is_to_be_looked_at(row)),
        key=lambda one: (one[1].kind, one[0]["narration_id"]),
    )
    lines = (
        {
            **about, "kind": row.kind, "verdict": row.verdict, "excused": row.excused, "was": row.was, "says": row.says,
            "around": row.around, "finding": row.finding,
        }
        for about, row in looked_at
    )  # fmt: skip
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
