"""Sends one request through litellm; the only module that imports it."""

import logging
import os
import re
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any

from resources.models.settings import KEY, ModelSettings

LONGEST_ERROR = 300  # characters of what a provider says
_OF_KEY = re.compile(
    r"\bapi[_ ]?key\b|\bmissing credentials\b", re.IGNORECASE
)  # what providers' clients say without one
_SECRET = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)$")  # the end of a variable's name

# Set before litellm is imported: else it fetches its table of prices from the network.
os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")


@dataclass(frozen=True, slots=True)
class Sent:
    """What the provider gave."""

    text: str
    prompt_tokens: int  # 0 where it doesn't count them
    completion_tokens: int
    cut: bool = False  # whether it ended where no more tokens were allowed


class Busy(Exception):
    """The provider can't serve the request just now; `after` are the seconds that it asks to wait, if it says so."""

    def __init__(self, detail: str, after: float | None = None, limited: bool = False) -> None:
        super().__init__(detail)
        self.after, self.limited = after, limited


class Refused(Exception):
    """The provider will not serve the request, now or later."""


def _litellm() -> Any:
    import litellm

    for name in ("LiteLLM", "openai", "httpx", "httpcore"):  # at DEBUG they tell headers and bodies
        logging.getLogger(name).setLevel(logging.ERROR)
    # Of an answer that isn't what the protocol says, pydantic warns with all that stands in it.
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.drop_params = True  # what a provider doesn't know, such as a seed
    litellm.turn_off_message_logging = True
    return litellm


async def send(
    settings: ModelSettings, messages: list[dict[str, str]], schema: dict[str, Any] | None, turn: int = 0
) -> Sent:
    """The model's answer; where the same is asked in several turns, each has a seed of its own.

    Raises:
        Busy: it may be tried again.
        Refused: it may not.
    """
    litellm = _litellm()
    more: dict[str, Any] = {}
    if schema is not None:
        shape = {"name": "answer", "schema": schema}
        more["response_format"] = {"type": "json_schema", "json_schema": shape}
    try:
        found = await litellm.acompletion(
            model=settings.name, messages=messages, api_base=settings.api_base, api_key=settings.key() or None,
            temperature=settings.temperature, top_p=settings.top_p,
            seed=None if settings.seed is None else settings.seed + turn,
            max_tokens=settings.max_tokens, timeout=settings.seconds, num_retries=0, max_retries=0, **more,
        )  # fmt: skip
        return _sent(found, settings)
    except litellm.RateLimitError as error:
        raise Busy(_said(error, settings), _retry_after(error), limited=True) from None
    except (
        litellm.Timeout, litellm.APIConnectionError, litellm.InternalServerError, litellm.ServiceUnavailableError,
        litellm.BadGatewayError,
    ) as error:  # fmt: skip
        raise Busy(_said(error, settings), _retry_after(error)) from None
    except Exception as error:  # authentication, a model that isn't there, a request that it won't take, ...
        raise Refused(_said(error, settings)) from None


def _sent(found: Any, settings: ModelSettings) -> Sent:
    """What litellm read from the provider's answer; what is missing in it doesn't lose what was paid for."""
    usage, choices = getattr(found, "usage", None), getattr(found, "choices", None) or ()
    said = choices[0].message.content if choices else ""
    counted = (getattr(usage, name, 0) or 0 for name in ("prompt_tokens", "completion_tokens"))
    cut = bool(choices) and choices[0].finish_reason == "length"
    return Sent(without_secrets(said or "", settings, least=16), *counted, cut)


def table_price(model: str, prompt_tokens: int, completion_tokens: int) -> float | None:
    """US dollars by litellm's table; None for a model that isn't in it."""
    litellm = _litellm()
    try:
        prompt, completion = litellm.cost_per_token(
            model=model, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens
        )
    except Exception:  # it has a class of its own for each way of not knowing
        return None
    return float(prompt + completion)


def _retry_after(error: Any) -> float | None:
    """The seconds that the provider asks to wait."""
    response = getattr(error, "response", None)
    headers = getattr(response, "headers", None) or getattr(error, "litellm_response_headers", None) or {}
    return seconds_of(headers.get("retry-after") or "")


def seconds_of(header: str) -> float | None:
    """The seconds that a `Retry-After` names, as a number or as a date; None where it names none.

    >>> seconds_of("1.5"), seconds_of("-3"), seconds_of("nan"), seconds_of("soon")
    (1.5, 0.0, None, None)
    """
    try:
        seconds = float(header)
    except ValueError:
        try:
            until = parsedate_to_datetime(header)
        except ValueError:
            return None
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds) if isfinite(seconds) else None


def _said(error: Exception, settings: ModelSettings) -> str:
    """The error in one line, without the key; that there is none stands first where it is what is missed."""
    # Cut to length last: half a key is none that would be found.
    said = without_secrets(" ".join(str(error).split()), settings)
    name = type(error).__name__
    is_of_key = name == "AuthenticationError" or _OF_KEY.search(said) is not None
    missed = f" (there is no key in {KEY})" if is_of_key and not settings.key() else ""
    return f"{name}{missed}: {said[:LONGEST_ERROR]}"


def without_secrets(text: str, settings: ModelSettings, least: int = 8) -> str:
    """The text without the model's key and the environment's other secrets of at least so many characters."""
    named = {"_KEY": settings.key(), **os.environ}
    secrets = {one for name, one in named.items() if len(one) >= least and _SECRET.search(name.upper())}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "***")
    return text
