"""Whether a corrupted claim is still true: judged naively from the claim and the trace, with none of the verifier's code.

An excuse takes a corruption out of the count, so that each one is a hole through which a survivor may slip. What makes
corruptions is to give false ones only; the oracle looks again, in another and simpler way, and its excuses are counted.
"""

from collections.abc import Iterator, Sequence

from tracecot.execution import Event, Raised, Returned, Trace
from tracecot.values import Plain, same
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.records import Corruption, Lie, Moved
from tracecot.verification.records import Claim, Grounded

STEPS = ("bind", "mutate", "branch", "iteration", "call", "return", "raise")


def excuse(honest: Honest, corruption: Corruption) -> str:
    """Why the corrupted text says nothing false, or nothing."""
    lie, trace = corruption.lie, honest.trace
    event = None if lie.claim is None else _event(trace, lie.claim)
    match lie.subject:
        case "the support":
            return ""
        case "the answer":
            return _is_outcome(trace, lie.value)
        case "the order":
            return _are_true_there_too(honest.claims, trace, lie.moved)
        case "the passes":
            return _is_length(trace, event, lie.value)
        case "the pass" | "the line":
            return _is_there(event, lie.subject, lie.value)
        case "the sign":
            return _is_evaluated(trace, lie.value)
        case "the type":
            return _is_of(event, lie.value)
        case "the reason":
            return _is_linked(trace, event, lie.value)
        case "the recurrence":
            return _came_before(trace, event, with_value=lie.value == "still")
    return _is_so(honest.claims, trace, lie, event)


def _event(trace: Trace, claim: Claim) -> Event | None:
    """The event that grounds the claim."""
    seq = claim.finding.event if isinstance(claim.finding, Grounded) else None
    return None if seq is None else trace.events[seq]


def _is_so(claims: Sequence[Claim], trace: Trace, lie: Lie, event: Event | None) -> str:
    """Whether the subject has the value between the claims that stand around; anywhere, where none does."""
    low, high = 0, len(trace.events)
    if lie.claim is not None and event is not None:
        low, high = _window(claims, trace, lie.claim.start, lie.claim.end)
        low, high = min(low, event.seq), max(high, event.seq)
    for each in trace.events[low : high + 1]:
        if _gives(each, lie.subject, lie.value):
            return f"event {each.seq} has that value"
    return ""


def _window(claims: Sequence[Claim], trace: Trace, start: int, end: int) -> tuple[int, int]:
    """The events of the nearest steps that are told before one place and after another."""
    told = [(claim, event) for claim in claims if claim.kind in STEPS and (event := _event(trace, claim))]
    before = [event.seq for claim, event in told if claim.end <= start]
    after = [event.seq for claim, event in told if claim.start >= end]
    return (before[-1] if before else 0), (after[0] if after else len(trace.events))


def _gives(event: Event, subject: str, value: str) -> bool:
    """Whether the event shows the subject with that value."""
    given: list[tuple[str, object]] = [(name, one) for name, one in event.args]
    if event.kind == "return":
        given.append(("", event.value))  # "the function returns ..."
    elif event.kind != "call":
        given += [(name, event.value) for name in (event.name, event.text) if name]
    return any(name == subject and isinstance(one, Plain) and same(one.repr, value) for name, one in given)


def _is_outcome(trace: Trace, value: str) -> str:
    match trace.outcome:
        case Returned(value=Plain(repr=text)) if same(text, value):
            return "that is what comes out"
        case Raised(type=kind, message=message) if value == f"{kind}: {message}":
            return "that is what is raised"
    return ""


def _is_length(trace: Trace, event: Event | None, value: str) -> str:
    """Whether a loop of that place makes so many passes."""
    for last in trace.events:
        if event is not None and last.kind == "loop_end" and last.line == event.line and str(last.pass_ or 0) == value:
            return f"the loop that ends at event {last.seq} makes as many"
    return ""


def _is_there(event: Event | None, subject: str, value: str) -> str:
    if event is not None and subject == "the line" and event.line <= int(value) <= event.end_line:
        return "the event stands on that line too"
    if event is not None and subject == "the pass" and str(event.pass_) == value:
        return "the event is of that pass"
    return ""


def _is_evaluated(trace: Trace, text: str) -> str:
    """Whether the program evaluates that expression, as it is written."""
    wanted = "".join(text.split())
    return next((f"event {each.seq} is of it" for each in trace.events if "".join(each.text.split()) == wanted), "")


def _is_of(event: Event | None, noun: str) -> str:
    """Whether the value of the event is such a thing."""
    match event:
        case Event(value=Plain(type=kind)) if kind in _CALLED.get(noun, (kind,)):
            return f"event {event.seq} gives a {noun}"
    return ""


_CALLED = {
    "string": ("str",), "list": ("list",), "tuple": ("tuple",), "dict": ("dict",), "set": ("set", "frozenset"),
    "number": ("int", "float", "complex", "bool"),
}  # fmt: skip


def _is_linked(trace: Trace, event: Event | None, name: str) -> str:
    """Whether what the name is about led to the event."""
    left = [] if event is None else [event.seq]
    seen = set(left)
    while left:
        each = trace.events[left.pop()]
        if each.name == name:
            return f"event {each.seq} led there"
        for seq in (*each.reads, *([each.under] if each.under is not None else [])):
            if seq not in seen:
                seen.add(seq)
                left.append(seq)
    return ""


def _came_before(trace: Trace, event: Event | None, *, with_value: bool) -> str:
    """Whether the same happened before, or its name had that value."""
    if event is None:
        return ""
    for each in trace.events[: event.seq]:
        if with_value and isinstance(event.value, Plain) and _gives(each, event.name, event.value.repr):
            return f"event {each.seq} has that value"
        if not with_value and (each.kind, each.name, each.text) == (event.kind, event.name, event.text):
            return f"event {each.seq} is the same"
    return ""


def _are_true_there_too(claims: Sequence[Claim], trace: Trace, moved: Sequence[Moved]) -> str:
    """Whether all that is told elsewhere happens there as well."""
    for piece in moved:
        others = [claim for claim in claims if not piece.start <= claim.start < piece.end]
        low, high = _window(others, trace, piece.place, piece.place)
        here = trace.events[low : high + 1]
        if not all(any(_is_alike(event, each) for each in here) for event in _steps(claims, trace, piece)):
            return ""
    return "what is moved happens there too" if moved else ""


def _steps(claims: Sequence[Claim], trace: Trace, piece: Moved) -> Iterator[Event]:
    for claim in claims:
        event = _event(trace, claim)
        if event is not None and claim.kind in STEPS and piece.start <= claim.start < piece.end:
            yield event


def _is_alike(one: Event, other: Event) -> bool:
    """Whether the events tell the same: of passes, those of one number."""
    return _content(one) == _content(other)


def _content(event: Event) -> tuple[object, ...]:
    number = event.pass_ if event.kind == "iteration" else None
    return event.kind, event.name, event.text, event.value, event.args, number
