"""Which exception leaves the call, if any?"""

import ast
from collections.abc import Iterator

from tracecot.execution import Raised, Returned
from tracecot.narrations.questions.records import Asked, Question
from tracecot.narrations.wording.spans import is_sayable, shown, span
from tracecot.targets import Target

NOTHING = "none"  # the answer where no exception leaves the call
SHORT = 120  # characters of a result
WORDINGS = (
    "Which exception does {call} raise, if any? Answer with its type, or none.",
    "{call} is executed. Name the type of the exception that leaves it, or answer none.",
)


def ask(asked: Asked) -> Iterator[Question]:
    """One question, where an exception leaves the call, is raised and caught, or might have been raised."""
    name = span(asked.program.entry_point)
    match asked.trace.outcome:
        case Raised(type=kind):
            yield Question(Target(), WORDINGS, kind, f"{name} raises {span(kind)}.", tells=True)
        case Returned(value=value) if is_sayable(value, SHORT) and _may_raise(asked):
            yield Question(Target(), WORDINGS, NOTHING, f"{name} returns {span(shown(value))}.", tells=True)


def _may_raise(asked: Asked) -> bool:
    return any(isinstance(node, ast.Raise | ast.Try) for node in ast.walk(asked.tree))
