"""Every paid answer is a row, once; the mart says what an accepted row cost."""

import os
import subprocess

import pytest

from resources.marts import dbt
from resources.models.answers import ASSETS, unkept
from resources.models.client import LanguageModel
from resources.models.journal import Entry, Journal
from resources.models.settings import ModelSettings
from resources.tables import MODEL_ANSWERS, MODEL_NARRATIONS
from resources.warehouse import Put, Warehouse
from tests.cli.stocked import _table
from tests.needs import LITELLM
from tests.prepared import prepared
from tests.resources.models.stand_in import stand_in
from tests.resources.models.test_client import PRICED, echo
from tracecot.language_models import Asked


def entry(purpose="narration", text="yes", cost: float | None = 0.2, **more) -> Entry:
    return Entry("key", "sampling", "m", purpose, "call_1", "Be.", "What?", text, 100, 50, cost, "2026-01-01", **more)


def kept(folder, *entries) -> Warehouse:
    """A warehouse whose table has all that the journal has."""
    warehouse, journal = prepared(folder), Journal(folder)
    for one in entries:
        journal.add(one)
    warehouse.publish([Put(MODEL_ANSWERS, unkept(warehouse, Journal(folder)))], "a run")
    return warehouse


def test_each_answer_is_one_row_and_equal_ones_are_two(tmp_path) -> None:
    warehouse = kept(tmp_path, entry(), entry(), entry(text="no", usable=False))

    assert warehouse.rows("select text, usable, cost from model_answers order by 1, answer_key") == [
        ("no", False, 0.2), ("yes", True, 0.2), ("yes", True, 0.2),
    ]  # fmt: skip
    assert unkept(warehouse, Journal(tmp_path)).num_rows == 0


@LITELLM
def test_what_a_model_was_paid_for_is_told_apart_by_the_table_that_it_is_for(tmp_path) -> None:
    with stand_in(echo) as server:
        model = LanguageModel(
            ModelSettings(name="openai/m", api_base=server.url, price=PRICED, budget_usd=99), Journal(tmp_path)
        )
        model([Asked("Be.", purpose, purpose) for purpose in ASSETS])
    warehouse = kept(tmp_path)

    found = dict(warehouse.rows("select purpose, asset from model_answers"))
    assert found == dict(ASSETS)


@pytest.mark.slow  # runs dbt
def test_the_mart_has_dollars_for_each_accepted_row_and_none_where_a_price_is_unknown(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    paid = [entry(), entry("repair", cost=0.4), entry("rating", cost=None), entry("solutions", cost=1.0)]
    warehouse = kept(tmp_path, *paid)
    told = [{"trace_id": "t1", "model": "m", "narration_id": "n1", "rating": 5.0},
            {"trace_id": "t2", "model": "m", "reason": "not_verified"}]  # fmt: skip
    warehouse.publish([Put(MODEL_NARRATIONS, _table("model_narrations", told))], "a run")

    build = [str(dbt.DBT), "--quiet", "build", "--project-dir", str(dbt.PROJECT), "--select", "+model_costs"]
    subprocess.run(build, env={**os.environ, **dbt.environment()}, check=True)

    columns = "asset, answer_count, unpriced_count, accepted_count, round(dollars_per_accepted, 6)"
    assert warehouse.rows(f"select {columns} from marts.model_costs order by 1") == [
        ("agreements", 1, 0, 0, None), ("model_narrations", 2, 0, 1, 0.6), ("ratings", 1, 1, 1, None),
        ("solutions", 1, 0, 0, None),
    ]  # fmt: skip
