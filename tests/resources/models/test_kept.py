"""The journal and the table are made whole again from each other, and nothing that either has is paid for twice."""

from dataclasses import replace

import pytest

from resources.models.answers import journal_of, unkept
from resources.models.client import LanguageModel
from resources.models.journal import FILE, Journal
from resources.models.settings import ModelSettings
from resources.tables import MODEL_ANSWERS
from resources.warehouse import Put, Warehouse
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_answers import entry, kept
from tests.resources.models.test_client import PRICED, asked, echo
from tests.resources.models.test_what_is_paid import Verdict

pytestmark = LITELLM

LONG = pytest.mark.slow  # as its neighbours, a little sooner or later in a line
BETWEEN = (194, 291, 485, 582, 776, 873, 970, 1067)
ROWS = "select * exclude (run_id, made_at) from model_answers order by answer_key"


def asking(warehouse, server, **more) -> LanguageModel:
    """A model as the assets have it."""
    given = {"name": "openai/stand-in", "api_base": server.url, "price": PRICED, "budget_usd": 99, **more}
    return LanguageModel(ModelSettings(**given), journal_of(warehouse))


def paid(folder, server, *prompts, **more):
    """A warehouse whose table and journal have the answers to these."""
    warehouse = kept(folder)
    got = asking(warehouse, server, **more)(asked(*prompts))
    take_in(warehouse)
    return warehouse, got


def take_in(warehouse) -> None:
    """What the asset `model_answers` does."""
    warehouse.publish([Put(MODEL_ANSWERS, unkept(warehouse, journal_of(warehouse)))], "a run")


def test_a_journal_that_was_deleted_comes_back_from_the_table_with_its_spending(tmp_path) -> None:
    with stand_in(echo) as server:
        warehouse, first = paid(tmp_path, server, "one", "two", "three")
        before, rows = Journal(tmp_path).entries(), warehouse.rows(ROWS)
        (tmp_path / FILE).unlink()
        again = asking(warehouse, server)
        got = again(asked("one", "two", "three"))
        take_in(warehouse)

    assert [one.text for one in got] == [one.text for one in first]
    assert len(server.requests) == 3
    assert again.journal.spent == pytest.approx(0.6)
    assert sorted(Journal(tmp_path).entries(), key=str) == sorted(before, key=str)
    assert warehouse.rows(ROWS) == rows


@pytest.mark.parametrize("left", [0, 97, 388, 679, 1164, *(pytest.param(left, marks=LONG) for left in BETWEEN)])
def test_a_journal_that_was_cut_in_the_middle_of_a_line_comes_back_whole(tmp_path, left) -> None:
    warehouse = kept(tmp_path, *(entry(text=f"answer {number}") for number in range(4)))
    path, rows = tmp_path / FILE, warehouse.rows(ROWS)
    whole = Journal(tmp_path).entries()
    path.write_bytes(path.read_bytes()[:left])

    journal = journal_of(warehouse)

    assert sorted(journal.entries(), key=str) == sorted(whole, key=str)
    assert journal.spent == pytest.approx(0.8)
    assert journal.calls == 4
    take_in(warehouse)
    assert warehouse.rows(ROWS) == rows


def test_answers_after_the_last_refresh_and_answers_in_the_table_alone_come_together(tmp_path) -> None:
    with stand_in(echo) as server:
        warehouse, _ = paid(tmp_path, server, "one", "two")
        (tmp_path / FILE).unlink()
        LanguageModel(  # somebody who knows nothing of the table
            ModelSettings(name="openai/stand-in", api_base=server.url, price=PRICED, budget_usd=99), Journal(tmp_path)
        )(asked("three"))
        got = asking(warehouse, server)(asked("one", "two", "three"))
        take_in(warehouse)

    assert [one.again for one in got] == [True] * 3
    assert len(server.requests) == 3
    assert warehouse.count("model_answers") == len(Journal(tmp_path).entries()) == 3


def test_a_table_that_was_lost_comes_back_from_the_journal(tmp_path) -> None:
    with stand_in(echo) as server:
        warehouse, _ = paid(tmp_path, server, "one", "two")
        rows = warehouse.rows(ROWS)
        warehouse.path.unlink()
        warehouse.prepare()
        got = asking(warehouse, server)(asked("one", "two"))
        take_in(warehouse)

    assert [one.again for one in got] == [True, True]
    assert len(server.requests) == 2
    assert warehouse.rows(ROWS) == rows


def test_equal_answers_that_were_paid_twice_come_back_twice_and_spoilt_ones_spoilt(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("no JSON")) as server:
        warehouse = kept(tmp_path, entry(), entry(), entry(cost=None))
        asking(warehouse, server)(asked("one", shape=Verdict))
        take_in(warehouse)
        (tmp_path / FILE).unlink()
        again = asking(warehouse, server)
        (got,) = again(asked("one", shape=Verdict))

    assert (got.reason, len(server.requests)) == ("malformed", 2)
    assert (again.journal.calls, again.journal.unpriced) == (5, 1)


def test_an_answer_that_says_the_same_as_one_in_the_table_is_a_row_of_its_own(tmp_path) -> None:
    warehouse = kept(tmp_path, entry())
    Journal(tmp_path).add(entry())

    take_in(warehouse)

    assert warehouse.count("model_answers") == 2


def test_rows_of_an_older_file_get_the_ids_of_request_and_answer(tmp_path) -> None:
    warehouse = kept(tmp_path, entry(), replace(entry(), text="other"))
    ids = "select answer_key, prompt_id, answer_id from model_answers order by all"
    rows = warehouse.rows(ids)
    warehouse.execute([(f"alter table model_answers drop column {name}", []) for name in ("prompt_id", "answer_id")])
    warehouse.execute([("update schema_version set described = 'older'", [])])

    take_in(Warehouse(tmp_path))

    assert all(prompt and answer for _, prompt, answer in rows)
    assert warehouse.rows(ids) == rows
