"""From a live object to its canonical text, without running a line of the program's code."""

import array
import collections
import datetime
import decimal
import enum
import hashlib
import struct
import types
from collections.abc import Callable, Iterable
from typing import Any

from tracecot.canonical import SCALAR_TYPES, NotPlain, Writer, ids, integer

#: A value on its way out of the sandbox: [type, text], or [type, length, digest] of what is too large to keep.
Wire = list[Any]

#: Types whose `repr` is their canonical text and whose values never change.
SIMPLE = ids((int, str, bool, type(None), float, bytes, complex))
FROZEN, FLAT, DEEP = 0, 1, 2

_NUMBERS = ids((int, bool, float, complex, decimal.Decimal))
_ADDRESS = " at 0x"  # as in the text of an object that has none of its own

#: Types whose values are told once: equal values of one of them have one text (which 0.0 and -0.0 have not).
_ONCE = (int, str, bool, type(None), bytes)
_MOST_ONCE, _LONGEST_ONCE = 2_000, 60  # values that are remembered, and characters of the longest

LONGEST_NAME = 500  # characters of a name that somebody makes up at run time

_UNTOLD: Wire = ["", ""]
TRUTHS: tuple[Wire, Wire] = (["bool", "False"], ["bool", "True"])
_DICTS = (dict,)
_SCALARS = ids(SCALAR_TYPES)

_class_dict = type.__dict__["__dict__"].__get__
_class_mro = type.__dict__["__mro__"].__get__
_class_name = type.__dict__["__name__"].__get__
_class_base = type.__dict__["__base__"].__get__
_class_size = type.__dict__["__basicsize__"].__get__
_class_items = type.__dict__["__itemsize__"].__get__
_class_dict_offset = type.__dict__["__dictoffset__"].__get__
_class_weak_offset = type.__dict__["__weakrefoffset__"].__get__
_typecode = array.array.__dict__["typecode"].__get__
_POINTER = struct.calcsize("P")
_NAMED: tuple[tuple[Any, str], ...] = (
    (types.FunctionType, "function"), (types.BuiltinFunctionType, "function"), (types.ModuleType, "module"),
    (types.MethodDescriptorType, "function"), (types.WrapperDescriptorType, "function"),
)  # fmt: skip


def type_name(value: object) -> str:
    """The name of the value's type; a metaclass has no say in it."""
    return class_name(type(value))


def class_name(kind: type) -> str:
    """The class's name; of a longer one its beginning, and how long it is."""
    return _bounded(_class_name(kind))


def argument_name(name: str) -> str:
    """The name under which something was handed over; of a longer one its beginning, and how long it is."""
    return _bounded(name)


def _bounded(name: str) -> str:
    text = str.__str__(name)  # one of a class of the program's would be asked how long it is
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}... ({len(text)} characters)"


class Renderer(Writer):
    """Writes canonical texts of all objects, those of the program's own classes by their fields."""

    __slots__ = ("limit", "plans", "told", "unsteady")

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.unsteady = False  # whether something was written whose order or text another process may find different
        self.limit = limit
        self.plans: dict[int, tuple[type, Callable[[Any], str]]] = {}  # by the class's id, as in `ids`
        self.told: dict[type, dict[Any, Wire]] = {kind: {} for kind in _ONCE}  # by type: 1 == True

    def value(self, value: Any) -> Wire:
        """The value, as it leaves the sandbox; nobody changes what this gives."""
        kind = type(value)
        # Written out: `in` would ask a class of the program whether it is equal to one of them.
        if not (kind is int or kind is str or kind is bool or value is None or kind is bytes):
            return self._rendered(value)
        told = self.told[kind]
        wire = told.get(value)
        if wire is None:
            wire = self._rendered(value)
            if len(told) < _MOST_ONCE and len(wire) == 2 and len(wire[1]) <= _LONGEST_ONCE:
                told[value] = wire
        return wire

    def nested(self, value: object, write: Callable[[Writer, object], str]) -> str:
        """As for any writer; a set of which another hash seed makes another order is noticed."""
        kind = type(value)
        if (kind is set or kind is frozenset) and not self.unsteady:
            self.unsteady = len(value) > 1 and not _is_steady(value)  # type: ignore[arg-type]
        return super().nested(value, write)

    def _rendered(self, value: Any) -> Wire:
        kind = type(value)
        name = class_name(kind)
        if kind is str and _ADDRESS in value:
            self.unsteady = True
        if (kind is str or kind is bytes) and len(value) > self.limit:
            # Its text would be longer still: the content itself tells such values apart, at a fraction of the price.
            content = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
            return [name, len(value), hashlib.sha256(content).hexdigest()]
        try:
            text = self._quick(value)
        except NotPlain:  # nested too deeply to be read back
            self.open.clear()
            self.depth = 0
            return [name, 0, hashlib.sha256(b"nested").hexdigest()]
        if len(text) > self.limit:
            return [name, len(text), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()]
        return [name, text]

    def _quick(self, value: Any) -> str:
        """The text; what holds simple values alone is left to C."""
        kind = type(value)
        if kind is int:
            return integer(value)
        if id(kind) in SIMPLE:
            return repr(value)
        if ((kind is list or kind is tuple) and _are_simple(value)) or (kind is dict and _are_all_simple(value)):
            return _repr(value) or self.text(value)
        return self.text(value)

    def shape(self, value: Any) -> int:
        """Whether it can change: FROZEN never, FLAT by itself alone, DEEP by what it holds too."""
        kind = type(value)
        if id(kind) in _SCALARS:
            return FLAT if kind is bytearray else FROZEN
        if kind is list or kind is set:
            return FLAT if _are_simple(value) else DEEP
        if kind is dict:
            return FLAT if _are_all_simple(value) else DEEP
        if kind is tuple or kind is frozenset:
            return FROZEN if _are_simple(value) else DEEP
        return FROZEN if self._is_opaque(value) else DEEP

    def _is_opaque(self, value: Any) -> bool:
        kind = type(value)
        if id(kind) in _OPAQUE_TYPES or is_one_of(type, _class_mro(kind)):
            return True
        plan = self.plans.get(id(kind))
        return plan is not None and plan[1].__name__ == "opaque"

    def other(self, value: Any) -> str:
        """What is no plain data: functions and their like by name, objects by their fields."""
        kind = type(value)
        for named, word in _NAMED:
            if kind is named:
                return f"<{word} {value.__name__}>"
        if kind is types.MethodType:
            function = value.__func__
            return f"<method {function.__name__ if type(function) is types.FunctionType else '?'}>"
        if is_one_of(type, _class_mro(kind)):
            return f"<class {class_name(value)}>"
        if id(kind) not in self.plans:
            self.plans[id(kind)] = kind, self._plan(kind)
        _, plan = self.plans[id(kind)]
        if plan.__name__ == "opaque":
            return plan(value)
        return self.nested(value, lambda _, each: plan(each))

    def _plan(self, kind: type) -> Callable[[Any], str]:
        """How objects of this class are written."""
        mro = _class_mro(kind)
        name = class_name(kind)
        if is_one_of(enum.Enum, mro):
            return lambda value: f"{name}.{_enum_name(value)}"
        if kind is array.array:
            return self._array
        fields = _field_readers(mro)
        if is_one_of(BaseException, mro):
            return lambda value: f"{name}({self._joined([self.items(_arguments(value))], fields, value)})"
        named = _class_dict(kind).get("_fields")
        if is_one_of(tuple, mro) and type(named) is tuple:
            return lambda value: self._named_tuple(name, named, value)
        for base, read in _CONTENTS:
            if is_one_of(base, mro) and kind is not base:
                return lambda value: f"{name}({self._joined([self.text(read(value))], fields, value)})"
        if is_one_of(array.array, mro):
            return lambda value: f"{name}({self._joined([self._array(value)], fields, value)})"
        if (fields or _has_python_class(mro)) and not _hides(kind):
            return lambda value: f"{name}({self._joined([], fields, value)})"

        def opaque(value: Any) -> str:
            return f"<{name}>"

        return opaque

    def _array(self, value: Any) -> str:
        return f"array({_typecode(value)!r}, {self.text(array.array.tolist(value))})"

    def _named_tuple(self, name: str, fields: tuple[str, ...], value: Any) -> str:
        pairs = zip(fields, tuple.__iter__(value), strict=False)
        return f"{name}({', '.join([f'{field}={self.text(each)}' for field, each in pairs])})"

    def _joined(self, before: list[str], readers: "list[Callable[[Any], dict[str, object]]]", value: Any) -> str:
        texts = [text for text in before if text]
        for reader in readers:
            texts += [f"{key}={self.text(each)}" for key, each in reader(value).items()]
        return ", ".join(texts)


class Sketcher(Renderer):
    """Renders nothing and follows no object: enough for events that only tell which way an execution goes."""

    __slots__ = ()

    def value(self, value: Any) -> Wire:
        """Nothing of the value."""
        return _UNTOLD

    def shape(self, value: Any) -> int:
        """No object is looked at again."""
        return FROZEN


def is_one_of(kind: type, kinds: tuple[type, ...]) -> bool:
    """Whether it is one of them, without asking a metaclass whether they are equal."""
    return id(kind) in map(id, kinds)


def _is_steady(value: object) -> bool:
    """Whether its hash is the same in every process: that of a number, or of a tuple or set of such."""
    kind = type(value)
    if kind is tuple or kind is frozenset or kind is set:
        return all(map(_is_steady, value))  # type: ignore[call-overload]
    return id(kind) in _NUMBERS


def _are_simple(values: Iterable[object]) -> bool:
    return SIMPLE.issuperset(map(id, map(type, values)))


def _are_all_simple(mapping: dict[object, object]) -> bool:
    return _are_simple(mapping) and _are_simple(mapping.values())


def _repr(value: object) -> str:
    """The `repr` in C, or nothing where an int is too long for it."""
    try:
        return repr(value)
    except ValueError:
        return ""


def _enum_name(value: Any) -> str:
    name = object.__getattribute__(value, "_name_") if "_name_" in object.__getattribute__(value, "__dict__") else "?"
    return str(name)


def _arguments(value: BaseException) -> tuple[object, ...]:
    given = BaseException.__dict__["args"].__get__(value)
    return given if type(given) is tuple else ()


def _has_python_class(mro: tuple[type, ...]) -> bool:
    """Whether a class of Python's own making, not one written in C, is among them."""
    return any("__module__" in _class_dict(kind) and "__dict__" in _class_dict(kind) for kind in mro[:-1])


def _hides(kind: type) -> bool:
    """Whether an object of this class holds what only a base that is written in C knows.

    Classes written in Python have no `__new__` in C; what their objects hold is in slots and in `__dict__`.
    """
    base = kind
    while not _is_written_in_c(base):
        base = _class_base(base)
    places = (_class_dict_offset(base) != 0) + (_class_weak_offset(base) != 0)
    return base is not object and (
        _class_size(base) - places * _POINTER > object.__basicsize__ or _class_items(base) > 0
    )


def _is_written_in_c(kind: type) -> bool:
    made_by = _class_dict(kind).get("__new__")
    return type(made_by) is types.BuiltinFunctionType and made_by.__self__ is kind


def _field_readers(mro: tuple[type, ...]) -> "list[Callable[[Any], dict[str, object]]]":
    """Readers of an object's fields that pass by its class's own `__getattribute__` and properties."""
    readers: list[Callable[[Any], dict[str, object]]] = []
    for kind in reversed(mro):
        members = _class_dict(kind)
        # A name such as `__vectorcalloffset__` is C's own, and what it holds may be an address.
        slots = [
            (name, each)
            for name, each in members.items()
            if "__module__" in members
            if type(each) is types.MemberDescriptorType and not name.startswith("__")
        ]
        if slots:
            readers.append(_slot_reader(slots))
        own = members.get("__dict__")
        if type(own) is types.GetSetDescriptorType:
            readers.append(_dict_reader(own))
    return readers


def _dict_reader(descriptor: types.GetSetDescriptorType) -> Callable[[Any], dict[str, object]]:
    def read(value: Any) -> dict[str, object]:
        fields = descriptor.__get__(value)
        return {key: each for key, each in dict.items(fields) if type(key) is str}

    return read


def _slot_reader(slots: list[tuple[str, types.MemberDescriptorType]]) -> Callable[[Any], dict[str, object]]:
    def read(value: Any) -> dict[str, object]:
        fields = {}
        for name, descriptor in slots:
            try:
                fields[name] = descriptor.__get__(value)
            except AttributeError:
                continue  # a slot that was never filled
        return fields

    return read


def _parts(kind: type, names: str) -> Callable[[Any], list[Any]]:
    """Reads attributes that are written in C, past those of a subclass."""
    readers = [kind.__dict__[name].__get__ for name in names.split()]
    return lambda value: [read(value) for read in readers]


_day = _parts(datetime.date, "year month day")
_time = _parts(datetime.time, "hour minute second microsecond tzinfo")
_moment = _parts(datetime.datetime, "hour minute second microsecond tzinfo")
_span = _parts(datetime.timedelta, "days seconds microseconds")
_complex = _parts(complex, "real imag")
_longest = _parts(collections.deque, "maxlen")
_fold_of_time, _fold = _parts(datetime.time, "fold"), _parts(datetime.datetime, "fold")

#: What a subclass of a builtin holds, read past the subclass's own methods; a base stands after its own subclasses.
_CONTENTS: tuple[tuple[type, Callable[[Any], object]], ...] = (
    (collections.OrderedDict, lambda value: collections.OrderedDict(collections.OrderedDict.items(value))),
    (dict, lambda value: dict(dict.items(value))), (list, lambda value: list(list.__iter__(value))),
    (tuple, lambda value: tuple(tuple.__iter__(value))), (set, lambda value: set(set.__iter__(value))),
    (frozenset, lambda value: frozenset(frozenset.__iter__(value))), (str, str.__str__), (bool, bool),
    (int, int.__int__), (float, float.__float__), (bytes, bytes.__bytes__), (bytearray, bytearray.copy),
    (complex, lambda value: complex(*_complex(value))),
    (collections.deque, lambda value: collections.deque(collections.deque.__iter__(value), *_longest(value))),
    (datetime.datetime, lambda value: datetime.datetime(*_day(value), *_moment(value), fold=_fold(value)[0])),
    (datetime.date, lambda value: datetime.date(*_day(value))),
    (datetime.time, lambda value: datetime.time(*_time(value), fold=_fold_of_time(value)[0])),
    (datetime.timedelta, lambda value: datetime.timedelta(*_span(value))),
    (decimal.Decimal, lambda value: decimal.Decimal(decimal.Decimal.__str__(value))),
)  # fmt: skip
_ITERATED: tuple[Any, ...] = ([], (), {}, set(), "", "é", b"", range(1), {}.values(), {}.items())
_OPAQUE_TYPES = ids(
    {kind for kind, _ in _NAMED}
    | {types.MethodType, types.GeneratorType, zip, map, filter, enumerate, reversed}
    | {type(iter(each)) for each in _ITERATED}
)
