"""What is said to come of an operation that is named by its verb, and of the item of a pass."""

import ast
import re

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.meanings import (
    AlsoSo,
    CalledWith,
    Does,
    DoneHere,
    Equals,
    Given,
    Has,
    IsTrue,
    Kept,
    LeftSo,
    Length,
    LoopEnds,
    LoopEntered,
    Loosely,
    Made,
    MadeBy,
    Meaning,
    Mentions,
    Offered,
    Returns,
    Spans,
    Stands,
    Such,
    Takes,
    Unread,
)
from tracecot.verification.reading.found import Found, inner_or_outer
from tracecot.verification.reading.happening import BETWEEN
from tracecot.verification.reading.memory import Memory
from tracecot.verification.reading.properties import being
from tracecot.verification.text.nouns import is_told_as
from tracecot.verification.wordings.making import MAKING


def made_as(found: Found, memory: Memory) -> list[Meaning]:
    """Splitting it by commas gives `parts = ['a', 'b']`."""
    code = found.code("a")
    if code is None or code.value is None or not code.value.is_value or code.augmented:
        return []
    made = _made(found, code.value)
    return [] if made is None else [Stands(code), made]


def made_by(found: Found, memory: Memory) -> list[Meaning]:
    """Converting it to a string gives `'2'`; stripped to `'CAT'`."""
    value = found.code("v")
    made = None if value is None else _made(found, value)
    return [] if made is None else [made]


def made_of(found: Found, memory: Memory) -> list[Meaning]:
    """`'quick'` is reversed to `'kciuq'`."""
    return made_by(found, memory)


def _made(found: Found, value: Code) -> Meaning | None:
    deed, type_ = MAKING[found.text("deed")], found.text("type").replace(" ", "")
    if deed == "convert":
        deed = {"string": "str", "text": "str", "integer": "int", "lowercase": "lower", "uppercase": "upper"}.get(
            type_, type_
        )
        if not deed:
            return None
    elif type_ and type_ != "list":
        return None
    separator = found.code("sep")
    if separator is not None and separator.text[:1] not in "'\"":
        return None
    between = tuple(map(repr, BETWEEN.get(found.text("sign"), ()))) if separator is None else (separator.norm,)
    return Loosely(MadeBy(deed, value, found.code("of"), between, found.text("kind")))


def kept(found: Found, memory: Memory) -> list[Meaning]:
    """So it is included; it is left out."""
    if not found.match.group().startswith(("it", "this", "that", "which", "is", "gets", "was")) and not found.has(
        "how"
    ):
        return []
    is_kept = found.text("how") in ("included", "kept", "let through")
    before = found.line.codes[found.line.token_at(found.match.start()) - 1] if found.match.start() else None
    return [Kept(is_kept is not found.has("no"), before)]


def offered(found: Found, memory: Memory) -> list[Meaning]:
    """So the input is `f([1, 2])`: the call by itself."""
    call = found.code("call")
    is_call = call is not None and isinstance(call.node, ast.Call) and isinstance(call.node.func, ast.Name)
    return [Offered(call)] if call is not None and is_call and found.begins_sentence() else []


def has(found: Found, memory: Memory) -> list[Meaning]:
    """The nested loops; a recursive function; `fact` is a recursive function."""
    said_of = re.search(r"N is (?:a )?$", found.line.text[: found.match.start()])
    name = found.line.codes[found.line.token_at(said_of.start())] if said_of else None
    return [Has(found.text("what"), "" if name is None else name.norm)]


def has_by(found: Found, memory: Memory) -> list[Meaning]:
    """Row by row: there is something that has rows."""
    return [Has(f"by {found.text('unit')}")]


def has_built(found: Found, memory: Memory) -> list[Meaning]:
    """Building the list, as a heading."""
    return [Has(f"building {found.text('what')}")] if found.begins_sentence() else []


def has_turns(found: Found, memory: Memory) -> list[Meaning]:
    """Going down, coming back up, as headings: of calls inside one another."""
    return [Has("recursion")] if found.begins_sentence() else []


def made(found: Found, memory: Memory) -> list[Meaning]:
    """`out.insert(0, 6)` → `out = [6]`."""
    code = found.code("c")
    if code is None or not isinstance(code.node, ast.Call | ast.BinOp):
        return []
    memory.subject = code
    led = next((each for each in found.line.codes[found.line.token_at(found.match.end() - 1) + 1 :] if each), None)
    return [Loosely(Made(code, led.targets[0]))] if led is not None and led.targets else []


def called_with(found: Found, memory: Memory) -> list[Meaning]:
    """The function is called with the argument `[1, 2]`."""
    first, named = found.code("v"), found.code("a")
    if named is not None:
        return [Given(code) for code in (named, *(each for each in found.codes("moreA") if each.sort == "A"))]
    return [] if first is None else [CalledWith((first, *found.codes("more")))]


def defined(found: Found, memory: Memory) -> list[Meaning]:
    """The function `f` is defined, which takes a single argument `nums`."""
    function = found.code("f")
    names = found.codes("names") if found.has("names") else ()
    if function is None or (found.has("n") and (found.number("n") or 1) != len(names)):
        return []
    return [Takes(function, names)] if names else [Mentions(function)]


def also_so(found: Found, memory: Memory) -> list[Meaning]:
    """... is false, too; ... is 3 as well."""
    told = [_bare(each.meaning) for each in memory.said]
    match told[-1] if told else None:
        case IsTrue(condition=condition, truth=truth):
            return [AlsoSo(condition, truth)]
        case Equals(value=value, subject=subject) if value.is_value:
            others = [each for each in told[:-1] if isinstance(each, Equals) and each.subject.norm != subject.norm]
            if any(each.value.norm == value.norm for each in others):
                return [IsTrue(read_code(f"({value.text}) == ({value.text})"), truth=True)]
            return [Unread("nothing else was said to be so")] if others else []
    return []


def _bare(meaning: Meaning) -> Meaning:
    return meaning.meaning if isinstance(meaning, Loosely) else meaning


def spans(found: Found, memory: Memory) -> list[Meaning]:
    """The loop goes over the indices 0 to 3."""
    first, last = found.code("u"), found.code("v")
    are_indices = found.text("noun") in ("indices", "indexes", "index values", "positions")
    return [] if first is None or last is None else [Spans(first, last, are_indices)]


def left_so(found: Found, memory: Memory) -> list[Meaning]:
    """2 is appended to the list, which gives `[5, 2]`."""
    value = found.code("v")
    last = _bare(memory.said[-1].meaning) if memory.said else None
    if value is None or not isinstance(last, Does | DoneHere):
        return []
    return [LeftSo(value)] if value.text[:1] in "[({" or found.match.group().startswith(":") else []


def comes_back(found: Found, memory: Memory) -> list[Meaning]:
    """... and this string is returned."""
    last = _bare(memory.said[-1].meaning) if memory.said else None
    value = last.code.value if isinstance(last, Stands) else getattr(last, "value", None)
    if not isinstance(value, Code) or not value.is_value:
        return []
    return [Returns(value) if is_told_as(found.text("noun"), value) else Unread(f"it is no {found.text('noun')}")]


def length_of(found: Found, memory: Memory) -> list[Meaning]:
    """The five numbers in `nums`."""
    subject, count = found.code("s"), found.number("n")
    return [] if subject is None or count is None else [Length(subject, count)]


def starts_loop(found: Found, memory: Memory) -> list[Meaning]:
    """The `for` loop starts."""
    return [LoopEntered()]


def loop_over(found: Found, memory: Memory) -> list[Meaning]:
    """Loop over; list exhausted."""
    side = inner_or_outer(found.text("which"))
    has: list[Meaning] = [Has("inner loop")] if side else []
    return [*has, Loosely(LoopEnds("exhausted" if found.has("out") else "", side))]


_CLASSES = {
    "digit": "numeric", "letter": "alphabetic", "lowercase letter": "lowercase", "uppercase letter": "uppercase",
    "lower - case letter": "lowercase", "upper - case letter": "uppercase", "capital letter": "uppercase", "capital": "uppercase",
}  # fmt: skip


def class_of(found: Found, memory: Memory) -> list[Meaning]:
    """`'4'` is a digit; not a letter."""
    word, subject = _CLASSES.get(found.text("what")), found.code("s") or memory.subject
    memory.subject = subject
    before = found.line.codes[found.line.token_at(found.match.start()) - 1] if found.match.start() else None
    if before is not None and before.sort in "LNE":
        subject = before
    negated = found.has("no") or found.has("no2") or "isn't" in found.match.group()
    if word is None or subject is None or not (found.has("is") or found.has("no2") or subject is before):
        return []
    return [Loosely(Such(subject, word, negated)), Loosely(IsTrue(being("letter", subject), truth=True))]
