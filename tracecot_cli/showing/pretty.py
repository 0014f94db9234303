"""Shows one execution to a person: each source line as it ran, with what it gave beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tracecot.errors import BadInput, TraceCoTError
from tracecot.execution import Event, Raised, RejectedTrace, Returned, Trace
from tracecot.values import Plain, Value, read_plain
from tracecot_cli.showing.printable import printable

LONGEST_VALUE = 100  # characters shown of a value; the rows of `--out` have it whole
SOURCE_SHARE = 0.45  # of the width, at most


#: By the reason that an execution was cut short: the limit that it hit.
_SETTINGS = {"timeout": "seconds", "memory": "memory_mb", "events": "events", "stdout": "stdout_characters"}


class WasCutShort(TraceCoTError):
    """The call that was to be shown ran into a limit: nothing is wrong with how it was asked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one source line did, once."""

    depth: int
    line: int
    source: str
    told: tuple[str, ...]


def show(code: str, function: str, call: str, then: Sequence[str] = ()) -> None:
    """Executes the call, and those on its object, and prints what happened.

    Raises:
        BadInput: it can't be executed.
        WasCutShort: it hit a limit.
    """
    from resources.sandbox import Sandbox
    from tracecot_cli.rows.executions import job_of, trace_or_refuse
    from tracecot_cli.rows.requests import read_request

    request = read_request({"code": code, "entry_point": function, "input": call, "then": then})
    with Sandbox(workers=1) as execute:
        ((answer, *_),) = execute([job_of(request)])
    try:
        trace = trace_or_refuse(answer, request)
    except BadInput as error:
        if error.kind != "cut_short" or not isinstance(answer, RejectedTrace):
            raise
        raise WasCutShort(_cut(f"{function}({call})", answer)) from None
    _print(trace, request.program.code)


def _cut(call: str, answer: RejectedTrace) -> str:
    """`f(1) was cut short, events: 20000 events (the limit `events`); ...`"""
    from tracecot_cli.rows.executions import limit_hit

    setting = _SETTINGS.get(answer.reason)
    named = f" (the limit `{setting}`)" if setting else ""
    way_out = "call it with less, or give `tracecot_cli.api.trace` other limits" if setting else "nothing to show"
    return f"{call} was cut short, {limit_hit(answer)}{named}; {way_out}"


def _print(trace: Trace, code: str) -> None:
    console = Console(highlight=False)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim")
    grid.add_column(no_wrap=True, max_width=int(console.width * SOURCE_SHARE))
    grid.add_column(overflow="fold", style="cyan")
    for step in steps(trace.events, code.splitlines()):
        frames = "│ " * (step.depth - 1)
        grid.add_row(str(step.line), Text(printable(f"{frames}{step.source}")), Text(printable("; ".join(step.told))))
    console.print(grid)
    console.print(Text(printable(ending(trace)), style="bold"))
    typer.echo(f"{len(trace.events)} events, {trace.label}, Python {trace.python}", err=True)


def steps(events: Iterable[Event], source: list[str]) -> Iterator[Step]:
    """The events of one line and frame that follow one another, as one step."""
    for (_, depth, line), together in groupby(events, key=lambda event: (event.frame, event.depth, event.line)):
        told = tuple(tell(event) for event in _telling(list(together)))
        yield Step(depth, line, source[line - 1].rstrip() if line <= len(source) else "", told)


def _telling(events: list[Event]) -> Iterator[Event]:
    """The events without those that the source or another one of the line says as well."""
    decided = {event.text for event in events if event.kind == "branch"}
    changed = {event.text for event in events if event.kind == "mutate"}
    handed_on = {(read, event.value) for event in events if event.kind in ("bind", "return") for read in event.reads}
    last = {event.name: event.seq for event in events if event.kind == "mutate"}
    for event in events:
        text = shown(event.value)
        match event.kind:
            case "value":
                is_read = event.text.replace(".", "").isidentifier()  # `self.items` alone
                if is_read or event.text in (text, *decided) or (text == "None" and event.text in changed):
                    continue
                if (event.seq, event.value) in handed_on:
                    continue
            case "mutate" if event.seq != last[event.name]:
                continue
            case "return" if not event.text and text == "None" and len(events) > 1:  # it fell off its end
                continue
        yield event


def tell(event: Event) -> str:
    """One event in a few words."""
    value = shown(event.value)
    match event.kind:
        case "call":
            return f"called with {', '.join(f'{name} = {shown(given)}' for name, given in event.args) or 'nothing'}"
        case "value":
            return f"{event.text} → {value}"
        case "bind":
            return f"{event.name} = {value}"
        case "mutate":
            return f"{event.name} is now {value}"
        case "delete":
            return f"{event.name} is deleted"
        case "branch":
            return f"{event.text} is {'true' if value == 'True' else 'false'}"
        case "iteration":
            return f"pass {event.pass_}"
        case "loop_end":
            passes = event.pass_ or 0
            return f"the loop ends after {passes} pass{'es' * (passes != 1)} ({event.why})"
        case "yield":
            return f"yields {value}"
        case "resume":
            return "goes on"
        case "enter" | "exit":
            return f"{event.kind}s {event.text}"
        case "print":
            return f"prints {value}"
        case "raise":
            return f"raises {_named(event.name or '', _message(event))}"
        case "catch":
            return f"catches {event.name}"
        case "return":
            return f"returns {value}"


def ending(trace: Trace) -> str:
    """How it ended, in a sentence."""
    match trace.outcome:
        case Returned(value=value):
            return f"returned {shown(value)}"
        case Raised(type=kind, message=message, line=line):
            return f"raised {_named(kind, message)} (line {line})"
        case cut:
            raise BadInput("cut_short", f"{cut.reason}: {cut.limit}")


def shown(value: Value | None) -> str:
    """A value as it is printed."""
    match value:
        case None:
            return ""
        case Plain(repr=text):
            return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
        case large:
            return f"<{large.type} of {large.length} characters>"


def _named(kind: str, message: str) -> str:
    """`KeyError: 'a'`, or `StopIteration` alone where it has no message."""
    return f"{kind}: {message}" if message else kind


def _message(event: Event) -> str:
    """The exception's message, as Python prints it: its own quotes stay, those of its text in the recording don't."""
    match event.value:
        case Plain(type="str", repr=text):
            message = str(read_plain(text))
            return message if len(message) <= LONGEST_VALUE else f"{message[: LONGEST_VALUE - 1]}…"
    return shown(event.value)
