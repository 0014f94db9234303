"""Measured difficulty in the platform: idle where nobody asks for it, else rates of the model that is named."""

import html

import dagster as dg

from resources.models.settings import ModelSettings
from resources.settings import settings_of
from resources.settings.tables import Document
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_measured import stocked

pytestmark = LITELLM


def materialized(warehouse, models):
    """What the asset tells, made alone on this warehouse."""
    from tracecot_assets.platform import Platform
    from tracecot_assets.stages.pass_rates import pass_rates

    given = Document(models=models, landing={"folder": "."})
    platform = Platform(warehouse, settings_of(given, warehouse.folder / "tracecot.toml"))
    result = dg.materialize([pass_rates], resources={"platform": platform})
    (made,) = result.asset_materializations_for_node("pass_rates")
    return made.metadata


def test_nothing_is_asked_where_no_questions_are_wanted(project, tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("x")) as server:
        metadata = materialized(stocked(tmp_path), ModelSettings(name="openai/writer", api_base=server.url))

    assert "say how many `questions`" in metadata["idle"].value
    assert server.requests == []


def test_the_model_that_is_named_is_asked_once_and_its_rates_are_rows(project, tmp_path) -> None:
    warehouse = stocked(tmp_path)
    with stand_in(lambda messages, number: Reply("It is so.\n[ANSWER]4[/ANSWER]")) as server:
        examined = {"name": "openai/examined", "api_base": server.url, "questions": 10, "answers": 2}
        models = ModelSettings(name="openai/writer", difficulty=examined)
        first = materialized(warehouse, models)
        materialized(warehouse, models)

    assert len(server.requests) == 4
    assert {request["model"] for request in server.requests} == {"examined"}
    told = 'select narration_id, model, answers, "right" from pass_rates order by 1'
    assert warehouse.rows(told) == [("narr_a1", "openai/examined", 2, 2), ("narr_e1", "openai/examined", 2, 0)]
    assert "| openai/examined | output_prediction | 2 | 1 | 0.500 |" in first["right of 100 by model and task"].value


def test_the_ledger_shows_what_was_paid_a_picture_and_a_few_answers(project, tmp_path) -> None:
    from tracecot_assets.platform import Platform
    from tracecot_assets.stages.model_answers import model_answers

    warehouse = stocked(tmp_path)
    with stand_in(lambda messages, number: Reply("[ANSWER]4[/ANSWER]")) as server:
        examined = {"name": "openai/examined", "api_base": server.url, "questions": 10, "answers": 2}
        materialized(warehouse, ModelSettings(difficulty=examined))
    platform = Platform(warehouse, settings_of(Document(landing={"folder": "."}), warehouse.folder / "tracecot.toml"))
    (made,) = dg.materialize([model_answers], resources={"platform": platform}).asset_materializations_for_node(
        "model_answers"
    )

    assert "| openai/examined | pass_rates | 4 | 600 | None | 4 |" in made.metadata["what they cost"].value
    assert "[ANSWER]4[/ANSWER]" in html.unescape(made.metadata["a few rows"].value)
    assert "data:image/png;base64," in made.metadata["plot tokens by model and asset"].value


def test_a_spent_budget_is_told_and_leaves_whole_rows(project, tmp_path) -> None:
    warehouse = stocked(tmp_path)
    with stand_in(lambda messages, number: Reply("[ANSWER]4[/ANSWER]")) as server:
        examined = {"name": "openai/examined", "api_base": server.url, "questions": 10, "answers": 2}
        models = ModelSettings(difficulty=examined, max_tokens=50, budget_tokens=800, concurrency=1)
        metadata = materialized(warehouse, models)

    assert "tokens are left" in metadata["budget"].value
    assert warehouse.rows("select count(*), count(pass_rate) from pass_rates") == [(1, 1)]
