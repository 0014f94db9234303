"""Which calls can't change an object in place, so that nothing needs to be compared after them.

What a pure builtin makes the program's own code do (a `key` function, a `__len__`) is seen by that code's own frames.
"""

import builtins
import collections
import datetime
import functools
import itertools
import math
import os
import random
import types
from typing import Any

from tracecot.canonical import ids
from tracecot.traces.child.render import is_one_of

_PURE = (
    "abs all any ascii bin bool bytes callable chr complex dict divmod enumerate filter float format frozenset getattr "
    "hasattr hash hex id int isinstance issubclass iter len list map max min next object oct ord pow print property "
    "range repr reversed round set slice sorted str sum super tuple type zip"
)
PURE_FUNCTIONS = frozenset(id(getattr(builtins, name)) for name in _PURE.split())
_LIST = frozenset({"count", "index", "copy", "__len__", "__contains__"})
_DICT = frozenset({"get", "keys", "values", "items", "copy", "most_common", "elements", "fromkeys"})
_SET = frozenset(
    {"union", "intersection", "difference", "symmetric_difference", "copy", "isdisjoint", "issubset", "issuperset"}
)
_PURE_METHODS: dict[int, frozenset[str]] = {
    id(list): _LIST, id(collections.deque): _LIST, id(dict): _DICT, id(set): _SET, id(collections.defaultdict): _DICT,
    id(collections.OrderedDict): _DICT, id(collections.Counter): _DICT,
}  # fmt: skip
_UNCHANGING = ids((str, bytes, int, float, bool, complex, tuple, frozenset, range))
_CHANGED_ALONE = ids((list, dict, set, collections.deque, bytearray))
#: Iterators that call what they were given each time that they are asked for more.
_LAZY = ids(
    {map, filter, zip, enumerate, reversed, functools.partial, type(iter(int, 1))}
    | {each for each in vars(itertools).values() if isinstance(each, type) and not each.__name__.startswith("_")}
)
_ASKING = ids((hash, id, os.urandom, random.Random, random.SystemRandom))  # type: ignore[arg-type]
_MODULES_OF_THE_MOMENT = frozenset({"random", "secrets", "time", "uuid"})
_mro = type.__dict__["__mro__"].__get__  # past a metaclass's own
_name = type.__dict__["__name__"].__get__
_ACTING = _LAZY | ids([types.BuiltinFunctionType])
_PASSIVE = ids((list, dict, tuple, str, bytes, range, collections.Counter, collections.OrderedDict, type(None)))


def is_pure(callee: Any) -> bool:
    """Whether the call itself changes no object that was there before it."""
    kind = type(callee)
    if kind is types.BuiltinFunctionType:
        owner = callee.__self__
        owner_type = type(owner)
        if owner_type is types.ModuleType:
            return id(callee) in PURE_FUNCTIONS or owner is math
        if id(owner_type) in _UNCHANGING:
            return True
        return callee.__name__ in _PURE_METHODS.get(id(owner_type), ())
    if kind is type:
        return id(callee) in PURE_FUNCTIONS
    return False


def asks_the_moment(callee: Any) -> bool:
    """Whether it may give something else in another process: a hash, an address, the time, what is random."""
    kind = type(callee)
    if kind is types.FunctionType or kind is types.BuiltinFunctionType:
        owner = callee.__self__ if kind is types.BuiltinFunctionType else None
        named = callee.__module__ in _MODULES_OF_THE_MOMENT or id(callee) in _ASKING
        return named or is_one_of(random.Random, _mro(type(owner)))
    if kind is types.MethodType:
        return is_one_of(random.Random, _mro(type(callee.__self__)))
    return id(callee) in _ASKING


def asks_the_day(callee: Any) -> bool:
    """Whether it is `date.today` or one of its like, which nobody can put something else in the place of."""
    if type(callee) is not types.BuiltinFunctionType or callee.__name__ not in ("today", "now", "utcnow"):
        return False
    owner = callee.__self__
    return is_one_of(type, _mro(type(owner))) and is_one_of(datetime.date, _mro(owner))


def any_may_act(given: tuple[object, ...], named: dict[str, object]) -> bool:
    """Whether `may_act` holds of any argument; most calls are given nothing of a type that it could hold of."""
    values = (*given, *named.values()) if named else given
    return not _ACTING.isdisjoint(map(id, map(type, values))) and any(map(may_act, values))


def may_act(given: Any) -> bool:
    """Whether whoever is handed this may change an object by it: `xs.pop` itself, or `map(xs.pop, ...)` drawn from."""
    kind = type(given)
    if kind is types.BuiltinFunctionType:
        return id(type(given.__self__)) in _CHANGED_ALONE
    return id(kind) in _LAZY


def own_name(callee: Any, written: str) -> str:
    """The called function's own name, or the one that is written where it has none."""
    kind = type(callee)
    if kind is types.FunctionType or kind is types.BuiltinFunctionType:
        return str(callee.__name__)
    if kind is types.MethodType and type(callee.__func__) is types.FunctionType:
        return str(callee.__func__.__name__)
    if is_one_of(type, _mro(kind)):
        return str(_name(callee))
    return written


def receiver_of(callee: Any) -> tuple[object, ...]:
    """The object whose method it is, alone in a tuple; nothing for functions, modules' functions and class methods."""
    kind = type(callee)
    if kind is not types.MethodType and kind is not types.BuiltinFunctionType:
        return ()
    owner = callee.__self__
    if owner is None or type(owner) is types.ModuleType or is_one_of(type, _mro(type(owner))):
        return ()
    return (owner,)


def changed_alone(receiver: tuple[object, ...]) -> bool:
    """Whether a method of this object changes nothing but the object."""
    return bool(receiver) and id(type(receiver[0])) in _CHANGED_ALONE


def is_passive(container: object) -> bool:
    """Whether reading an item of it changes nothing (a `defaultdict` grows, a program's own class may do anything)."""
    return id(type(container)) in _PASSIVE
