"""What a deduction says of the arguments."""

from tracecot.verification.meanings import Decided, KeepsDefault, Meaning, PartIs, PartsOf
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory


def decided_on_the_way(found: Found, memory: Memory) -> list[Meaning]:
    """Decided on the way: `n < 0` is false and `n` is true."""
    conditions = found.codes("all")
    truths = [word == "true" for word in found.text("all").split() if word in ("true", "false")]
    return [Decided(each, truth, found.code("f")) for each, truth in zip(conditions, truths, strict=True)]


def parts_of_argument(found: Found, memory: Memory) -> list[Meaning]:
    """Of the result, `'a'` and `'b'` are items of `xs`, in this order."""
    argument = found.code("a")
    if argument is None or not _is_of_the_result(found):
        return []
    return [PartsOf(found.codes("v"), argument, found.text("unit"), found.has("order"))]


def part_is_argument(found: Found, memory: Memory) -> list[Meaning]:
    """In the result `'a'` is `first` and `3` is `n`."""
    codes = found.codes("all") if _is_of_the_result(found) else ()
    return [PartIs(value, argument) for value, argument in zip(codes[::2], codes[1::2], strict=True)]


def whole_is_argument(found: Found, memory: Memory) -> list[Meaning]:
    """The whole result is `text`."""
    argument = found.code("a")
    if argument is None or not _is_of_the_result(found):
        return []
    return [PartIs(None, argument)]


def keeps_default(found: Found, memory: Memory) -> list[Meaning]:
    """The rest keep their defaults: `count = 0`."""
    return [KeepsDefault(code) for code in found.codes("all")]


def _is_of_the_result(found: Found) -> bool:
    """Whether the word is "result", which a program may have for a name."""
    return found.raw("r").lower() == "result"
