"""What an event has its value from: the links of the recording, and what generators hand over."""

from tracecot.execution import Event, Trace


def above(event: Event, events: tuple[Event, ...]) -> list[int]:
    """What the event took values from at once."""
    is_handed_over = event.kind == "iteration" and event.seq and events[event.seq - 1].kind == "yield"
    return [*event.reads, event.seq - 1] if is_handed_over else list(event.reads)


def sliced(trace: Trace, end: Event) -> list[Event]:
    """The events that this one has its value from, itself among them, in their order.

    Conditions are left out: what a condition took values from is no part of the result.
    """
    found, left = {end.seq}, [end.seq]
    while left:
        for seq in above(trace.events[left.pop()], trace.events):
            if seq not in found:
                found.add(seq)
                left.append(seq)
    return [trace.events[seq] for seq in sorted(found)]
