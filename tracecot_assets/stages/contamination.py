"""The first of the splits stage: which programs repeat items of the declared evaluation sets."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import dagster as dg

from resources import tables
from resources.sandbox import Sandbox
from resources.sources.evaluations import evaluation_items
from resources.splits.findings import behaviours
from resources.tables.rows import contamination_row, made_of, program_of, tried_row
from resources.warehouse import Replace, Warehouse
from tracecot.execution import TRACER
from tracecot.ids import digest
from tracecot.sources.records import Program
from tracecot.splits.contamination import Match, Tried, text_matches
from tracecot.splits.evaluation_items import EvaluationItem
from tracecot.splits.planting import examine, tried
from tracecot.splits.probing import behaviour_matches
from tracecot.splits.records import SPLITTER
from tracecot_assets.catalogue import ONE_RUN, spec
from tracecot_assets.platform import PYTHON, Platform, refresh
from tracecot_assets.reports.reporting import Metadata, Results, reports

VERIFIED = """
    from programs where program_id in (select program_id from verified_cot where retired_at is null) order by program_id
"""


@dg.multi_asset(
    name="contamination",
    specs=[spec("contamination", ["verified_cot"]), spec("decontamination", ["verified_cot"])],
    backfill_policy=ONE_RUN,
)
def contamination(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Compares all verified programs with all items, and examines how well it does so, unless nothing changed."""
    warehouse = platform.warehouse
    items = list(evaluation_items(platform.settings.evaluation))
    with platform.alone("contamination"):
        programs = [program_of(row) for row in warehouse.read(VERIFIED).to_pylist()]
        fingerprint = digest(SPLITTER, TRACER, PYTHON, [one.id for one in programs], str(items))
        if platform.worked_from("contamination", "") != fingerprint:
            matches = list(_matches(platform, programs, items))
            exam = map(tried_row, _tried(platform, programs, items, matches))
            changes = [
                Replace(tables.CONTAMINATION, made_of(tables.CONTAMINATION, map(contamination_row, matches))),
                Replace(tables.DECONTAMINATION, made_of(tables.DECONTAMINATION, exam)),
                refresh("contamination", "", fingerprint),
            ]
            warehouse.publish(changes, context.run.run_id)
    told = {"contamination": _rates(warehouse, items, programs)}
    yield from reports(platform, ("contamination", "decontamination"), context, told)


def _tried(
    platform: Platform, programs: list[Program], items: list[EvaluationItem], matches: list[Match]
) -> Iterator[Tried]:
    """What was searched for in the programs, and how the search does on what is planted and on what is clean."""
    for name, count in Counter(item.evaluation for item in items).items():
        flagged = {match.program_id for match in matches if match.evaluation == name}
        yield Tried("set", name, count, len(programs), len(flagged))
    with Sandbox(limits=platform.settings.limits, profile=platform.settings.profile) as sandbox:
        yield from tried(examine(sandbox))


def _matches(platform: Platform, programs: list[Program], items: list[EvaluationItem]) -> Iterator[Match]:
    """Each program's matches; its own corpus says in which sandbox it runs."""
    if not items:
        return
    yield from text_matches(programs, items)
    by_corpus: dict[str, list[Program]] = defaultdict(list)
    for program in programs:
        by_corpus[program.corpus].append(program)
    inputs = behaviours(platform.warehouse)
    for corpus, some in by_corpus.items():
        with platform.jail(corpus, workers=None).sandbox() as sandbox:
            yield from behaviour_matches(some, inputs, items, sandbox)


def _rates(warehouse: Warehouse, items: list[EvaluationItem], programs: list[Program]) -> Metadata:
    """How much was compared, and how much of it was found."""
    ((found,),) = warehouse.rows("select count(distinct program_id) from contamination")
    sets = Counter(item.evaluation for item in items)
    return {
        "evaluation sets": ", ".join(f"{name} ({count})" for name, count in sets.items()) or "none declared",
        "programs compared": len(programs) if items else 0,
        "of them contaminated": int(str(found)) / max(1, len(programs)),
    }
