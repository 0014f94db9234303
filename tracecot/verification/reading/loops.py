"""What is said of passes and loops."""

import ast
import re
from typing import Literal

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.meanings import (
    EveryPass,
    Has,
    InPass,
    LoopEnds,
    LoopEntered,
    LoopRuns,
    Loosely,
    Meaning,
    TakesValues,
    Unread,
)
from tracecot.verification.reading.found import Found, inner_or_outer, ordinal
from tracecot.verification.reading.memory import Memory


def in_pass(found: Found, memory: Memory) -> list[Meaning]:
    """Pass 2; only in pass 2."""
    number = found.number("n")
    if number is None:
        return []
    if found.line.text[: found.match.start()].split()[-1:] in (["unlike"], ["as"], ["like"]):
        return [Unread("another pass, compared with this one")]
    which = found.text("which") or found.text("of")
    only = found.match.group().startswith("only")
    is_label = found.match.group().startswith(("pass ", "iteration ", "round "))
    begins = is_label and found.begins_sentence() and found.followed_by(":")  # "Pass 3, line 4:" may go on
    here = _says_which(found) and not found.followed_by(":")
    return [InPass(number, None, only, found.number("line"), inner_or_outer(which), begins, here)]


def beside_loop(found: Found, memory: Memory) -> list[Meaning]:
    """`xs` is `[3]` in the loop."""
    return [Unread("whether it is so in the loop isn't looked for")]


_THIS_IS = re.compile(r"\b(?:this|that|it) (?:is|was)(?: also| now| already)? $")
_LONGEST = 20  # characters of these words


def _says_which(found: Found) -> bool:
    """Whether the words before say that it is the pass that is told: "this is the last pass"."""
    before = found.line.text[max(found.match.start() - _LONGEST, 0) : found.match.start()]
    return _THIS_IS.search(before) is not None


def in_pass_ordinal(found: Found, memory: Memory) -> list[Meaning]:
    """In the second pass; in the last one."""
    which = found.text("which") or found.text("of")
    word = found.text("o")
    if _says_which(found) and word not in ("next", "following"):
        place = ordinal(word)
        number, is_last = (None, "last") if word in ("last", "final") else (None if place is None else place + 1, "")
        return [InPass(number, which=inner_or_outer(is_last), here=True)]
    if word in ("last", "final"):
        return [InPass(None, None, False, found.number("line"), "last")]
    if word in ("next", "following"):
        return [InPass(None, None, False, found.number("line"), "next")]
    number = ordinal(word)
    if number is not None and found.match.group().startswith("for ") and found.match.group().endswith(" time"):
        return [Unread("how often it was so by then isn't counted")]
    return [] if number is None else [InPass(number + 1, None, False, found.number("line"), inner_or_outer(which))]


def pass_label(found: Found, memory: Memory) -> list[Meaning]:
    """First round: ..."""
    return in_pass_ordinal(found, memory) if found.has("o") else in_pass(found, memory)


def loop_entered(found: Found, memory: Memory) -> list[Meaning]:
    """The while loop is entered."""
    return [LoopEntered(found.number("line"))]


def every_pass(found: Found, memory: Memory) -> list[Meaning]:
    """In every pass but one."""
    but = 1 if found.text("but") == "one" else (found.number("but") or 0)
    out = tuple(int(code.text) for code in found.codes("out") if code.text.isdecimal())
    first, last = found.number("a"), found.number("b")
    return [EveryPass(first, last, but, out, found.has("others"), found.text("no") == "no")]


def loop_runs(found: Found, memory: Memory) -> list[Meaning]:
    """The loop runs 3 times over `xs`."""
    count = found.number("n") if found.has("n") else found.number("m")
    if count is None and not found.has("x") and not found.has("y"):
        return []
    over = found.code("x") or found.code("y")
    if over is not None and isinstance(over.node, ast.Compare):
        return [Loosely(LoopRuns(count, _walked(over.node), found.number("line")))]
    memory.subject = over or memory.subject
    return [LoopRuns(count, over, found.number("line"))]


def _walked(node: ast.Compare) -> Code | None:
    """What a loop `for i in xs` goes over, of which a text shows `i in xs`."""
    return read_code(ast.unparse(node.comparators[0])) if isinstance(node.ops[0], ast.In) else None


def loop_runs_zero(found: Found, memory: Memory) -> list[Meaning]:
    """The loop never runs."""
    return [LoopRuns(0, None, found.number("line"))]


def loop_over(found: Found, memory: Memory) -> list[Meaning]:
    """The loop goes over `xs`."""
    memory.subject = found.code("x") or memory.subject
    return [LoopRuns(None, found.code("x"), found.number("line"))]


def goes_over(found: Found, memory: Memory) -> list[Meaning]:
    """It iterates over each `n` in `nums`."""
    over = found.code("x")
    if over is None:
        return []
    surely = found.match.group().startswith(("iterat", "loop"))
    return [LoopRuns(None, over) if surely else Loosely(LoopRuns(None, over))]


def body_never(found: Found, memory: Memory) -> list[Meaning]:
    """Its body is never executed."""
    if found.line.text[: found.match.start()].split()[-1:] == ["of"]:
        return []  # "the `else` of the loop is not executed"
    return [LoopRuns(0, same=any(isinstance(each.meaning, LoopRuns) for each in memory.said))]


def there_are(found: Found, memory: Memory) -> list[Meaning]:
    """There are 3 passes."""
    return [LoopRuns(found.number("n"))]


def loop_while(found: Found, memory: Memory) -> list[Meaning]:
    """The loop runs while `x > 2`."""
    return [LoopRuns(None, None, found.number("line"), found.code("x"))]


def runs_again(found: Found, memory: Memory) -> list[Meaning]:
    """Runs twice."""
    return [LoopRuns(_times(found), same=True)]


def loop_runs_once(found: Found, memory: Memory) -> list[Meaning]:
    """The loop runs once."""
    return [LoopRuns(_times(found), None, found.number("line"))]


def each_time(found: Found, memory: Memory) -> list[Meaning]:
    """Each time."""
    return [EveryPass(None, None, each=True)]


def runs_times(found: Found, memory: Memory) -> list[Meaning]:
    """It runs 3 times."""
    return [LoopRuns(found.number("n"), same=True)]


def loop_ends(found: Found, memory: Memory) -> list[Meaning]:
    """The loop ends early, in pass 2."""
    if found.text("which") in ("first", "second", "nested"):
        return [Unread("which loop that is isn't looked for")]
    after = next((found.number(group) for group in ("n", "m", "m2") if found.has(group)), None)
    is_exhausted = found.has("normally") or found.has("out")
    how: Literal["", "early", "exhausted"] = "early" if found.has("early") else "exhausted" if is_exhausted else ""
    side = inner_or_outer(found.text("which"))
    has: list[Meaning] = [Has("inner loop")] if side else []
    return [*has, LoopEnds(how, side, after, found.number("line"))]


def exhausted(found: Found, memory: Memory) -> list[Meaning]:
    """`xs` is exhausted: the loop over it ends by itself."""
    return [Loosely(LoopEnds("exhausted", over=found.code("x")))]


def loop_breaks(found: Found, memory: Memory) -> list[Meaning]:
    """`break` leaves the loop."""
    if found.has("line") or ("break" not in found.match.group() and not _is_break(found)):
        return []
    return [LoopEnds("broken", inner_or_outer(found.text("which")), at=found.number("at"))]


def takes_values(found: Found, memory: Memory) -> list[Meaning]:
    """`x` takes the values `1`, `2` and `3`."""
    name, first = found.code("s"), found.code("v")
    if name is None or first is None:
        return []
    return [TakesValues(name, (first, *found.codes("more")))]


def takes_in_turn(found: Found, memory: Memory) -> list[Meaning]:
    """For `i = 0` and `i = 1`: the values of one name, one after the other."""
    codes = [code for code in (found.code("a"), *found.codes("moreA")) if code is not None and code.sort == "A"]
    names = {tuple(target.norm for target in code.targets) for code in codes}
    values = [code.value for code in codes if code.value is not None]
    if len(names) != 1 or len(values) != len(codes) or len(codes[0].targets) != 1:
        return []
    return [TakesValues(codes[0].targets[0], tuple(values))]


def _is_break(found: Found) -> bool:
    code = next((code for code in found.line.codes if code is not None and code.text == "break"), None)
    return code is not None and "S" in found.match.group()


def _times(found: Found) -> int | None:
    words = {"once": 1, "twice": 2, "no times": 0}
    return words[found.text("once")] if found.has("once") else found.number("n")
