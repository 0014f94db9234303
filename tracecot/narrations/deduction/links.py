"""What an event has its value from: the links of the recording, and what generators hand over."""

from collections import deque

from tracecot.execution import Event, Trace


def above(event: Event, events: tuple[Event, ...]) -> list[int]:
    """What the event took values from at once."""
    is_handed_over = event.kind == "iteration" and event.seq and events[event.seq - 1].kind == "yield"
    return [*event.reads, event.seq - 1] if is_handed_over else list(event.reads)


def sliced(trace: Trace, end: Event) -> dict[int, int]:
    """The events that this one has its value from, itself among them, in their order, each with its steps from there.

    Conditions are left out: what a condition took values from is no part of the result.
    """
    steps = {end.seq: 0}
    left = deque([end.seq])
    while left:
        last = left.popleft()
        for seq in above(trace.events[last], trace.events):
            if seq not in steps:
                steps[seq] = steps[last] + 1
                left.append(seq)
    return dict(sorted(steps.items()))
