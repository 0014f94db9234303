"""Which line runs when a line's condition has decided for the k-th time?"""

import ast
import itertools
from collections.abc import Iterator

from tracecot.narrations.questions.records import Asked, Question, Visit, decision
from tracecot.narrations.spans import is_sayable, shown
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
                visit.told(f"So line {after} runs next"),
                event.seq,
                visit.moments,
                both,
            )


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
    follower = _follower(statement, asked.tree)
    return None if follower is None else _line(follower)


def _line(statement: ast.stmt) -> int | None:
    return None if isinstance(statement, HOLDING) else statement.lineno


def _follower(statement: ast.stmt, tree: ast.Module) -> ast.stmt | None:
    """The statement after it in its block."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            for one, other in itertools.pairwise(block if isinstance(block, list) else ()):
                if one.lineno == statement.lineno:
                    return other  # type: ignore[no-any-return]
    return None
