"""What is said to come of an operation that is named by its verb, of a call that is made, of the item of a pass."""

from dataclasses import dataclass

from tracecot.verification.code.reading import Code


@dataclass(frozen=True, slots=True)
class MadeBy:
    """An operation of the kind gives the value: "converting it to a string gives `'2'`", "stripped to `'CAT'`"."""

    deed: str  # a key of `rules/making.py`
    value: Code
    of: Code | None = None  # what it was made of
    between: tuple[str, ...] = ()  # canonical texts of what a text is cut at, or put together with; one of them
    kind: str = ""  # a noun for what it was made of


@dataclass(frozen=True, slots=True)
class Made:
    """This call or operation is carried out here, with these values; the name gets what comes of it, where one is given."""

    code: Code
    target: Code | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A call that stands by itself: the answer of an input prediction, else a call that was made."""

    call: Code


@dataclass(frozen=True, slots=True)
class Kept:
    """The item of the pass at hand goes into what is made of the items, or doesn't."""

    kept: bool
    what: Code | None = None  # the item, where it is named


@dataclass(frozen=True, slots=True)
class Has:
    """The program has such a thing: nested loops, a function that calls itself."""

    what: str
    name: str = ""  # the thing, where it is named


@dataclass(frozen=True, slots=True)
class CalledWith:
    """The function that was called in the first place was given these values, in this order."""

    values: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class AlsoSo:
    """What the condition came to, another one came to before, or it did so itself: "false, too"."""

    condition: Code
    truth: bool


@dataclass(frozen=True, slots=True)
class Spans:
    """The next loop goes over numbers, from the first to the last: "the indices 0 to 3"."""

    first: Code
    last: Code
    are_indices: bool = False  # they are called so


@dataclass(frozen=True, slots=True)
class LeftSo:
    """What the deed that was told last made of the object: "..., which gives `[1, 2]`"."""

    value: Code


@dataclass(frozen=True, slots=True)
class ToTheLast:
    """The name has the value that it has here when the function that was called is over."""

    name: Code


OfMaking = MadeBy | Made | Offered | Kept | Has | CalledWith | AlsoSo | Spans | LeftSo | ToTheLast
