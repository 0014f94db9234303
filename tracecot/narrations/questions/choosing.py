"""Which question is asked about an execution: one that takes following the program, chosen by content."""

from collections.abc import Callable, Iterator

from tracecot.ids import digest
from tracecot.narrations.questions import (
    branch_outcome,
    exception,
    line_coverage,
    loop_count,
    next_line,
    state,
    value_type,
)
from tracecot.narrations.questions.records import Asked, Question
from tracecot.targets import (
    BRANCH_OUTCOME,
    EXCEPTION,
    LINE_COVERAGE,
    LOOP_COUNT,
    NEXT_LINE,
    STATE,
    VALUE_TYPE,
)

MOST = 400  # questions of one family that are looked at

FAMILIES: dict[str, Callable[[Asked], Iterator[Question]]] = {
    STATE: state.ask,
    NEXT_LINE: next_line.ask,
    LINE_COVERAGE: line_coverage.ask,
    LOOP_COUNT: loop_count.ask,
    BRANCH_OUTCOME: branch_outcome.ask,
    VALUE_TYPE: value_type.ask,
    EXCEPTION: exception.ask,
}


def chosen(asked: Asked, task: str, count: int = 1) -> list[Question]:
    """So many questions of a family, those first that take following the program; none where it has nothing to ask."""
    found = [question for question, _ in zip(FAMILIES[task](asked), range(MOST), strict=False)]

    def order(question: Question) -> tuple[bool, str]:
        return not question.tells, digest(asked.call.id, task, question.target.text)

    return sorted(found, key=order)[:count]


def families(call_id: str) -> list[str]:
    """The families in an order of chance, so that over many executions each comes first equally often."""
    return sorted(FAMILIES, key=lambda task: digest(call_id, task))
