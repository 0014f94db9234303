"""Narrations by a language model: idle where none is configured; what it writes is verified like everything else."""

from collections.abc import Iterator, Sequence

import dagster as dg
import pyarrow as pa

from resources import tables
from resources.models.answers import journal_of
from resources.models.client import LanguageModel
from resources.models.settings import KEY, ModelSettings
from resources.narrations.modelled import written
from resources.narrations.rated import UNRATED, best_rated, rated
from resources.traces.alternatives import narrations_with_executions
from resources.warehouse import Put, Warehouse
from resources.warehouse.retiring import follow_sources
from tracecot.narrations.manner import Manner
from tracecot.narrations.modelled.prompts import words_of
from tracecot.narrations.modelled.sharing import fair_shares
from tracecot.narrations.records import NARRATOR
from tracecot.targets import PREDICTIONS
from tracecot_assets.catalogue import CORPORA, ONE_RUN, spec
from tracecot_assets.platform import CURRENT, Platform
from tracecot_assets.reports.reporting import Metadata, Results, markdown, reports
from tracecot_assets.reports.yields import of_the_models

BATCH = 32  # rationales that are asked for together; what came of them is written before the next
BEST, SHOWN = 3, 10  # executions of a program that are named for their marks; lines of that table
IDLE = f"No model is configured: name one under [models] in tracecot.toml, and put its key into ${KEY}."
#: What the model has told: what failed under other words counts as untold, what is verified stays.
_TOLD = f"""
    model_narrations where model = ? and narrator = '{NARRATOR}'
    and (reason is null or (reason = 'not_verified' and prompts = ?))
"""
#: Template narrations of executions that the model has not told, the first by chance.
PENDING = f"""
    select narration_id from narrations where corpus = ? and retired_at is null and coalesce(author, '') = ''
    and task in {PREDICTIONS} and answer_trace_id = trace_id
    and (trace_id, task) not in (select (trace_id, task) from {_TOLD})
    order by md5(trace_id), task limit ?
"""


@dg.multi_asset(
    name="model_narrations",
    specs=[spec("model_narrations", ["narrations"])],
    partitions_def=CORPORA,
    backfill_policy=ONE_RUN,
)
def model_narrations(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Has the model tell what it has not told, within its budget."""
    chosen, warehouse = platform.settings.models, platform.warehouse
    told: Metadata = {"idle": IDLE}
    if chosen.name:
        journal = journal_of(warehouse)
        model = LanguageModel(chosen, journal, dg.get_dagster_logger().info)
        with platform.alone("narrations"):
            for corpus in context.partition_keys:
                pending = pending_of(corpus, platform.asked_with(corpus, context.partition_keys), platform)
                for kept, done in _written(platform, model, pending):
                    changes = [Put(tables.NARRATIONS, kept), Put(tables.MODEL_NARRATIONS, done)]
                    warehouse.publish(changes, context.run.run_id)
                if chosen.rating:
                    for marked in _rated(platform, model, corpus):
                        warehouse.publish([Put(tables.MODEL_NARRATIONS, marked)], context.run.run_id)
        told = _figures(warehouse, chosen, model)
    follow_sources(warehouse, "narrations", CURRENT)
    yield from reports(platform, ("model_narrations",), context, {"model_narrations": told})


def _written(platform: Platform, model: LanguageModel, pending: list[str]) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Rows of both tables, batch by batch; none after the budget is spent."""
    chosen, telling = platform.settings.models, platform.settings.narrations
    manner = Manner(budget=telling.tokens, tag=telling.answer_tag)
    for given in narrations_with_executions(platform.warehouse, pending, BATCH):
        support = platform.settings.verification.support
        kept, done = written(given, model, chosen.name, manner, chosen.mode, chosen.repairs, support)
        yield kept, done
        if "over_budget" in done.column("reason").to_pylist():
            _warn_of_the_end(model)
            return


def _warn_of_the_end(model: LanguageModel) -> None:
    dg.get_dagster_logger().warning(f"The model's budget is spent: {model.budget.left}.")


def _rated(platform: Platform, model: LanguageModel, corpus: str) -> Iterator[pa.Table]:
    """The rows of what the model wrote and is verified, with its marks; what has none is asked for in the next run."""
    rows = platform.warehouse.records(UNRATED, [corpus, model.settings.name])
    for start in range(0, len(rows), BATCH):
        done, unmarked = rated(rows[start : start + BATCH], model)
        yield done
        if any(one.reason == "over_budget" for one in unmarked):
            _warn_of_the_end(model)
            return


def pending_of(corpus: str, corpora: Sequence[str], platform: Platform) -> list[str]:
    """What the model is still to tell of the corpus: its share among those that are asked for, without what it told."""
    chosen = platform.settings.models
    quota, told = chosen.narrations * len(PREDICTIONS), [chosen.name, words_of(chosen.mode)]
    counted = platform.warehouse.rows(f"select corpus, count(*) from {_TOLD} group by corpus", told)
    done = {str(name): int(str(count)) for name, count in counted}
    there = {name: done.get(name, 0) + _untold(platform.warehouse, name, quota, told) for name in corpora}
    left = min(fair_shares(quota, there)[corpus] - done.get(corpus, 0), quota - sum(done.values()))
    return [str(name) for (name,) in platform.warehouse.rows(PENDING, [corpus, *told, max(0, left)])]


def _untold(warehouse: Warehouse, corpus: str, quota: int, told: Sequence[str]) -> int:
    """How many it has besides, no more than the quota; as many where a later run of Dagster's is to narrate it yet."""
    if not warehouse.count("narrations", "corpus = ?", [corpus]):
        return quota
    return len(warehouse.rows(PENDING, [corpus, *told, quota]))


def _figures(warehouse: Warehouse, chosen: ModelSettings, model: LanguageModel) -> Metadata:
    """Yield and cost of the model over all that it was asked."""
    of_model = "from model_narrations where model = ?"
    ((asked, kept, attempts, cost),) = warehouse.rows(
        f"select count(*), count(narration_id), sum(attempts), sum(cost) {of_model}", [chosen.name]
    )
    kept, asked, spent = int(str(kept)), int(str(asked)), model.journal.dollars(chosen.name, "narration", "repair")
    return {
        "model": chosen.name, "rationales asked for": asked, "verified": kept,
        "yield": kept / asked if asked else 0.0, "answers": int(str(attempts or 0)),
        "dollars of these": float(str(cost or 0.0)), "dollars in all": model.journal.spent,
        "dollars per verified rationale": spent / kept if kept else 0.0,
        "tokens in all": model.journal.tokens, "calls without a known price": model.journal.unpriced,
        "budget": model.budget.left, **of_the_models(warehouse),
        **(_marks(warehouse, chosen, model) if chosen.rating else {}),
    }  # fmt: skip


def _marks(warehouse: Warehouse, chosen: ModelSettings, model: LanguageModel) -> Metadata:
    """How many rationales have marks, and the best executions of each program."""
    ((marked, mean),) = warehouse.rows(
        "select count(rating), avg(rating) from model_narrations where model = ?", [chosen.name]
    )
    best = [(one.score, one.program_id, one.trace_id) for one in best_rated(warehouse, chosen, BEST)[:SHOWN]]
    return {
        "rationales with marks": int(str(marked)), "mean rating": float(str(mean or 0.0)),
        "dollars for marks": model.journal.dollars(chosen.name, "rating"),
        "best rated": dg.MetadataValue.md(markdown(("score", "program", "execution"), best)),
    }  # fmt: skip
