"""Code spans: how values, expressions and bindings stand in a text."""

from collections.abc import Iterable
from functools import lru_cache

from tracecot.execution import Event
from tracecot.values import NotPlain, Plain, Value, read_value

LONG = 160  # characters of a value that is quoted in passing

VIEWS = frozenset({"dict_keys", "dict_values", "dict_items"})  # they show a dict as it is now, and have no literal


def span(code: str) -> str:
    """The code between backticks; doubled ones when it has some itself.

    >>> span("x = 5"), span("'`'")
    ('`x = 5`', "`` '`' ``")
    """
    if "`" not in code:
        return f"`{code}`"
    fence = "``" if "``" not in code else "```"
    return f"{fence} {code} {fence}"


def is_sayable(value: Value | None, longest: int = LONG) -> bool:
    """Whether the value can be quoted: kept whole, not too long, and data all through (no handle of a function)."""
    if not isinstance(value, Plain) or len(value.repr) > longest or "`" in value.repr or value.type in VIEWS:
        return False
    if "<" not in value.repr and "..." not in value.repr:
        return True
    return _is_data(value.repr) and ("..." not in value.repr or value.type == "str")


@lru_cache(maxsize=8_192)  # the same values come again
def _is_data(text: str) -> bool:
    try:
        read_value(text)
    except NotPlain:
        return False
    return True


def shown(value: Value | None) -> str:
    """The value's text; only for values that are sayable."""
    assert isinstance(value, Plain)
    return value.repr


def is_value(event: Event) -> bool:
    """Whether the event has a value that can be quoted."""
    return is_sayable(event.value)


def equation(event: Event) -> str:
    """`x = 5` for a binding, in a code span."""
    return span(f"{event.name} = {shown(event.value)}")


def pair(code: str, value: Value | None) -> str:
    """`` `len(s)` is `4` ``: an expression and its value."""
    return f"{span(code)} is {span(shown(value))}"


def attached(sentences: Iterable[str]) -> str:
    """The sentences in a row; what begins with a comma goes on with the sentence before it.

    >>> attached(["So `key = 'a'`.", ", a new key again."])
    "So `key = 'a'`, a new key again."
    """
    return " ".join(sentences).replace(". , ", ", ")


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
