"""Synthesis: tasks that a model makes of documents and concepts; idle where no model, or nothing to start from, is."""

import dagster as dg

from resources.models.answers import OF_SYNTHESIS, journal_of
from resources.models.client import LanguageModel
from resources.models.settings import KEY
from resources.sandbox import Sandbox
from resources.synthesis.documents import content_of, read_documents
from resources.synthesis.rows import Judging, agreed, changes, write_survivors
from tracecot.ids import digest
from tracecot.sources.synthesis.chain import synthesize
from tracecot.sources.synthesis.prompts import PROMPTS
from tracecot.sources.synthesis.records import Choices
from tracecot_assets.catalogue import ONE_RUN, spec
from tracecot_assets.platform import Platform, refresh
from tracecot_assets.reports.reporting import Metadata, Results, reports

TABLES = (
    "documents", "concepts", "instructions", "solutions", "tests", "test_results", "agreements", "rejected_syntheses",
)  # fmt: skip
NO_MODEL = f"No model is configured: name one under [models] in tracecot.toml, and put its key into ${KEY}."
NOTHING = "Nothing to start from: name `documents` or `concepts` under [synthesis] in tracecot.toml."
SURVIVORS = "synthesis.jsonl"  # in the landing folder, where it is a corpus; else in the state folder


@dg.multi_asset(
    name="synthesis",
    specs=[
        spec("documents"),
        spec("concepts", ["documents"]),
        spec("instructions", ["concepts"]),
        spec("solutions", ["instructions"]),
        spec("tests", ["instructions"]),
        spec("test_results", ["solutions", "tests"]),
        spec("agreements", ["test_results"]),
        spec("rejected_syntheses"),
    ],
    backfill_policy=ONE_RUN,
)
def synthesis(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Makes tasks, executes all solutions on all tests, and keeps what agrees."""
    settings = platform.settings
    if not settings.models.name:
        told: Metadata = {"idle": NO_MODEL}
    elif not (settings.synthesis.documents or settings.synthesis.concepts):
        told = {"idle": NOTHING}
    else:
        told = _made(context, platform)
    yield from reports(platform, TABLES, context, dict.fromkeys(TABLES, told))


def _made(context: dg.AssetExecutionContext, platform: Platform) -> Metadata:
    """Makes what is missing; where nothing changed since all was answered, nothing is asked, executed or written."""
    settings, warehouse = platform.settings, platform.warehouse
    wanted = settings.synthesis
    model = LanguageModel(settings.models, journal_of(warehouse), dg.get_dagster_logger().info)
    choices = Choices(
        concepts=wanted.most_concepts, levels=wanted.levels, instructions=wanted.instructions,
        solutions=wanted.solutions, suites=wanted.suites,
    )  # fmt: skip
    path = (settings.landing.folder if settings.landing else warehouse.folder) / SURVIVORS
    settings.require_landing()  # or a folder would be made where a disk is to be mounted
    with platform.alone("synthesis"):
        judging = Judging.on(warehouse, wanted.rules, settings.limits)
        fingerprint = digest(
            content_of(wanted.documents), str(wanted), PROMPTS, settings.models.name, str(judging.limits)
        )
        if platform.worked_from("synthesis", "") != fingerprint:
            made = synthesize(read_documents(wanted.documents), wanted.concepts, model, choices)
            with Sandbox(limits=settings.limits, profile=settings.profile) as sandbox:
                found = agreed(made, judging, sandbox)
            done = [] if made.unanswered else [refresh("synthesis", "", fingerprint)]
            warehouse.publish([*changes(made, found, judging, warehouse), *done], context.run.run_id)
        kept = write_survivors(warehouse, path)
    spent = model.journal.dollars(settings.models.name, *OF_SYNTHESIS)
    return {
        "tasks": warehouse.count("instructions", "retired_at is null"), "of them agree": kept, "records": str(path),
        "dollars": spent, "dollars per task that agrees": spent / kept if kept else 0.0,
        "dollars in all": model.journal.spent, "calls without a known price": model.journal.unpriced,
        "budget": model.budget.left,
    }  # fmt: skip
