"""What is a variable when a line has run for the k-th time?"""

import ast
from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.narrations.questions.records import Asked, Question, Visit
from tracecot.narrations.reasons.parts import is_literal
from tracecot.narrations.wording.spans import is_sayable, pair, shown, span
from tracecot.targets import Target

#: Statements that end with what they give: a loop's head or a handler's goes on.
GIVING = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)
SHORT = 120  # characters of the answer


def ask(asked: Asked) -> Iterator[Question]:
    """A question for each visit that gives a name a value, or changes its object."""
    for visit in asked.every_visit():
        if not isinstance(visit.statement, GIVING):
            continue
        for event in _given(visit):
            yield _question(visit, event, tells=visit.of > 1 or event.kind == "mutate")


def _given(visit: Visit) -> list[Event]:
    """The last change of each name; not of what stands in the source as it is."""
    inner = {event.loop for event in visit.step.events if event.kind == "iteration" and event.why == "comp"}
    last = {
        event.name: event for event in visit.step.events
        if event.kind in ("bind", "mutate") and event.frame == visit.frame and event.name.isidentifier()
        and event.loop not in inner  # a comprehension's names end with it
    }  # fmt: skip
    return [event for event in last.values() if is_sayable(event.value, SHORT) and not _is_plain(event, visit)]


def _is_plain(event: Event, visit: Visit) -> bool:
    """Whether the statement spells the value: `total = 0`."""
    values = [other for other in visit.step.events if other.kind == "value"]
    return event.kind == "bind" and not values and is_literal(shown(event.value)) and visit.of == 1


def _question(visit: Visit, event: Event, *, tells: bool) -> Question:
    line = visit.statement.lineno
    name = span(event.name)
    when = f"when line {line} has run for {visit.time}" if visit.of > 1 else f"when line {line} has run"
    return Question(
        Target(line=line, visit=visit.number, name=event.name),
        (
            f"{{call}} is executed. What is {name} {when}?",
            f"During {{call}}, which value does {name} have {when}?",
            f"What is the value of {name} in {{call}} {when}?",
        ),
        shown(event.value),
        visit.told(pair(event.name, event.value)),
        visit.last,
        visit.moments,
        frozenset({event.seq}),
        tells,
    )
