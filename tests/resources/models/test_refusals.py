"""What a provider refuses is told in one line; that there is no key is said first."""

import pytest

from resources.models.sending import _said
from resources.models.settings import KEY, ModelSettings


class AuthenticationError(Exception):
    """Called as litellm's own is: its import takes seconds."""


@pytest.mark.parametrize(
    ("key", "error", "said"),
    [
        ("", AuthenticationError("api_key must be set"), f"AuthenticationError (there is no key in {KEY}): "),
        ("", ValueError("Missing credentials. Please pass"), f"ValueError (there is no key in {KEY}): "),
        ("secret-key", AuthenticationError("wrong api_key"), "AuthenticationError: wrong api_key"),
        ("", ValueError("no such model"), "ValueError: no such model"),
    ],
)  # fmt: skip
def test_a_missing_key_is_named(key, error, said, monkeypatch) -> None:
    monkeypatch.setenv(KEY, key)

    assert _said(error, ModelSettings()).startswith(said)
