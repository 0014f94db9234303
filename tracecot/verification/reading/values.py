"""What is said of values."""

import ast
import re

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.meanings import (
    Beside,
    Calls,
    Equals,
    Gives,
    IsTrue,
    LastValue,
    Loosely,
    Meaning,
    Mentions,
    Moves,
    SetTo,
    Stands,
    Unchanged,
    Unread,
)
from tracecot.verification.reading.bare import reckoned
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory
from tracecot.verification.reading.motion import moves
from tracecot.verification.wordings.words import CALLED, MAKES, NAMING, PLAIN

_WHENEVER = re.compile(r" (?:only )?(?:if|when|whenever|unless)\b")
_CLAUSE = re.compile(r" (?:is|are|was|isn't|<|>|<=|>=|==|!=|goes|divided|has)(?: |$)")
_IN_COLON = re.compile(r"\b(?:in|of|on|with|from) [NEC] : [LC#]$")
#: A value behind these is not what comes out.
_OF_SOMETHING = re.compile(
    r" (?:of|from|than|index|position|for|by|if|whether|length|length of|on|between|before|after|under|step|width) [LC#]$"
)
_TAKES_AWAY = frozenset({"drops", "removes", "strips", "trims", "peels"})
_HOW_MANY = re.compile(r" # (?:of # )?[a-z]")
_ONE_OF_SOME = re.compile(r" (?:,|and|, and) [LC#](?= |$)")
_OPEN = frozenset({"", "at", "in", "with", "to"})  # joined in this way, the value may be what was given
_ARROW = re.compile(r"→|->|=>")


_OF_TYPE = {
    "character": ("str",), "letter": ("str",), "word": ("str",), "string": ("str",), "list": ("list",), "dict": ("dict",),
    "number": ("int", "float"),
}  # fmt: skip
_WORD = re.compile(r"[a-z]\w*")
#: Words that may stand between a call and what comes of it, beside those that say nothing.
_BETWEEN = frozenset(MAKES) | frozenset(CALLED) | frozenset(
    "sum product difference remainder quotient rest original new last first nothing everything only single whole current length sorted".split()
)  # fmt: skip
_STAYS = re.compile(r" (?:stays|remains) ")
#: An assignment does it: a change in place doesn't.
_ASSIGNED = re.compile(
    r"\b(?:sets?|binds?|bound|assigns?|assigned|initiali[sz]e[sd]|resets?|rebinds|rebound|replaced)\b"
)
_ENDS = re.compile(r" ends | is left (?:as|at|with) ")


def _type_of(value: Code) -> str:
    match value.node:
        case ast.Constant(value=constant) | ast.UnaryOp(operand=ast.Constant(value=constant)):
            return type(constant).__name__
        case node:
            return type(node).__name__.lower()  # a list, a dict, a tuple, a set


def value(found: Found, memory: Memory) -> list[Meaning]:
    """`len(s)` is `3`, and so is what stands in brackets behind it."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    if (types := _OF_TYPE.get(found.text("noun"))) and _type_of(value) not in types:
        return []  # "the string `total` is `3`"
    memory.subject = subject
    if " : " in found.match.group() and isinstance(subject.node, ast.Call) and _is_label(found, value):
        return []  # "`f(8)`: 8 is even" says what it begins to speak of
    if _WHENEVER.match(found.line.text, found.match.end()):
        return [Mentions(subject)]  # "returns `True` only if ..." says what such calls do
    if _ARROW.search(found.match.group()) and (led := _led_to(subject, value)):
        return led
    if _ARROW.search(found.match.group()) and subject.sort == "N" and value.is_value:
        return [Loosely(Equals(subject, value, "becomes"))]
    if _IN_COLON.search(found.line.text[: found.match.end()]):
        return [Loosely(Equals(subject, value))]  # "which is in `memo`: 1" says what is in it
    if " were " in found.match.group() and "if" in found.line.text[: found.match.start()].split():
        return [Loosely(Equals(subject, value))]  # "if `x` were 3" doesn't say that it is
    if subject.sort == "N" and " yields " in found.match.group():
        return [Equals(subject, value, "yields")]  # of a generator one value of several
    if " already " in found.match.group() and value.is_value:
        made_before = read_code(f"({subject.text}) == ({value.text})")
        return [Equals(subject, value) if made_before.node is None else IsTrue(made_before, truth=True)]
    is_returned = isinstance(subject.node, ast.Call) and " returns " in found.match.group()
    made: list[Meaning] = [Equals(subject, value, "returns" if is_returned else "is")]
    if _STAYS.search(found.match.group()) and subject.sort in "NE":
        made.append(Moves(subject, "stays"))
    for group in ("sub", "sub2"):
        if (substituted := found.code(group)) is not None:
            made.append(Equals(substituted, value))
    return made


def makes(found: Found, memory: Memory) -> list[Meaning]:
    """`sorted(seen)` orders the keys as `['a', 'b']`; "finds the first of `'C'`" says what is looked for."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None or _OF_SOMETHING.search(found.match.group()):
        return []
    if not all(word in PLAIN | NAMING | _BETWEEN for word in _WORD.findall(found.match.group().partition(" ")[2])):
        return []  # words that may say something else, of the value or the way to it
    if _ONE_OF_SOME.match(found.line.text, found.match.end()):
        return []  # "pairs the elements: `(5, 7)`, `(2, 1)`" lists what is in it
    memory.subject = subject
    if found.text("verb") in _TAKES_AWAY and _HOW_MANY.search(found.match.group()):
        return [Unread("how many are taken away isn't counted")]
    said = Equals(subject, value, verb=found.text("verb"))
    goes_on = " , and " in found.match.group() or " ; " in found.match.group()  # and may speak of something else
    return [Loosely(said) if goes_on or _is_in_place(subject) or found.text("how") in _OPEN else said]


def _is_in_place(code: Code) -> bool:
    """Whether the call changes its object, which may be what is shown behind it."""
    match code.node:
        case ast.Call(
            func=ast.Attribute(attr="sort" | "reverse" | "append" | "extend" | "insert" | "remove" | "add" | "update")
        ):
            return True
    return False


def _is_label(found: Found, value: Code) -> bool:
    """Whether what stands behind the colon goes on as a clause of its own."""
    return isinstance(value.node, ast.Compare) or _CLAUSE.match(found.line.text, found.match.end()) is not None


def _led_to(subject: Code, value: Code) -> list[Meaning]:
    """What an arrow says behind a condition, or between calls: what is before it leads to what is behind."""
    if isinstance(subject.node, ast.Compare | ast.BoolOp) and value.norm not in ("True", "False"):
        told: list[Meaning] = [Mentions(subject, reason=True)]
        return [*told, Gives(value)] if value.is_value else told
    if isinstance(subject.node, ast.Call) and isinstance(value.node, ast.Call) and value.sort != "L":
        return [Loosely(Calls(subject)), Loosely(Calls(value))]
    return []


def beside(found: Found, memory: Memory) -> list[Meaning]:
    """`x` 3: the name has the value; or the function that it names is called with it."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    memory.subject = subject
    return [Beside(subject, value)]


def unchanged(found: Found, memory: Memory) -> list[Meaning]:
    """`x` stays as it is."""
    subject = found.code("s")
    return [] if subject is None else [Unchanged(subject)]


def both_unchanged(found: Found, memory: Memory) -> list[Meaning]:
    """`x` and `y` are unchanged."""
    return [Unchanged(code) for code in (found.code("s"), found.code("t")) if code is not None]


def value_which(found: Found, memory: Memory) -> list[Meaning]:
    """..., which is `3`: of what was spoken of last."""
    value = found.code("v")
    if memory.subject is None or value is None or not memory.has_said(memory.subject):
        return []
    if memory.subject.sort == "L":
        return []  # "97 - 97 = 0, which gives `'a'`"
    if isinstance(memory.subject.node, ast.Compare) and value.norm not in ("True", "False"):
        return []  # what comes of a condition is not its value
    said = Equals(memory.subject, value)
    loose = memory.only_mentions(memory.subject) or not memory.spoke_last_of(memory.subject)
    return [Loosely(said) if loose else said]


def value_still(found: Found, memory: Memory) -> list[Meaning]:
    """`product = 0 * 3`, still 0."""
    value = found.code("v")
    if value is None or memory.subject is None or memory.subject.sort not in "NE":
        return []
    return [Equals(memory.subject, value)]


def value_now(found: Found, memory: Memory) -> list[Meaning]:
    """It is now 2; this is `'eleph'`: of what was spoken of last."""
    value = found.code("v")
    if value is None or memory.subject is None or memory.subject.sort not in "NE":
        return []
    if "now" not in found.match.group().split() and (not found.begins_sentence() or memory.subject.sort == "N"):
        return []
    return [Loosely(Equals(memory.subject, value))]


def value_at(found: Found, memory: Memory) -> list[Meaning]:
    """`text.find('/')` finds the first slash, which is at index 14."""
    value = found.code("v")
    if memory.subject is None or value is None:
        return []
    match memory.subject.node:
        case ast.Call(func=ast.Attribute(attr="find" | "rfind" | "index" | "rindex")):
            return [Equals(memory.subject, value)]
    return []


def value_chained(found: Found, memory: Memory) -> list[Meaning]:
    """... = `3`: of what stands before the sign."""
    value, before = found.code("v"), found.line.text[: found.match.start()].split()[-1:]
    if value is None or memory.subject is None or before not in (["E"], ["C"], ["N"]):
        return []
    return [Loosely(Equals(memory.subject, value))]


def becomes_which(found: Found, memory: Memory) -> list[Meaning]:
    """It becomes `3`."""
    value = found.code("v")
    if memory.subject is None or value is None or memory.subject.sort not in "NE":
        return []
    said = [Equals(memory.subject, value, "becomes"), *moves(memory.subject, found.match.group())]
    return [Loosely(one) for one in said]  # "it" may be anything that was spoken of


def value_not(found: Found, memory: Memory) -> list[Meaning]:
    """`x` is not `3`."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None or subject.sort == "A":
        return []
    if found.line.text[: found.match.start()].split()[-1:] == ["of"]:
        return []  # "the length of `s` is not 6" says nothing of `s` itself
    memory.subject = subject
    return [IsTrue(read_code(f"({subject.text}) == ({value.text})"), truth=False)]


def value_not_which(found: Found, memory: Memory) -> list[Meaning]:
    """This is not `-1`."""
    value, subject = found.code("v"), _equated(found) or memory.subject
    if memory.said and isinstance(given := memory.said[-1].meaning, SetTo):
        subject = given.code  # "sets `x` to `f(y)`, which is not `3`"
    if subject is None or value is None:
        return []
    asked = read_code(f"({subject.text}) == ({value.text})")
    return [Loosely(IsTrue(asked, truth=False))] if asked.node is not None else []


def _equated(found: Found) -> Code | None:
    """What stands on the left of an equation just before: of `4 % 3 = 1`, which is not 0, the remainder is meant."""
    first = found.line.token_at(found.match.start())
    before = [code for code in found.line.codes[max(first - 2, 0) : first] if code is not None]
    is_equation = bool(before) and before[-1].sort == "A" and before[-1].targets[0].sort == "C"
    return before[-1].targets[0] if is_equation else None


def becomes(found: Found, memory: Memory) -> list[Meaning]:
    """`x` becomes `3`."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    memory.subject = subject
    before = found.line.text[: found.match.start()].split()[-1:]
    if before in (["when"], ["once"], ["until"], ["because"]):
        return [Equals(subject, value)]  # by then it is so
    if _ENDS.search(found.match.group()) and subject.sort == "N":
        return [Equals(subject, value, "becomes"), LastValue(subject)]
    assigned = _ASSIGNED.search(found.match.group()) is not None
    return [Equals(subject, value, "becomes", assigned), *moves(subject, found.match.group())]


def becomes_worked_out(found: Found, memory: Memory) -> list[Meaning]:
    """Sets `key` to `word[0]`, which is `'b'`: so comes out what the name becomes."""
    subject, code, value = found.code("s"), found.code("c"), found.code("v")
    if subject is None or code is None or value is None:
        return []
    memory.subject = subject
    return [SetTo(subject, code), Equals(code, value), Equals(subject, value, "becomes")]


def set_to(found: Found, memory: Memory) -> list[Meaning]:
    """Sets `d['k']` to `len(out)`."""
    subject, code = found.code("s"), found.code("c")
    if subject is None or code is None:
        return []
    memory.subject = subject
    return [SetTo(subject, code)]


def becomes_equation(found: Found, memory: Memory) -> list[Meaning]:
    """`total` becomes `6 + 12 = 18`."""
    subject, code = found.code("s"), found.code("a")
    if subject is None or code is None or code.value is None or not code.value.is_value:
        return []
    if any(target.sort == "N" for target in code.targets):
        return []
    memory.subject = subject
    is_ = found.text("how") in ("is", "are", "=", "equals")
    how: list[Meaning] = [] if is_ else moves(subject, found.match.group())
    return [*reckoned(code), Stands(code), Equals(subject, code.value, "is" if is_ else "becomes"), *how]


def assignment_is(found: Found, memory: Memory) -> list[Meaning]:
    """`left = s[:3]` is `'pla'`."""
    code, value = found.code("a"), found.code("v")
    if code is None or value is None or code.value is None or len(code.targets) != 1 or code.augmented:
        return []
    if code.value.is_value or code.targets[0].sort not in "NE":
        return []
    memory.subject = code.targets[0]
    return [Equals(code.value, value), Equals(code.targets[0], value)]


def goes_from_to(found: Found, memory: Memory) -> list[Meaning]:
    """`x` goes from `2` to `3`."""
    subject, before, after = found.code("s"), found.code("u"), found.code("v")
    if subject is None or before is None or after is None:
        return []
    memory.subject = subject
    how = moves(subject, found.match.group().replace(" from ", " to ", 1))
    return [Equals(subject, before, "still"), Equals(subject, after, "becomes"), *how]
