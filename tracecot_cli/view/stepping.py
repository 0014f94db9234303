"""The events of an execution as a page steps through them: what each did, and which values it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracecot.execution import Event, Trace
from tracecot_cli.showing.evidence import Exhibit
from tracecot_cli.showing.pretty import shown, tell
from tracecot_cli.showing.printable import printable, short

LONGEST_VALUE = 240  # characters of a value; the warehouse has it whole

Change = tuple[str, str | None]  # a name and what it stands for now, None once it is gone


@dataclass(frozen=True, slots=True)
class Step:
    """One event."""

    seq: int
    frame: int
    function: str
    line: int
    place: str
    told: str
    changes: tuple[Change, ...]

    @property
    def packed(self) -> list[object]:
        """The same for the page's script, which has thousands of them."""
        return [self.seq, self.frame, self.function, self.line, self.place, self.told, self.changes]


def steps(code: str, trace: Trace) -> Sequence[Step]:
    """The events in their order."""
    exhibit = Exhibit(code, trace)
    return [_step(event, exhibit) for event in trace.events]


def _step(event: Event, exhibit: Exhibit) -> Step:
    return Step(
        event.seq, event.frame, event.function, event.line, exhibit.place(event),
        printable(short(tell(event), LONGEST_VALUE)), _changes(event),
    )  # fmt: skip


def _changes(event: Event) -> tuple[Change, ...]:
    """What the names of its frame stand for from then on."""
    match event.kind:
        case "call":
            return tuple((name, _text(shown(value))) for name, value in event.args)
        case "bind" | "mutate":
            return ((event.name, _text(shown(event.value))),)
        case "delete":
            return ((event.name, None),)
    return ()


def _text(value: str) -> str:
    return printable(short(value, LONGEST_VALUE))
