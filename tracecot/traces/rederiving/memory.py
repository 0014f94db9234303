"""What is known at one moment of a trace: every variable's value, and the latest value of every expression."""

import ast
import copy
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tracecot.canonical import Constructed, NotPlain, canonical
from tracecot.execution import Event
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.code import Code, Site
from tracecot.traces.rederiving.order import Place
from tracecot.values import PLAIN_NAMES, Plain, Value, read_value

_UNCHANGING = (int, float, str, bytes, complex, type(None), Constructed)
_VIEWS = frozenset({"dict_keys", "dict_values", "dict_items"})


class Foreign:
    """What a name stands for that is no data: a function or class of the program. Nothing can be done with it."""


FOREIGN = Foreign()


class Readings:
    """Recorded values as objects; each text is read once, and what was read is never changed."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        """`own`: the program's own classes, which may have the name of one of the library's."""
        self._read: dict[str, object] = {}
        names = sorted(PLAIN_NAMES.intersection(own))
        self._misread = re.compile(rf"\b(?:{'|'.join(names)})\(" if names else "(?!)")

    def of(self, value: Value | None) -> object:
        """The value itself.

        Raises:
            NotEvaluable: it is no data, or was too large to keep.
        """
        if not isinstance(value, Plain):
            raise NotEvaluable("not kept")
        if value.repr not in self._read:
            self._read[value.repr] = self._found(value.repr)
        found = self._read[value.repr]
        if isinstance(found, NotPlain):
            raise NotEvaluable(str(found))
        return found

    def is_readable(self, value: Plain) -> bool:
        """Whether the value can be read."""
        try:
            self.of(value)
        except NotEvaluable:
            return False
        return True

    def _found(self, text: str) -> object:
        """What the text spells, or why that can't be told: a text may say less than the value is."""
        bare = _HANDLE.sub("", text)
        if "..." in bare:
            return NotPlain("it holds itself")
        if text != "nan" and _NAN.search(bare):
            return NotPlain("whether two nans are one can't be told from it")
        if self._misread.search(bare):
            return NotPlain("a class of the program has the name of a class of the library")
        return _read(text)


_NAN = re.compile(r"\bnan\b")
_STRING = r"[bB]?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_HANDLE = re.compile(rf"{_STRING}|(<(?:[^<>'\"]|<[^<>]*>)*>)")
_STANDING_IN = "tracecot_handle."


def _read(text: str) -> object:
    """The value that the text spells; what is no data in it is a `Constructed` with the recorded words for a name."""
    handles: list[str] = []

    def stand_in(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        handles.append(match[1])
        return f"{_STANDING_IN}n{len(handles) - 1}"

    try:
        found = read_value(_HANDLE.sub(stand_in, text) if "<" in text else text)
        found = _with_handles(found, handles) if handles else found
        # A text that isn't its own canonical text tells less than it seems to.
        return found if canonical(found) == text else NotPlain("not whole")
    except (NotPlain, TypeError) as error:
        return error if isinstance(error, NotPlain) else NotPlain(str(error))


def _with_handles(value: Any, handles: list[str]) -> Any:
    """The value with the recorded words for what is no data."""
    match value:
        case Constructed(name=name, called=False) if name.startswith(_STANDING_IN):
            return Constructed(handles[int(name.removeprefix(_STANDING_IN + "n"))], called=False)
        case Constructed(name, arguments, fields, called):
            return Constructed(
                name, tuple(_with_handles(each, handles) for each in arguments),
                tuple((field, _with_handles(each, handles)) for field, each in fields), called,
            )  # fmt: skip
        case list() | tuple() | set() | frozenset() if type(value) in (list, tuple, set, frozenset):
            return type(value)(_with_handles(each, handles) for each in value)
        case dict():
            changed = copy.copy(value)
            changed.clear()
            changed.update({_with_handles(k, handles): _with_handles(v, handles) for k, v in value.items()})
            return changed
    return value


def is_handle(value: object) -> bool:
    """Whether it stands for a function, a class or an iterator, of which nothing is known but its name."""
    return isinstance(value, Constructed) and value.name.startswith("<")


def as_iterable(value: object) -> object:
    """The elements of a dict's view; anything else as it is."""
    if isinstance(value, Constructed) and value.name in _VIEWS and len(value.arguments) == 1:
        return value.arguments[0]
    return value


def holds_objects(value: object) -> bool:
    """Whether an object of the program's own classes is in the value: what operators do with it is its own affair."""
    match value:
        case Constructed(name=name) if name not in _VIEWS:
            return True
        case Foreign():
            return True
        case list() | tuple() | set() | frozenset():
            return any(map(holds_objects, value))
        case dict():
            return any(map(holds_objects, value)) or any(map(holds_objects, value.values()))
    return False


def holds_sets(value: object) -> bool:
    """Whether a set of several elements is in the value: their order is known to the run alone."""
    match value:
        case set() | frozenset():
            return len(value) > 1
        case list() | tuple():
            return any(map(holds_sets, value))
        case dict():
            return any(map(holds_sets, value.values()))
        case Constructed(arguments=arguments, fields=fields):
            return any(map(holds_sets, arguments)) or any(holds_sets(held) for _, held in fields)
    return False


@dataclass(slots=True)
class Frame:
    """The variables of one execution of a function."""

    function: str
    call: Event
    names: dict[str, Value] = field(default_factory=dict)
    bound: dict[str, int] = field(default_factory=dict)  # the seq of the event that last bound the name
    turns: dict[int, dict[str, Value]] = field(default_factory=dict)  # of its comprehensions, by the node's id
    latest: dict[Place, int] = field(default_factory=dict)  # by place: the seq of the latest value
    truths: dict[Place, int] = field(default_factory=dict)  # by place: the seq of the latest branch
    is_matched: bool = False  # whether its arguments are those that its call was given
    returned: int | None = None
    yielded: list[int] = field(default_factory=list)  # seqs of `yield` events that nobody took yet


class Memory:
    """The frames so far."""

    def __init__(self, code: Code, events: tuple[Event, ...]) -> None:
        self.code = code
        self.events = events
        self.readings = Readings(code.own)
        self.frames: dict[int, Frame] = {}
        self.by_function: dict[str, list[int]] = defaultdict(list)

    def value_of(self, event: Event) -> object:
        """What the event's value is.

        Raises:
            NotEvaluable: it can't be told.
        """
        return self.readings.of(event.value)

    def variable(self, frame: int, site: Site | None, name: str) -> Value | None:
        """The recorded value of a name, seen from a place in a frame; None where it is no variable of a function."""
        known = self.frames[frame]
        for comprehension in reversed(site.comprehensions if site else ()):
            turn = known.turns.get(id(comprehension), {})
            if name in turn:
                return turn[name]
        if name in known.names:
            return known.names[name]
        return self._from_outside(known.function, name)

    def _from_outside(self, function: str, name: str) -> Value | None:
        """The name in the function around: in all its executions alike, since which of them it was isn't told."""
        while ".<locals>." in function:
            function = function.rpartition(".<locals>.")[0]
            values = {
                self.frames[one].names[name] for one in self.by_function[function] if name in self.frames[one].names
            }
            values |= {
                turn[name] for one in self.by_function[function] for turn in self.frames[one].turns.values()
                if name in turn
            }  # fmt: skip
            if len(values) == 1 and isinstance(self.readings.of(value := values.pop()), _UNCHANGING):
                return value
            if values:
                raise NotEvaluable(f"{name} may have another value in the frame that is meant")
        return None

    def look_up(self, frame: int, site: Site | None, name: str) -> object:
        """The value of a name.

        Raises:
            NotEvaluable: it can't be told.
        """
        if name in self.code.shared:
            raise NotEvaluable(f"{name} may have got another value elsewhere")
        found = self.variable(frame, site, name)
        if found is not None:
            return as_iterable(self.readings.of(found))
        if name in self.code.own or isinstance(self.code.aliases.get(name), ast.Call):
            return FOREIGN
        if name in self.code.constants:
            return self.code.constants[name]
        raise NotEvaluable(f"{name} is unknown")

    def fresh(self, frame: int, node: ast.expr, reads: tuple[int, ...]) -> Event | None:
        """The event that told the value of a part of an expression which read it."""
        place = self.code.place_of.get(id(node))
        seq = None if place is None else self.frames[frame].latest.get(place)
        return None if seq is None or seq not in reads else self.events[seq]
