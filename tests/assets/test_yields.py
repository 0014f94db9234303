"""The catalogue shows what each model made of what it was asked for."""

import pyarrow as pa
import pytest

from resources.tables import MODEL_NARRATIONS
from resources.warehouse import Put, Warehouse
from tests.prepared import prepared


@pytest.fixture
def asked(tmp_path):
    """A warehouse in which these were asked for: the model, the narration that came of it, the reason."""

    def put(*rows: tuple[str, str | None, str | None]) -> Warehouse:
        warehouse = prepared(tmp_path)
        of_model = [
            {"trace_id": f"t{number}", "task": "output_prediction", "model": model, "narration_id": narration,
             "reason": reason, "attempts": 1 if narration else 3, "cost": 0.5}
            for number, (model, narration, reason) in enumerate(rows)
        ]  # fmt: skip
        warehouse.publish([Put(MODEL_NARRATIONS, pa.Table.from_pylist(of_model))], "run_1")
        return warehouse

    return put


def test_of_each_model_it_is_told_how_much_is_verified(asked) -> None:
    from tracecot_assets.reports.yields import of_the_models

    told = of_the_models(
        asked(("large", "n1", None), ("large", "n2", None), ("large", None, "not_verified"), ("small", None, "refused"))
    )

    table = told["verified of 100 by model and task"].md_str.splitlines()
    assert table[2:] == [
        "| large | output_prediction | 3 | 2 | 1.667 | 1.500 |",
        "| small | output_prediction | 1 | 0 | 3.000 | 0.500 |",
    ]
    assert told["plot verified of 100 by model and task"].md_str.startswith("![")


def test_what_a_spent_budget_left_unasked_lowers_no_yield(asked) -> None:
    from tracecot_assets.reports.yields import of_the_models

    told = of_the_models(asked(("large", "n1", None), ("large", None, "over_budget")))

    assert "| large | output_prediction | 1 | 1 |" in told["verified of 100 by model and task"].md_str


def test_without_a_model_there_is_no_chart(asked) -> None:
    from tracecot_assets.reports.yields import of_the_models

    assert of_the_models(asked(("large", None, "over_budget"))) == {}
