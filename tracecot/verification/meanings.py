"""What a sentence can say: one small record a statement, whatever words it was said in."""

from dataclasses import dataclass
from typing import Literal

from tracecot.frozen import maker
from tracecot.verification.code import Code


@dataclass(frozen=True, slots=True)
class Equals:
    """The expression has the value; `how` tells a lasting state from something that happens here."""

    subject: Code
    value: Code
    how: Literal["is", "becomes", "still"] = "is"


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


@dataclass(frozen=True, slots=True)
class IsTrue:
    """The condition is true, or false."""

    condition: Code
    truth: bool
    value: Code | None = None  # where the text gives it as `True` or `False`


@dataclass(frozen=True, slots=True)
class Does:
    """An object is changed in place, or something is put, taken or printed; or nothing is."""

    verb: str  # its lemma: "append"
    what: Code | None = None
    where: Code | None = None
    negated: bool = False
    index: Code | None = None  # "at index 2"


@dataclass(frozen=True, slots=True)
class InPass:
    """A pass begins: the sentence and what follows speak of it. A `target` names the pass instead of its number."""

    number: int | None
    target: Code | None = None
    only: bool = False
    line: int | None = None
    which: Literal["", "inner", "outer", "last", "next"] = ""


@dataclass(frozen=True, slots=True)
class EveryPass:
    """The rest of the sentence holds in each of these passes, `but` so many; None is the loop's own bound."""

    first: int | None
    last: int | None
    but: int = 0
    except_: tuple[int, ...] = ()
    others: bool = False  # "all other passes", "the remaining passes"
    no: bool = False  # "in no pass"
    each: bool = False  # "each time": in the passes that were summarized last


@dataclass(frozen=True, slots=True)
class LoopRuns:
    """The loop makes so many passes, over something."""

    count: int | None
    over: Code | None = None
    line: int | None = None
    condition: Code | None = None  # of a `while`
    same: bool = False  # the loop that was spoken of last


@dataclass(frozen=True, slots=True)
class LoopEnds:
    """The loop is left."""

    how: Literal["", "broken", "early"] = ""
    which: Literal["", "inner", "outer"] = ""
    after: int | None = None  # passes
    line: int | None = None


@dataclass(frozen=True, slots=True)
class OnLine:
    """A line is named; what the clause says next happens on it."""

    number: int


@dataclass(frozen=True, slots=True)
class LineRuns:
    """The line is executed next, or passed over."""

    number: int
    runs: bool
    condition: Code | None = None  # that the sentence gives as the reason


@dataclass(frozen=True, slots=True)
class NthTime:
    """The line has run so many times by now."""

    line: int
    number: int


@dataclass(frozen=True, slots=True)
class NextLine:
    """The line runs next."""

    line: int


@dataclass(frozen=True, slots=True)
class NeverRuns:
    """The line is not run in the whole execution."""

    line: int


@dataclass(frozen=True, slots=True)
class TypeIs:
    """The value told last is of this type."""

    subject: Code
    type: str


@dataclass(frozen=True, slots=True)
class LineIsTrue:
    """The condition on the line is true, or false."""

    number: int
    truth: bool


@dataclass(frozen=True, slots=True)
class ArmRuns:
    """The arm of the condition told last is taken, or not."""

    arm: Literal["if", "else", "body"]
    runs: bool
    condition: Code | None = None  # that the sentence told before


@dataclass(frozen=True, slots=True)
class Calls:
    """A function is called, with these arguments by position if any are given."""

    function: Code | None
    arguments: tuple[Code, ...] = ()
    bare: bool = False  # it needs no arguments


@dataclass(frozen=True, slots=True)
class Given:
    """An argument of the call that was told last: `n = 3`."""

    code: Code


@dataclass(frozen=True, slots=True)
class Returns:
    """A function comes back with a value."""

    value: Code
    function: Code | None = None


@dataclass(frozen=True, slots=True)
class Resumes:
    """A generator goes on where it slept."""

    function: Code


@dataclass(frozen=True, slots=True)
class Matches:
    """The subject of a `match` fits the pattern, or not."""

    subject: Code
    pattern: Code
    truth: bool


@dataclass(frozen=True, slots=True)
class Raises:
    """An exception is raised, or caught."""

    type: str
    message: Code | None = None
    caught: bool = False
    cause: Code | None = None


@dataclass(frozen=True, slots=True)
class Uncaught:
    """Nothing catches the exception."""


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
class ComesFrom:
    """These values were made from those, pair by pair or all from one."""

    results: tuple[Code, ...]
    sources: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ComesBefore:
    """One value stands before the other in what is walked through."""

    one: Code
    other: Code
    first: bool = False  # and nothing before it


@dataclass(frozen=True, slots=True)
class Together:
    """These values stand under one key of a dict, in this order; `higher`: under a higher key than the ones said before."""

    values: tuple[Code, ...]
    higher: bool = False


@dataclass(frozen=True, slots=True)
class Picks:
    """The expression is the first, last, n-th element: `word[0]`."""

    subject: Code
    index: int


@dataclass(frozen=True, slots=True)
class Uses:
    """The program's text has this: a call of `sorted`, or a subscript with a certain index."""

    name: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Supposes:
    """With another argument the call that is named next would give something else."""

    code: Code


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
class DoesEach:
    """The values are put somewhere, or yielded, one after the other, and no others in the passes spoken of."""

    verb: str  # its lemma: "append"
    values: tuple[Code, ...]
    where: Code | None = None


@dataclass(frozen=True, slots=True)
class Proposes:
    """The argument of the proposed call is this."""

    code: Code


@dataclass(frozen=True, slots=True)
class Answers:
    """This is the answer."""

    value: Code


@dataclass(frozen=True, slots=True)
class Turns:
    """The text goes on to check its proposal, or comes back to deducing."""

    to: Literal["check", "deduction"]


@dataclass(frozen=True, slots=True)
class Recurs:
    """What was said last was so before, or happened before; or was not."""

    word: Literal["again", "still", "no longer", "this time", "in the same way"]
    subject: Code | None = None  # of what was said last
    same_value: bool = False  # whether it had the same value then


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing changes the subject here."""

    subject: Code


@dataclass(frozen=True, slots=True)
class Reason:
    """What is said before is the cause of what is said after, or its effect."""

    cause_first: bool  # "so", "therefore"; else "since", "because"
    this: bool = False  # "this is because ...": the effect is what the sentence before told


@dataclass(frozen=True, slots=True)
class Mentions:
    """A piece of code is spoken of; nothing is said of its value."""

    code: Code
    reason: bool = False  # after "since": a bare condition is said to hold


@dataclass(frozen=True, slots=True)
class Unread:
    """Something checkable that no rule understands."""

    detail: str


@dataclass(frozen=True, slots=True)
class AtItem:
    """The text comes to an item of what a loop goes through: by its value, its place, or both."""

    what: Code | None = None
    word: str = ""  # an item that nobody put in quotes: "the letter a"
    place: int | None = None  # from 0; -1 for the last
    index: int | None = None  # "at index 2"
    enters: bool = True  # whether what follows is of that pass; else it is said of the pass that is told
    uses: bool = False  # it may also be an index of the program's text: "its first character"


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
class DoneHere:
    """It is appended, skipped, ...: something of the kind happens in the pass that is told."""

    verb: str


@dataclass(frozen=True, slots=True)
class NotHere:
    """No exception, no break: nothing of the kind happens in the pass that is told, or from here on."""

    what: Literal["exception", "break", "return"]


@dataclass(frozen=True, slots=True)
class Neither:
    """None of the conditions that the pass asks is true."""


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
class Rounds:
    """So many passes: of a loop as a whole, or up to here."""

    count: int


@dataclass(frozen=True, slots=True)
class Series:
    """Three values or more in a row: those that a name has one after the other, or a container holds."""

    values: tuple[Code, ...]
    name: Code | None = None


@dataclass(frozen=True, slots=True)
class Operations:
    """So many additions, ... are made in all."""

    count: int
    operator: Literal["Add", "Sub", "Mult"]


@dataclass(frozen=True, slots=True)
class Never:
    """A statement of the program is never executed."""

    code: Code
    line: int | None = None


@dataclass(frozen=True, slots=True)
class NothingMore:
    """Skipped: the pass that is told changes nothing from here on; `same`: what gets a value gets the one that it had."""

    same: bool = False


@dataclass(frozen=True, slots=True)
class NotReached:
    """An item that no loop comes to, though it is there."""

    value: Code


@dataclass(frozen=True, slots=True)
class LastLine:
    """The last line of the function is executed, or isn't."""

    runs: bool


@dataclass(frozen=True, slots=True)
class NoReturn:
    """The call gives no value back: it raises."""


@dataclass(frozen=True, slots=True)
class TimesRun:
    """A line is executed, or a function called, so many times in all."""

    count: int
    line: int | None = None
    function: Code | None = None
    helper: bool = False  # of the only function besides the one that is called first


@dataclass(frozen=True, slots=True)
class Takes:
    """A function of the program has these parameters."""

    function: Code
    names: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class TakesCount:
    """A function of the program has so many parameters."""

    function: Code
    count: int


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
class Among:
    """A value is in the container that the program looks in here, or isn't: "`'d'` is not in the dictionary"."""

    value: Code
    negated: bool = False


@dataclass(frozen=True, slots=True)
class NoArm:
    """The loop that is told never took that arm of its condition."""

    arm: Literal["if", "else"]


@dataclass(frozen=True, slots=True)
class Caught:
    """The exception that was told last is caught next."""


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
class InText:
    """What the program's text has on a line: the condition, what a loop goes over, what is returned."""

    line: int
    code: Code
    part: Literal["test", "over", "result"]


@dataclass(frozen=True, slots=True)
class Tells:
    """What the call gives has so many items, is of that type."""

    count: int | None
    type: str = ""


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


@dataclass(frozen=True, slots=True)
class AfterPass:
    """The text has come to the end of a pass; None is the one that is told."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Loosely:
    """A statement in words that leave open of which moment it is: it is shown, or it isn't understood."""

    meaning: "Meaning"


Meaning = (
    Equals | Did | Stands | IsTrue | Does | InPass | EveryPass | LoopRuns | LoopEnds | OnLine | LineRuns | ArmRuns | Calls
    | Resumes | Matches | Returns | Raises | Length | Such | Member | ComesFrom | ComesBefore | Together | Picks | StartsEmpty | NewKey
    | TakesValues | DoesEach | LineIsTrue | Uncaught | Given | Uses | Supposes
    | Proposes | Answers | Turns | Mentions | Unread | Recurs | Unchanged | Reason
    | AtItem | Gives | Beside | Whole | DoneHere | NotHere | Neither | Compares | NounIs | FromTo | Rounds | LastLine | NothingMore | NotReached | Series | Operations | Never | Parity | Ends | NoReturn | TimesRun | Loosely
    | NthTime | NextLine | NeverRuns | TypeIs | Takes | InText | Tells | Counted | AtHand | AfterPass
    | TakesCount | Happens | DoesTo | LooksFor | Swaps | Among | Caught | NoArm | Rebinds | Turned
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A meaning, where the text says it, and the line that its clause names."""

    start: int
    end: int
    meaning: Meaning
    line: int | None = None
    next: bool = False  # after "then", "next": no step of its kind lies between


new_said = maker(Said)  # a text says many
