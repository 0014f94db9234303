"""Which line runs when a line's condition has decided for the k-th time?"""

import ast
import itertools
from collections.abc import Iterator
from functools import lru_cache

from tracecot.execution import Event
from tracecot.narrations.questions.records import Asked, Question, Visit, decision
from tracecot.narrations.wording.spans import is_sayable, shown, span
from tracecot.targets import Target

WIDEST = 100  # characters of a condition
HOLDING = (ast.Try, ast.With, ast.Match)  # their first line is a matter of taste


def ask(asked: Asked) -> Iterator[Question]:
    """A question for each time that an `if` or `while` decides, where what runs next has no two names."""
    for line, visits in asked.visits.items():
        found = [(visit, after) for visit in visits if (after := _after(visit, asked)) is not None]
        both = len({after for _, after in found}) > 1
        for visit, after in found:
            event = decision(visit)
            assert event is not None
            time = f" for {visit.time}" if visit.of > 1 else ""
            yield Question(
                Target(line=line, visit=visit.number),
                (
                    f"{{call}} is executed. Which line runs right after line {line} has run{time}?",
                    f"In {{call}}, which line comes next when line {line} has run{time}?",
                ),
                str(after),
                visit.told(_next(event, after, asked)),
                event.seq,
                visit.moments,
                frozenset({event.seq}),
                both,
            )


def _next(event: Event, after: int, asked: Asked) -> str:
    """What follows from a condition that was told just before; it is said again where the line has nothing else."""
    if after in asked.ran():
        return f"So line {after} runs next"
    return f"{span(event.text)} is {shown(event.value).lower()}, so line {after} runs next"


def _after(visit: Visit, asked: Asked) -> int | None:
    """The line that the decision leads to."""
    event, statement = decision(visit), visit.statement
    if event is None or not isinstance(statement, ast.If | ast.While) or not is_sayable(event.value):
        return None
    if len(event.text) > WIDEST or event.text in ("True", "1"):
        return None
    if shown(event.value) == "True":
        return _line(statement.body[0])
    if statement.orelse:
        return _line(statement.orelse[0])
    follower = _followers(asked.tree).get(statement.lineno)
    return None if follower is None else _line(follower)


def _line(statement: ast.stmt) -> int | None:
    return None if isinstance(statement, HOLDING) else statement.lineno


@lru_cache(maxsize=64)
def _followers(tree: ast.Module) -> dict[int, ast.stmt]:
    """By the line of a statement the one after it in its block."""
    found: dict[int, ast.stmt] = {}
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            for one, other in itertools.pairwise(block if isinstance(block, list) else ()):
                found.setdefault(one.lineno, other)
    return found
