"""Requests are fewer once the provider says that there are too many, win their places back, and wait as told."""

import threading
import time

from resources.models import pace as of_resources
from resources.models.pace import LONGEST_ASKED, LONGEST_WAIT, Pace, seconds_to_wait
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_client import asked, echo, model
from tracecot.language_models import Answered

pytestmark = LITELLM


class Crowded:
    """A provider that answers at most so many at once, and tells the others that they are too many."""

    def __init__(self, most: int) -> None:
        self.most, self.now, self.refused = most, 0, 0
        self._lock = threading.Lock()

    def __call__(self, messages, number) -> Reply:
        with self._lock:
            crowded = self.now >= self.most
            self.refused += crowded
            self.now += not crowded
        if crowded:
            return Reply("too many", 429)
        time.sleep(0.05)
        with self._lock:
            self.now -= 1
        return Reply(messages[-1]["content"])


def test_a_provider_that_takes_few_at_once_is_asked_fewer_and_answers_all(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(of_resources, "FIRST_WAIT", 0.05)
    crowded = Crowded(2)
    with stand_in(crowded) as server:
        ask = model(server, tmp_path, concurrency=8, tries=10)
        got = ask(asked(*map(str, range(20))))
        slowed, refused = ask.pace.allowed, crowded.refused
        more = ask(asked(*map(str, range(20, 26))))

    assert all(isinstance(one, Answered) for one in (*got, *more))
    assert ask.pace.halved > 0
    assert slowed < 8
    assert crowded.refused - refused < refused  # what was learned holds for the next batch


def test_it_is_halved_once_for_all_that_were_under_way_and_won_back_answer_by_answer() -> None:
    pace = Pace(8)
    entered = pace.halved

    for _ in range(8):
        pace.slower(entered)
    once = pace.allowed
    pace.slower(pace.halved)
    twice = pace.allowed
    for _ in range(100):
        pace.slower(pace.halved)
    least = pace.allowed
    pace.faster()
    slowly = pace.allowed
    for _ in range(100):
        pace.faster()

    assert (once, twice, least) == (4, 2, 1)
    assert 1 < slowly < 2
    assert pace.allowed == 8


def test_one_limited_request_halves_what_is_under_way_and_answers_win_it_back(tmp_path) -> None:
    def reply(messages, number) -> Reply:
        return Reply("too many", 429, {"Retry-After": "0"}) if number == 1 else Reply("well", seconds=0.02)

    with stand_in(reply) as server:
        ask = model(server, tmp_path, concurrency=4)
        ask(asked("one"))
        after_one = ask.pace.allowed
        server.most_at_once = 0
        ask(asked("two", "three", "four", "five"))
        at_once = server.most_at_once
        ask(asked(*map(str, range(10))))

    assert after_one == 2.25
    assert at_once == 2
    assert ask.pace.allowed == 4


def test_nobody_asks_before_the_time_that_one_was_told(tmp_path) -> None:
    moments = []

    def reply(messages, number) -> Reply:
        moments.append(time.monotonic())
        return Reply("slow down", 429, {"Retry-After": "0.6"}) if number == 1 else Reply("well", seconds=0.2)

    with stand_in(reply) as server:
        model(server, tmp_path, concurrency=2)(asked("one", "two", "three", "four"))

    assert len(moments) == 5
    assert min(moments[2:]) - moments[0] >= 0.6  # the second was under way


def test_a_wait_that_is_asked_for_is_kept_though_it_is_longer_than_ours() -> None:
    asked_for = [seconds_to_wait(LONGEST_ASKED - 1, tried) for tried in (1, 5)]

    assert all(LONGEST_ASKED - 1 <= one <= 1.25 * LONGEST_ASKED for one in asked_for)
    assert seconds_to_wait(None, 30) == LONGEST_WAIT
    assert seconds_to_wait(LONGEST_ASKED + 1, 1) is None


def test_a_provider_that_asks_for_an_hour_is_given_up_at_once_and_that_is_said(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("come back later", 429, {"Retry-After": "3600"})) as server:
        (got,) = model(server, tmp_path)(asked("one"))

    assert got.reason == "unreachable"
    assert "it asks to wait for 3600 seconds" in got.detail
    assert len(server.requests) == 1


def test_a_request_that_fails_wins_no_place_back(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply("broken", 500)) as server:
        ask = model(server, tmp_path, tries=1)
        ask.pace.slower(ask.pace.halved)
        ask(asked("one"))
    with stand_in(echo) as other:
        well = model(other, tmp_path)
        well.pace.slower(well.pace.halved)
        well(asked("one"))

    assert ask.pace.allowed == 4
    assert well.pace.allowed == 4.25
