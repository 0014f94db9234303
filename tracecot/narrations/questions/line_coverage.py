"""Does a line run?"""

import ast
from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.narrations.questions.records import Asked, Question
from tracecot.targets import Target

#: Statements of which every execution is an event.
TELLING = (ast.Assign, ast.AugAssign, ast.Return, ast.Raise, ast.Delete)
ARMS = (ast.If, ast.While, ast.For, ast.Try, ast.ExceptHandler)


def ask(asked: Asked) -> Iterator[Question]:
    """A question for each line that an arm of a condition, a loop or a handler holds, in functions that run."""
    ran = asked.ran()
    for function in _functions(asked.tree):
        if not any(line in ran for line in range(function.body[0].lineno, (function.end_lineno or 0) + 1)):
            continue
        for statement in _in_arms(function):
            line = statement.lineno
            if len(asked.begins[line]) == 1:
                yield _question(line, _first_on(line, asked) if line in ran else None, asked)


def _question(line: int, first: Event | None, asked: Asked) -> Question:
    """The question; `first` is what happens first on the line, if it runs."""
    under = None if first is None else first.under
    return Question(
        Target(line=line),
        (
            f"Does line {line} run when {{call}} is executed? Answer yes or no.",
            f"{{call}} is executed. Is line {line} ever reached? Answer yes or no.",
        ),
        "no" if first is None else "yes",
        f"Line {line} never runs." if first is None else f"So line {line} runs.",
        None if first is None else first.seq - 1,
        frozenset() if first is None else _deciding(first, asked),
        hangs_on=frozenset() if first is None or under is None else frozenset({under, *first.reads}),
        tells=True,
    )


def _deciding(first: Event, asked: Asked) -> frozenset[int]:
    """The first event of the statement's execution that leads to the line: it must be told."""
    leads = first.seq - 1 if first.under is None else first.under
    return frozenset(step.events[0].seq for step in asked.steps() if any(event.seq == leads for event in step.events))


def _first_on(line: int, asked: Asked) -> Event | None:
    """The first event of the statement on the line."""
    for event in asked.trace.events:
        statement = asked.places.statement(event)
        if statement is not None and statement.lineno == line:
            return event
    return None


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def _is_bare(statement: ast.stmt) -> bool:
    """Whether it returns nothing: no text tells when it runs."""
    return isinstance(statement, ast.Return) and statement.value is None


def _in_arms(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    """The first statements of arms: whether they run is what the arm decides."""
    for node in ast.walk(function):
        if isinstance(node, ARMS):
            for name in ("body", "orelse"):
                block = getattr(node, name, [])
                if block and isinstance(block[0], TELLING) and not _is_bare(block[0]):
                    yield block[0]
