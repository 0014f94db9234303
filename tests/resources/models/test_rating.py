"""A model's marks are read strictly, weighed by direction, and are never about what is true."""

import os
import subprocess

import pytest

from resources.marts import dbt
from resources.models.client import LanguageModel
from resources.models.journal import Journal
from resources.models.settings import ModelSettings
from resources.narrations.rated import UNRATED, best_rated, rated, standings
from resources.tables import MODEL_NARRATIONS
from resources.warehouse import Put, Warehouse
from tests.cli.stocked import stock
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tracecot.narrations.modelled.rating import Marked, Marks, Rated, Score, rate, scores
from tracecot.splits.records import Standing
from tracecot.targets import INPUT_PREDICTION, OUTPUT_PREDICTION

pytestmark = LITELLM

GIVEN = Marked("narr_1", "def f(x):\n    return x + 1\n", "What does `f(1)` return?", "`f` returns `2`.")


def marks(tmp_path, *texts):
    with stand_in(lambda messages, number: Reply(texts[min(number, len(texts)) - 1])) as server:
        ask = LanguageModel(ModelSettings(name="openai/stand-in", api_base=server.url, tries=1), Journal(tmp_path))
        (got,) = rate([GIVEN], ask)
    return got, server.requests


def test_marks_are_asked_for_with_program_question_and_text(tmp_path) -> None:
    got, requests = marks(tmp_path, '{"intent": 4, "reasoning": 8, "conciseness": 6}')

    prompt = requests[0]["messages"][-1]["content"]
    assert (got, got.mean) == (Marks(4, 8, 6), 6.0)
    assert all(part in prompt for part in ("return x + 1", GIVEN.question, GIVEN.rationale))


@pytest.mark.parametrize("wrong", ["11", "-1", "7.5", '"high"', "null"])
def test_a_mark_outside_the_scale_is_sent_back(tmp_path, wrong) -> None:
    bad = f'{{"intent": {wrong}, "reasoning": 8, "conciseness": 6}}'
    got, requests = marks(tmp_path, bad, '{"intent": 7, "reasoning": 8, "conciseness": 6}')

    assert (got, len(requests)) == (Marks(7, 8, 6), 2)
    assert "intent" in requests[1]["messages"][-1]["content"]


def test_what_stays_unreadable_has_no_marks(tmp_path) -> None:
    got, _ = marks(tmp_path, "It is very good: 10 out of 10.")

    assert got.reason == "malformed"


def test_a_row_without_marks_is_left_as_it_was(tmp_path) -> None:
    row = dict.fromkeys((column.name for column in MODEL_NARRATIONS.columns), None)
    row |= {"narration_id": "narr_1", "code": GIVEN.code, "question": GIVEN.question, "rationale": GIVEN.rationale}
    other = row | {"narration_id": "narr_2", "rationale": "Another."}

    def reply(messages, number) -> Reply:
        known = "Another." not in messages[1]["content"]
        return Reply('{"intent": 4, "reasoning": 8, "conciseness": 6}' if known else "no marks")

    with stand_in(reply) as server:
        ask = LanguageModel(ModelSettings(name="openai/stand-in", api_base=server.url, tries=1), Journal(tmp_path))
        table, unmarked = rated([row, other], ask)

    assert table.select(["narration_id", "rating"]).to_pylist() == [{"narration_id": "narr_1", "rating": 6.0}]
    assert [one.reason for one in unmarked] == ["malformed"]


TOLD = """
    insert into model_narrations by name
    select trace_id, program_id, corpus, task, 'openai/stand-in' as model, 'free' as mode, narration_id, narrator,
    1 as attempts, 10 as prompt_tokens, 5 as completion_tokens, 0.1 as cost, run_id, made_at
    from narrations where retired_at is null qualify row_number() over (partition by trace_id, task order by voice) = 1
"""


def test_marks_join_the_rows_that_had_none_and_change_nothing_else(tmp_path) -> None:
    stock(tmp_path)
    warehouse = Warehouse(tmp_path)
    warehouse.execute([(TOLD, [])])
    chosen = ModelSettings(name="openai/stand-in")
    ours = "select trace_id, task, narration_id, mode, attempts, cost from model_narrations order by all"
    before, given = warehouse.rows(ours), warehouse.records(UNRATED, ["pack", chosen.name])

    with stand_in(lambda messages, number: Reply('{"intent": 6, "reasoning": 9, "conciseness": 3}')) as server:
        asking = chosen.model_copy(update={"api_base": server.url})
        table, _ = rated(given, LanguageModel(asking, Journal(tmp_path)))
    warehouse.publish([Put(MODEL_NARRATIONS, table)], "a run")

    assert given
    assert warehouse.rows(ours) == before
    assert warehouse.records(UNRATED, ["pack", chosen.name]) == []
    assert [(one.trace_id, one.score) for one in best_rated(warehouse, chosen, 1)] == [("trace_a1", 6.0)]


def both(program, trace, forward, backward):
    return [Rated(program, trace, OUTPUT_PREDICTION, forward), Rated(program, trace, INPUT_PREDICTION, backward)]


def test_forward_weighs_more_than_backward_and_executions_have_their_place_in_the_program() -> None:
    given = [
        *both("p", "one", 10.0, 0.0), *both("p", "two", 0.0, 10.0), *both("p", "three", 9.0, 9.0),
        *both("q", "four", 1.0, 1.0), Rated("q", "five", OUTPUT_PREDICTION, 10.0),
    ]  # fmt: skip

    assert scores(given) == [
        Score("p", "three", 9.0, 1), Score("p", "one", 6.0, 2), Score("p", "two", 4.0, 3), Score("q", "four", 1.0, 1),
    ]  # fmt: skip


MARKED = """
    insert into model_narrations by name
    select ? as trace_id, 'prog_a1' as program_id, 'pack' as corpus, ? as task, ? as model, 'free' as mode,
    ? as narration_id, '1' as narrator, 1 as attempts, 10 as prompt_tokens, 5 as completion_tokens, 0.1 as cost,
    ?::double as rating, now()::timestamp as made_at
"""
VERIFIED = "insert into verified_cot by name select ? as narration_id, 'prog_a1' as program_id, now() as made_at"


def marked(warehouse, *rows):
    """Rationales of the program with these ratings: (execution, forward, backward, model)."""
    for trace_id, forward, backward, model in rows:
        for task, rating in ((OUTPUT_PREDICTION, forward), (INPUT_PREDICTION, backward)):
            if rating is not None:
                own = f"{model} {trace_id} {task}"
                warehouse.execute([(MARKED, [trace_id, task, model, own, rating]), (VERIFIED, [own])])


def test_each_rated_rationale_has_its_standing_among_what_the_same_model_told(tmp_path) -> None:
    warehouse = stock(tmp_path)
    marked(
        warehouse, ("t1", 8.0, 6.0, "m"), ("t2", 9.0, 9.0, "m"), ("t3", 10.0, None, "m"), ("t1", 1.0, 1.0, "other"),
        ("t4", 10.0, 10.0, "m"),
    )  # fmt: skip
    warehouse.execute([("update verified_cot set retired_at = now() where narration_id like '%t4%'", [])])

    found = standings(warehouse)

    assert found["m t2 output_prediction"] == found["m t2 input_prediction"] == Standing(9.0, 9.0, 1)
    assert found["m t1 output_prediction"] == Standing(8.0, 7.2, 2)
    assert found["m t3 output_prediction"] == Standing(10.0)
    assert found["other t1 input_prediction"] == Standing(1.0, 1.0, 1)
    assert not any("t4" in name for name in found)  # what isn't verified stands nowhere


@pytest.mark.slow  # runs dbt
def test_the_mart_says_what_the_core_says(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    warehouse = stock(tmp_path)
    marked(
        warehouse, ("t1", 8.0, 6.0, "m"), ("t2", 9.0, 9.0, "m"), ("t3", 10.0, None, "m"), ("t1", 1.0, 1.0, "other"),
        ("t0", 9.0, 9.0, "m"),
    )  # fmt: skip

    build = [str(dbt.DBT), "--quiet", "build", "--project-dir", str(dbt.PROJECT), "--select", "+rated_executions"]
    subprocess.run(build, env={**os.environ, **dbt.environment()}, check=True)

    rows = warehouse.rows("select model, trace_id, rating_score, rating_rank from marts.rated_executions order by all")
    assert rows == [("m", "t0", 9.0, 1), ("m", "t1", 7.2, 3), ("m", "t2", 9.0, 2), ("other", "t1", 1.0, 1)]
    ours = standings(warehouse)
    assert rows == [
        (model, trace, one.rating_score, one.rating_rank)
        for model, trace, *_ in rows
        for one in [ours[f"{model} {trace} output_prediction"]]
    ]
