"""Is the condition of a line true or false the k-th time?"""

from collections.abc import Iterator

from tracecot.narrations.questions.records import Asked, Question, decision
from tracecot.narrations.spans import is_sayable, shown, span
from tracecot.targets import Target

WIDEST = 100  # characters of a condition


def _summed_up(line: int, truth: str) -> str:
    """Of a condition that was told just before."""
    return f"So the condition on line {line} is {truth.lower()}"


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
                visit.told(f"{span(event.text)} is {truth.lower()}" if visit.of > 1 else _summed_up(line, truth)),
                event.seq,
                visit.moments,
                both,
            )
