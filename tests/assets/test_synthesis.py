"""Synthesis in the platform: idle without a model, else rows of every step, made once, and records."""

import json
import shutil

import dagster as dg
import pytest

from resources.models.journal import Entry, Journal
from resources.models.settings import ModelSettings, Price
from resources.settings import settings_of
from resources.settings.tables import Document
from resources.warehouse import Warehouse
from tests.cli.test_synthesize import recorded
from tests.needs import LITELLM
from tests.prepared import prepared
from tests.resources.models.stand_in import Reply, stand_in

pytestmark = LITELLM

TABLES = (
    "documents",
    "concepts",
    "instructions",
    "solutions",
    "tests",
    "test_results",
    "agreements",
    "rejected_syntheses",
)
MADE = {
    "documents": ["heaps.md"], "concepts": ["running totals: a value that grows"], "levels": ["easy"],
    "instructions": 2, "solutions": 3, "suites": 2,
}  # fmt: skip


def beginning(folder):
    """A warehouse with no row, beside a document."""
    (folder / "heaps.md").write_text("A binary heap is a tree. A binary heap keeps the least item first.\n")
    return prepared(folder / "state")


@pytest.fixture
def warehouse(tmp_path):
    return beginning(tmp_path)


@pytest.fixture(scope="module")
def first_made(project, tmp_path_factory):
    """The folder of one in which everything was made."""
    folder = tmp_path_factory.mktemp("made")
    with stand_in(recorded) as server:
        materialized(beginning(folder), server)
    return folder


@pytest.fixture
def made(first_made, tmp_path):
    """A copy of it."""
    shutil.copytree(first_made, tmp_path, dirs_exist_ok=True)
    return Warehouse(tmp_path / "state")


def materialized(warehouse, server, synthesis=MADE, **models):
    """What the asset tells, made alone on this warehouse."""
    from tracecot_assets.platform import Platform
    from tracecot_assets.stages.synthesis import synthesis as asset

    chosen = ModelSettings(**{"name": "openai/stand-in", "api_base": server.url, **models})
    (warehouse.folder.parent / "landing").mkdir(exist_ok=True)
    given = Document(models=chosen, synthesis=synthesis, landing={"folder": "landing"})
    platform = Platform(warehouse, settings_of(given, warehouse.folder.parent / "tracecot.toml"))
    result = dg.materialize([asset], resources={"platform": platform})
    return result.asset_materializations_for_node("synthesis")[0].metadata


@pytest.mark.parametrize(
    ("models", "synthesis", "why"),
    [({"name": ""}, MADE, "No model is configured"), ({}, {}, "Nothing to start from")],
)
def test_without_a_model_or_a_beginning_nothing_is_made_and_nothing_asked(
    project, warehouse, models, synthesis, why
) -> None:
    with stand_in(recorded) as server:
        metadata = materialized(warehouse, server, synthesis, **models)

    assert why in metadata["idle"].value
    assert server.requests == []
    assert warehouse.count("documents") == 0


def test_every_step_has_rows_and_what_agrees_becomes_records(made) -> None:
    counted = {name: made.count(name) for name in TABLES}
    path = made.folder.parent / "landing" / "synthesis.jsonl"
    records = [json.loads(line) for line in path.read_text().splitlines()]
    assert counted["documents"] == 1
    assert counted["concepts"] >= 2
    assert counted["agreements"] == counted["instructions"] == len(records) == 2 * counted["concepts"]
    assert counted["test_results"] == 3 * counted["tests"]
    assert made.rows("select distinct reason from rejected_syntheses where step = 'agreement'") == [("outvoted",)]
    assert made.count("agreements", "score = agreeing * passed and root_score = sqrt(agreeing) * passed") > 0
    assert all(record["tests"] and "result = 1" not in record["code"] for record in records)


def test_a_second_run_asks_nothing_and_writes_nothing(project, warehouse) -> None:
    path = warehouse.folder.parent / "landing" / "synthesis.jsonl"
    with stand_in(recorded) as server:
        materialized(warehouse, server)
        asked, state, written = len(server.requests), warehouse.contents(TABLES), path.stat().st_mtime_ns
        materialized(warehouse, server)

    assert len(server.requests) == asked
    assert warehouse.contents(TABLES) == state
    assert path.stat().st_mtime_ns == written


def test_what_is_new_is_added_and_what_was_judged_is_not_executed_again(made, monkeypatch) -> None:
    from resources.synthesis.rows import agreed
    from tracecot_assets.stages import synthesis as module

    judged = []
    monkeypatch.setattr(
        module,
        "agreed",
        lambda those, judging, sandbox: judged.append(judging.settled(those)) or agreed(those, judging, sandbox),
    )
    more = {**MADE, "concepts": [*MADE["concepts"], "windows: neighbours in a list"]}
    before = made.rows("select instruction_id, run_id, made_at from agreements order by 1")
    results = made.count("test_results")
    with stand_in(recorded) as server:
        materialized(made, server, more)

    after = made.rows("select instruction_id, run_id, made_at from agreements order by 1")
    assert [len(one) for one in judged] == [len(before)]
    assert set(before) < set(after)
    assert len(after) == len(before) + 2
    assert made.count("test_results") == results * len(after) // len(before)
    assert made.count("agreements", "retired_at is not null") == 0


def test_what_loses_its_document_retires_and_lives_again_without_a_request(made) -> None:
    path = made.folder.parent / "heaps.md"
    kept = path.with_suffix(".kept")
    living = made.count("agreements", "retired_at is null")
    with stand_in(recorded) as server:
        shutil.move(path, kept)
        path.write_text("Nothing to see.\n")
        materialized(made, server)
        fewer = made.count("agreements", "retired_at is null")
        asked = len(server.requests)
        shutil.move(kept, path)
        materialized(made, server)

    assert fewer < living == made.count("agreements", "retired_at is null")
    assert len(server.requests) == asked


def test_a_budget_that_ends_in_the_middle_leaves_whole_rows_and_the_next_run_goes_on(project, warehouse) -> None:
    with stand_in(recorded) as server:
        materialized(warehouse, server, budget_tokens=6_000, max_tokens=100, concurrency=1)
        paid = len(server.requests)
        lost = warehouse.count("rejected_syntheses", "reason = 'over_budget'")
        orphans = warehouse.count("solutions", "instruction_id not in (select instruction_id from instructions)")
        materialized(warehouse, server, max_tokens=100)

    assert paid > 0
    assert lost > 0
    assert orphans == 0
    assert warehouse.count("rejected_syntheses", "reason = 'over_budget' and retired_at is null") == 0
    assert warehouse.count("agreements", "code is not null and retired_at is null") == 2 * warehouse.count("concepts")


def test_an_answer_about_another_concept_makes_no_row(project, warehouse) -> None:
    def mispaired(messages, number):
        reply = recorded(messages, number)
        given = json.loads(reply.text)
        return Reply(json.dumps({**given, "about": "conc_other"})) if "texts" in given else reply

    with stand_in(mispaired) as server:
        materialized(warehouse, server)

    assert warehouse.count("instructions") == 0
    assert {reason for (reason,) in warehouse.rows("select distinct reason from rejected_syntheses")} >= {"mispaired"}


def test_what_a_task_cost_is_what_synthesis_was_paid_for(project, warehouse) -> None:
    other = Entry(
        "key", "sampling", "openai/stand-in", "narration", "call_1", "Be.", "What?", "yes", 100, 50, 7.0, "2026-01-01"
    )
    with stand_in(recorded) as server:
        Journal(warehouse.folder).add(other)
        told = materialized(warehouse, server, price=Price(prompt=1, completion=1), budget_usd=99)

    spent, in_all, per_task = (
        told[name].value for name in ("dollars", "dollars in all", "dollars per task that agrees")
    )
    assert 0 < spent < 1
    assert in_all == pytest.approx(spent + 7.0)
    assert per_task == pytest.approx(spent / told["of them agree"].value)
