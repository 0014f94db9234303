"""From what the sandbox child wrote to traces: plain JSON data, checked field by field, never evaluated."""

from collections.abc import Sequence
from typing import Any, get_args

from tracecot.execution import CutShort, Event, EventKind, Label, Limits, Outcome, Raised, Returned, Trace, new_event
from tracecot.values import Plain, Unaskable, Value

KINDS: tuple[EventKind, ...] = get_args(EventKind)
_LARGEST = 2**31 - 1
_LONGEST_NAME = 600  # characters: the child cuts them at 500 and says so
_USUAL = Limits()
_PARTS = (b",", b"[", b"{")
Site = tuple[int, int, int, int, str]

_CUTS = frozenset({"timeout", "memory", "events", "stdout", "recursion", "crash", "exit", "garbage"})
_REJECTIONS = frozenset({"not_python", "no_entry_point", "bad_input", "unsupported"})


class Garbage(Exception):
    """What came out of the sandbox is not what its child writes: somebody else wrote it."""


def outcome_of(end: Any) -> Outcome | tuple[str, str]:
    """How the execution ended; a reason and its detail where there was none.

    Raises:
        Garbage: it isn't one of the known forms.
    """
    match end:
        case ["returned", value]:
            return Returned(_value(value, {}))
        case ["raised", str(kind), str(message), line] if _is_number(line):
            return Raised(kind, message, line)
        case ["cut", str(reason), str(limit)] if reason in _CUTS:
            return CutShort(reason, limit)
        case ["rejected", str(reason), str(detail)] if reason in _REJECTIONS | _CUTS:
            return reason, detail
    raise Garbage("an unknown end")


def refuse_large(message: dict[str, Any], limits: Limits) -> None:
    """Passes over a message whose parts are as long as its child lets them be.

    Raises:
        Garbage: one is longer, so somebody else wrote it.
    """
    if len(stdout_of(message)) > limits.stdout_characters:
        raise Garbage("more output than the limit")
    rows = message.get("events")
    if isinstance(rows, list) and len(rows) > limits.events:
        raise Garbage("more events than the limit")
    match message.get("end"):
        case ["returned", [_, str(text)]] if len(text) > limits.value_characters:
            raise Garbage("a value longer than the limit")
        case ["raised", _, str(text), _] if len(text) > limits.value_characters:
            raise Garbage("a message longer than the limit")
        case ["returned", [str(name), *_]] | ["raised", str(name), *_] if len(name) > _LONGEST_NAME:
            raise Garbage("a name longer than any")


def is_crowded(data: bytes, limits: Limits) -> bool:
    """Whether the answer has more parts than its child writes: to read them would take long and much memory."""
    most = limits.answer_parts
    if len(data) <= most or sum(map(data.count, _PARTS)) <= most:
        return False
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    if plain.count(b'"') > 2 * most:
        return True  # a text stands in each part at most
    bare = b"".join(plain.split(b'"')[::2])  # within a text they are no parts
    return sum(map(bare.count, _PARTS)) > most


def sites_of(head: Any) -> list[Site]:
    """The places of a program's sites."""
    if not isinstance(head, dict) or not isinstance(head.get("sites"), list):
        raise Garbage("no sites")
    return [_site(site) for site in head["sites"]]


def events_of(message: dict[str, Any], sites: Sequence[Site], limits: Limits = _USUAL) -> tuple[Event, ...]:
    """The events of one execution.

    Raises:
        Garbage: some field is not of its kind, is longer than the limits let it be, or points to nowhere.
    """
    functions, rows = message.get("functions"), message.get("events")
    if not isinstance(rows, list) or not isinstance(functions, list) or not all(type(f) is str for f in functions):
        raise Garbage("no events")
    known: dict[tuple[Any, ...], Value] = {}
    seqs = message.get("seqs")  # of a sketch, which leaves events out
    if seqs is None:
        seqs = range(len(rows))
    elif not isinstance(seqs, list) or len(seqs) != len(rows) or not all(map(_is_number, seqs)):
        raise Garbage("no numbers of events")
    try:
        events = tuple([_event(seq, row, sites, functions, known) for seq, row in zip(seqs, rows, strict=True)])
    except (TypeError, ValueError, IndexError) as error:
        raise Garbage(str(error)) from None
    for value in known.values():
        if len(value.type) > _LONGEST_NAME or (isinstance(value, Plain) and len(value.repr) > limits.value_characters):
            raise Garbage("a value longer than the limit")
    if any(len(name) > _LONGEST_NAME for event in events for name, _ in event.args):
        raise Garbage("a name longer than any")
    return events


def trace_of(
    program_id: str, call_id: str, message: dict[str, Any], outcome: Outcome, label: Label, python: str,
    events: tuple[Event, ...],
) -> Trace:  # fmt: skip
    """The trace of one execution."""
    return Trace(program_id, call_id, outcome, label, stdout_of(message), python, events)


def stdout_of(message: dict[str, Any]) -> str:
    """What the execution printed."""
    text = message.get("stdout", "")
    if not isinstance(text, str):
        raise Garbage("stdout is no text")
    return text


def limits_as_json(limits: Limits) -> dict[str, float | int]:
    """The limits as the child reads them."""
    return {
        "seconds": limits.seconds, "memory_mb": limits.memory_mb, "stdout_characters": limits.stdout_characters,
        "events": limits.events, "value_characters": limits.value_characters,
    }  # fmt: skip


def _is_number(number: Any) -> bool:
    """Whether it counts something: a whole number that a table can hold."""
    return type(number) is int and 0 <= number <= _LARGEST


def _site(site: Any) -> Site:
    if type(site) is list and len(site) == 5 and all(map(_is_number, site[:4])) and type(site[4]) is str:
        return site[0], site[1], site[2], site[3], site[4]
    raise Garbage("not a place")


def _event(
    seq: int, row: Any, sites: Sequence[Site], functions: list[str], known: dict[tuple[Any, ...], Value]
) -> Event:
    kind, frame, depth, place, loop, passes, name, value, args, why, reads, under = row
    line, col, end_line, end_col, text = _place(place, sites)
    # Written out, since it is asked of each event: a loop over the numbers takes twice as long.
    if type(kind) is not int or kind < 0 or type(frame) is not int or not 0 < frame <= _LARGEST:
        raise Garbage("a number that is none")
    if type(depth) is not int or not 0 <= depth <= _LARGEST:
        raise Garbage("a number that is none")
    if not (_is_number(loop) and _is_number(passes) if loop is not None else passes is None):
        raise Garbage("a loop that is none")
    if under is not None and (type(under) is not int or not 0 <= under < seq):
        raise Garbage("an event that stands under a later one")
    if type(name) is not str or type(why) is not str:
        raise Garbage("a name that is no text")
    for read in reads:
        if type(read) is not int or not 0 <= read < seq:
            raise Garbage("an event that reads what comes later")
    told = None if value is None else _value(value, known)
    bound = () if args is None else tuple([(str(key), _value(each, known)) for key, each in args])
    return new_event(
        seq, KINDS[kind], frame, functions[frame - 1], depth, line, col, end_line, end_col, text, name, told, bound,
        loop, passes, why, tuple(reads), under,
    )  # fmt: skip


def _place(place: Any, sites: Sequence[Site]) -> Site:
    """A site's place, by its number, or one of the event's own."""
    if type(place) is not int:
        return _site(place)
    if place < 0:
        raise Garbage("a place before the first")
    return sites[place]


def _value(value: Any, known: dict[tuple[Any, ...], Value]) -> Value:
    """The value; equal ones are kept once, since most events repeat one."""
    try:
        key = tuple(value)
        found = known.get(key)
    except TypeError:
        raise Garbage("not a value") from None
    if found is None:
        match value:
            case [str(kind), str(text)]:
                found = Plain(kind, text)
            case [str(kind), length, str(digest)] if _is_number(length):
                found = Unaskable(kind, length, digest)
            case _:
                raise Garbage("not a value")
        known[key] = found
    return found
