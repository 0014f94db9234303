"""What is said of what steps lead to, of comparisons, and of how often something happens in all."""

import ast

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.programs import EXCEPTIONS
from tracecot.verification.meanings import (
    Calls,
    Ends,
    Equals,
    Gives,
    IsTrue,
    Loosely,
    Meaning,
    Mentions,
    NoReturn,
    Parity,
    Returns,
    Stands,
    TimesRun,
    Unread,
    Whole,
)
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory

_SIGNS = {
    "greater": ">", "larger": ">", "bigger": ">", "more": ">", "higher": ">", "longer": ">", "above": ">", "over": ">",
    "less": "<", "smaller": "<", "lower": "<", "fewer": "<", "shorter": "<", "below": "<", "under": "<",
    "exceeds": ">", "exceed": ">", "equal": "==", "at least": ">=", "at most": "<=", "equal to": "==", "equals": "==", "differs from": "!=",
}  # fmt: skip


_OF_LENGTHS = frozenset({"longer", "shorter"})
_SIZES = frozenset("larger bigger higher smaller lower more fewer above below over under".split())  # of numbers alone


def _asked(one: Code, how: str, other: Code) -> str | None:
    """The comparison as code; None where a text or a container is called larger: that may be said of its length."""
    if how in _OF_LENGTHS:
        return f"len({one.text}) {_SIGNS[how]} len({other.text})"
    if how in _SIZES and not all(
        code.sort in "NEC" or isinstance(_constant(code), int | float) for code in (one, other)
    ):
        return None
    return f"({one.text}) {_SIGNS[how]} ({other.text})"


def _constant(code: Code) -> object:
    match code.node:
        case ast.Constant(value=value) | ast.UnaryOp(operand=ast.Constant(value=value)):
            return value
    return None


def compared(found: Found, memory: Memory) -> list[Meaning]:
    """`x` is greater than 5."""
    one, other = found.code("s"), found.code("v")
    if one is None or other is None:
        return []
    how = found.text("how")
    multiple = how in ("divisible by", "a multiple of")
    asked = f"({one.text}) % ({other.text}) == 0" if multiple else _asked(one, how, other)
    if asked is None:
        return [Unread("larger or smaller in which way")]
    said = IsTrue(read_code(asked), not found.has("no"))
    if said.condition.node is None:
        return []
    return [Loosely(said)]


def compared_values(found: Found, memory: Memory) -> list[Meaning]:
    """`start` (4) differs from `prev` (5)."""
    one, other, first, second = (found.code(name) for name in "stuv")
    sign = _SIGNS.get(found.text("how")) or {"different from": "!="}.get(found.text("how"))
    if one is None or other is None or second is None or sign is None or "or equal" in found.match.group():
        return []
    told: list[Meaning] = [Equals(other, second)] if first is None else [Equals(one, first), Equals(other, second)]
    asked = f"({one.text}) != ({other.text})" if sign == "!=" else _asked(one, found.text("how"), other)
    if asked is None:
        return [Unread("larger or smaller in which way")]
    return [*told, Loosely(IsTrue(read_code(asked), not found.has("no")))]


def compared_which(found: Found, memory: Memory) -> list[Meaning]:
    """..., which is not equal to 9."""
    value, how = found.code("v"), found.text("how").removesuffix(" than")
    if memory.subject is None or value is None or memory.subject.node is None:
        return []
    if (text := _asked(memory.subject, how, value)) is None:
        return [Unread("larger or smaller in which way")]
    asked = read_code(f"bool({text})" if memory.subject.sort == "L" else text)  # of a sum it is no test
    negated = found.has("no") or "n't" in found.match.group()
    return [Loosely(IsTrue(asked, not negated))] if asked.node is not None else []


def parity(found: Found, memory: Memory) -> list[Meaning]:
    """Even; odd index."""
    return [Parity(found.text("how") == "even")]


def worked_out(found: Found, memory: Memory) -> list[Meaning]:
    """Two times 25 is 50."""
    one, other, value = found.number("a"), found.number("b"), found.code("v")
    alone = {"squared": f"{one} ** 2", "doubled": f"{one} * 2", "halved": f"{one} // 2"}
    sign = {"times": "*", "plus": "+", "minus": "-"}.get(found.text("sign"))
    text = alone.get(found.text("sign"), "") if other is None else f"{one} {sign} {other}" if sign else ""
    return _closed(text, value)


def rest(found: Found, memory: Memory) -> list[Meaning]:
    """The remainder of 45 divided by six is three."""
    sign = "//" if found.text("what") == "quotient" else "%"
    return _closed(f"{found.number('a')} {sign} {found.number('b')}", found.code("v"))


def divides(found: Found, memory: Memory) -> list[Meaning]:
    """Six divided by three is two, or leaves nothing."""
    sign = "/" if found.has("v") else "%"
    return _closed(f"{found.number('a')} {sign} {found.number('b')}", found.code("v") or read_code("0"))


def _closed(text: str, value: Code | None) -> list[Meaning]:
    code = read_code(text)
    if code.sort not in "CL" or value is None:
        return []
    return [IsTrue(read_code(f"{text} == {value.text}"), truth=True)]


def gives(found: Found, memory: Memory) -> list[Meaning]:
    """`→ 5`."""
    value = found.code("v")
    if value is None or found.begins_sentence() or value.sort == "C":
        return []  # a closed expression is worked out by what follows
    return [Gives(value)]


def leads_to_call(found: Found, memory: Memory) -> list[Meaning]:
    """`→ gcd(12, 0)`."""
    call = found.code("v")
    return [Loosely(Calls(call))] if call is not None and isinstance(call.node, ast.Call) else []


def ends(found: Found, memory: Memory) -> list[Meaning]:
    """A value that is the whole sentence, or is called the answer."""
    value = found.code("v")
    if value is None or not found.begins_sentence() or (value.sort == "N" and value.text not in EXCEPTIONS):
        return []
    if isinstance(value.node, ast.Compare):
        return [IsTrue(value, truth=True)]  # "4 != 10." is a remark
    return [Ends(value)]


def no_return(found: Found, memory: Memory) -> list[Meaning]:
    """It doesn't return anything."""
    return [NoReturn()]


def line_times(found: Found, memory: Memory) -> list[Meaning]:
    """Line 8 runs twice."""
    count = _count(found)
    return [] if count is None else [TimesRun(count, found.number("line"))]


def call_times(found: Found, memory: Memory) -> list[Meaning]:
    """`f` is called three times."""
    count = _count(found)
    return [] if count is None else [TimesRun(count, None, found.code("f"))]


def calls_in_all(found: Found, memory: Memory) -> list[Meaning]:
    """Helper calls in total: 2 + 5 = 7."""
    code = found.code("a")
    value = code.value if code is not None and code.sort == "A" else code
    if code is None or value is None or not value.text.isdigit():
        return []
    count = TimesRun(int(value.text), helper=found.has("helper"))
    return [Stands(code), count] if code.sort == "A" else [count]


def in_all(found: Found, memory: Memory) -> list[Meaning]:
    """In total: a count of something that no other pattern knows."""
    return [Unread(f"nobody knows of what “{found.match.group()}” is said")]


def final_return(found: Found, memory: Memory) -> list[Meaning]:
    """The final `return total` gives us 9."""
    code, value = found.code("s"), found.code("v")
    if code is None or value is None or not code.text.startswith("return"):
        return []
    return [Mentions(code), Returns(value)]


def _count(found: Found) -> int | None:
    return {"once": 1, "twice": 2}[found.text("once")] if found.has("once") else found.number("n")


def stands_compared(found: Found, memory: Memory) -> list[Meaning]:
    """`a[3] = 12 < 23`."""
    code, other = found.code("a"), found.code("b")
    if code is None or other is None or code.value is None:
        return []
    value = other if other.sort != "A" else other.value
    if value is None:
        return []
    asked = read_code(f"({code.value.text}) {found.text('sign')} ({value.text})")
    stands: list[Meaning] = [Stands(code)] if other.sort != "A" else [Stands(code), Stands(other)]
    return [*stands, Loosely(IsTrue(asked, truth=True, asked=True))]


def named_whole(found: Found, memory: Memory) -> list[Meaning]:
    """We want `[1, 2]`; looking for 23."""
    value = found.code("v")
    return [] if value is None else [Whole(value)]


def returned_as(found: Found, memory: Memory) -> list[Meaning]:
    """`-lo` is returned: `-3`."""
    code, value = found.code("s"), found.code("v")
    return [] if code is None or value is None else [Returns(code), Returns(value)]


def handed_back(found: Found, memory: Memory) -> list[Meaning]:
    """5 is returned."""
    value = found.code("v")
    return [] if value is None else [Returns(value)]
