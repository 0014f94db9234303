"""Does a line run?"""

import ast
from collections.abc import Iterator, Set

from tracecot.execution import Event
from tracecot.narrations.questions.records import Asked, Question
from tracecot.narrations.questions.unreached import Why, why_unreached
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
                if line in ran:
                    yield _reached(line, _first_on(line, asked), asked)
                else:
                    yield _never(statement, why_unreached(statement, function, asked), asked)


def _never(statement: ast.stmt, why: Why, asked: Asked) -> Question:
    """The question about a line that never runs."""
    never = f"line {statement.lineno} never runs."
    closing = f"{why.reason}, so {never}" if why.reason else f"So {never}"
    moments = _deciding(why.events, asked) if len(why.events) == 1 and not why.reason else frozenset()
    return _question(statement.lineno, "no", closing, moments=moments, hangs_on=why.events)


def _reached(line: int, first: Event, asked: Asked) -> Question:
    """The question about a line that runs; `first` is what happens first on it."""
    under = () if first.under is None else (first.under, *first.reads)
    moments = _deciding({first.seq - 1 if first.under is None else first.under}, asked)
    return _question(line, "yes", f"So line {line} runs.", first.seq - 1, moments, frozenset(under))


def _question(
    line: int,
    answer: str,
    closing: str,
    last: int | None = None,
    moments: frozenset[int] = frozenset(),
    hangs_on: frozenset[int] = frozenset(),
) -> Question:
    wordings = (
        f"Does line {line} run when {{call}} is executed? Answer yes or no.",
        f"{{call}} is executed. Is line {line} ever reached? Answer yes or no.",
    )
    return Question(Target(line=line), wordings, answer, closing, last, moments, hangs_on, tells=True)


def _deciding(leads: Set[int], asked: Asked) -> frozenset[int]:
    """The first events of the statements' executions that these events are of: they must be told."""
    return frozenset(step.events[0].seq for step in asked.steps() if any(event.seq in leads for event in step.events))


def _first_on(line: int, asked: Asked) -> Event:
    """The first event of the statement on the line, which runs."""
    on = ((event, asked.places.statement(event)) for event in asked.trace.events)
    return next(event for event, statement in on if statement is not None and statement.lineno == line)


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
