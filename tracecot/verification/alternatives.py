"""Other calls that a text names: what it says of them can be checked when they are executed too."""

import ast
from collections.abc import Iterator
from itertools import islice

from tracecot.sources.records import Program
from tracecot.values import Plain
from tracecot.verification.answers import proposed_input
from tracecot.verification.code.reading import Code, normal, read_code
from tracecot.verification.executions.here import closed_value
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.records import LONGEST_TEXT
from tracecot.verification.text.bare_code import with_code
from tracecot.verification.text.tokens import tokens

MOST = 20  # calls of one rationale that are executed; what is said of a further one is unreadable


def named_calls(text: str, program: Program, *known: str) -> tuple[str, ...]:
    """The inputs of the calls of the entry point on plain arguments that the text names, each once, in their order.

    Args:
        text: the rationale.
        program: whose calls they are.
        known: inputs that are executed anyway.
    """
    text = text[:LONGEST_TEXT]
    entry, rest = program.entry_point, text
    for source in known:
        rest = rest.replace(f"{entry}({source})", "")
    if f"{entry}(" not in rest:  # as in nearly all texts
        return ()
    met = {_spelled(entry, source) for source in known}
    found: list[str] = []
    for span in dict.fromkeys(_spans(text, entry)):
        for source in _calls_in(span, program) if f"{entry}(" in span else ():
            if len(found) < MOST and (spelled := _spelled(entry, source)) not in met:
                met.add(spelled)
                found.append(source)
        if len(found) == MOST:
            break
    return tuple(found)


def _spans(text: str, entry: str) -> Iterator[str]:
    """The pieces of code that may name a call, in backticks or without, in their order."""
    for token in with_code(tokens(text), text, frozenset({entry})):
        if token.sort == "code" and text[token.start - 1 : token.start] != ".":
            yield token.text


def _spelled(entry: str, source: str) -> str:
    return normal(f"{entry}({source})")


def _calls_in(span: str, program: Program) -> Iterator[str]:
    """The inputs of the calls that the code has, first ones only: a span may hold thousands."""
    code = read_code(span)
    nodes = (part.node for part in (code, *code.targets, code.value) if part is not None and part.node is not None)
    calls = (node for top in nodes for node in ast.walk(top) if isinstance(node, ast.Call))
    for call in islice(calls, MOST):
        try:
            source = proposed_input(ast.unparse(call), program)
        except RecursionError:
            return
        if source is not None:
            yield source


def is_made_in(history: History, call: Code) -> bool:
    """Whether the execution makes this call of its entry point itself: then it is judged by what happened there."""
    entry = history.facts.entry_point
    return any(history.events[seq].name == entry and seq > history.calls[entry][0] for seq in calls_with(history, call))


def calls_with(history: History, call: Code) -> list[int]:
    """The calls of that function of the program with these arguments."""
    match call.node:
        case ast.Call(func=ast.Name(id=name)) if name in history.facts.functions:
            function = history.facts.functions[name][0]
        case _:
            return []
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    given = dict(zip(names, call.node.args, strict=False))
    given |= {str(keyword.arg): keyword.value for keyword in call.node.keywords}
    wanted = {name: closed_value(read_code(ast.unparse(node))) for name, node in given.items()}
    return [seq for seq in history.calls.get(name, ()) if _has(dict(history.events[seq].args), wanted)]


def _has(arguments: dict[str, object], wanted: dict[str, str | None]) -> bool:
    return all(
        text is not None and isinstance(arguments.get(name), Plain) and same_value(arguments[name], text)
        for name, text in wanted.items()
    )
