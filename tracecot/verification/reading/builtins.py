"""What is said of what a call did to its values."""

from tracecot.verification.meanings import Did, Meaning
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory

_NUMBERS, _CODES = ("n", "m", "k", "e"), ("x", "y", "t", "f")


def did(found: Found, memory: Memory) -> list[Meaning]:
    """`s.split(',')` cuts at 2 separators into 3 parts: `['a', 'b', 'c']`."""
    subject, value = found.code("s"), found.code("v")
    what = next(group for group in found.match.re.groupindex if group.startswith("did_"))
    numbers = {name: found.number(name) for name in _NUMBERS if found.has(name)}
    codes = {name: found.code(name) for name in _CODES if found.has(name)}
    if subject is None or value is None or None in (*numbers.values(), *codes.values()):
        return []
    memory.subject = subject
    return [
        Did(
            subject, value, what.removeprefix("did_"),
            tuple((name, number) for name, number in numbers.items() if number is not None),
            tuple((name, code) for name, code in codes.items() if code is not None),
        )
    ]  # fmt: skip
