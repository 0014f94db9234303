"""`tracecot narrate --model`: what a model writes is a row only where it is verified."""

import json

import pytest

from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tracecot_cli.api import narrate

pytestmark = LITELLM

ADD = {"id": "add", "code": "def add(a, b):\n    total = a + b\n    return total\n", "input": "2, 3"}
TRUE = "`add` is called with `a = 2` and `b = 3`. `a + b` is `5`, so `total = 5`. `add` returns `5`."
FALSE = TRUE.replace("so `total = 5`", "so `total = 6`")


@pytest.fixture
def serve(monkeypatch, tmp_path):
    """Records told by a stand-in that answers with this."""

    def told(text, records):
        with stand_in(lambda messages, number: Reply(text)) as server:
            monkeypatch.setenv("TRACECOT_MODEL_BASE", server.url)
            monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
            monkeypatch.chdir(tmp_path)
            return list(narrate(records, ["output"], model="openai/stand-in"))

    return told


def test_a_verified_text_is_a_row_with_its_model_and_what_it_took(serve) -> None:
    (row,) = serve(TRUE, [ADD])

    assert row["rationale"] == f"{TRUE}\n[ANSWER]5[/ANSWER]"
    assert (row["model"], row["attempts"], row["cost"]) == ("openai/stand-in", 1, None)


def test_a_false_text_is_an_error_that_says_what_is_wrong(serve) -> None:
    (row,) = serve(FALSE, [ADD])

    assert "not_verified after 3 answers" in row["error"]["message"]
    assert "total = 6" in row["error"]["message"]


def test_rows_keep_the_order_of_the_records_bad_ones_among_them(serve) -> None:
    rows = serve(TRUE, [{"id": "bad", "code": "def f(:"}, ADD, {**ADD, "id": "again"}])

    assert [row["id"] for row in rows] == ["bad", "add", "again"]
    assert "error" in rows[0]
    json.dumps(rows)
