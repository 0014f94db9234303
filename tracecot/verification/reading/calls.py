"""What is said of calls, returns and exceptions."""

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.meanings import (
    Calls,
    CallsLambda,
    Equals,
    Given,
    Gives,
    Loosely,
    Matches,
    Meaning,
    OnLine,
    Raises,
    Resumes,
    Returns,
    Stands,
    Uncaught,
    Unchanged,
    Unread,
)
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory
from tracecot.verification.text.lines import is_exception
from tracecot.verification.text.nouns import is_told_as


def uncaught(found: Found, memory: Memory) -> list[Meaning]:
    """Nothing catches it."""
    return [Uncaught()]


def called(found: Found, memory: Memory) -> list[Meaning]:
    """`f` is called with `1` and `2`, or with `n = 1`."""
    function = found.code("s")
    if function is None:
        return []
    if function.sort == "E":
        memory.subject = function
    first, named = found.code("v"), found.code("a")
    given = [] if named is None else [named, *[code for code in found.codes("moreA") if code.sort == "A"]]
    memory.is_called = not found.match.group().startswith("call")
    made = " constructed" in found.match.group()
    called = Calls(function, () if first is None else (first, *found.codes("more")), made=made)
    onward = found.match.group().startswith("call") and not given  # "it calls `f(2)`": from where is not said
    return [Loosely(called) if onward else called, *[Given(code) for code in given]]


def lambda_called(found: Found, memory: Memory) -> list[Meaning]:
    """The lambda on line 3 is called with `n = 1`."""
    named = found.code("a")
    if named is None:
        return []
    given = [named, *(code for code in found.codes("moreA") if code.sort == "A")]
    memory.is_called = True
    return [CallsLambda(found.number("line")), *[Given(code) for code in given]]


def needs_none(found: Found, memory: Memory) -> list[Meaning]:
    """`f` takes no arguments."""
    return [Calls(found.code("s"), bare=True)]


def called_on(found: Found, memory: Memory) -> list[Meaning]:
    """The call of `f`: the code that follows is read by itself."""
    return []  # the code that follows is read by itself


def returns_equation(found: Found, memory: Memory) -> list[Meaning]:
    """`f(5)` returns `[1, 0] + [1] = [1, 0, 1]`."""
    call, code = found.code("s"), found.code("a")
    if code is None or code.value is None or not code.value.is_value or any(part.sort == "N" for part in code.targets):
        return []
    return [Stands(code), Returns(code.value) if call is None else Equals(call, code.value)]


def returns(found: Found, memory: Memory) -> list[Meaning]:
    """Returns `3`."""
    value = found.code("v")
    if value is None:
        return []
    goes_on = memory.is_called and bool(memory.said) and isinstance(memory.said[-1].meaning, Calls | Given)
    said: list[Meaning] = [Returns(value, of_call=goes_on)]
    if value.sort in "NEC":
        memory.subject = value
    if found.has("un") and value.sort == "N":
        said.append(Unchanged(value))
    return said


def gives_back(found: Found, memory: Memory) -> list[Meaning]:
    """Line 9 gives back `3`; anything may give something."""
    value = found.code("v")
    if value is None:
        return []
    named = any(isinstance(each.meaning, OnLine) for each in memory.said)
    returned = named or found.has("back") or found.has("back2")
    return [Returns(value) if returned else Loosely(Gives(value))]


def result_is(found: Found, memory: Memory) -> list[Meaning]:
    """The result of `f` is `3`."""
    value, noun = found.code("v"), found.text("noun")
    if value is None:
        return []
    return [Returns(value, found.code("f")) if is_told_as(noun, value) else Unread(f"it is no {noun}")]


def raises(found: Found, memory: Memory) -> list[Meaning]:
    """Raises `ValueError` with a message."""
    error = found.code("t")
    if error is None:
        return []
    message = found.code("m")
    if error.sort == "L" and not (isinstance_call(error) and is_exception(error.norm.partition("(")[0], frozenset())):
        return []
    if error.sort in "EL" and isinstance_call(error):
        return [Raises(error.norm.partition("(")[0], _call_argument(error))]
    return [Raises(error.norm, message)]


def raised(found: Found, memory: Memory) -> list[Meaning]:
    """A `ValueError` is raised, or caught."""
    error = found.code("t")
    if error is None:
        return []
    caught = found.text("c").endswith(("caught", "handled"))
    return [Raises(error.norm, found.code("m"), caught)]


def caught(found: Found, memory: Memory) -> list[Meaning]:
    """Catches the `ValueError`."""
    error = found.code("t")
    return [] if error is None else [Raises(error.norm, None, caught=True)]


def resumes(found: Found, memory: Memory) -> list[Meaning]:
    """`gen` goes on."""
    function = found.code("s")
    return [] if function is None else [Resumes(function)]


def matches(found: Found, memory: Memory) -> list[Meaning]:
    """`kind` matches `'a' | 'b'`."""
    subject, pattern = found.code("s"), found.code("v")
    return [] if subject is None or pattern is None else [Matches(subject, pattern, not found.has("no"))]


def raises_code(found: Found, memory: Memory) -> list[Meaning]:
    """`int(x)` raises `ValueError`."""
    error = found.code("t")
    return [] if error is None else [Raises(error.norm, found.code("m"), cause=found.code("s"))]


def isinstance_call(code: Code) -> bool:
    """Whether the code is a call such as `ValueError('no')`."""
    return code.norm.endswith(")") and "(" in code.norm


def _call_argument(code: Code) -> Code | None:
    inside = code.norm.partition("(")[2][:-1]
    if code.norm.startswith("KeyError(") and inside:
        return read_code(repr(inside))  # its message is the key as Python spells it
    return read_code(inside) if inside else None
