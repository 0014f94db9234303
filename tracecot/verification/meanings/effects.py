"""What is said to happen to objects and names."""

from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code.reading import Code


@dataclass(frozen=True, slots=True)
class Does:
    """An object is changed in place, or something is put, taken or printed; or nothing is."""

    verb: str  # its lemma: "append"
    what: Code | None = None
    where: Code | None = None
    negated: bool = False
    index: Code | None = None  # "at index 2"
    edge: Literal["", "front", "end"] = ""  # of the object: where it is put or taken from
    state: bool = False  # "is sorted" may say what it is, and not what happens
    holder: str = ""  # the noun that names the object: "appends `2` to the result"


@dataclass(frozen=True, slots=True)
class DoesEach:
    """The values are put somewhere, or yielded, one after the other, and no others in the passes spoken of."""

    verb: str  # its lemma: "append"
    values: tuple[Code, ...]
    where: Code | None = None


@dataclass(frozen=True, slots=True)
class DoneHere:
    """It is appended, skipped, ...: something of the kind happens in the pass that is told, to the object if one is named."""

    verb: str
    where: Code | None = None
    edge: Literal["", "front", "end"] = ""


@dataclass(frozen=True, slots=True)
class NothingMore:
    """Skipped: the pass that is told changes nothing from here on; `same`: what gets a value gets the one that it had."""

    same: bool = False


@dataclass(frozen=True, slots=True)
class Happens:
    """The program evaluates this next, and its verb is what the call does: `xs.sort()` sorts the list."""

    code: Code
    verb: str
    order: Literal["", "ascending", "descending"] = ""
    which: Literal["", "first", "last"] = ""  # of the items is taken


@dataclass(frozen=True, slots=True)
class Swaps:
    """Two places take each other's values."""

    one: Code
    other: Code


@dataclass(frozen=True, slots=True)
class LooksFor:
    """A call is made with the value: `text.index('C')` finds the first `'C'`."""

    subject: Code
    value: Code


@dataclass(frozen=True, slots=True)
class DoesTo:
    """Something, of which no more is said, is put into the object or taken from it: "appends it to `out`"."""

    verb: str
    where: Code
    which: Literal["", "first", "last"] = ""
    edge: Literal["", "front", "end"] = ""


@dataclass(frozen=True, slots=True)
class Rebinds:
    """A name gets a value next, whatever it is."""

    name: Code


@dataclass(frozen=True, slots=True)
class Turned:
    """A call made the one value of the other: `text.upper()` turns `'a'` into `'A'`."""

    subject: Code
    before: Code
    after: Code


@dataclass(frozen=True, slots=True)
class Joined:
    """Texts were joined to this value, with one of these between them."""

    between: tuple[str, ...]  # canonical texts; none where nothing is said of it
    value: Code


OfEffects = Joined | Does | DoesEach | DoneHere | NothingMore | Happens | Swaps | LooksFor | DoesTo | Rebinds | Turned
