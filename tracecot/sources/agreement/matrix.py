"""Executes every solution on the call of every test, each for itself, and notes what came of it."""

from collections.abc import Sequence

from tracecot.execution import Answer, CutShort, Execute, Job, Raised, RejectedTrace, Trace
from tracecot.sources.agreement.records import Cell, Matrix, SingleTest, Task
from tracecot.sources.promises import keeps
from tracecot.sources.records import call_id, program_id

#: Why an execution ends before its time.
LIMITS = frozenset({"timeout", "memory", "events", "stdout", "recursion", "crash", "exit", "garbage"})


def pass_matrix(task: Task, places: Sequence[int], tests: Sequence[SingleTest], execute: Execute) -> Matrix:
    """What the solutions in these places did on the tests.

    A test is a call and a promise about its outcome, which is plain data: nothing of a solution's making compares
    anything, so an object whose `__eq__` lies passes no test.
    """
    answers = outcomes([task.solutions[place] for place in places], task.entry_point, tests, execute)
    cells = tuple(
        tuple(cell_of(answer, test) for answer, test in zip(of_solution, tests, strict=True)) for of_solution in answers
    )
    return Matrix(tuple(places), tuple(tests), cells)


def outcomes(
    codes: Sequence[str], entry_point: str, tests: Sequence[SingleTest], execute: Execute
) -> list[tuple[Answer, ...]]:
    """What each code gave on the call of each test; each call has the time of one call, whatever the others took."""
    jobs = []
    for code in codes:
        name = program_id(code, entry_point)
        jobs.append(Job(name, code, entry_point, tuple((call_id(name, test.input), test.input) for test in tests)))
    return list(execute(jobs, "untraced"))


def cell_of(answer: Answer, test: SingleTest) -> Cell:
    """What came of the call, against what was promised."""
    match answer:
        case Trace(outcome=CutShort()):
            return "cut_short"
        case RejectedTrace(reason=reason) if reason in LIMITS:
            return "cut_short"
        case Trace(outcome=outcome) if keeps(test.promise, outcome):
            return "passed"
        case Trace(outcome=Raised()):
            return "raised"
        case Trace():
            return "failed"
    return "refused"
