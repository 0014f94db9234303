"""Pass rates are asked through the client: paid once, within the budget, and asked anew only when the words change."""

import json

from resources.models.settings import ModelSettings
from resources.splits import measured as of_resources
from resources.splits.measured import measured, unmeasured
from resources.tables import PASS_RATES
from resources.warehouse import Put
from tests.cli.stocked import stock
from tests.executing import started
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_client import model

pytestmark = LITELLM

NAME = "openai/stand-in"


def stocked(folder):
    """Two samples whose questions differ."""
    warehouse = stock(folder)
    warehouse.execute([("update samples set prompt = narration_id || prompt", [])])
    return warehouse


def by_seed(messages, number) -> Reply:
    return Reply("[ANSWER]4[/ANSWER]" if number % 2 else "[ANSWER]5[/ANSWER]")


def asked_for(warehouse, server, folder, answers=2, most=10, **more):
    """What is measured of the samples that have no rate, and how many."""
    rows = unmeasured(warehouse, NAME, answers, most)
    table, why = measured(rows, NAME, answers, model(server, folder, concurrency=1, **more), started())
    warehouse.publish([Put(PASS_RATES, table)], "a run")
    return len(rows), table.to_pylist(), why


def test_a_question_is_asked_in_turns_with_seeds_of_their_own_and_rated_once(tmp_path) -> None:
    warehouse = stocked(tmp_path)
    with stand_in(by_seed) as server:
        count, rows, _ = asked_for(warehouse, server, tmp_path)
        again = asked_for(warehouse, server, tmp_path)

    rates = {row["narration_id"]: (row["right"], row["answers"], row["pass_rate"]) for row in rows}
    assert (count, again[0]) == (2, 0)
    assert rates["narr_a1"] == (1, 2, 0.5)
    assert sorted(request["seed"] for request in server.requests) == [0, 0, 1, 1]
    assert len(server.requests) == 4


def test_a_spent_budget_leaves_what_is_rated_and_more_of_it_goes_on(tmp_path) -> None:
    warehouse = stocked(tmp_path)
    with stand_in(by_seed) as server:
        _, first, why = asked_for(warehouse, server, tmp_path, budget_tokens=800)
        paid = len(server.requests)
        asked_for(warehouse, server, tmp_path)

    assert {one.reason for one in why} == {"over_budget"}
    assert len(first) < 2
    assert 0 < paid < 4 == len(server.requests)
    assert warehouse.count("pass_rates") == 2


def test_more_answers_keep_those_that_were_paid_for_and_other_words_ask_anew(tmp_path, monkeypatch) -> None:
    warehouse = stocked(tmp_path)
    with stand_in(by_seed) as server:
        asked_for(warehouse, server, tmp_path, answers=1)
        asked_for(warehouse, server, tmp_path, answers=2)
        assert len(server.requests) == 4
        monkeypatch.setattr(of_resources, "PROMPTS", "other words")
        assert len(unmeasured(warehouse, NAME, 2, 10)) == 2

    assert warehouse.rows("select distinct answers from pass_rates") == [(2,)]


def test_no_more_samples_are_asked_about_than_wanted(tmp_path) -> None:
    warehouse = stocked(tmp_path)
    with stand_in(by_seed) as server:
        assert asked_for(warehouse, server, tmp_path, most=1)[0] == 1
        assert asked_for(warehouse, server, tmp_path, most=1)[0] == 0


def test_the_examined_model_is_another_one_where_one_is_named() -> None:
    given = {"name": "openai/writer", "api_base": "http://127.0.0.1:1", "temperature": 0.3}
    same, other = ModelSettings(**given), ModelSettings(**given, difficulty={"name": "gpt-4o-mini", "questions": 5})

    assert same.examined is same
    assert (other.examined.name, other.examined.api_base, other.examined.temperature) == ("gpt-4o-mini", None, 0.3)
    assert json.loads(other.model_dump_json())["name"] == "openai/writer"
