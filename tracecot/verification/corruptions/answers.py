"""A right answer after a wrong middle, and a wrong answer after a right one."""

import ast
import itertools
from collections.abc import Iterator
from random import Random

from tracecot.execution import Raised, Returned
from tracecot.targets import QUESTIONS
from tracecot.values import Plain
from tracecot.verification.corruptions.falsehood import is_false
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.other_values import flipped, off_by_one, truncated
from tracecot.verification.corruptions.records import Edit, Lie
from tracecot.verification.corruptions.timeline import spelled
from tracecot.verification.corruptions.values import changed, spellings, valued

#: Answers that are words: lines that run or not, types, no exception.
WORDS = {
    "yes": "no", "no": "yes", "none": "ValueError", "int": "float", "float": "int", "str": "list", "list": "tuple",
    "tuple": "list", "dict": "list", "set": "dict", "frozenset": "set", "NoneType": "bool", "bytes": "str",
    "complex": "float", "KeyError": "IndexError", "ValueError": "TypeError", "TypeError": "ValueError",
    "IndexError": "KeyError",
}  # fmt: skip

CHANGES = (off_by_one, truncated, flipped)


def middle_wrong(honest: Honest) -> Iterator[Lie]:
    """Two claims of one sentence give the same other value, so that they agree; the answer stays right."""
    found = sorted(valued(honest, "middle_wrong"), key=lambda one: one[2])
    pairs = [
        (one, other) for one, other in itertools.pairwise(found)
        if one[0].says == other[0].says and one[2] < other[2] and "." not in honest.text[one[0].end : other[0].start]
        and not _is_outcome(honest, one[0].says)
    ]  # fmt: skip
    for one, other in honest.mixed(pairs, "middle_wrong"):
        chance = honest.chance("middle_wrong", str(one[2]))
        value = _other(one[0].says, chance)
        if value is not None and is_false(honest, *one[:2], value) and is_false(honest, *other[:2], value):
            edits = (Edit(*one[2], value), Edit(*other[2], value))
            yield Lie(edits, one[0], one[0].subject, value, really=spellings(one[0].says))


def _is_outcome(honest: Honest, text: str) -> bool:
    match honest.trace.outcome:
        case Returned(value=Plain(repr=outcome)):
            return spelled(outcome) == spelled(text)
    return False


def answer_wrong(honest: Honest) -> Iterator[Lie]:
    """The last sentence, the tag and the answer of the row agree on another answer."""
    answer = honest.rationale.answer
    other = _other_answer(answer, honest.chance("answer_wrong"))
    start = honest.text.rfind(answer)
    if other is None or start < 0:
        return
    edits = [Edit(start, start + len(answer), other)]
    last = honest.sentences[-1].start if honest.sentences else start
    told = honest.text.rfind(f"`{answer}`", last, start)
    if told >= 0:
        edits.insert(0, Edit(told + 1, told + 1 + len(answer), other))
    yield Lie(tuple(edits), None, "the answer", other, _outcome(honest) or (answer,), other)


def _outcome(honest: Honest) -> tuple[str, ...]:
    """What really comes out; for a question about one moment, what is so there."""
    if honest.rationale.task in QUESTIONS:
        return (honest.rationale.answer,)
    match honest.trace.outcome:
        case Returned(value=Plain(repr=text)):
            return (text,)
        case Raised(type=kind):
            return (kind,)
    return ()


def _other_answer(answer: str, chance: Random) -> str | None:
    """Another answer of the kind: a value, an exception with its message, or a call."""
    if (value := _other(answer, chance)) is not None:
        return value
    if answer in WORDS:
        return WORDS[answer]
    kind, colon, message = answer.partition(": ")
    if colon and kind.isidentifier():
        return f"{kind}{colon}{message[:-1] if chance.random() < 0.5 else message + '!'}"
    return _other_call(answer, chance)


def _other_call(answer: str, chance: Random) -> str | None:
    """The call with another last argument."""
    try:
        node = ast.parse(answer, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(node, ast.Call) or not (given := [*node.args, *(one.value for one in node.keywords)]):
        return None
    last = ast.get_source_segment(answer, given[-1]) or ""
    value = _other(last, chance)
    return None if value is None or answer.count(last) != 1 else answer.replace(last, value)


def _other(text: str, chance: Random) -> str | None:
    """The first of the changes that the value allows."""
    return next((other for change in CHANGES if (other := changed(text, change, chance)) is not None), None)
