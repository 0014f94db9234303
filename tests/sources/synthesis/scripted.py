"""A model that answers from what was recorded: for each purpose, what it says to a request."""

import json
import re
from collections.abc import Callable, Sequence

from pydantic import TypeAdapter, ValidationError

from tracecot.language_models import Answered, Ask, Asked, Unanswered

Says = Callable[[Asked], object]

INSTRUCTION = (
    "Given a list of whole numbers that are prices in cents, give the sum of those that are larger than a limit, "
    "which is given as well; for an empty list give zero. This is number {key} at the level {level}, of {about}"
)
LOOP = """def total(prices, limit):
    result = {start}
    for price in prices:
        if price > limit:
            result += price
    return result"""
SUMMED = "def total(prices, limit):\n    return sum(price for price in prices if price > limit)"
CODES = (SUMMED, LOOP.format(start=0), LOOP.format(start=1))


def line(asked: Asked, name: str) -> str:
    """What a request says after `name:`."""
    found = re.search(rf"^{name}: (.*)$", asked.prompt, re.MULTILINE)
    return found.group(1) if found else ""


def concepts(asked: Asked) -> object:
    keys = re.findall(r"^(p\d+): (.*)$", asked.prompt, re.MULTILINE)[:2]
    given = [{"key": key, "name": name, "description": f"About {name}."} for key, name in keys]
    return {"concepts": [{**one, "relevance": 5, "difficulty": 3} for one in given]}


def instructions(asked: Asked) -> object:
    level = re.search(r"at the level (\w+)", asked.prompt).group(1)
    keys = re.findall(r"^(i\d+): ", asked.prompt, re.MULTILINE)
    about = line(asked, "about")
    more = {"easy": 0, "medium": 20, "hard": 60}[level]
    texts = [INSTRUCTION.format(key=key, level=level, about=about) + " and on" * more for key in keys]
    return {"about": about, "texts": [{"key": key, "text": text} for key, text in zip(keys, texts, strict=True)]}


def signatures(asked: Asked) -> object:
    return {
        "about": line(asked, "about"), "key": "signature", "code": "def total(prices: list[int], limit: int) -> int:",
    }  # fmt: skip


def solutions(asked: Asked) -> object:
    key = line(asked, "key")
    return {"about": line(asked, "about"), "key": key, "code": CODES[(int(key[1:]) - 1) % len(CODES)]}


def scenarios(asked: Asked) -> object:
    keys = re.search(r"each of the keys (.*) one", asked.prompt).group(1).split(", ")
    return {"about": line(asked, "about"), "texts": [{"key": key, "text": f"situation {key}"} for key in keys]}


def tests(asked: Asked) -> object:
    suite = line(asked, "key")
    keys = re.findall(r"^(t\d+): ", asked.prompt, re.MULTILINE)
    numbers = [(int(suite[1:]) * 10 + int(key[1:])) for key in keys]
    return {
        "about": line(asked, "about"), "key": suite,
        "tests": [
            {"key": key, "text": f"assert total([1, {number}], 5) == {number}"}
            for key, number in zip(keys, numbers, strict=True)
        ],
    }  # fmt: skip


RECORDED: dict[str, Says] = {
    "concepts": concepts, "instructions": instructions, "signatures": signatures, "solutions": solutions,
    "scenarios": scenarios, "tests": tests,
}  # fmt: skip


def scripted(**other: Says) -> Ask:
    """An `Ask` of these answers; `other` replaces those of some purposes."""
    says = {**RECORDED, **other}

    def ask(asked: Sequence[Asked]) -> list[Answered | Unanswered]:
        return [answer(one, says[one.purpose](one)) for one in asked]

    return ask


def answer(asked: Asked, said: object) -> Answered | Unanswered:
    """What a client makes of it: a text that isn't of the shape is no answer."""
    if isinstance(said, Unanswered):
        return said
    text = said if isinstance(said, str) else json.dumps(said)
    try:
        return Answered(text, "scripted", 1, 1, 0.0, TypeAdapter(asked.shape).validate_json(text))
    except ValidationError as error:
        return Unanswered("malformed", str(error)[:100])
