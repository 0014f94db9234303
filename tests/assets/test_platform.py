"""What a stage last worked from."""

import pytest

from resources.settings import load_settings
from resources.tables import TABLES
from resources.tables.stages import STAGES
from tests.prepared import prepared
from tracecot_assets.platform import Platform

OF_NARRATIONS = ("narrations", "skipped_traces")
OF_VERIFICATION = ("claims", "verified_cot", "rejected_narrations")
WITH_CORPUS = [
    name
    for name, table in TABLES.items()
    if table.stage in STAGES and any(one.name == "corpus" for one in table.columns)
]


def test_what_a_stage_works_from_takes_the_place_of_what_it_worked_from(tmp_path) -> None:
    platform = Platform(prepared(tmp_path), load_settings())
    for fingerprint in ("first", "second"):
        platform.works_from("traces", "toolz", fingerprint, "run")
    platform.works_from("traces", "mine", "third", "run")

    assert platform.worked_from("traces", "toolz") == "second"
    assert platform.warehouse.count("refreshes", "run_id = 'run' and made_at is not null") == 2


@pytest.mark.parametrize(
    ("stage", "tables"),
    [
        ("traces", ["raw_traces", "rejected_traces", *OF_NARRATIONS, *OF_VERIFICATION]),
        ("narrations", [*OF_NARRATIONS, *OF_VERIFICATION]),
        ("verification", OF_VERIFICATION),
    ],
)
def test_other_settings_retire_what_the_stage_and_the_later_ones_made_for_the_corpus(tmp_path, stage, tables) -> None:
    platform = Platform(prepared(tmp_path), load_settings())
    platform.follow_settings(stage, "mine", "run", "first")
    for name in WITH_CORPUS:
        platform.warehouse.execute([(f"insert into {name} (corpus) values ('mine'), ('theirs')", [])])

    platform.follow_settings(stage, "mine", "run", "second")

    left = {
        name: platform.warehouse.rows(f"select corpus from {name} where {TABLES[name].living}") for name in WITH_CORPUS
    }
    assert sorted(name for name, rows in left.items() if ("mine",) not in rows) == sorted(tables)
    assert all(("theirs",) in rows for rows in left.values())
