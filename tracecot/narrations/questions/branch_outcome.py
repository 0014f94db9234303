"""Is the condition of a line true or false the k-th time?"""

from collections.abc import Iterator

from tracecot.narrations.questions.records import Asked, Question, decision
from tracecot.narrations.wording.spans import is_sayable, shown
from tracecot.targets import Target

WIDEST = 100  # characters of a condition


def ask(asked: Asked) -> Iterator[Question]:
    """A question for each time that an `if` or `while` decides."""
    for line, visits in asked.visits.items():
        decided = [(visit, event) for visit in visits if (event := decision(visit)) is not None]
        both = len({shown(event.value) for _, event in decided if is_sayable(event.value)}) > 1
        for visit, event in decided:
            if not is_sayable(event.value) or len(event.text) > WIDEST or event.text in ("True", "1"):
                continue
            truth, time = shown(event.value), f" {visit.time}" if visit.of > 1 else ""
            yield Question(
                Target(line=line, visit=visit.number),
                (
                    f"{{call}} is executed. Is the condition on line {line} `True` or `False`{time}?",
                    f"In {{call}}, how does the condition on line {line} come out{time}: `True` or `False`?",
                ),
                truth,
                visit.told(f"So the condition on line {line} is {truth.lower()}"),
                event.seq,
                visit.moments,
                frozenset({event.seq}),
                both,
            )
