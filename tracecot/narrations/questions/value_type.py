"""Of which type is an expression the k-th time that its line runs?"""

from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.narrations.questions.outermost import is_fixed, names_given
from tracecot.narrations.questions.records import Asked, Question, Visit
from tracecot.narrations.reasons.parts import is_quotable
from tracecot.narrations.wording.spans import is_sayable, pair, shown, span
from tracecot.targets import Target
from tracecot.values import NotPlain, read_plain

SHORT = 120  # characters of the value
TYPES = frozenset({"int", "float", "complex", "str", "bytes", "list", "tuple", "dict", "set", "frozenset", "NoneType"})


def ask(asked: Asked) -> Iterator[Question]:
    """A question for each value of an expression that is evaluated once in its statement, and doesn't tell its type."""
    own = names_given(asked.program.code)
    for visit in asked.every_visit():
        for event in _values(visit):
            if not is_fixed(event.text, own):
                yield _question(visit, event)


def _values(visit: Visit) -> list[Event]:
    own = visit.step.events[-1].loop  # what a comprehension evaluates is of a loop of its own
    values = [
        event for event in visit.step.events
        if event.kind == "value" and event.frame == visit.frame and event.loop == own
    ]  # fmt: skip
    texts = [event.text for event in values]
    return [
        event for event in values
        if texts.count(event.text) == 1 and is_quotable(event) and is_sayable(event.value, SHORT) and _is_plain(event)
        and event.value is not None and event.value.type in TYPES and "`" not in event.text
    ]  # fmt: skip


def _is_plain(event: Event) -> bool:
    """Whether the value is made of literals: what is of a class of the program's own can't be compared everywhere."""
    try:
        read_plain(shown(event.value))
    except NotPlain:
        return False
    return True


def _question(visit: Visit, event: Event) -> Question:
    assert event.value is not None
    line, kind = visit.statement.lineno, event.value.type
    when = f"when line {line} runs for {visit.time}" if visit.of > 1 else f"when line {line} runs"
    return Question(
        Target(line=line, visit=visit.number, expression=event.text),
        (
            f"{{call}} is executed. Of which type is {span(event.text)} {when}?",
            f"In {{call}}, what is the type of {span(event.text)} {when}?",
        ),
        kind,
        visit.told(f"{pair(event.text, event.value)}, so its type is {span(kind)}"),
        visit.last,
        visit.moments,
        frozenset({event.seq}),
        kind in ("NoneType", "float", "tuple", "dict", "set") or visit.of > 1,
    )
