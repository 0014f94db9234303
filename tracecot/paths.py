"""Which way an execution went: to tell calls apart that do different things from those that do the same again."""

from tracecot.execution import CutShort, Event, Outcome, Raised, Returned, Trace
from tracecot.ids import digest
from tracecot.values import Plain

MANY = 3  # passes: a loop that runs more often than this is told apart by powers of two only

Step = tuple[tuple[int, int], str, str, str]  # where, what happened there, why or with which exception, how it went
Way = tuple[Step, ...]


def path_signature(trace: Trace) -> str:
    """A short text that is the same for executions that took the same way.

    It tells the branches in order, each loop's passes once by what happened in them, how often they ran (by bucket),
    and the kind of outcome.
    """
    steps: list[object] = []
    passes: dict[int, set[Way]] = {}  # by loop: the ways that its passes went
    current: dict[int, list[Step]] = {}  # by loop: the way of the pass under way
    for event in trace.events:
        _follow(event, steps, passes, current)
    return digest(steps, outcome_kind(trace.outcome))[:16]


def outcome_kind(outcome: Outcome) -> str:
    """`returned int`, `raised ValueError` or `cut timeout`."""
    match outcome:
        case Returned(value):
            return f"returned {value.type}"
        case Raised(kind):
            return f"raised {kind}"
        case CutShort(reason):
            return f"cut {reason}"


def bucket(passes: int) -> int:
    """The number of passes, rounded down to a power of two past `MANY`."""
    return passes if passes <= MANY else 1 << (passes.bit_length() - 1)


def _follow(event: Event, steps: list[object], passes: dict[int, set[Way]], current: dict[int, list[Step]]) -> None:
    """Adds one event to the way; what happens in a loop counts once for each way that a pass can go."""
    place = (event.line, event.col)
    truth = event.value.repr if event.kind == "branch" and isinstance(event.value, Plain) else ""
    match event.kind:
        case "iteration" if event.loop is not None:
            _close(event.loop, passes, current)
            current[event.loop] = []
        case "loop_end" if event.loop is not None:
            _close(event.loop, passes, current)
            ways = sorted(passes.pop(event.loop, set()))
            steps.append([place, event.why, bucket(event.pass_ or 0), ways])
        case "branch" | "raise" | "catch":
            step = (place, event.kind, event.why or event.name, truth)
            if event.loop is not None and event.loop in current:
                current[event.loop].append(step)
            else:
                steps.append(step)


def _close(loop: int, passes: dict[int, set[Way]], current: dict[int, list[Step]]) -> None:
    """A pass of the loop is over."""
    if loop in current:
        passes.setdefault(loop, set()).add(tuple(current.pop(loop)))
