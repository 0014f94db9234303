"""The calibration report in the platform: idle until tasks are asked for, else rows, least scores and a heat map."""

import json

import dagster as dg

from resources.settings import settings_of
from resources.settings.tables import Document
from tests.prepared import prepared

CODE = "    total = 0\n    for x in xs:\n        if x > 1:\n            total += x\n    return total\n"
TASK = {
    "task_id": "T/0", "entry_point": "f", "prompt": "def f(xs):\n", "canonical_solution": CODE,
    "test": "def check(candidate):\n" + "".join(
        f"    assert candidate({xs}) == {sum(x for x in xs if x > 1)}\n" for xs in ([1, 2], [3], [], [5, 0, 9])
    ),
}  # fmt: skip


def materialized(folder, calibrate):
    from tracecot_assets.platform import Platform
    from tracecot_assets.stages.calibration import calibration

    (folder / "truth.jsonl").write_text(json.dumps(TASK) + "\n")
    given = Document(
        landing={"folder": "landing"}, synthesis={"calibrate": calibrate},
        evaluation=[{"name": "truth", "path": "truth.jsonl", "shape": "humaneval"}],
    )  # fmt: skip
    warehouse = prepared(folder / "state")
    platform = Platform(warehouse, settings_of(given, folder / "tracecot.toml"))
    result = dg.materialize([calibration], resources={"platform": platform})
    return warehouse, result.asset_materializations_for_node("calibration")[0].metadata


def test_it_says_how_to_switch_it_on(project, tmp_path) -> None:
    warehouse, metadata = materialized(tmp_path, 0)

    assert "`calibrate` under [synthesis]" in metadata["idle"].value
    assert warehouse.count("agreement_calibration") == 0


def test_sizes_and_least_scores_are_rows_and_a_heat_map_and_measured_once(project, tmp_path) -> None:
    warehouse, metadata = materialized(tmp_path, 5)
    made = warehouse.rows("select distinct run_id from agreement_calibration")
    materialized(tmp_path, 5)

    assert warehouse.count("agreement_calibration", "solutions > 0") == 2 * 16
    assert warehouse.count("agreement_calibration", 'solutions = 0 and believed > 0 and "right" < believed') > 0
    assert metadata["heat map"].value.startswith("![heat map](data:image/png;base64,iVBOR")
    assert "| sqrt(solutions) x tests |" in metadata["worth of a least score"].value
    assert warehouse.rows("select distinct run_id from agreement_calibration") == made
