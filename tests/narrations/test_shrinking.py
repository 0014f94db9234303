"""A simpler call is found by executing candidates, a bounded number of them, and only where one gives the same."""

from tests.narrations.test_golden import executed
from tracecot.narrations.calls.candidates import MOST
from tracecot.narrations.calls.shrinking import FINALISTS, ROUNDS, Recorded, shrunk

CODE = (
    "def f(xs, low=0):\n    out = []\n    for x in xs:\n        if x > low:\n"
    "            out.append(x)\n    return out\n"
)


class Counting:
    """The sandbox, with what it was asked to execute."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.asked = []

    def __call__(self, jobs, care="cross-checked"):
        jobs = list(jobs)
        self.asked += [(care, source) for job in jobs for _, source in job.calls]
        return self.sandbox(iter(jobs), care)


def shrunk_of(sandbox, source, known=()):
    program, call, trace = executed(sandbox, CODE, source)
    counting = Counting(sandbox)
    found = shrunk(
        [Recorded(program, call, trace)], {program.id: {source, *known}}, counting, lambda _: {trace.id: trace}
    )
    return found, counting.asked, trace


def test_a_call_is_simplified_in_rounds(sandbox):
    found, _, trace = shrunk_of(sandbox, "[5, -1, -2, -3, -4, -6]")

    ((call, proposed),) = found
    assert call.input in ("[5, -1]", "[5, -2]", "[5, -3]", "[5, -4]", "[5, -6]")
    assert call.kind == "proposed"
    assert call.made_from == trace.call_id
    assert proposed.outcome == trace.outcome
    assert proposed.label == "re-derived"


def test_few_are_executed_and_fewer_are_recorded(sandbox):
    _, asked, _ = shrunk_of(sandbox, "[5, -1, -2, -3, -4, -6, -7, -8, -9, -10, -11, -12]")

    assert 0 < sum(care == "untraced" for care, _ in asked) <= MOST * ROUNDS
    assert 0 < sum(care == "cross-checked" for care, _ in asked) <= FINALISTS * ROUNDS


def test_nothing_is_recorded_where_no_candidate_gives_the_same(sandbox):
    found, asked, _ = shrunk_of(sandbox, "[5, 6, 7, 8]")

    assert found == []
    assert {care for care, _ in asked} == {"untraced"}


def test_a_call_that_the_program_has_is_not_tried(sandbox):
    found, asked, _ = shrunk_of(sandbox, "[5, -1, -2]", known=["[5, -1]"])

    assert [call.input for call, _ in found] == ["[5, -2]"]
    assert "[5, -1]" not in {source for _, source in asked}


def test_a_call_that_raised_is_left_alone(sandbox):
    assert shrunk_of(sandbox, "['a', 1, 2]")[:2] == ([], [])
