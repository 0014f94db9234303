"""What is said of lines and arms of conditions."""

import re

from tracecot.verification.code.reading import read_code
from tracecot.verification.meanings import ArmRuns, LineIsTrue, LineRuns, Meaning, NoArm, OnLine, Unread
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory
from tracecot.verification.reading.truth import truth_of


def on_line(found: Found, memory: Memory) -> list[Meaning]:
    """On line 4."""
    number = found.number("line")
    return [] if number is None else [OnLine(number)]


def line_runs(found: Found, memory: Memory) -> list[Meaning]:
    """Line 4 runs."""
    number = found.number("line")
    return [] if number is None else [LineRuns(number, runs=True, condition=memory.condition())]


def line_not_run(found: Found, memory: Memory) -> list[Meaning]:
    """Line 4 is skipped."""
    number = found.number("line")
    return [] if number is None else [LineRuns(number, runs=False, condition=memory.condition())]


def line_has_run(found: Found, memory: Memory) -> list[Meaning]:
    """Line 4 has run."""
    return [Unread("when it ran isn't looked for")]


def line_truth(found: Found, memory: Memory) -> list[Meaning]:
    """The condition on line 4 is true."""
    number = found.number("line")
    return [] if number is None else [LineIsTrue(number, truth_of(found.text("truth")))]


def arm(found: Found, memory: Memory) -> list[Meaning]:
    """The else branch runs."""
    arm = found.text("arm")
    if found.has("line") or found.has("past"):
        return [Unread("which arm is meant, and when, isn't looked for")]
    if arm == "S":
        code = found.code("arm")
        arm = code.text.rstrip(":") if code is not None else ""
    return _arm(arm, re.search(r"\b(?:not|never|skipped|passed|isn't|doesn't)\b", found.text("runs")) is None, memory)


def arm_entered(found: Found, memory: Memory) -> list[Meaning]:
    """We enter the `if` block; without hitting the `else` branch."""
    code = found.code("arm")
    arm = found.text("arm") if code is None else code.text.rstrip(":")
    if found.text("verb") == "without":
        return []
    return _arm(arm, found.text("verb").startswith("skip") is found.has("no"), memory)


def no_arm(found: Found, memory: Memory) -> list[Meaning]:
    """Without hitting the `else` branch."""
    code = found.code("arm")
    arm = found.text("arm") if code is None else code.text.rstrip(":")
    return [NoArm("else" if arm == "else" else "if")] if arm in ("if", "else") else []


def _arm(arm: str, runs: bool, memory: Memory) -> list[Meaning]:
    if arm.startswith(("if ", "elif ")):
        condition = read_code(arm.partition(" ")[2])
        return [ArmRuns("if", runs, condition)] if condition.node is not None else []
    match arm:
        case "else":
            return [ArmRuns("else", runs, memory.condition())]
        case "if" | "then" | "elif":
            return [ArmRuns("if", runs, memory.condition())]
        case "body" | "condition's":
            return [ArmRuns("body", runs, memory.condition())]
    return []
