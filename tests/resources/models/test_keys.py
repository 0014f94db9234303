"""An answer is served again exactly where the same was asked; how it was sampled is told apart and keeps it."""

from dataclasses import dataclass, replace

import pytest

from resources.models.client import LanguageModel
from resources.models.journal import Journal
from resources.models.settings import ModelSettings, Price
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_client import model
from tracecot.language_models import Asked

pytestmark = LITELLM


@dataclass
class One:
    """A shape."""

    word: str


@dataclass
class Other:
    """A shape of the same name for its part, and another type."""

    word: int


ASKED = Asked("You answer.", "What is it?", "test", "call_1", One)
SETTINGS = ModelSettings(name="openai/stand-in")


def key(tmp_path, asked=ASKED, **settings) -> str:
    return LanguageModel(SETTINGS.model_copy(update=settings), Journal(tmp_path)).key(asked)


@pytest.mark.parametrize(
    "other",
    [{"prompt": "What is it ?"}, {"system": "You answer!"}, {"shape": Other}, {"shape": None}, {"turn": 1}],
    ids=str,
)
def test_another_request_has_another_key(tmp_path, other) -> None:
    assert key(tmp_path, replace(ASKED, **other)) != key(tmp_path)


def test_another_model_has_another_key_and_what_the_request_is_for_does_not_count(tmp_path) -> None:
    assert key(tmp_path, name="openai/other") != key(tmp_path)
    assert key(tmp_path, replace(ASKED, purpose="else", about="call_2")) == key(tmp_path)


@pytest.mark.parametrize(
    "other", [{"temperature": 0.1}, {"top_p": 0.5}, {"seed": 1}, {"seed": None}, {"max_tokens": 99}], ids=str
)
def test_another_sampling_has_another_sampling_key_and_keeps_the_answer(tmp_path, other) -> None:
    assert SETTINGS.model_copy(update=other).sampling_key != SETTINGS.sampling_key
    assert key(tmp_path, **other) == key(tmp_path)


def test_what_is_no_sampling_changes_neither_key(tmp_path) -> None:
    other = {"concurrency": 2, "budget_usd": 7.0, "price": Price(prompt=1, completion=1), "seconds": 3.0, "tries": 1}

    assert SETTINGS.model_copy(update=other).sampling_key == SETTINGS.sampling_key
    assert key(tmp_path, **other) == key(tmp_path)


def test_a_changed_prompt_is_never_given_the_answer_of_the_one_before(tmp_path) -> None:
    with stand_in(lambda messages, number: Reply(f'{{"word": "{messages[-1]["content"]}"}}')) as server:
        got = [
            model(server, tmp_path)([replace(ASKED, **other)])[0]
            for other in ({}, {"prompt": "And now?"}, {}, {"prompt": "And now?"})
        ]

    assert [one.value.word for one in got] == ["What is it?", "And now?"] * 2
    assert [one.again for one in got] == [False, False, True, True]
    assert len(server.requests) == 2
