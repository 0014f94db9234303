"""A simpler call is proposed only where it was executed, gives the same and leaves nothing of the program out."""

from dataclasses import replace

from tests.narrations.test_golden import executed
from tracecot.execution import Job
from tracecot.narrations.calls.candidates import FEWEST, MOST, simpler_calls, simplest
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import INPUT_PREDICTION
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

CODE = (
    "def f(xs, low=0):\n    out = []\n    for x in xs:\n        if x > low:\n"
    "            out.append(x)\n    return out\n"
)
ONE = "def f(xs):\n    for x in xs:\n        if x == 3:\n            x = 0\n    return 1\n"


def tried(sandbox, source, code=CODE):
    """The call, its execution, and the simplest call of those that do as much."""
    program, call, trace = executed(sandbox, code, source)
    calls = simpler_calls(program, call)
    (answers,) = sandbox([Job(program.id, code, "f", tuple((each.id, each.input) for each in calls))])
    return program, call, trace, simplest(trace, list(zip(calls, answers, strict=True)))


def test_candidates_are_shorter_and_few(sandbox):
    program, call, _ = executed(sandbox, CODE, "[5, -1, -2, -3], low=0")

    inputs = [each.input for each in simpler_calls(program, call)]

    assert inputs == [
        "[5, -1, -2, -3]",
        "[5, -1], low=0",
        "[5, -1, -2], low=0",
        "[5, -1, -3], low=0",
        "[5, -2, -3], low=0",
        "[-1, -2, -3], low=0",
    ]
    assert len(inputs) <= MOST


def test_what_is_short_already_has_no_shorter_container(sandbox):
    program, call, _ = executed(sandbox, CODE, f"{[5] * FEWEST}")

    assert simpler_calls(program, call) == ()


def test_arguments_that_cannot_be_read_have_no_candidates(sandbox):
    program, call, _ = executed(sandbox, CODE, "[1]")

    assert simpler_calls(program, replace(call, input="[1")) == ()


def test_the_shortest_call_that_does_as_much_is_proposed_and_verified(sandbox):
    program, call, trace, (simple, answer) = tried(sandbox, "[5, -1, -2, -3], low=0")

    narration = narrate(program, call, trace, INPUT_PREDICTION, proposal=(simple, answer))
    rationale = Rationale(INPUT_PREDICTION, narration.rationale, narration.answer)

    assert narration.answer in ("f([5, -1, -2, -3])", "f([5, -1], low=0)")
    assert narration.answer == f"f({simple.input})"
    assert (narration.trace_id, narration.answer_trace_id) == (trace.id, answer.id)
    assert verify(rationale, program, Evidence(call, trace), Evidence(simple, answer)).verdict == "verified"


def test_a_call_with_another_result_is_never_proposed(sandbox):
    assert tried(sandbox, "[5, 6, 7]")[-1] is None


def test_a_call_that_leaves_a_line_of_the_program_out_is_never_proposed(sandbox):
    *_, (simple, _) = tried(sandbox, "[1, 2, 3]", ONE)

    assert simple.input == "[1, 3]"


def test_entries_of_a_dict_and_letters_of_a_text_are_left_out(sandbox):
    program, call, _ = executed(sandbox, CODE, "{1: 2, 3: 4, 5: 6}")

    inputs = [each.input for each in simpler_calls(program, replace(call, input="{1: 2, 3: 4, 5: 6}, 'abc'"))]

    assert "{1: 2, 3: 4}, 'abc'" in inputs
    assert "{1: 2, 3: 4, 5: 6}, 'ab'" in inputs
