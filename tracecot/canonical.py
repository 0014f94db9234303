"""The canonical text of a value: equal values of equal type have equal text; no code of the value's class is run."""

import collections
import datetime
import decimal
import fractions
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass

DEEPEST = 80  # CPython's parser refuses about 200 brackets; each level of a text may take two

_HUGE = 1 << 13_000  # a little under 4,300 digits, where `int` refuses to become decimal text


class NotPlain(ValueError):
    """The value can't be written, or the text can't be read; the message says what stands in the way."""


@dataclass(frozen=True, slots=True)
class Constructed:
    """A value known by its spelling alone: `Point(x=1, y=2)`, `Color.RED` or `dict_keys(['a'])`."""

    name: str
    arguments: tuple[object, ...] = ()
    fields: tuple[tuple[str, object], ...] = ()
    called: bool = True

    def __hash__(self) -> int:
        """The name's hash: arguments may be lists."""
        return hash(self.name)


class Writer:
    """Writes canonical texts; `sort_dicts` gives the text in which the order of dicts doesn't count."""

    __slots__ = ("depth", "open", "sort_dicts")

    def __init__(self, *, sort_dicts: bool = False) -> None:
        self.sort_dicts = sort_dicts
        self.depth = 0
        self.open: set[int] = set()  # the ids of the containers being written: one met again is a cycle

    def text(self, value: object) -> str:
        """The canonical text of the value.

        Raises:
            NotPlain: it is of a type that this writer doesn't know, or nested too deeply.
        """
        kind = id(type(value))
        write = _WRITE_SCALAR.get(kind)
        if write is not None:
            return write(value)
        container = _WRITE_CONTAINER.get(kind)
        if container is None:
            return self.other(value)
        return self.nested(value, container)

    def nested(self, value: object, write: "Callable[[Writer, object], str]") -> str:
        """What `write` gives for a container, or `...` where the container holds itself."""
        identity = id(value)
        if identity in self.open:
            return "..."
        if self.depth >= DEEPEST:
            raise NotPlain(f"nested more than {DEEPEST} deep")
        self.open.add(identity)
        self.depth += 1
        try:
            return write(self, value)
        finally:
            self.depth -= 1
            self.open.discard(identity)

    def other(self, value: object) -> str:
        """The text of a value of any other type; the sandbox child's writer knows more of them."""
        raise NotPlain(f"a {type(value).__name__} is not plain data")

    def items(self, values: Iterable[object]) -> str:
        """The texts with commas between."""
        return ", ".join([self.text(value) for value in values])

    def pairs(self, mapping: dict[object, object], *, ordered: bool = False) -> str:
        """The inside of a dict's braces."""
        texts = [f"{self.text(key)}: {self.text(value)}" for key, value in dict.items(mapping)]
        return ", ".join(sorted(texts) if self.sort_dicts and not ordered else texts)


def ids(kinds: Iterable[type]) -> frozenset[int]:
    """Types to be found by identity: to look for a type itself would run its metaclass's `__hash__` and `__eq__`."""
    return frozenset(map(id, kinds))


def canonical(value: object) -> str:
    """The canonical text of plain data.

    >>> canonical({"b": {2, 10, 1}, "a": (float("nan"),)})
    "{'b': {1, 10, 2}, 'a': (nan,)}"

    Raises:
        NotPlain: a `ValueError`: something in it is no plain data.
    """
    return Writer().text(value)


def canonical_unordered(value: object) -> str:
    """As `canonical`, with the entries of dicts (but not of ordered ones) sorted by their texts."""
    return Writer(sort_dicts=True).text(value)


def integer(value: object) -> str:
    """The text of an int; of a huge one in base 16, which has no limit."""
    number: int = value  # type: ignore[assignment]
    return repr(number) if -_HUGE < number < _HUGE else hex(number)


def _range(value: object) -> str:
    numbers: range = value  # type: ignore[assignment]
    step = f", {integer(numbers.step)}" if numbers.step != 1 else ""
    return f"range({integer(numbers.start)}, {integer(numbers.stop)}{step})"


def _fraction(value: object) -> str:
    number: fractions.Fraction = value  # type: ignore[assignment]
    return f"Fraction({integer(number.numerator)}, {integer(number.denominator)})"


def _list(writer: Writer, value: object) -> str:
    return f"[{writer.items(value)}]"  # type: ignore[arg-type]


def _tuple(writer: Writer, value: object) -> str:
    elements: tuple[object, ...] = value  # type: ignore[assignment]
    return f"({writer.text(elements[0])},)" if len(elements) == 1 else f"({writer.items(elements)})"


def _dict(writer: Writer, value: object) -> str:
    return f"{{{writer.pairs(value)}}}"  # type: ignore[arg-type]


def _sorted_texts(writer: Writer, value: Iterable[object]) -> str:
    return ", ".join(sorted([writer.text(element) for element in value]))


def _set(writer: Writer, value: object) -> str:
    return f"{{{_sorted_texts(writer, value)}}}" if value else "set()"  # type: ignore[arg-type]


def _frozenset(writer: Writer, value: object) -> str:
    return f"frozenset({{{_sorted_texts(writer, value)}}})" if value else "frozenset()"  # type: ignore[arg-type]


def _deque(writer: Writer, value: object) -> str:
    queue: collections.deque[object] = value  # type: ignore[assignment]
    bound = "" if queue.maxlen is None else f", maxlen={queue.maxlen}"
    return f"deque([{writer.items(queue)}]{bound})"


def _ordered_dict(writer: Writer, value: object) -> str:
    mapping: collections.OrderedDict[object, object] = value  # type: ignore[assignment]
    # `dict.items` would miss what `move_to_end` did: an ordered dict keeps an order of its own.
    return f"OrderedDict({{{', '.join([f'{writer.text(k)}: {writer.text(v)}' for k, v in mapping.items()])}}})"


def _counter(writer: Writer, value: object) -> str:
    return f"Counter({{{writer.pairs(value)}}})" if value else "Counter()"  # type: ignore[arg-type]


def _defaultdict(writer: Writer, value: object) -> str:
    mapping: collections.defaultdict[object, object] = value  # type: ignore[assignment]
    factory = mapping.default_factory
    name = FACTORIES[factory] if type(factory) is type and factory in FACTORIES else writer.text(factory)
    return f"defaultdict({name}, {{{writer.pairs(mapping)}}})"


def _slice(writer: Writer, value: object) -> str:
    piece: slice = value  # type: ignore[assignment]
    return f"slice({writer.items((piece.start, piece.stop, piece.step))})"


def _mapping_proxy(writer: Writer, value: object) -> str:
    mapping: types.MappingProxyType[object, object] = value  # type: ignore[assignment]
    return f"mappingproxy({writer.text(mapping | {})})"


def _view(name: str) -> Callable[[Writer, object], str]:
    def write(writer: Writer, value: object) -> str:
        return f"{name}([{writer.items(value)}])"  # type: ignore[arg-type]

    return write


def _constructed(writer: Writer, value: object) -> str:
    made: Constructed = value  # type: ignore[assignment]
    if not made.called:
        return made.name
    fields = [f"{name}={writer.text(field)}" for name, field in made.fields]
    return f"{made.name}({', '.join([writer.text(argument) for argument in made.arguments] + fields)})"


def _date(value: object) -> str:
    return repr(value)


#: The factories of a `defaultdict` that can be written by name.
FACTORIES: dict[type, str] = {
    kind: kind.__name__ for kind in (int, float, str, bool, list, dict, set, tuple, frozenset)
}

_SCALARS: dict[type, Callable[[object], str]] = {
    type(None): repr, bool: repr, int: integer, float: repr, complex: repr, str: repr, bytes: repr, bytearray: repr,
    type(...): repr, type(NotImplemented): repr, range: _range,
    decimal.Decimal: repr, fractions.Fraction: _fraction,
    datetime.date: _date, datetime.time: _date, datetime.datetime: _date, datetime.timedelta: _date,
    datetime.timezone: _date,
}  # fmt: skip
_CONTAINERS: dict[type, Callable[[Writer, object], str]] = {
    list: _list, tuple: _tuple, dict: _dict, set: _set, frozenset: _frozenset, collections.deque: _deque,
    collections.OrderedDict: _ordered_dict, collections.Counter: _counter, collections.defaultdict: _defaultdict,
    slice: _slice, types.MappingProxyType: _mapping_proxy, Constructed: _constructed,
    type({}.keys()): _view("dict_keys"), type({}.values()): _view("dict_values"), type({}.items()): _view("dict_items"),
}  # fmt: skip
_WRITE_SCALAR = {id(kind): write for kind, write in _SCALARS.items()}  # as in `ids`
_WRITE_CONTAINER = {id(kind): write for kind, write in _CONTAINERS.items()}
SCALAR_TYPES = frozenset(_SCALARS)
