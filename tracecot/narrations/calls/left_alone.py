"""The arguments that a proposed call leaves to their defaults."""

import ast

from tracecot.execution import Event
from tracecot.narrations.explaining.texts import entry_of
from tracecot.sources.records import Call, Program
from tracecot.values import NotPlain, Plain, canonical_text


def left_alone(program: Program, call: Call, event: Event) -> list[str]:
    """The names of those that the call doesn't give, whose default the text spells, as the execution had it."""
    entry = entry_of(program.code, program.entry_point)
    given = _given(call.input)
    if entry is None or given is None:
        return []
    defaults = _defaults(entry.args)
    positional = [each.arg for each in (*entry.args.posonlyargs, *entry.args.args)]
    told = {*positional[: len(given.args)], *(keyword.arg for keyword in given.keywords)}
    return [
        name for name, value in event.args
        if name not in told and isinstance(value, Plain) and defaults.get(name) == value.repr
    ]  # fmt: skip


def _given(source: str) -> ast.Call | None:
    """The arguments; None where it can't be told which they are."""
    try:
        node = ast.parse(f"f({source})", mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None
    is_clear = isinstance(node, ast.Call) and not any(isinstance(each, ast.Starred) for each in node.args)
    return node if isinstance(node, ast.Call) and is_clear and all(each.arg for each in node.keywords) else None


def _defaults(arguments: ast.arguments) -> dict[str, str]:
    """The defaults that are spelled as values."""
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs: list[tuple[ast.arg, ast.expr | None]] = [*zip(reversed(plain), reversed(arguments.defaults), strict=False)]
    pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    found: dict[str, str] = {}
    for each, default in pairs:
        try:
            found |= {} if default is None else {each.arg: canonical_text(ast.unparse(default))}
        except NotPlain:
            continue
    return found
