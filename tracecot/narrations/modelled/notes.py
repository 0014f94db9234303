"""What happened, as notes for a model: a line for each thing that was bound, changed, decided, given back or raised."""

from collections.abc import Iterator

from tracecot.execution import Event, Trace
from tracecot.narrations.wording.budget import tokens
from tracecot.narrations.wording.spans import is_sayable, shown
from tracecot.values import Plain

LONGEST = 300  # characters of a value in a note


def notes(trace: Trace, most: int) -> str:
    """The notes in order, of at most so many tokens: what stands in the middle is left out, and that is said."""
    lines = list(dict.fromkeys(_lines(trace)))
    room = most
    first: list[str] = []
    last: list[str] = []
    while lines and room > 0:
        taken = lines.pop(0) if len(first) <= len(last) else lines.pop()
        room -= tokens(taken) + 1
        (first if len(first) <= len(last) else last).append(taken)
    gap = [f"({len(lines)} more steps of this kind lie between)"] if lines else []
    return "\n".join([*first, *gap, *reversed(last)])


def _lines(trace: Trace) -> Iterator[str]:
    for event in trace.events:
        said = _said(event)
        if said:
            where = f", pass {event.pass_}" if event.pass_ else ""
            yield f"{event.seq}. line {event.line}{where}: {said}"


def _said(event: Event) -> str:
    """The event in a few words; nothing for what is no news."""
    value = shown(event.value) if isinstance(event.value, Plain) and is_sayable(event.value, LONGEST) else ""
    match event.kind:
        case "call":
            given = ", ".join(f"{name} = {shown(one)}" for name, one in event.args if is_sayable(one, LONGEST))
            return f"{event.function} is called with {given}" if given else f"{event.function} is called"
        case "bind" if value:
            return f"{event.name} = {value}"
        case "mutate" if value:
            return f"{event.name} is now {value}"
        case "branch" if event.why in ("if", "while", "comp_if"):
            return f"{event.text} is {value.lower()}"
        case "return" if value:
            return f"{event.function} returns {value}"
        case "yield" if value:
            return f"{event.function} yields {value}"
        case "raise":
            return f"{event.name or event.text} is raised"
        case "loop_end":
            return f"the loop ends ({event.why})"
    return ""
