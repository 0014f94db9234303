"""Each side's table has all of its samples, and validation that was asked for and isn't there is told."""

from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

from resources.settings import load_settings
from tracecot.splits.records import SIDES
from tracecot_assets.checks.sides import every_living_sample_is_laid_out, validation_is_there_where_it_is_asked_for
from tracecot_assets.platform import Platform
from tracecot_assets.stages.splits import SIDE_TABLES, laid_out, rules_of

MANY = "insert into samples by name select samples.* replace (sample_id || range as sample_id) from samples, range(100)"
LAID_OUT = "insert into validation_split by name select * exclude (retired_at, retired_because) from samples limit 1"


def asking(warehouse, share):
    settings = load_settings(Path(__file__).parents[2] / "tracecot.toml")
    return Platform(warehouse, replace(settings, splits=settings.splits.model_copy(update={"validation_share": share})))


def test_only_what_differs_is_laid_out_again(spoilt):
    lay_out = [one for side, table in SIDE_TABLES.items() for one in laid_out(table, side)]
    spoilt.execute([("update samples set split = 'train'", ()), *lay_out])
    first, second, third, *rest = (name for (name,) in spoilt.rows("select sample_id from train_split"))

    changes = [("update samples set answer = '!' where sample_id = ?", [first]),
               ("update samples set retired_at = now() where sample_id = ?", [second]),
               ("update samples set split = 'eval' where sample_id = ?", [third])]  # fmt: skip
    spoilt.execute([*changes, *lay_out])

    in_the_order_of_writing = [name for (name,) in spoilt.rows("select sample_id from train_split")]
    assert in_the_order_of_writing == [*rest, first]
    assert spoilt.rows("select answer from train_split where sample_id = ?", [first]) == [("!",)]
    assert spoilt.rows("select sample_id from eval_split") == [(third,)]


@pytest.mark.parametrize("side", SIDES)
def test_a_table_that_lacks_or_repeats_a_sample_is_found(spoilt, side):
    spoilt.execute([(f"update samples set split = '{side}'", ()), *((f"delete from {one}_split", ()) for one in SIDES)])
    lay_out = f"insert into {side}_split by name select * exclude (retired_at, retired_because) from samples"
    spoilt.execute([(lay_out, ())])
    assert every_living_sample_is_laid_out(asking(spoilt, 0.0)).passed

    for spoil in (f"insert into {side}_split from {side}_split limit 1", f"delete from {side}_split"):
        spoilt.execute([(spoil, ())])
        found = every_living_sample_is_laid_out(asking(spoilt, 0.0))

        assert not found.passed
        assert found.metadata[f"samples amiss in {side}"].value > 0


def test_validation_that_was_asked_for_and_is_empty_is_told_with_the_way_out(spoilt):
    few, none = asking(spoilt, 0.05), asking(spoilt, 0.0)
    assert validation_is_there_where_it_is_asked_for(few).passed

    spoilt.execute([(MANY, ())])
    found = validation_is_there_where_it_is_asked_for(few)

    assert (found.passed, found.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert "a state folder of its own" in found.metadata["so"].value
    assert validation_is_there_where_it_is_asked_for(none).passed
    spoilt.execute([(LAID_OUT, ())])
    assert validation_is_there_where_it_is_asked_for(few).passed


def test_the_share_that_the_settings_ask_for_is_the_rule(spoilt):
    assert rules_of(asking(spoilt, 0.07)).validation_share == 0.07
