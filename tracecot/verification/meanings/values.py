"""What an expression or a value is said to be."""

from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code.reading import Code


@dataclass(frozen=True, slots=True)
class Equals:
    """The expression has the value; `how` tells a lasting state from something that happens here."""

    subject: Code
    value: Code
    how: Literal["is", "becomes", "still", "yields", "returns"] = "is"
    assigned: bool = False  # "is set to": by an assignment, and not by a change in place
    verb: str = ""  # "orders": what the call is said to do to give it


@dataclass(frozen=True, slots=True)
class Did:
    """What a call did to its values, beside what it gave: the counts and values that the text names."""

    subject: Code
    value: Code
    what: str  # a key of `rules/conditions.py`
    numbers: tuple[tuple[str, int], ...] = ()
    codes: tuple[tuple[str, Code], ...] = ()


@dataclass(frozen=True, slots=True)
class Stands:
    """An assignment as it stands: `seen['b'] = []`, or an equation `len(s) + 1 = 4`; `done` when a verb says that it happens."""

    code: Code
    done: bool = False
    held: bool = False  # after "with": it holds at the moment of what was said before
    assigned: bool = False  # "sets `x = 3`": by an assignment, and not by a change in place
    verb: str = ""  # "removes `x = 3`", "leaves `x = 3`": the lemma of what is said to have made it so


@dataclass(frozen=True, slots=True)
class IsTrue:
    """The condition is true, or false."""

    condition: Code
    truth: bool
    value: Code | None = None  # where the text gives it as `True` or `False`
    asked: bool = False  # said of what the program asks, and no remark on numbers


@dataclass(frozen=True, slots=True)
class TypeIs:
    """The value told last is of this type."""

    subject: Code
    type: str


@dataclass(frozen=True, slots=True)
class IsA:
    """What the expression is now is of one of these types."""

    subject: Code
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The subject of a `match` fits the pattern, or not."""

    subject: Code
    pattern: Code
    truth: bool


@dataclass(frozen=True, slots=True)
class Length:
    """So many elements."""

    subject: Code
    count: int


@dataclass(frozen=True, slots=True)
class Such:
    """The expression is empty, None, even, ...: a word of the closed table `PROPERTIES`."""

    subject: Code
    word: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One is in the other, or not."""

    one: Code
    many: Code
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Picks:
    """The expression is the first, last, n-th element: `word[0]`."""

    subject: Code
    index: int


@dataclass(frozen=True, slots=True)
class StartsEmpty:
    """`seen = {}` starts as an empty dict."""

    code: Code
    type: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """The pass meets a key that wasn't there; `again`: as another pass did."""

    again: bool = False
    noun: str = "key"


@dataclass(frozen=True, slots=True)
class TakesValues:
    """A name has these values, one after the other."""

    name: Code
    values: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Gives:
    """What was said last leads to this value: a name gets it, or something returns or makes it."""

    value: Code


@dataclass(frozen=True, slots=True)
class Beside:
    """A name with a value beside it: it has the value, or the function that it names is called with it."""

    subject: Code
    value: Code


@dataclass(frozen=True, slots=True)
class Parity:
    """What the program asks here about being even or odd comes out so."""

    even: bool


@dataclass(frozen=True, slots=True)
class Ends:
    """A value, or an exception, that stands alone: the answer."""

    value: Code


@dataclass(frozen=True, slots=True)
class Whole:
    """A container or text that is spoken of by itself: what the call gives, or an argument of it."""

    value: Code


@dataclass(frozen=True, slots=True)
class Compares:
    """Two values are compared next."""

    one: Code
    other: Code


@dataclass(frozen=True, slots=True)
class NounIs:
    """The remainder is 3: what an operation with that name gives next."""

    noun: str
    value: Code


@dataclass(frozen=True, slots=True)
class FromTo:
    """Something that is called by no name goes from one value to another."""

    before: Code
    after: Code


@dataclass(frozen=True, slots=True)
class Series:
    """Three values or more in a row: those that a name has one after the other, or a container holds."""

    values: tuple[Code, ...]
    name: Code | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """A value is in the container that the program looks in here, or isn't: "`'d'` is not in the dictionary"."""

    value: Code
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Something at hand has so many of what a noun names: six characters, two spaces, three keys."""

    count: int
    noun: str
    least: bool = False  # "the first three items": it has at least so many
    holder: str = ""  # what has them, where the text says it: "the set holds three items"


@dataclass(frozen=True, slots=True)
class AtHand:
    """Something at hand that a noun names is this value: the key 8, the digit '4', index 2."""

    noun: str
    value: Code


OfValues = (
    Equals
    | Did
    | Stands
    | IsTrue
    | TypeIs
    | IsA
    | Matches
    | Length
    | Such
    | Member
    | Picks
    | StartsEmpty
    | NewKey
    | TakesValues
    | Gives
    | Beside
    | Parity
    | Ends
    | Whole
    | Compares
    | NounIs
    | FromTo
    | Series
    | Among
    | Counted
    | AtHand
)
