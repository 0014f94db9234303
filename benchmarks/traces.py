"""How fast executions are, with the recorder and without, beside what else one could do; and what memory they take."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, Skipped, timed
from benchmarks.in_process import MICROSECONDS, Programs, compared, parts
from benchmarks.programs import gathered, job_of, small_jobs, small_programs
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from tracecot.execution import Care, Job

PROGRAMS = 200
CALLS = 20  # of a program, where it has many
INTERPRETERS = 20  # new interpreters started for the baseline: each takes as long as some hundred executions
EXECUTIONS, LONG = (1_000, 10_000), 100_000
CARES: tuple[Care, ...] = ("untraced", "recorded", "cross-checked")


def figures(long: bool = False) -> Iterator[Figure | Skipped]:
    """Each figure as soon as it is measured; `long` looks at the memory after many more executions."""
    origin, programs = small_programs(PROGRAMS)
    yield Figure(f"traces: programs from {origin}", len(programs), f"programs, {os.cpu_count()} cores")
    one, many = small_jobs(programs, 1), small_jobs(programs, CALLS)
    for together, where in ((1, "a child each"), (OF_ONE_PACKAGE, f"{OF_ONE_PACKAGE} share a child")):
        with Sandbox(together=together) as sandbox:
            for calls, jobs in (("one call", one), (f"{CALLS} calls", many)):
                yield from executions(sandbox, jobs, f"{calls} a program, {where}")
    yield from of_packages()
    yield new_interpreters(programs)
    yield from compared(programs)
    yield from parts(programs)
    yield from memory(programs, (*EXECUTIONS, LONG) if long else EXECUTIONS)


def executions(sandbox: Sandbox, jobs: list[Job], label: str) -> Iterator[Figure]:
    list(sandbox(jobs[: 2 * OF_ONE_PACKAGE]))  # all processes have started
    for care in CARES:
        before = processor_seconds()
        seconds, answers = timed(lambda care=care: [answer for some in sandbox(jobs, care) for answer in some])
        spent = MICROSECONDS * (processor_seconds() - before) / len(answers)
        unit = f"executions a second, {spent:,.0f} µs of processor time each"
        yield Figure(f"traces: {label}, {care}", len(answers) / seconds, unit)


def of_packages() -> Iterator[Figure]:
    """The functions of two packages, with all their calls."""
    with Sandbox(limits=load_settings().limits, together=OF_ONE_PACKAGE) as sandbox:
        yield from executions(sandbox, [job_of(one) for one in gathered(sandbox)], "calls of packages")


def new_interpreters(programs: Programs) -> Figure:
    """What a call costs that gets an interpreter of its own, without any sandbox or trace."""
    some = [f"{code}\nf({given})" for code, given in programs[:INTERPRETERS]]
    seconds, _ = timed(
        lambda: [subprocess.run([sys.executable, "-S", "-c", one], capture_output=True, check=False) for one in some]
    )
    return Figure("traces: a new interpreter for each call", len(some) / seconds, "executions a second")


def memory(programs: Programs, after: tuple[int, ...]) -> Iterator[Figure | Skipped]:
    """What this process and the sandbox's hold after so many executions."""
    if not Path("/proc/self/task").is_dir():
        yield Skipped("traces: memory", "this system has no /proc")
        return
    jobs, done = small_jobs(programs, CALLS), 0
    with Sandbox(together=OF_ONE_PACKAGE) as sandbox:
        while done < after[-1]:
            done += sum(len(answers) for answers in sandbox(jobs[: EXECUTIONS[0] // CALLS]))
            if done in after:
                zygotes = [resident(process) for process in descendants(os.getpid())]
                label = f"traces: memory after {done:,} executions"
                yield Figure(f"{label}, this process", resident(os.getpid()), "MB", 1)
                yield Figure(f"{label}, the largest of {len(zygotes)} zygotes", max(zygotes), "MB", 1)


def descendants(process: int) -> list[int]:
    """The processes that this one has started, by whichever thread, and theirs: a zygote waits behind another one."""
    found = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it may have ended since it was seen
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


def processor_seconds() -> float:
    """What this process, the sandbox's and theirs have used of the processors; steady where others use them too."""
    own = sum(os.times()[:2])
    if not Path("/proc/self/task").is_dir():
        return own
    ticks = 0
    for process in descendants(os.getpid()):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, after_name[11:15]))  # its own and its children's, as a user and in the kernel
    return own + ticks / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """The megabytes of memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
