"""What is said of truth."""

import ast
import re

from tracecot.verification.meanings import ArmRuns, IsTrue, Loosely, Meaning
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory

_TRUTHS = {
    "yes": True,
    "yep": True,
    "✓": True,
    "✔": True,
    "holds": True,
    "succeeds": True,
    "passes": True,
    "does hold": True,
}


def truth(found: Found, memory: Memory) -> list[Meaning]:
    """`x > 2` is true."""
    condition = found.code("s")
    if condition is None:
        return []
    truth = truth_of(found.text("truth"))
    memory.subject = condition
    made: list[Meaning] = [IsTrue(condition, truth, asked=True)]
    for group in ("sub", "sub2"):
        if (substituted := found.code(group)) is not None:
            made.append(IsTrue(substituted, truth, asked=True))
    return made


def truth_literal(found: Found, memory: Memory) -> list[Meaning]:
    """`if texts:` evaluates to `False`."""
    condition, value = found.code("s"), found.code("v")
    if condition is None or value is None or value.norm not in ("True", "False"):
        return []
    if condition.sort != "S" and not isinstance(condition.node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        return []  # the value itself is told
    memory.subject = condition
    return [IsTrue(condition, value.norm == "True", None if condition.sort == "S" else value, asked=True)]


def truth_which(found: Found, memory: Memory) -> list[Meaning]:
    """..., which is true."""
    told = re.match(r"(?:which|it|this|that)\b", found.match.group().removeprefix(", "))
    if not told and (memory.subject is None or memory.subject.sort == "N") and memory.condition() is None:
        return [Loosely(ArmRuns("if", truth_of(found.text("truth"))))]  # the condition at hand, whatever it is
    if memory.subject is None:
        return []
    return [IsTrue(memory.subject, truth_of(found.text("truth")))]


def truth_of(word: str) -> bool:
    """The truth that a word says."""
    return _TRUTHS.get(word, word in ("true", "truthy", "satisfied", "met", "fulfilled"))
