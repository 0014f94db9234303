"""What a function of the program must have been given, from the call that began it."""

import ast

from tracecot.canonical import NotPlain, canonical
from tracecot.execution import Event
from tracecot.traces.rederiving.code import Function
from tracecot.traces.rederiving.deriving import shown
from tracecot.values import Plain, Value, plain, read_plain, read_value

Bound = tuple[tuple[str, Value], ...]  # parameters with their values, in the order of the signature


def handed(function: Function | None, event: Event, call: Event) -> Bound | None:
    """The parameters of a frame's `call`, from the arguments that the caller's event tells; None: it can't be told."""
    if function is None:
        return None
    positional = [value for name, value in event.args if name.isdigit()]
    named = {name: value for name, value in event.args if not name.isdigit() and name != "self"}
    receiver = [value for name, value in event.args if name == "self"]
    if call.function.endswith(".__init__") and not receiver:
        kind = call.function.split(".")[-2]
        receiver = [Plain(kind, f"{kind}()")]  # a new object, which shows nothing yet
    return _bound(function, [*receiver, *positional], named)


def handed_by_input(function: Function | None, source: str) -> Bound | None:
    """The parameters that a call with these arguments, as source, gives; None if that can't be told."""
    if function is None:
        return None
    try:
        call = ast.parse(f"f({source}\n)", mode="eval").body
        assert isinstance(call, ast.Call)
        positional = [_value(ast.unparse(one)) for one in call.args]
        named: dict[str, Value] = {}
        for word in call.keywords:
            named |= _named(word)
    except (SyntaxError, NotPlain, RecursionError, MemoryError):
        return None
    return _bound(function, positional, named)


def _named(word: ast.keyword) -> dict[str, Value]:
    """What a keyword of a call gives, or the dict behind two stars."""
    if word.arg is not None:
        return {word.arg: _value(ast.unparse(word.value))}
    held = read_plain(ast.unparse(word.value))
    if not isinstance(held, dict) or not all(isinstance(name, str) for name in held):
        raise NotPlain("no names with values")
    return {name: plain(each) for name, each in held.items()}


def listed(given: Bound) -> str:
    """The parameters for a message."""
    return ", ".join(f"{name} = {shown(value)}" for name, value in given)


def _value(text: str) -> Value:
    return plain(read_plain(text))


def _bound(function: Function, positional: list[Value], named: dict[str, Value]) -> Bound | None:
    """Binds arguments to parameters, as a call does."""
    arguments = function.args
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    defaults = dict(zip(reversed(names), reversed(arguments.defaults), strict=False))
    defaults |= {
        one.arg: each for one, each in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if each is not None
    }
    found: dict[str, Value | None] = dict(zip(names, positional, strict=False))
    extra, rest = positional[len(names) :], dict(named)
    for name in [*names[len(positional) :], *(one.arg for one in arguments.kwonlyargs)]:
        found[name] = rest.pop(name) if name in rest else _default(defaults.get(name))
    if (extra and arguments.vararg is None) or (rest and arguments.kwarg is None):
        return None
    order = list(names)
    if arguments.vararg is not None:
        found[arguments.vararg.arg] = _gathered(extra)
        order.append(arguments.vararg.arg)
    order += [one.arg for one in arguments.kwonlyargs]
    if arguments.kwarg is not None:
        found[arguments.kwarg.arg] = _gathered(rest)
        order.append(arguments.kwarg.arg)
    values = [found[name] for name in order]
    if None in values:
        return None
    return tuple((name, value) for name, value in zip(order, values, strict=True) if value is not None)


def _default(node: ast.expr | None) -> Value | None:
    """A parameter's default, where it is written out and can't have changed."""
    if node is None or isinstance(node, ast.List | ast.Dict | ast.Set):
        return None
    try:
        return _value(ast.unparse(node))
    except NotPlain:
        return None


def _gathered(values: "list[Value] | dict[str, Value]") -> Value | None:
    """What `*rest` or `**more` holds."""
    listed = values if isinstance(values, list) else list(values.values())
    try:
        read = [read_value(each.repr) for each in listed if isinstance(each, Plain)]
        if len(read) != len(listed):
            return None
        if isinstance(values, list):
            return Plain("tuple", canonical(tuple(read)))
        return Plain("dict", canonical(dict(zip(values, read, strict=True))))
    except NotPlain:
        return None
