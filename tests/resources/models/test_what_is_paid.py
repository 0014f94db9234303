"""No answer is paid for twice, none escapes the budget, and no key escapes at all."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from resources.models.journal import FILE, Journal
from resources.models.ledger import most_tokens
from resources.models.sending import LONGEST_ERROR, seconds_of
from resources.models.settings import KEY
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_client import PRICED, SECRET, asked, echo, model
from tracecot.language_models import Answered

pytestmark = LITELLM


@dataclass
class Verdict:
    """What a structured answer is to be."""

    word: str


def test_what_stayed_malformed_is_paid_again_only_when_it_is_sampled_otherwise(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("no JSON at all")) as server:
        model(server, tmp_path)(asked("one", shape=Verdict))
        (again,) = model(server, tmp_path)(asked("one", shape=Verdict))
        asked_before = len(server.requests)
        model(server, tmp_path, temperature=0.1)(asked("one", shape=Verdict))

    assert (again.reason, asked_before, len(server.requests)) == ("malformed", 2, 4)
    assert "paid for before" in again.detail


def test_a_repair_that_a_crash_cut_off_goes_on_from_the_answer_that_was_paid_for(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("no JSON" if number == 1 else '{"word": "a"}')) as server:
        first = model(server, tmp_path)
        first(asked("one", shape=Verdict))
        lines = first.journal.path.read_text().splitlines(keepends=True)
        first.journal.path.write_text(lines[0])
        (got,) = model(server, tmp_path, price=PRICED)(asked("one", shape=Verdict))

    assert got.value == Verdict("a")
    assert got.cost == pytest.approx(0.2)  # of the second answer alone
    assert server.requests[2]["messages"] == server.requests[1]["messages"]
    assert server.requests[2]["messages"][2]["content"] == "no JSON"


def test_an_answer_that_was_cut_off_is_sent_back_and_not_kept_for_more_tokens(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("half a", finish="length")) as server:
        (got,) = model(server, tmp_path)(asked("one"))
    with stand_in(echo) as other:
        (longer,) = model(other, tmp_path, max_tokens=400)(asked("one"))

    assert (got.reason, got.detail) == ("malformed", "it was cut off after 50 tokens")
    assert "JSON" not in server.requests[1]["messages"][-1]["content"]
    assert longer.text == "said: one"


def test_a_server_that_counts_no_tokens_is_counted_for(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("word " * 20, usage=None)) as server:
        ask = model(server, tmp_path, budget_tokens=600, concurrency=1)
        got = ask(asked(*map(str, range(9))))

    kept = [one for one in got if isinstance(one, Answered)]
    assert 0 < len(kept) < 9
    assert all(one.prompt_tokens > 0 and one.completion_tokens >= 20 for one in kept)


def test_letters_of_other_scripts_count_as_what_they_may_take() -> None:
    assert most_tokens("値" * 100) == 300
    assert most_tokens("a" * 100) == 50


def test_a_repair_sets_aside_what_its_longer_prompt_costs(tmp_path) -> None:
    long = "no JSON " * 200
    with stand_in(lambda messages, number: Reply(long)) as server:
        ask = model(server, tmp_path, budget_tokens=600)
        (got,) = ask(asked("one", shape=Verdict))

    assert (got.reason, len(server.requests)) == ("over_budget", 1)


def test_equal_requests_of_one_batch_are_counted_once(tmp_path) -> None:
    with stand_in(echo) as server:
        got = model(server, tmp_path, price=PRICED)(asked("one", "two", "one"))

    assert [one.cost for one in got] == pytest.approx([0.2, 0.2, 0.0])
    assert [one.again for one in got] == [False, False, True]


def test_what_another_process_spends_counts(tmp_path) -> None:
    with stand_in(echo) as server:
        waiting = model(server, tmp_path, price=PRICED, budget_usd=0.7)
        model(server, tmp_path, price=PRICED)(asked("one", "two", "three"))
        got = waiting(asked("four", "one"))

    assert [type(one).__name__ for one in got] == ["Unanswered", "Answered"]
    assert len(server.requests) == 3
    assert waiting.journal.spent == pytest.approx(0.6)


def test_the_ledger_tells_models_and_purposes_apart(tmp_path) -> None:
    with stand_in(echo) as server:
        model(server, tmp_path, price=PRICED)(asked("one", "two"))
        model(server, tmp_path, price=PRICED, name="openai/another")(asked("one"))

    assert Journal(tmp_path).dollars("openai/stand-in", "test", "repair") == pytest.approx(0.4)
    assert Journal(tmp_path).dollars("openai/stand-in", "repair") == 0


def test_a_model_is_asked_from_within_a_loop_too(tmp_path) -> None:
    with stand_in(echo) as server:
        ask = model(server, tmp_path)

        async def in_a_notebook() -> list:
            return ask(asked("one"))

        (got,) = asyncio.run(in_a_notebook())

    assert got.text == "said: one"


def test_a_time_to_wait_may_be_a_date_and_nonsense_is_none() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)

    assert 25 < seconds_of(soon) <= 30
    assert seconds_of("Mon, 01 Jan 2001 00:00:00 GMT") == 0
    assert [seconds_of(one) for one in ("nan", "inf", "", "later")] == [None] * 4


def test_a_rate_limit_with_a_senseless_time_is_waited_for_like_any(tmp_path) -> None:
    def reply(messages, number) -> Reply:
        return Reply("slow down", 429, {"Retry-After": "nan"}) if number == 1 else Reply("now")

    with stand_in(reply) as server:
        (got,) = model(server, tmp_path)(asked("one"))

    assert got.text == "now"


@pytest.mark.parametrize("before", range(LONGEST_ERROR - 110, LONGEST_ERROR + 10, 10))
def test_no_part_of_a_key_is_left_where_an_error_is_cut_to_length(tmp_path, monkeypatch, before) -> None:
    monkeypatch.setenv(KEY, SECRET)
    with stand_in(lambda messages, number: Reply(f"{'x' * before} {SECRET}", 401)) as server:
        (refused,) = model(server, tmp_path)(asked("one"))

    assert SECRET[:12] not in refused.detail


def test_a_key_that_a_provider_repeats_in_its_answer_is_not_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(KEY, SECRET)
    with stand_in(lambda messages, number: Reply(f"your key is {SECRET}")) as server:
        (got,) = model(server, tmp_path)(asked("one"))

    assert got.text == "your key is ***"
    assert SECRET not in (tmp_path / FILE).read_text()


def test_each_try_waits_longer_than_the_one_before_and_no_two_wait_alike(tmp_path, monkeypatch) -> None:
    waits, really = [], asyncio.sleep

    async def sleep(seconds, *more):
        if seconds > 0.05:  # less is the gate's
            waits.append(seconds)
        return await really(0, *more)

    with stand_in(lambda messages, number: Reply("busy", 503)) as server:
        monkeypatch.setattr(asyncio, "sleep", sleep)
        model(server, tmp_path, tries=5)(asked("one", "two"))

    assert len(waits) == len(set(waits)) == 2 * 4
    assert 0.25 <= min(waits) <= 0.75
    assert 2.0 <= max(waits) <= 6.0
