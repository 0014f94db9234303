"""What becomes of a variable's value when something in it changes."""

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any

from tracecot.canonical import Constructed, NotPlain, canonical
from tracecot.operations import NotEvaluable
from tracecot.values import read_value

Path = list[tuple[str, object]]  # steps into a value: ("item", key) or ("field", name)


def path_of(name: str, function: str) -> tuple[str, Path]:
    """The variable and the steps that a target's name spells: `d['a'].x` is `d`, then an item, then a field.

    `function` is the qualified name of where it stands: in a class, `x.__y` is the field `_Class__y`.

    Raises:
        NotEvaluable: it spells something else.
    """
    try:
        node = ast.parse(name, mode="eval").body
        path: Path = []
        while not isinstance(node, ast.Name):
            match node:
                case ast.Subscript(value=owner, slice=key):
                    path.insert(0, ("item", _key(key)))
                case ast.Attribute(value=owner, attr=attribute):
                    path.insert(0, ("field", mangled(attribute, function)))
                case _:
                    raise NotEvaluable(f"{name} is no target")
            node = owner
    except (SyntaxError, NotPlain, ValueError) as error:
        raise NotEvaluable(str(error)) from None
    return node.id, path


def mangled(attribute: str, function: str) -> str:
    """The field that an attribute is, where it stands in this function (by its qualified name).

    >>> mangled("__x", "f.<locals>.A.m"), mangled("__x", "f"), mangled("__x__", "A.m")
    ('_A__x', '__x', '__x__')
    """
    *around, _ = function.split(".")
    followed = zip(around, [*around[1:], ""], strict=False)
    classes = [name for name, behind in followed if "<locals>" not in (name, behind)]
    owner = classes[-1].lstrip("_") if classes else ""
    is_private = attribute.startswith("__") and not attribute.endswith("__")
    return f"_{owner}{attribute}" if owner and is_private else attribute


def _key(node: ast.expr) -> object:
    if isinstance(node, ast.Slice):
        bounds = [
            None if part is None else read_value(ast.unparse(part)) for part in (node.lower, node.upper, node.step)
        ]
        return slice(*bounds)
    return read_value(ast.unparse(node))


def assigned(whole: object, path: Path, value: object) -> object:
    """The whole after an item or field in it got a value."""
    return _changed(whole, path, lambda owner, step: _put(owner, step, value))


def deleted(whole: object, path: Path) -> object:
    """The whole after an item or field of it was deleted."""
    return _changed(whole, path, _drop)


def _changed(whole: object, path: Path, change: Callable[[Any, tuple[str, object]], object]) -> object:
    """A copy of the whole in which the owner of the path's last step was changed."""
    if len(path) == 1:
        return change(copy.deepcopy(whole), path[0])
    (kind, key), *rest = path
    if kind == "field":
        if not isinstance(whole, Constructed):
            raise NotEvaluable("a field of what has none")
        inner = dict(whole.fields)
        if key not in inner:
            raise NotEvaluable("a field that isn't told")
        inner[str(key)] = _changed(inner[str(key)], rest, change)
        return Constructed(whole.name, whole.arguments, tuple(inner.items()), whole.called)
    if not isinstance(whole, list | dict) or isinstance(key, slice):
        raise NotEvaluable("an item of what has none")
    made: Any = copy.deepcopy(whole)
    made[key] = _changed(made[key], rest, change)
    return made


def _put(owner: Any, step: tuple[str, object], value: object) -> object:
    kind, key = step
    if kind == "field":
        if not isinstance(owner, Constructed):
            raise NotEvaluable("a field of what has none")
        fields = dict(owner.fields)
        fields[str(key)] = value
        return Constructed(owner.name, owner.arguments, tuple(fields.items()), owner.called)
    if not isinstance(owner, list | dict | bytearray):
        raise NotEvaluable("an item of what has none")
    owner[key] = value  # type: ignore[call-overload]
    return owner


def _drop(owner: Any, step: tuple[str, object]) -> object:
    kind, key = step
    if kind == "field":
        if not isinstance(owner, Constructed):
            raise NotEvaluable("a field of what has none")
        return Constructed(
            owner.name, owner.arguments, tuple(pair for pair in owner.fields if pair[0] != key), owner.called
        )
    if not isinstance(owner, list | dict | bytearray):
        raise NotEvaluable("an item of what has none")
    del owner[key]  # type: ignore[arg-type]
    return owner


def replaced(whole: object, before: object, after: object) -> Iterator[object]:
    """What the whole may be after an object in it, that looked like `before`, looks like `after`.

    Each of the places where it may have been, alone, and all of them at once: two objects may look the same.
    """
    old = canonical(before)
    places = list(_places(whole, old, []))
    for place in places:
        yield _at(whole, place, after)
    if len(places) > 1:
        made = whole
        for place in places:
            made = _at(made, place, after)
        yield made


def _places(whole: object, old: str, path: Path) -> Iterator[Path]:
    if canonical(whole) == old:
        yield path
        return
    match whole:
        case list() | tuple():
            for number, each in enumerate(whole):
                yield from _places(each, old, [*path, ("item", number)])
        case dict():
            for key, each in whole.items():
                yield from _places(each, old, [*path, ("item", key)])
        case Constructed(arguments=arguments, fields=fields):
            for number, each in enumerate(arguments):
                yield from _places(each, old, [*path, ("argument", number)])
            for name, each in fields:
                yield from _places(each, old, [*path, ("field", name)])


def _at(whole: Any, path: Path, after: object) -> object:
    """The whole with another value at the end of the path."""
    if not path:
        return after
    (kind, key), *rest = path
    match whole:
        case Constructed(_, arguments, fields, called):
            if kind == "argument":
                arguments = tuple(
                    _at(each, rest, after) if number == key else each for number, each in enumerate(arguments)
                )
            else:
                fields = tuple((name, _at(each, rest, after) if name == key else each) for name, each in fields)
            return Constructed(whole.name, arguments, fields, called)
        case tuple():
            return tuple(_at(each, rest, after) if number == key else each for number, each in enumerate(whole))
    made = copy.copy(whole)
    made[key] = _at(made[key], rest, after)
    return made
