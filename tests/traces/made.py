"""Executions for tests: in this process, since the programs here are our own."""

import sys

from tracecot.execution import Limits, Trace
from tracecot.traces.child.running import Execution, prepare
from tracecot.traces.wire import events_of, outcome_of, trace_of


def stop(reason):
    raise AssertionError(f"cut short: {reason}")


def traced(code, arguments="", entry_point="f", limits=None):
    standard = sys.stdout, sys.stderr, sys.stdin, sys.getrecursionlimit()
    try:
        program = prepare(code, traced=True)
        message = Execution(program, entry_point, limits or Limits(), stop).run(arguments)
    finally:
        sys.stdout, sys.stderr, sys.stdin = standard[:3]
        sys.setrecursionlimit(standard[3])
    sites = [
        (each.place.line, each.place.col, each.place.end_line, each.place.end_col, each.text)
        for each in program.sites.all
    ]
    outcome = outcome_of(message["end"])
    assert not isinstance(outcome, tuple), outcome
    message = {
        **message,
        "events": [[*row[:8], row[8] and [list(pair) for pair in row[8]], *row[9:]] for row in message["events"]],
    }
    return trace_of("prog_1", "call_1", message, outcome, "recorded", "3.13", events_of(message, sites))


def shown(event):
    """An event as short text: kind, what it stands for, its value."""
    subject = event.name or event.text
    if event.kind in ("value", "iteration", "return", "yield", "enter", "exit", "loop_end", "branch", "print", "call"):
        subject = event.text
    value = "" if event.value is None else f" = {event.value.repr}"
    return f"{event.kind} {subject}{value}{' ' + event.why if event.why else ''}"


def told(code, arguments="", **more):
    return [shown(event) for event in traced(code, arguments, **more).events]


__all__ = ["Trace", "shown", "told", "traced"]
