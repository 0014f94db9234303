"""Judges that an expression has a value, or gets it."""

import ast
from bisect import bisect_right
from itertools import islice

from tracecot.values import Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, text_at
from tracecot.verification.executions.history import History, canonical_or_none, same_value
from tracecot.verification.meanings import Equals, IsTrue
from tracecot.verification.rules.called import call_gives, called_at, called_with
from tracecot.verification.rules.candidates import (
    candidates,
    changes_of,
    ever,
    holds_here,
    is_behind,
    kind_of,
    left_otherwise,
    moments,
    not_so,
)
from tracecot.verification.rules.complements import judge_misquoted
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.rules.operands import calls_like, is_substituted, substituted
from tracecot.verification.rules.truth import closed_truth
from tracecot.verification.rules.verbs import does_otherwise

_NEAR = 60  # changes that are looked at


def judge_equals(meaning: Equals, line: int | None, cursor: Cursor) -> Judged:
    """`len(s)` is `3`."""
    subject, value = meaning.subject, meaning.value
    if meaning.verb and (function := does_otherwise(meaning.verb, subject, cursor.history.facts)):
        return refuted("value", f"{shown(function)} {meaning.verb} nothing")
    if subject.sort in "LC" and not _is_made_here(subject, cursor):
        if isinstance(subject.node, ast.Compare) and value.norm in ("True", "False"):
            return closed_truth(subject, IsTrue(subject, value.norm == "True", asked=True), cursor)
        return closed_equation(subject, value, cursor)
    wanted = closed_value(value)
    if wanted is None:
        if value.sort in "NE" and value.node is not None:
            return both_here(subject, value, line, cursor, bound=meaning.how == "becomes")
        return unreadable("value", f"{value.text[:40]} has no value that we can tell")
    if (item := _item_of_the_pass(subject, wanted, cursor)) is not None:
        return grounded("iteration", item)
    if meaning.how == "becomes":
        judged = judge_becomes(subject, wanted, line, cursor)
        if (other := worked_out_by(value, judged, cursor.history)) is not None:
            return unreadable("bind", f"it is made by {shown(other)}")
        return by_assignment(judged, cursor.history) if meaning.assigned else judged
    return judge_value(subject, wanted, line, cursor)


def _item_of_the_pass(subject: Code, wanted: str, cursor: Cursor) -> int | None:
    """What a call that the loop goes through gives the pass that is told: `enumerate(xs)` gives `(1, 3)`."""
    history, scope = cursor.history, cursor.scopes[-1] if cursor.scopes else None
    if scope is None or cursor.slice is not None or not isinstance(subject.node, ast.Call):
        return None
    number = scope.loop.statement
    node = history.facts.statements[number].node if number >= 0 else None
    if not isinstance(node, ast.For) or ast.unparse(node.iter) != subject.norm:
        return None
    seq = scope.loop.passes[scope.number - 1]
    return seq if same_value(history.events[seq].value, wanted) else None


def _is_made_here(subject: Code, cursor: Cursor) -> bool:
    """Whether it makes an object of the program's own class, which may look different when it is made."""
    match subject.node:
        case ast.Call(func=ast.Name(id=name)):
            return name in cursor.history.facts.classes and bool(cursor.history.telling(subject.norm))
    return False


def closed_equation(subject: Code, value: Code, cursor: Cursor) -> Judged:
    """A closed equation; one that stands for an evaluation of the program is grounded by it."""
    actual = closed_value(subject)
    wanted = closed_value(value)
    if wanted is None:
        wanted = text_at(cursor.history, value, cursor.at)
    if actual is None:
        called = called_with(subject, cursor)
        if called is not None:
            return call_gives(subject, called, wanted, cursor)
        return unreadable("arithmetic", f"{subject.text[:40]} can't be evaluated")
    if wanted is None:
        return unreadable("arithmetic", f"{value.text[:40]} can't be evaluated")
    if not is_same(actual, wanted) and _is_same_number(actual, wanted):
        return unreadable("arithmetic", f"{shown(subject.text)} is {shown(actual)}, which is the same number")
    if not is_same(actual, wanted):
        return refuted("arithmetic", f"{shown(subject.text)} is {shown(actual)}")
    event = substituted(subject, wanted, cursor)
    if event is None:
        event = _evaluated(subject, wanted, cursor)
        return grounded("arithmetic", event, step=False)
    return grounded("arithmetic", event)


def _evaluated(subject: Code, wanted: str, cursor: Cursor) -> int | None:
    """The next evaluation of the very words, `set()`; an aside may say them too, so the reader stays where he is."""
    history = cursor.history
    beyond, cursor.beyond = cursor.beyond, -1  # who stays where he is means no later one
    seq = next(cursor.ahead(history.telling(subject.norm)), None)
    cursor.beyond = beyond
    return seq if seq is not None and same_value(history.events[seq].value, wanted) else None


def _is_same_number(one: str, other: str) -> bool:
    """Whether two numbers differ in their type alone: prose that divides 30 by 10 says 3."""
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def _instance(value: Code, cursor: Cursor) -> str | None:
    """The text of an instance of a class of the program whose name looks like a function's: `itemgetter(items=(0,))`."""
    match value.node:
        case ast.Call(func=ast.Name(id=name)) if name in cursor.history.facts.classes:
            return canonical_or_none(value.text)
    return None


def both_here(subject: Code, value: Code, line: int | None, cursor: Cursor, *, bound: bool = False) -> Judged:
    """`x` is `y`: both are looked up at one moment; `bound`: the one is said to be given the other."""
    history = cursor.history
    if bound and _may_be_a_copy(subject, value, cursor):
        return unreadable("bind", f"whether {value.text[:40]} itself is given isn't known")
    if bound and (other := _made_by(subject, value, line, cursor)) is not None:
        return unreadable("bind", f"it is made by {shown(other)}")
    instance = _instance(value, cursor)
    for moment in moments(line, cursor):
        one, other = text_at(history, subject, moment), instance or text_at(history, value, moment)
        is_named = value.sort == "N" and (subject.sort == "N" or isinstance(subject.node, ast.Call))
        if is_same(one, other) and is_named and (one or "")[:1] in ("[", "{"):
            return unreadable("state", f"{shown(subject.text)} equals {shown(value.text)}, but may be another object")
        if is_same(one, other):
            return grounded("state", moment, step=False)
    for seq in candidates(subject, line, cursor):
        if same_value(history.events[seq].value, instance or text_at(history, value, seq) or ""):
            cursor.land(seq)
            return grounded("value", seq)
    one, other = text_at(history, subject, cursor.at), instance or text_at(history, value, cursor.at)
    nearest = next(candidates(subject, line, cursor), None) if one is None and instance is not None else None
    if nearest is not None:
        return not_so(subject, instance, nearest, line, cursor)
    if one is None or other is None:
        return unreadable("value", f"{subject.text[:40]} and {value.text[:40]} can't be compared here")
    return refuted("state", f"{shown(subject.text)} is {shown(one)} and {shown(value.text)} is {shown(other)} here")


def _made_by(subject: Code, value: Code, line: int | None, cursor: Cursor) -> str | None:
    """What the statement that gives the name its value evaluates, where it is not what is told, perhaps with values."""
    history = cursor.history
    known = history.by_name.get(subject.norm, [])
    before = reversed(known[: bisect_right(known, cursor.at)])
    bound = (seq for seq in before if history.events[seq].kind == "bind")
    seqs = [*islice(bound, 1), *islice(changes_of(subject, line, cursor), 1)]
    others = [made_by(value, seq, history) for seq in seqs if history.events[seq].kind == "bind"]
    return next((other for other in others if other), None) if others and None not in others else None


def made_by(value: Code, seq: int, history: History) -> str | None:
    """What the statement that the event is of gives its target, where that is not what is told, perhaps with values."""
    given, number = history.events[seq].value, history.statement[seq]
    if isinstance(given, Plain) and read_code(given.repr).norm == value.norm:
        return None  # the value as it is recorded, which may be written like a call: `Box(set())`
    match history.facts.statements[number].node if number >= 0 else None:
        case ast.Assign(targets=[ast.Name() | ast.Attribute() | ast.Subscript()], value=written):
            pass
        case ast.AugAssign(target=target, op=op, value=operand):
            written = ast.BinOp(target, op, operand)
        case _:
            return None
    is_so = is_substituted(value, written, max(history.first_of[history.execution[seq]] - 1, 0), history)
    return None if is_so else ast.unparse(written)


def _may_be_a_copy(subject: Code, value: Code, cursor: Cursor) -> bool:
    """Whether the value can be changed in place, and the program doesn't say that it is given itself: `c = list(a)`."""
    known = text_at(cursor.history, value, cursor.at) or ""
    if not isinstance(value.node, ast.Name | ast.Attribute) or known[:1] not in ("[", "{"):
        return False
    return not cursor.history.facts.quoted(f"{subject.norm} = {value.norm}")


def judge_value(subject: Code, wanted: str, line: int | None, cursor: Cursor) -> Judged:
    """A value that the expression has here, or has when it is evaluated next."""
    history = cursor.history
    if subject.sort == "N" and line is None:
        held = holds_here(subject, wanted, cursor)
        if held is not None:
            return held
    nearest: int | None = None
    for seq in candidates(subject, line, cursor):
        nearest = seq if nearest is None else nearest
        if same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded(kind_of(history.events[seq]), seq)
    for seq in calls_like(subject, cursor) if nearest is None else ():
        if same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded(kind_of(history.events[seq]), seq)
    arguments = called_at(subject, cursor)
    if arguments is not None:
        return call_gives(subject, arguments, wanted, cursor)
    if cursor.slice is not None and nearest is not None and subject.sort != "N":
        return not_so(subject, wanted, nearest, line, cursor)
    if nearest is not None and subject.sort != "N" and history.execution[nearest] == history.execution[cursor.at]:
        return not_so(subject, wanted, nearest, line, cursor)  # not what it would be when the statement is over
    if (misquoted := judge_misquoted(subject, wanted, line, cursor)) is not None:
        return misquoted
    held = None if is_behind(history.telling(subject.norm), cursor) else holds_here(subject, wanted, cursor, line)
    if held is not None:
        return held
    if cursor.slice is not None and (found := ever(subject, wanted, cursor)) is not None:
        return found
    return not_so(subject, wanted, nearest, line, cursor)


def worked_out_by(value: Code, judged: Judged, history: History) -> str | None:
    """What a name is given where a text gives it by an operation of its own: `2 + 1` for `total - 1`."""
    bound = [seq for seq in judged.events if history.events[seq].kind == "bind"]
    return made_by(value, bound[0], history) if value.sort == "C" and bound else None


def by_assignment(judged: Judged, history: History) -> Judged:
    """What is said to be set, unless it is a call that changed the object in place: `xs.append(3)` sets nothing."""
    for seq in judged.events:
        event, number = history.events[seq], history.statement[seq]
        node = history.facts.statements[number].node if number >= 0 else None
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        is_target = any(ast.unparse(target) == event.name for target in targets)
        if event.kind == "mutate" and not is_target and isinstance(node, ast.Expr | ast.Assign | ast.AugAssign):
            return refuted("mutate", f"{shown(ast.unparse(node))} changes it in place", seq)
    return judged


def _changed_inside(subject: Code, wanted: str, line: int | None, cursor: Cursor) -> int | None:
    """The change ahead of the object that `groups[2]` is in, which made it this."""
    history, owner = cursor.history, subject.node
    while isinstance(owner, ast.Subscript | ast.Attribute):
        owner = owner.value
    if not isinstance(owner, ast.Name) or not isinstance(subject.node, ast.Subscript | ast.Attribute):
        return None
    for count, seq in enumerate(cursor.ahead(history.by_name.get(owner.id, []), line)):
        if count >= _NEAR:
            break
        if history.events[seq].kind == "mutate" and is_same(text_at(history, subject, seq), wanted):
            return None if is_same(text_at(history, subject, seq - 1), wanted) else seq
    return None


def judge_becomes(subject: Code, wanted: str, line: int | None, cursor: Cursor) -> Judged:
    """A name or item gets the value now."""
    history = cursor.history
    if (left := left_otherwise(subject, wanted, line, cursor)) is not None:
        return left
    nearest: int | None = None
    for seq in changes_of(subject, line, cursor):
        event = history.events[seq]
        nearest = seq if nearest is None else nearest
        if same_value(event.value, wanted):
            cursor.land(seq)
            return grounded(kind_of(event), seq)
    changed = _changed_inside(subject, wanted, line, cursor) if subject.sort == "E" else None
    if changed is not None:
        cursor.land(changed)
        return grounded("mutate", changed)
    if nearest is None and line is None:
        first = history.events[cursor.at]
        if first.kind == "call" and same_value(dict(first.args).get(subject.norm), wanted):
            return grounded("call", first.seq)
    if nearest is not None:
        return refuted("bind", shown_event(history.events[nearest]), nearest)
    if subject.sort != "N" and not history.by_name.get(subject.norm):
        return judge_value(subject, wanted, line, cursor)
    if subject.sort == "N" and subject.norm not in history.facts.bound and not history.names(subject.norm):
        return unreadable("bind", f"{subject.text[:40]} is no name that the program gives values to")
    return refuted("bind", f"{shown(subject.text)} gets no value from here on", reason="not_found")
