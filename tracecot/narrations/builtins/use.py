"""One call of a builtin or of the library, with its values read: what a phrase is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracecot.execution import Event
from tracecot.narrations.wording.spans import span
from tracecot.values import NotPlain, Plain, canonical, read_plain

LONGEST = 4_000  # characters of a value that is read
QUOTED = 40  # characters of a value that is quoted inside a phrase


@dataclass(frozen=True, slots=True)
class Handle:
    """A value that is no data: a function, a generator."""

    text: str


@dataclass(frozen=True, slots=True)
class Use:
    """The call, with everything that it was given and gave."""

    name: str
    owner: object  # of a method; None for a function
    given: tuple[object, ...]  # by position
    named: Mapping[str, object]  # by keyword
    kinds: tuple[str, ...]  # the types of `given`
    value: object


#: The words between a call and its value, or nothing where there is no more to say than the value.
Phrase = Callable[[Use], str]


def use_of(event: Event) -> Use:
    """The call with its values as data."""
    values = {name: _data(value) for name, value in event.args}
    return Use(
        event.name,
        values.get("self"),
        tuple(value for name, value in values.items() if name.isdigit()),
        {name: value for name, value in values.items() if not name.isdigit() and name != "self"},
        tuple(value.type for name, value in event.args if name.isdigit()),
        _data(event.value),
    )


def _data(value: object) -> object:
    if not isinstance(value, Plain):
        return Handle("")
    try:
        return read_plain(value.repr, LONGEST)
    except NotPlain:
        return Handle(value.repr)


def counted(count: int, thing: str) -> str:
    """`1 item`, `4 items`, `2 classes`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}{'es' if thing.endswith('s') else 's'}"


def quoted(value: object) -> str:
    """The value in a code span, or nothing where it is too long to be said in passing."""
    text = canonical(value)
    return span(text) if len(text) <= QUOTED and "`" not in text else ""


def sized(value: object) -> int:
    """How many items it holds; -1 where that can't be told."""
    return len(value) if isinstance(value, str | bytes | list | tuple | dict | set | frozenset | range) else -1
