"""What a statement did, said in a sentence: bindings, changes in place, branches, output, exceptions."""

import ast
from collections.abc import Callable, Sequence

from tracecot.execution import Event
from tracecot.narrations.reasons.parts import Part
from tracecot.narrations.story.places import spelled
from tracecot.narrations.wording.spans import equation, is_sayable, is_value, listed, shown, span
from tracecot.narrations.wording.style import Wording

#: Methods that change their object, and how a change by them is said; `{0}` is the first argument, `{it}` the object.
CHANGES = {
    "append": "line {line} appends {0} to {it}",
    "appendleft": "line {line} puts {0} in front of {it}",
    "add": "line {line} adds {0} to {it}",
    "extend": "line {line} extends {it} by {0}",
    "remove": "line {line} removes {0} from {it}",
    "discard": "line {line} discards {0} from {it}",
    "insert": "line {line} inserts {1} into {it} at index {0}",
    "sort": "line {line} sorts {it}",
    "reverse": "line {line} reverses {it}",
    "clear": "line {line} clears {it}",
}
#: Those of them of which the argument is said before the object.
GIVEN_FIRST = frozenset(
    name for name, form in CHANGES.items() if 0 < form.find("{0}") < form.find("{it}") and "{1}" not in form
)


def bindings(events: Sequence[Event]) -> list[Event]:
    """The names, items and attributes that got a value that can be quoted; `_` is no name that anybody reads."""
    return [
        event for event in events
        if event.kind == "bind" and is_value(event) and "<" not in event.name and event.name != "_"
    ]  # fmt: skip


def bound(binds: Sequence[Event], because: Sequence[str], wording: Wording, which: Part | None = None) -> str:
    """`` `word[0]` is `'b'`, so `key = 'b'`. ``; `which`: the expression is said beside its value."""
    plain = [event for event in binds if event.text.isidentifier()]
    stored = [event for event in binds if not event.text.isidentifier()]
    done = [equation(event) for event in plain]
    said = listed(done)
    if which is not None and len(binds) == 1:
        given = {"name": span(binds[0].name), "code": span(which.code), "value": span(shown(which.value))}
        return sentence(because, wording.frame("which").format(line=binds[0].line, **given), wording)
    if len(plain) == 1 and not stored and not because:
        name, value = span(plain[0].name), span(shown(plain[0].value))
        return wording.frame("set").format(line=plain[0].line, name=name, value=value, equation=done[0])
    if stored:
        stores = f"line {stored[0].line} stores {listed([equation(event) for event in stored])}"
        said = f"{said}, and {stores}" if said else stores
    return sentence(because, said, wording)


def changed(
    call: Event, node: ast.expr | None, because: Sequence[str], words: str = "", which: Part | None = None
) -> str:
    """`` Line 8 appends `'BEE'` to `seen[key]`. ``; of other methods what they did, in these words if there are any.

    `which`: the argument is said as it is spelled, with its value: `` `word.upper()`, which is `'BEE'`, ``.
    """
    form = CHANGES.get(call.name)
    given = [value for name, value in call.args if name != "self"]
    match node:
        case ast.Call(func=ast.Attribute(value=receiver)):
            it = spelled(receiver)
        case _:
            it = ""
    needed = 0 if form is None else form.count("{0}") + form.count("{1}")
    if form is None or not it or len(given) < needed or not all(is_sayable(value) for value in given[:needed]):
        if words and is_value(call):
            return sentence(because, f"on line {call.line} {span(call.text)} {words} {span(shown(call.value))}")
        return sentence(because, f"line {call.line} runs {span(call.text)}")
    shown_given = [span(shown(value)) for value in given[:needed]]
    if which is not None:
        shown_given[-1] = f"{span(which.code)}, which is {shown_given[-1]},"
    return sentence(because, form.format(*shown_given, line=call.line, it=span(it)))


def wholes(mutates: Sequence[Event], wording: Wording) -> str:
    """`` Now `seen = {'b': ['BEE']}`. ``"""
    last = {event.name: event for event in mutates if is_value(event)}
    if not last:
        return ""
    if len(last) == 1:
        (event,) = last.values()
        return wording.frame("whole").format(
            equation=equation(event), name=span(event.name), value=span(shown(event.value))
        )
    return f"Now {listed([equation(event) for event in last.values()])}."


def decided(
    branch: Event, statement: ast.stmt | None, because: Sequence[str], wording: Wording, closes: bool, closed: str = ""
) -> str:
    """`` `0 < limit` is false, so line 8 is skipped. ``"""
    if isinstance(statement, ast.Match):
        verb = "matches" if shown(branch.value) == "True" else "does not match"
        return sentence(because, f"{span(spelled(statement.subject))} {verb} {span(branch.text)}")
    truth = "true" if shown(branch.value) == "True" else "false"
    condition = span(closed or branch.text) if len(branch.text) <= 100 else f"the condition on line {branch.line}"
    is_asked = "`" in condition and not branch.text.isidentifier()  # a name holds and fails nothing
    said = wording.frame(truth).format(condition=condition) if is_asked else f"{condition} is {truth}"
    follows = _consequence(branch, statement, truth, wording, closes)
    if closed and because:  # "`len(s)` is `1`, and `1 < 2` is true"
        return sentence([], f"{because[-1]}, and {said}{', so ' if follows else ''}{follows}")
    link = " and " if because else ", so "  # "and" where "so" was said already
    return sentence(because, f"{said}{link if follows else ''}{follows}", wording, "decide")


def truthy(branch: Event, statement: ast.stmt | None, because: Sequence[str], wording: Wording, closes: bool) -> str:
    """`` `xs` is `[]`, which is falsy, so line 8 is skipped. ``: of a condition that is no comparison."""
    truth = "true" if shown(branch.value) == "True" else "false"
    follows = _consequence(branch, statement, truth, wording, closes)
    return sentence([], f"{listed(list(because))}{', so ' if follows else ''}{follows}")


def _consequence(branch: Event, statement: ast.stmt | None, truth: str, wording: Wording, closes: bool) -> str:
    """What follows from a condition that fails; `closes`: the pass does no more."""
    if not isinstance(statement, ast.If) or branch.why != "if" or truth == "true":
        return ""
    if statement.orelse:
        is_elif = isinstance(statement.orelse[0], ast.If) and len(statement.orelse) == 1
        return "" if is_elif else "the `else` branch runs"
    first, last = statement.body[0].lineno, statement.body[-1].end_lineno or statement.body[-1].lineno
    if first != last:
        return ""
    match statement.body:
        case [ast.Expr(value=ast.Call(func=ast.Attribute(attr="append")))] if branch.loop is not None and closes:
            return wording.frame("nothing").format(done="appended", line=first)
    return f"line {first} is skipped"


def done(binds: Sequence[Event], *, is_first: bool) -> str:
    """What got a value, in the middle of a sentence: `` `key = 'a'` ``, `` line 6 stores `seen['a'] = []` ``.

    Behind what a line did, a bare equation would be taken for one more thing that this line does.
    """
    plain = [event for event in binds if event.text.isidentifier()]
    stored = [event for event in binds if not event.text.isidentifier()]
    said = [equation(event) if is_first else f"line {event.line} {_sets(event)}" for event in plain]
    if stored:
        said.append(f"line {stored[0].line} stores {listed([equation(event) for event in stored])}")
    return listed(said)


def _sets(event: Event) -> str:
    return f"sets {span(event.name)} to {span(shown(event.value))}"


def deed(call: Event, node: ast.expr | None) -> str:
    """A change in place in the middle of a sentence: `` line 8 appends `'ASP'` to `seen[key]` ``; "" of others."""
    if call.name not in CHANGES:
        return ""
    said = changed(call, node, [])
    return f"{said[:1].lower()}{said[1:]}".removesuffix(".") if " runs " not in said else ""


def swapping(places: tuple[str, str], binds: Sequence[Event]) -> str:
    """`` Line 2 swaps `a` and `b`, so `a = 30` and `b = 10`. ``"""
    one, other = places
    now = listed([equation(event) for event in binds])
    return f"Line {binds[0].line} swaps {span(one)} and {span(other)}, so {now}."


def output(event: Event) -> str:
    """`` Line 4 prints `'text'`. ``"""
    return f"Line {event.line} prints {span(shown(event.value))}."


def yielded(events: Sequence[Event]) -> str:
    """`` Line 4 yields `1`, `2` and `3`. ``"""
    return f"Line {events[0].line} yields {listed([span(shown(event.value)) for event in events])}."


def raised(event: Event, because: Sequence[str]) -> str:
    """`` Line 7 raises `ValueError` with the message `'no such key'`. ``"""
    message = f" with the message {span(shown(event.value))}" if is_value(event) and shown(event.value) != "''" else ""
    return sentence(because, f"line {event.line} raises {span(event.name)}{message}")


def sentence(because: Sequence[str], told: str, wording: Wording | None = None, kind: str = "so") -> str:
    """The reasons, then what follows from them."""
    if not because:
        return f"{capitalized(told)}."
    frame = wording.frame(kind) if wording else "{because}, so {told}"
    return f"{capitalized(frame.replace('{because}', listed(list(because))).replace('{told}', told))}."


def capitalized(text: str) -> str:
    """The text with its first letter large; code is left alone."""
    return text[:1].upper() + text[1:]


OTHER: dict[str, Callable[[Event], str]] = {
    "print": output,
    "delete": lambda event: f"Line {event.line} deletes {span(event.name)}.",
    "yield": lambda event: f"Line {event.line} yields {span(shown(event.value))}.",
    "catch": lambda event: f"The handler on line {event.line} catches the {span(event.name)}.",
}
