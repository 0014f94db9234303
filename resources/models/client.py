"""Asks a language model: many requests at once, fewer when it is busy; what was answered before is not asked again."""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from resources.models.journal import Entry, Journal
from resources.models.ledger import Budget, most_tokens, price_of
from resources.models.pace import Gate, Pace, seconds_to_wait
from resources.models.sending import Busy, Refused, Sent, send
from resources.models.settings import ModelSettings
from tracecot.ids import digest
from tracecot.language_models import Answered, Asked, Unanswered, unfenced

ANSWERS = 2  # to one request: a second where the first has another shape
REPAIR = "Your answer can't be used: {error}\nAnswer again{how}."

Message = dict[str, str]


class LanguageModel:
    """An `Ask` (tracecot/language_models.py)."""

    def __init__(self, settings: ModelSettings, journal: Journal, tell: Callable[[str], None] | None = None) -> None:
        """One model with one journal; `tell` is told what requests can cost before they are sent."""
        self.settings, self.journal, self.tell = settings, journal, tell
        self.budget = Budget(settings, journal)
        self.pace = Pace(settings.concurrency)

    def __call__(self, asked: Sequence[Asked]) -> list[Answered | Unanswered]:
        """What came of each request, in their order; equal ones are asked once."""
        with self._alone_where_it_pays(asked):
            self._tell_what_it_can_cost(asked)
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                return asyncio.run(self._all(asked))
            with ThreadPoolExecutor(1) as beside:  # a notebook has a loop of its own under way
                return beside.submit(asyncio.run, self._all(asked)).result()

    def estimate(self, asked: Sequence[Asked]) -> tuple[float | None, int]:
        """The most that these can cost before any is sent: dollars (None where the price isn't known) and tokens."""
        new = {self.key(one): one for one in asked if self.journal.get(self.key(one)) is None}
        worst = [self.budget.worst(_texts(_opening(one), _schema(one))) for one in new.values()]
        known = price_of(self.settings, 1, 1) is not None
        return sum(usd for usd, _ in worst) if known else None, sum(count for _, count in worst)

    @contextmanager
    def _alone_where_it_pays(self, asked: Sequence[Asked]) -> Iterator[None]:
        """While something has to be paid for, nobody else pays from the same budget, or for the same answer."""
        self.journal.refresh()
        if all(self.journal.get(self.key(one)) for one in asked):
            yield
            return
        with self.journal.alone(self.tell):
            yield

    def _tell_what_it_can_cost(self, asked: Sequence[Asked]) -> None:
        if self.tell is None:
            return
        usd, tokens = self.estimate(asked)
        if tokens:
            price = "a price that isn't known" if usd is None else f"${usd:.4f}"
            self.tell(f"{self.settings.name}: at most {tokens:,} tokens and {price}; {self.budget.left}")

    def key(self, asked: Asked) -> str:
        """What tells requests apart: an answer is served again where all of this is the same."""
        schema = json.dumps(_schema(asked), sort_keys=True)
        turn = (asked.turn,) if asked.turn else ()  # the first is what it was before there were several
        return digest(self.settings.name, asked.system, asked.prompt, schema, *turn)

    async def _all(self, asked: Sequence[Asked]) -> list[Answered | Unanswered]:
        gate = Gate(self.pace)
        first: dict[str, int] = {}
        for number, one in enumerate(asked):
            first.setdefault(self.key(one), number)
        got = await asyncio.gather(*(self._one(asked[number], key, gate) for key, number in first.items()))
        answers = dict(zip(first, got, strict=True))
        keys = [self.key(one) for one in asked]
        return [answers[key] if first[key] == number else _free(answers[key]) for number, key in enumerate(keys)]

    async def _one(self, asked: Asked, key: str, gate: Gate) -> Answered | Unanswered:
        kept = self.journal.get(key)
        if kept is not None:
            value, error = _read(asked, kept.text)
            if error is None:
                counted = (kept.prompt_tokens, kept.completion_tokens)
                return Answered(kept.text, kept.model, *counted, 0.0, value, again=True)
        messages, error = _opening(asked), ""
        spent: list[Entry] = []
        # What an earlier run paid for and couldn't use is sent back from here: it isn't paid for again.
        spoilt = self.journal.spoilt(key, self.settings.sampling_key)[:ANSWERS]
        for number in range(ANSWERS):
            got = spoilt[number] if number < len(spoilt) else await self._paid(asked, key, messages, gate)
            if isinstance(got, Unanswered):
                return got
            if number >= len(spoilt):
                spent.append(got)
            if got.usable:
                return _summed(spent, _read(asked, got.text)[0])
            error = _read(asked, got.text)[1] or f"it was cut off after {self.settings.max_tokens} tokens"
            messages += [{"role": "assistant", "content": got.text}, {"role": "user", "content": _repair(asked, error)}]
        again = "" if spent else "; it was paid for before, and is asked for again when it is sampled otherwise"
        return Unanswered("malformed", error + again)

    async def _paid(self, asked: Asked, key: str, messages: list[Message], gate: Gate) -> Entry | Unanswered:
        """One answer, in the journal before it is given."""
        async with gate.places:  # what waits for its turn sets nothing aside yet
            return await self._within_budget(asked, key, messages, gate)

    async def _within_budget(self, asked: Asked, key: str, messages: list[Message], gate: Gate) -> Entry | Unanswered:
        texts = _texts(messages, _schema(asked))
        while (reserved := self.budget.reserve(texts)) is None:
            if not self.budget.reserved_tokens:
                return Unanswered("over_budget", self.budget.left)
            await asyncio.sleep(0.01)  # what is set aside for others was their most: some of it comes back
        try:
            sent = await self._patiently(asked, messages, gate)
        except Refused as error:
            return Unanswered("refused", str(error))
        except Busy as error:
            return Unanswered("unreachable", str(error))
        else:
            entry = self._entry(asked, key, _counted(sent, messages))
            self.journal.add(entry)
            return entry
        finally:
            self.budget.release(reserved)

    async def _patiently(self, asked: Asked, messages: list[Message], gate: Gate) -> Sent:
        """Sends it, and sends it again while the provider is busy, each time later."""
        for tried in range(1, self.settings.tries + 1):
            entered = await gate.enter()
            try:
                sent = await send(self.settings, messages, _schema(asked), asked.turn)
            except Busy as error:
                gate.leave(entered, limited=error.limited, after=error.after)
                wait = seconds_to_wait(error.after, tried)
                if tried == self.settings.tries:
                    raise
                if wait is None:
                    raise Busy(f"{error}; it asks to wait for {error.after:.0f} seconds") from None
            except BaseException:
                gate.leave(entered)
                raise
            else:
                gate.leave(entered, answered=True)
                return sent
            await asyncio.sleep(wait)
        raise AssertionError("the last try raises")

    def _entry(self, asked: Asked, key: str, sent: Sent) -> Entry:
        cost = price_of(self.settings, sent.prompt_tokens, sent.completion_tokens)
        usable = not sent.cut and _read(asked, sent.text)[1] is None
        return Entry(
            key, self.settings.sampling_key, self.settings.name, asked.purpose, asked.about, asked.system, asked.prompt,
            sent.text, sent.prompt_tokens, sent.completion_tokens, cost,
            at=datetime.now(UTC).isoformat(timespec="seconds"), usable=usable,
        )  # fmt: skip


def _opening(asked: Asked) -> list[Message]:
    return [{"role": "system", "content": asked.system}, {"role": "user", "content": asked.prompt}]


def _repair(asked: Asked, error: str) -> str:
    how = "" if asked.shape is None else f", with nothing but JSON of this shape: {json.dumps(_schema(asked))}"
    return REPAIR.format(error=error, how=how)


def _texts(messages: Sequence[Message], schema: dict[str, Any] | None) -> list[str]:
    """All that is counted as the prompt."""
    return [*(one["content"] for one in messages), *([] if schema is None else [json.dumps(schema)])]


def _counted(sent: Sent, messages: Sequence[Message]) -> Sent:
    """The answer with its tokens: of a server that doesn't count them, the most that they can be."""
    given = sent.prompt_tokens or sum(most_tokens(one["content"]) for one in messages)
    return replace(sent, prompt_tokens=given, completion_tokens=sent.completion_tokens or most_tokens(sent.text))


def _free(got: Answered | Unanswered) -> Answered | Unanswered:
    """The answer for one who asks the same beside another, who paid for it."""
    return got if isinstance(got, Unanswered) else replace(got, cost=0.0, again=True)


def _schema(asked: Asked) -> dict[str, Any] | None:
    return None if asked.shape is None else _adapter(asked.shape).json_schema()


@cache
def _adapter(shape: type) -> TypeAdapter[Any]:
    """Made once for each shape: a request asks for it several times."""
    return TypeAdapter(shape)


def _read(asked: Asked, text: str) -> tuple[object, str | None]:
    """The value in an answer, or why there is none; of a plain text, that it says something."""
    if asked.shape is None:
        return None, None if text.strip() else "it is empty"
    try:
        return _adapter(asked.shape).validate_json(unfenced(text)), None
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)
        return None, "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in told[:5])


def _summed(spent: list[Entry], value: object) -> Answered:
    """The last answer, with what all of them took."""
    costs = [one.cost for one in spent]
    cost = None if None in costs else sum(one for one in costs if one is not None)
    last = spent[-1]
    prompt, completion = sum(one.prompt_tokens for one in spent), sum(one.completion_tokens for one in spent)
    return Answered(last.text, last.model, prompt, completion, cost, value)
