"""However many ask at once, what may be spent is set aside first, and an unknown price is said."""

import threading

import pytest

from resources.models.journal import WAITING, Journal
from resources.models.settings import Price
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_client import PRICED, asked, model
from tracecot.language_models import Answered

pytestmark = LITELLM

#: Answers that cost all that is set aside for them, so that a budget that is too wide by one call shows.
DEAR = {"prompt_tokens": 150, "completion_tokens": 50, "total_tokens": 200}
BUDGET = 0.8  # dollars: two such answers, and what is set aside for a third doesn't fit


def dear(messages, number) -> Reply:
    return Reply("x", seconds=0.2, usage=dict(DEAR))


def test_many_at_once_set_aside_what_each_may_cost_before_it_is_sent(tmp_path) -> None:
    with stand_in(dear) as server:
        ask = model(server, tmp_path, price=PRICED, budget_usd=BUDGET, concurrency=8)
        got = ask(asked(*map(str, range(8))))

    kept = [one for one in got if isinstance(one, Answered)]
    assert 1 <= len(kept) == len(server.requests)
    assert ask.journal.spent <= BUDGET
    assert {one.reason for one in got if one not in kept} == {"over_budget"}
    assert (ask.budget.reserved_usd, ask.budget.reserved_tokens) == (pytest.approx(0), 0)


@pytest.mark.parametrize("concurrency", [1, 8])
def test_a_budget_is_used_up_however_many_ask_at_once(tmp_path, concurrency) -> None:
    cheap = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    with stand_in(lambda messages, number: Reply("x", seconds=0.02, usage=dict(cheap))) as server:
        ask = model(server, tmp_path, price=PRICED, budget_usd=0.3, concurrency=concurrency)
        got = ask(asked(*map(str, range(10))))

    # What is left when it stops isn't enough for the most that one more can cost.
    worst = ask.estimate(asked("one more"))[0]
    assert ask.journal.spent <= 0.3 < ask.journal.spent + worst
    assert sum(isinstance(one, Answered) for one in got) == len(server.requests) > 2


def test_what_fails_gives_back_what_was_set_aside(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("no", 401)) as server:
        ask = model(server, tmp_path, price=PRICED, budget_usd=BUDGET)
        ask(asked("one"))
        (again,) = ask(asked("two"))

    assert again.reason == "refused"
    assert ask.budget.reserved_usd == pytest.approx(0)


def test_two_that_pay_from_one_budget_take_turns_and_pay_for_nothing_twice(tmp_path) -> None:
    told: list[str] = []
    with stand_in(dear) as server:
        both = [model(server, tmp_path, price=PRICED, budget_usd=BUDGET, concurrency=4) for _ in range(2)]
        for one in both:
            one.tell = told.append
        threads = [threading.Thread(target=one, args=(asked("one", "two", "three", "four"),)) for one in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    sent = [request["messages"][-1]["content"] for request in server.requests]
    assert len(sent) == len(set(sent))
    assert Journal(tmp_path).spent <= BUDGET
    assert told.count(WAITING) == 1


def test_what_is_answered_already_waits_for_nobody(tmp_path) -> None:
    with stand_in(dear) as server:
        ask = model(server, tmp_path)
        ask(asked("one"))
        with Journal(tmp_path).alone():
            (got,) = ask(asked("one"))

    assert got.again


def test_a_budget_of_nothing_asks_nothing(tmp_path) -> None:
    with stand_in(dear) as server:
        (dollars,) = model(server, tmp_path, price=PRICED, budget_usd=0)(asked("one"))
        (tokens,) = model(server, tmp_path, budget_tokens=0)(asked("one"))

    assert (dollars.reason, tokens.reason, server.requests) == ("over_budget", "over_budget", [])


def test_an_unknown_price_is_said_before_and_after_and_is_never_taken_for_nothing(tmp_path) -> None:
    told: list[str] = []
    with stand_in(dear) as server:
        ask = model(server, tmp_path)
        ask.tell = told.append
        (got,) = ask(asked("one"))
        free = model(server, tmp_path / "free", price=Price(prompt=0, completion=0))
        (for_nothing,) = free(asked("one"))

    assert "a price that isn't known" in told[0]
    assert (got.cost, ask.journal.entries()[0].cost, ask.estimate(asked("two"))[0]) == (None, None, None)
    assert "1 calls have no known price" in ask.budget.left
    assert (for_nothing.cost, "price" in free.budget.left) == (0.0, False)
