"""Sends one request through litellm; the only module that imports it."""

import logging
import os
from dataclasses import dataclass
from typing import Any

from resources.models.settings import ModelSettings

# Set before litellm is imported: else it fetches its table of prices from the network.
os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")


@dataclass(frozen=True, slots=True)
class Sent:
    """What the provider gave."""

    text: str
    prompt_tokens: int
    completion_tokens: int


class Busy(Exception):
    """The provider can't serve the request just now; `after` are the seconds that it asks to wait, if it says so."""

    def __init__(self, detail: str, after: float | None = None, limited: bool = False) -> None:
        super().__init__(detail)
        self.after, self.limited = after, limited


class Refused(Exception):
    """The provider will not serve the request, now or later."""


def _litellm() -> Any:
    import litellm

    logging.getLogger("LiteLLM").setLevel(logging.ERROR)
    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.drop_params = True  # what a provider doesn't know, such as a seed
    litellm.turn_off_message_logging = True
    return litellm


async def send(settings: ModelSettings, messages: list[dict[str, str]], schema: dict[str, Any] | None) -> Sent:
    """The model's answer.

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
            temperature=settings.temperature, top_p=settings.top_p, seed=settings.seed,
            max_tokens=settings.max_tokens, timeout=settings.seconds, num_retries=0, max_retries=0, **more,
        )  # fmt: skip
        usage = found.usage
        return Sent(found.choices[0].message.content or "", usage.prompt_tokens, usage.completion_tokens)
    except litellm.RateLimitError as error:
        raise Busy(_said(error, settings), _retry_after(error), limited=True) from None
    except (
        litellm.Timeout, litellm.APIConnectionError, litellm.InternalServerError, litellm.ServiceUnavailableError,
        litellm.BadGatewayError,
    ) as error:  # fmt: skip
        raise Busy(_said(error, settings), _retry_after(error)) from None
    except Exception as error:  # authentication, a model that isn't there, a request that it won't take, ...
        raise Refused(_said(error, settings)) from None


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
    try:
        return float(headers.get("retry-after", ""))
    except (TypeError, ValueError):
        return None


def _said(error: Exception, settings: ModelSettings) -> str:
    """The error in one line, without the key."""
    line = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    for name, secret in {"key": settings.key(), **dict(os.environ)}.items():
        if len(secret) >= 8 and (name == "key" or "KEY" in name.upper() or "TOKEN" in name.upper()):
            line = line.replace(secret, "***")
    return line
