"""A model is asked through litellm, against a server on loopback that behaves in every way that servers do."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from resources.models.client import LanguageModel
from resources.models.journal import FILE, Journal
from resources.models.settings import KEY, ModelSettings, Price
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tracecot.language_models import Answered, Asked, Unanswered

pytestmark = LITELLM

SECRET = "sk-never-to-be-seen-0123456789"
PRICED = Price(prompt=1_000, completion=2_000)  # 100 and 50 tokens: 0.2 dollars an answer


@dataclass
class Verdict:
    """What a structured answer is to be."""

    word: str
    count: int


def model(server, folder, **more) -> LanguageModel:
    given = {"name": "openai/stand-in", "api_base": server.url, "seconds": 5, "tries": 3, "max_tokens": 50, **more}
    return LanguageModel(ModelSettings(**given), Journal(folder))


def asked(*prompts, shape=None) -> list[Asked]:
    return [Asked("You answer.", prompt, "test", shape=shape) for prompt in prompts]


def echo(messages, number) -> Reply:
    return Reply(f"said: {messages[-1]['content']}")


def test_answers_come_in_the_order_of_the_questions_whatever_their_time(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply(messages[-1]["content"], seconds=0.3 / number)) as server:
        got = model(server, tmp_path)(asked("one", "two", "three"))

    assert [one.text for one in got] == ["one", "two", "three"]
    assert {one.prompt_tokens for one in got} == {100}


def test_no_more_are_under_way_than_allowed(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("x", seconds=0.1)) as server:
        model(server, tmp_path, concurrency=3)(asked(*map(str, range(9))))

    assert server.most_at_once == 3


def test_a_provider_that_limits_its_rate_is_asked_again_after_the_time_it_names(tmp_path) -> None:
    def reply(messages, number) -> Reply:
        return Reply("slow down", 429, {"Retry-After": "0.2"}) if number <= 2 else Reply("now")

    with stand_in(reply) as server:
        started = time.monotonic()
        (got,) = model(server, tmp_path)(asked("one"))

    assert isinstance(got, Answered)
    assert len(server.requests) == 3
    assert time.monotonic() - started >= 0.4


@pytest.mark.parametrize(
    "failing", [Reply(drop=True), Reply("broken", 500), Reply("busy", 503), Reply(seconds=2.0, text="late")]
)
def test_what_fails_for_now_is_tried_again(tmp_path, failing) -> None:
    with stand_in(lambda messages, number: failing if number == 1 else Reply("well")) as server:
        (got,) = model(server, tmp_path, seconds=1)(asked("one"))

    assert got.text == "well"


def test_a_provider_that_stays_away_is_given_up_with_its_reason(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("broken", 500)) as server:
        (got,) = model(server, tmp_path)(asked("one"))

    assert isinstance(got, Unanswered)
    assert got.reason == "unreachable"
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refusal_is_not_tried_again(tmp_path, status) -> None:
    with stand_in(lambda messages, number: Reply("no such thing", status)) as server:
        (got,) = model(server, tmp_path)(asked("one"))

    assert (got.reason, len(server.requests)) == ("refused", 1)


def test_a_structured_answer_is_read_into_its_shape(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply('```json\n{"word": "a", "count": 2}\n```')) as server:
        (got,) = model(server, tmp_path)(asked("one", shape=Verdict))

    assert got.value == Verdict("a", 2)
    assert server.requests[0]["response_format"]["json_schema"]["schema"]["required"] == ["word", "count"]


def test_an_answer_of_another_shape_is_sent_back_once_and_both_are_paid(tmp_path) -> None:
    def reply(messages, number) -> Reply:
        return Reply('{"word": "a", "count": "many"}' if number == 1 else '{"word": "a", "count": 2}')

    with stand_in(reply) as server:
        asking = model(server, tmp_path, price=PRICED)
        (got,) = asking(asked("one", shape=Verdict))

    assert got.value == Verdict("a", 2)
    assert "count" in server.requests[1]["messages"][-1]["content"]
    assert got.cost == pytest.approx(0.4)
    assert asking.journal.spent == pytest.approx(0.4)


def test_an_answer_that_stays_malformed_is_none(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("no JSON at all")) as server:
        (got,) = model(server, tmp_path)(asked("one", shape=Verdict))

    assert (got.reason, len(server.requests)) == ("malformed", 2)


def test_a_body_that_is_no_json_is_no_answer(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply(body="<html>")) as server:
        (got,) = model(server, tmp_path, tries=1)(asked("one"))

    assert isinstance(got, Unanswered)


def test_what_was_answered_is_not_asked_again_even_when_sampled_otherwise(tmp_path) -> None:
    with stand_in(echo) as server:
        first = model(server, tmp_path)(asked("one", "one"))
        again = model(server, tmp_path, temperature=0.1, max_tokens=60)(asked("one"))

    assert len(server.requests) == 1
    assert [one.text for one in (*first, *again)] == ["said: one"] * 3
    assert (again[0].again, again[0].cost) == (True, 0.0)


def test_another_prompt_system_shape_or_model_is_asked_anew(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply('{"word": "a", "count": 2}')) as server:
        ask = model(server, tmp_path)
        ask(asked("one"))
        ask(asked("two"))
        ask([Asked("You answer otherwise.", "one", "test")])
        ask(asked("one", shape=Verdict))
        model(server, tmp_path, name="openai/another")(asked("one"))

    assert len(server.requests) == 5


def test_a_budget_in_dollars_stops_before_it_is_overdrawn(tmp_path) -> None:
    with stand_in(echo) as server:
        ask = model(server, tmp_path, price=PRICED, budget_usd=0.65, concurrency=1)
        got = ask(asked(*map(str, range(9))))

    kept = [one for one in got if isinstance(one, Answered)]
    assert {one.reason for one in got if isinstance(one, Unanswered)} == {"over_budget"}
    assert 1 <= len(kept) == len(server.requests)
    assert ask.journal.spent <= 0.65


def test_a_budget_in_tokens_holds_where_no_price_is_known(tmp_path) -> None:
    with stand_in(echo) as server:
        ask = model(server, tmp_path, budget_tokens=500, concurrency=1)
        got = ask(asked(*map(str, range(9))))

    assert 0 < ask.journal.tokens <= 500
    assert [one.cost for one in got if isinstance(one, Answered)] == [None] * len(server.requests)
    assert "no known price" in ask.budget.left


def test_an_estimate_leaves_out_what_is_paid_for(tmp_path) -> None:
    with stand_in(echo) as server:
        ask = model(server, tmp_path, price=PRICED)
        ask(asked("one"))
        nothing, something = ask.estimate(asked("one")), ask.estimate(asked("one", "two", "two"))

    assert nothing == (0, 0)
    assert something[0] == pytest.approx(ask.estimate(asked("two"))[0])


def test_what_requests_can_cost_is_told_before_they_are_sent(tmp_path) -> None:
    told = []

    def reply(messages, number) -> Reply:
        assert len(told) == 1
        return Reply("x")

    with stand_in(reply) as server:
        for price in (PRICED, None):
            told.clear()
            ask = model(server, tmp_path / str(price), price=price)
            ask.tell = told.append
            usd, tokens = ask.estimate(asked("one", "two"))
            ask(asked("one", "two"))
            said = told[0]
            ask(asked("one", "two"))  # nothing new, nothing to tell
            assert told == [said]
            assert f"at most {tokens:,} tokens and {'a price' if usd is None else f'${usd:.4f}'}" in said

    assert len(server.requests) == 4


def test_a_key_is_sent_and_shows_up_nowhere(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv(KEY, SECRET)
    with stand_in(lambda messages, number: Reply(f"key {SECRET} is wrong", 401)) as server:
        (refused,) = model(server, tmp_path)(asked("one"))
    with stand_in(echo) as other:
        model(other, tmp_path)(asked("one"))

    assert server.keys == {f"Bearer {SECRET}"}
    assert SECRET not in refused.detail
    assert SECRET not in (tmp_path / FILE).read_text()
    assert SECRET not in "".join(capsys.readouterr())
    assert SECRET not in repr(ModelSettings(name="openai/stand-in"))


KILLED = """
import sys
from pathlib import Path
from resources.models.client import LanguageModel
from resources.models.journal import Journal
from resources.models.settings import ModelSettings
from tracecot.language_models import Asked
settings = ModelSettings(name="openai/stand-in", api_base=sys.argv[1], concurrency=1)
LanguageModel(settings, Journal(Path(sys.argv[2])))([Asked("You answer.", str(n), "test") for n in range(6)])
"""


def test_after_a_kill_in_the_middle_nothing_is_paid_twice(tmp_path) -> None:
    running: list[subprocess.Popen] = []

    def reply(messages, number) -> Reply:
        if number == 4 and running:
            os.kill(running.pop().pid, signal.SIGKILL)
        return Reply(messages[-1]["content"])

    with stand_in(reply) as server:
        root = str(Path(__file__).parents[3])
        running.append(subprocess.Popen([sys.executable, "-c", KILLED, server.url, str(tmp_path)], cwd=root))
        child = running[0]
        assert child.wait(60) == -signal.SIGKILL
        before = [one.prompt for one in Journal(tmp_path).entries()]
        got = model(server, tmp_path)(asked(*map(str, range(6))))

    assert before == ["0", "1", "2"]
    assert [one.text for one in got] == list("012345")
    sent = [request["messages"][-1]["content"] for request in server.requests]
    assert sent[:4] == ["0", "1", "2", "3"]
    assert sorted(sent[4:]) == ["3", "4", "5"]  # the answer to 3 never reached the child


def test_a_line_that_was_cut_off_loses_no_other(tmp_path) -> None:
    with stand_in(echo) as server:
        model(server, tmp_path)(asked("one"))
        with (tmp_path / FILE).open("a") as file:
            file.write('{"asked_key": "cut o')
        model(server, tmp_path)(asked("two"))
        model(server, tmp_path)(asked("one", "two"))

    assert len(server.requests) == 2
    assert [json.loads(line)["prompt"] for line in (tmp_path / FILE).read_text().splitlines() if "}" in line] == [
        "one",
        "two",
    ]
