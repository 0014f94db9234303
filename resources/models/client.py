"""Asks a language model: many requests at once, fewer when it is busy; what was answered before is not asked again."""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from resources.models.journal import Entry, Journal
from resources.models.ledger import Budget, price_of
from resources.models.sending import Busy, Refused, Sent, send
from resources.models.settings import ModelSettings
from tracecot.ids import digest
from tracecot.language_models import Answered, Asked, Unanswered

LONGEST_WAIT = 60.0  # seconds between two tries
FIRST_WAIT = 0.5
REPAIR = "Your answer can't be used: {error}\nAnswer again, with nothing but JSON of this shape: {schema}"

Message = dict[str, str]


@dataclass(slots=True)
class Gate:
    """How many requests may be under way: halved when the provider says that it is too much, then slowly more again."""

    most: int
    allowed: float = field(init=False)
    places: asyncio.Semaphore = field(init=False)
    under_way: int = 0

    def __post_init__(self) -> None:
        self.allowed = float(self.most)
        self.places = asyncio.Semaphore(self.most)

    async def enter(self) -> None:
        """Waits for a place."""
        while self.under_way >= int(self.allowed):
            await asyncio.sleep(0.01)
        self.under_way += 1

    def leave(self, *, limited: bool) -> None:
        """Gives the place back; `limited`: the provider said that there are too many."""
        self.under_way -= 1
        self.allowed = max(1.0, self.allowed / 2) if limited else min(float(self.most), self.allowed + 0.25)


class LanguageModel:
    """An `Ask` (tracecot/language_models.py)."""

    def __init__(self, settings: ModelSettings, journal: Journal) -> None:
        self.settings, self.journal = settings, journal
        self.budget = Budget(settings, journal)

    def __call__(self, asked: Sequence[Asked]) -> list[Answered | Unanswered]:
        """What came of each request, in their order; equal ones are asked once."""
        return asyncio.run(self._all(asked))

    def estimate(self, asked: Sequence[Asked]) -> tuple[float | None, int]:
        """The most that these can cost before any is sent: dollars (None where the price isn't known) and tokens."""
        new = {self.key(one): one for one in asked if self.journal.get(self.key(one)) is None}
        worst = [self.budget.worst(one) for one in new.values()]
        known = price_of(self.settings, 1, 1) is not None
        return sum(usd for usd, _ in worst) if known else None, sum(count for _, count in worst)

    def key(self, asked: Asked) -> str:
        """What tells requests apart: an answer is served again where all of this is the same."""
        return digest(self.settings.name, asked.system, asked.prompt, json.dumps(_schema(asked), sort_keys=True))

    async def _all(self, asked: Sequence[Asked]) -> list[Answered | Unanswered]:
        gate = Gate(self.settings.concurrency)
        tasks: dict[str, asyncio.Task[Answered | Unanswered]] = {}
        for one in asked:
            key = self.key(one)
            if key not in tasks:
                tasks[key] = asyncio.create_task(self._one(one, key, gate))
        return [await tasks[self.key(one)] for one in asked]

    async def _one(self, asked: Asked, key: str, gate: Gate) -> Answered | Unanswered:
        kept = self.journal.get(key)
        if kept is not None:
            value, error = _read(asked, kept.text)
            if error is None:
                counted = (kept.prompt_tokens, kept.completion_tokens)
                return Answered(kept.text, kept.model, *counted, 0.0, value, again=True)
        messages = [{"role": "system", "content": asked.system}, {"role": "user", "content": asked.prompt}]
        spent: list[Answered] = []
        for _ in range(2):  # a second time for an answer of another shape
            got = await self._paid(asked, key, messages, gate)
            if isinstance(got, Unanswered):
                return got
            spent.append(got)
            value, error = _read(asked, got.text)
            if error is None:
                return _summed(spent, value)
            again = REPAIR.format(error=error, schema=json.dumps(_schema(asked)))
            messages += [{"role": "assistant", "content": got.text}, {"role": "user", "content": again}]
        return Unanswered("malformed", error or "")

    async def _paid(self, asked: Asked, key: str, messages: list[Message], gate: Gate) -> Answered | Unanswered:
        """One answer, in the journal before it is given."""
        async with gate.places:  # what waits for its turn sets nothing aside yet
            return await self._within_budget(asked, key, messages, gate)

    async def _within_budget(
        self, asked: Asked, key: str, messages: list[Message], gate: Gate
    ) -> Answered | Unanswered:
        reserved = self.budget.reserve(asked)
        if reserved is None:
            return Unanswered("over_budget", self.budget.left)
        try:
            sent = await self._patiently(messages, _schema(asked), gate)
        except Refused as error:
            return Unanswered("refused", str(error))
        except Busy as error:
            return Unanswered("unreachable", str(error))
        else:
            cost = price_of(self.settings, sent.prompt_tokens, sent.completion_tokens)
            self.journal.add(self._entry(asked, key, sent, cost))
            return Answered(sent.text, self.settings.name, sent.prompt_tokens, sent.completion_tokens, cost)
        finally:
            self.budget.release(reserved)

    async def _patiently(self, messages: list[Message], schema: dict[str, Any] | None, gate: Gate) -> Sent:
        """Sends it, and sends it again while the provider is busy, each time later."""
        for tried in range(1, self.settings.tries + 1):
            await gate.enter()
            limited = False
            try:
                return await send(self.settings, messages, schema)
            except Busy as error:
                limited = error.limited
                if tried == self.settings.tries:
                    raise
                wait = (
                    error.after if error.after is not None else FIRST_WAIT * 2 ** (tried - 1) * random.uniform(0.5, 1.5)
                )
            finally:
                gate.leave(limited=limited)
            await asyncio.sleep(min(wait, LONGEST_WAIT))
        raise AssertionError("the last try raises")

    def _entry(self, asked: Asked, key: str, sent: Sent, cost: float | None) -> Entry:
        return Entry(
            key, self.settings.sampling_key, self.settings.name, asked.purpose, asked.about, asked.system, asked.prompt,
            sent.text, sent.prompt_tokens, sent.completion_tokens, cost,
            at=datetime.now(UTC).isoformat(timespec="seconds"), usable=_read(asked, sent.text)[1] is None,
        )  # fmt: skip


def _schema(asked: Asked) -> dict[str, Any] | None:
    return None if asked.shape is None else TypeAdapter(asked.shape).json_schema()


def _read(asked: Asked, text: str) -> tuple[object, str | None]:
    """The value in an answer, or why there is none; of a plain text, that it says something."""
    if asked.shape is None:
        return None, None if text.strip() else "it is empty"
    try:
        return TypeAdapter(asked.shape).validate_json(_without_fence(text)), None
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)
        return None, "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in told[:5])


def _without_fence(text: str) -> str:
    """JSON that stands in a Markdown fence, without it."""
    stripped = text.strip()
    if stripped.startswith("```") and stripped.endswith("```"):
        return stripped.partition("\n")[2].rpartition("```")[0]
    return stripped


def _summed(spent: list[Answered], value: object) -> Answered:
    """The last answer, with what all of them took."""
    costs = [one.cost for one in spent]
    cost = None if None in costs else sum(one for one in costs if one is not None)
    last = spent[-1]
    prompt, completion = sum(one.prompt_tokens for one in spent), sum(one.completion_tokens for one in spent)
    return Answered(last.text, last.model, prompt, completion, cost, value)
