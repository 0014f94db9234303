"""Which programs a worker executes together."""

from tracecot.execution import Job
from tracecot_assets.stages.traces import CALLS_TRACED, PROGRAMS_TRACED, _side_by_side


def job(name: int, calls: int) -> Job:
    return Job(f"prog_{name}", "def f(): ...", "f", tuple((f"call_{name}_{call}", "") for call in range(calls)))


def test_every_program_is_in_one_batch_and_none_is_empty() -> None:
    jobs = [job(name, 3) for name in range(2 * PROGRAMS_TRACED + 1)]

    batches = list(_side_by_side(jobs))

    assert [len(one) for one in batches] == [PROGRAMS_TRACED, PROGRAMS_TRACED, 1]
    assert [each for one in batches for each in one] == jobs
    assert list(_side_by_side([])) == []


def test_programs_with_many_calls_are_fewer_and_one_with_too_many_stands_alone() -> None:
    jobs = [job(0, CALLS_TRACED + 1), job(1, CALLS_TRACED // 2), job(2, CALLS_TRACED // 2), job(3, 1)]

    assert [[each.program_id for each in one] for one in _side_by_side(jobs)] == [
        ["prog_0"],
        ["prog_1", "prog_2"],
        ["prog_3"],
    ]
