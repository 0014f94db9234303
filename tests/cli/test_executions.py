"""Rows come in the order of the lines, whatever is asked ahead and whatever can't be served."""

from collections.abc import Iterable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tracecot.errors import BadInput
from tracecot.execution import Answer, Care, Job, Returned, Trace
from tracecot.values import Plain, Unaskable
from tracecot_cli.rows.executions import Errand, Refused, executed, job_of, trace_or_refuse
from tracecot_cli.rows.requests import read_request


class Ahead:
    """An executor that takes so many jobs before it gives the first answer."""

    def __init__(self, ahead: int) -> None:
        self.ahead = ahead

    def __call__(self, jobs: Iterable[Job], care: Care = "cross-checked") -> Iterator[tuple[Answer, ...]]:
        held: list[Job] = []
        for job in jobs:
            held.append(job)
            if len(held) > self.ahead:
                yield answers(held.pop(0))
        yield from map(answers, held)


def answers(job: Job) -> tuple[Answer, ...]:
    return tuple(trace(job.program_id, call, source) for call, source in job.calls)


def trace(program: str, call: str, value: str) -> Trace:
    return Trace(program, call, Returned(Plain("int", value)), "cross-checked", "", "3.13", ())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.booleans(), max_size=30), st.integers(0, 40))
def test_rows_come_in_the_order_of_the_lines(served, ahead) -> None:
    lines = [
        (number, Errand(number, Job("prog_1", "", "f", ((f"call_{number}", str(number)),))))
        if good
        else (number, Refused(None, number, BadInput("not_json", "no")))
        for number, good in enumerate(served, start=1)
    ]

    rows = list(executed(lines, Ahead(ahead)))

    assert [row.line_number for row in rows] == list(range(1, len(served) + 1))
    assert [not isinstance(row, Refused) for row in rows] == served


def request(output: str | None):
    return read_request({"code": "def f(x):\n    return x", "input": "1", "output": output})


def refusal(answer: Answer, output: str | None) -> str | None:
    try:
        trace_or_refuse(answer, request(output))
    except BadInput as error:
        return error.kind
    return None


def test_an_output_is_compared_by_value() -> None:
    given = Trace("p", "c", Returned(Plain("dict", "{'a': 1, 'b': 2}")), "recorded", "", "3.13", ())

    assert refusal(given, "{'b': 2, 'a': 1}") is None
    assert refusal(given, "{'b': 2, 'a': True}") == "output_differs"
    assert refusal(given, "no python") == "output_differs"
    assert refusal(given, None) is None


def test_an_output_too_large_to_keep_is_compared_by_its_length() -> None:
    given = Trace("p", "c", Returned(Unaskable("list", 3, "")), "recorded", "", "3.13", ())

    assert refusal(given, "[1]") is None
    assert refusal(given, "[1, 2]") == "output_differs"


def test_further_inputs_are_calls_of_the_same_program() -> None:
    job = job_of(request(None), "2", "3")

    assert [source for _, source in job.calls] == ["1", "2", "3"]
    assert len({name for name, _ in job.calls}) == 3
