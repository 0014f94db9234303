"""The dynamic slice: the events that the outcome depends on; and how much of it a text told."""

from tracecot.verification.history import History

_TOLD = frozenset({"bind", "mutate", "branch"})


def sliced(history: History) -> frozenset[int]:
    """The events that the outcome took values from or stands under, itself among them."""
    end = _end(history)
    if end is None:
        return frozenset()
    found = {end}
    left = [end]
    while left:
        event = history.events[left.pop()]
        above = event.reads if event.under is None else (*event.reads, event.under)
        for seq in above:
            if seq not in found:
                found.add(seq)
                left.append(seq)
    return frozenset(found)


def _end(history: History) -> int | None:
    """The event that is the outcome: the entry's return, or the last raise."""
    if not history.events:
        return None
    returned = history.returns.get(history.events[0].frame)
    if returned is not None:
        return returned
    raised = history.kinds.get("raise", [])
    return raised[-1] if raised else history.length - 1


def support(history: History, told: set[int]) -> float:
    """The share of the slice's bindings, changes and branches that were told; a statement's execution is told whole."""
    wanted = [seq for seq in sliced(history) if history.events[seq].kind in _TOLD]
    if not wanted:
        return 1.0 if told else 0.0
    executions = {history.execution[seq] for seq in told}
    return sum(history.execution[seq] in executions for seq in wanted) / len(wanted)
