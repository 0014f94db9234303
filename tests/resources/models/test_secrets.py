"""A key is sent to the provider and stands nowhere else: no file, no log, no metadata, no error."""

import asyncio
import logging
import traceback

import pytest

from resources.models.sending import Refused, send
from resources.models.settings import KEY, ModelSettings
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_client import SECRET, asked, model

pytestmark = LITELLM

OWN = "sk-of-the-provider-9876543210"
#: Ways in which a provider says the key again.
ECHOES = {
    "refused": lambda key: Reply(f"Incorrect API key provided: {key}.", 401),
    "bad request": lambda key: Reply(
        body=f'{{"error": {{"message": "{key}", "param": "{key}", "type": "x"}}}}', status=400
    ),
    "plain text": lambda key: Reply(body=f"<html>Authorization: Bearer {key}</html>", status=403),
    "header": lambda key: Reply("busy", 503, {"X-Echo": key}),
    "rate limit": lambda key: Reply(f"{key} has no quota", 429),
    "answer": lambda key: Reply(f"Your key is {key}."),
    "broken answer": lambda key: Reply(body=f'{{"choices": "{key}"}}'),
}


@pytest.fixture(params=[KEY, "OPENAI_API_KEY"])
def secret(request, monkeypatch):
    """A key in a variable of ours, or of the provider."""
    value = SECRET if request.param == KEY else OWN
    monkeypatch.delenv(KEY, raising=False)
    monkeypatch.setenv(request.param, value)
    return value


@pytest.mark.parametrize("echo", ECHOES.values(), ids=ECHOES)
def test_no_file_log_or_answer_has_a_key_that_the_provider_repeats(tmp_path, secret, echo, caplog, capfd) -> None:
    caplog.set_level(logging.DEBUG)
    with stand_in(lambda messages, number: echo(secret)) as server:
        got = model(server, tmp_path, tries=2)(asked("one"))

    assert server.requests
    assert secret not in repr(got)
    assert secret not in all_files(tmp_path)
    assert secret not in caplog.text
    assert secret not in "".join(capfd.readouterr())


def test_an_exception_says_no_key_wherever_it_is_printed(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(KEY, SECRET)
    with stand_in(lambda messages, number: Reply(f"bad key {SECRET}", 401)) as server:
        settings = ModelSettings(name="openai/stand-in", api_base=server.url)
        with pytest.raises(Refused) as caught:
            asyncio.run(send(settings, [{"role": "user", "content": "x"}], None))

    assert "bad key ***" in str(caught.value)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert SECRET not in repr(settings)


def all_files(folder) -> str:
    """Everything that lies there: warehouse, journal, Dagster's own records."""
    return "".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())
