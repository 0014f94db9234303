"""Judges what is said of values: equalities, truths, lengths, membership, properties."""

import ast
from collections.abc import Iterator

from tracecot.evaluation import evaluate
from tracecot.execution import Event
from tracecot.operations import NotEvaluable
from tracecot.values import NotPlain, Plain, canonical
from tracecot.verification.code import Code, normal, read_code
from tracecot.verification.cursor import Cursor
from tracecot.verification.here import (
    closed_value,
    is_same,
    names_in,
    object_at,
    source_at,
    text_at,
    truth_of,
)
from tracecot.verification.history import History, canonical_or_none, pass_window, same_value
from tracecot.verification.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.meanings import Equals, IsTrue, Length, Member, Picks, Stands, StartsEmpty, Such, TakesValues
from tracecot.verification.records import ClaimKind

_MOST_CANDIDATES = 2_000  # events that one claim may be compared with


# Equality


def judge_equals(meaning: Equals, line: int | None, cursor: Cursor) -> Judged:
    """`len(s)` is `3`."""
    subject, value = meaning.subject, meaning.value
    if subject.sort in "LC":
        return _closed(subject, value, cursor)
    wanted = closed_value(value)
    if wanted is None:
        if value.sort in "NE" and value.node is not None:
            return _both_here(subject, value, line, cursor)
        return unreadable("value", f"{value.text[:40]} has no value that we can tell")
    if meaning.how == "becomes":
        return _becomes(subject, wanted, line, cursor)
    return _is(subject, wanted, line, cursor)


def _closed(subject: Code, value: Code, cursor: Cursor) -> Judged:
    """A closed equation; one that stands for an evaluation of the program is grounded by it."""
    actual = closed_value(subject)
    wanted = closed_value(value)
    if wanted is None:
        wanted = text_at(cursor.history, value, cursor.at)
    if actual is None:
        called = _called_with(subject, cursor)
        if called is not None:
            return _call_gives(subject, called, wanted, cursor)
        return unreadable("arithmetic", f"{subject.text[:40]} can't be evaluated")
    if wanted is None:
        return unreadable("arithmetic", f"{value.text[:40]} can't be evaluated")
    if not is_same(actual, wanted):
        return refuted("arithmetic", f"{shown(subject.text)} is {shown(actual)}")
    event = _substituted(subject, wanted, cursor)
    return grounded("arithmetic", event, step=event is not None)


def _substituted(subject: Code, wanted: str, cursor: Cursor) -> int | None:
    """The evaluation ahead in which the operator had these operands."""
    operands = _operands(subject.node)
    if operands is None:
        return None
    shape, texts = operands
    for seq in _shaped(shape, cursor):
        event = cursor.history.events[seq]
        if not same_value(event.value, wanted):
            continue
        if _operand_values(event, seq, cursor) == texts:
            cursor.land(seq)
            return seq
    return None


def _operands(node: ast.expr | None) -> tuple[str, list[str]] | None:
    """An operation's sign and the values of its closed operands."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            parts = [left, right]
            shape = type(op).__name__
        case ast.BinOp(left=left, op=sign, right=right):
            parts = [left, right]
            shape = type(sign).__name__
        case _:
            return None
    try:
        return shape, [canonical(evaluate(part)) for part in parts]
    except (NotEvaluable, NotPlain):
        return None


def _shaped(shape: str, cursor: Cursor) -> Iterator[int]:
    """The evaluations ahead with this operator, nearest first; in the pass that is told, or nearby."""
    history = cursor.history
    seqs = history.shapes().get(shape, [])
    for count, seq in enumerate(cursor.ahead(seqs)):
        if count >= 60:
            return
        yield seq


def _operand_values(event: Event, seq: int, cursor: Cursor) -> list[str] | None:
    node = read_code(event.text).node
    match node:
        case ast.Compare(left=left, comparators=[right]) | ast.BinOp(left=left, right=right):
            parts = [left, right]
        case _:
            return None
    texts: list[str] = []
    for part in parts:
        text = _part_value(part, event, seq, cursor)
        if text is None:
            return None
        texts.append(text)
    return texts


def _part_value(part: ast.expr, event: Event, seq: int, cursor: Cursor) -> str | None:
    """The value that a sub-expression had in this evaluation."""
    history = cursor.history
    wanted = ast.unparse(part)
    for read in event.reads:
        other = history.events[read]
        if other.kind == "value" and normal(other.text) == wanted:
            return other.value.repr if isinstance(other.value, Plain) else None
    return text_at(history, read_code(wanted), max(seq - 1, 0))


def _called_with(subject: Code, cursor: Cursor) -> list[str] | None:
    """The arguments' texts, if the code calls a function of the program with closed arguments."""
    match subject.node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in cursor.history.calls:
            try:
                return [canonical(evaluate(argument)) for argument in args]
            except (NotEvaluable, NotPlain):
                return None
    return None


def _call_gives(subject: Code, arguments: list[str], wanted: str | None, cursor: Cursor) -> Judged:
    """A call of the program's own function with these arguments gives this."""
    history = cursor.history
    name = subject.norm.partition("(")[0]
    calls = [
        seq for seq in history.calls.get(name, ())
        if [value.repr if isinstance(value, Plain) else "" for _, value in history.events[seq].args][: len(arguments)]
        == arguments
    ]  # fmt: skip
    if not calls and name == history.facts.entry_point:
        return unreadable("call", "this call was not executed")
    if not calls:
        return refuted("call", f"`{name}` is not called with these arguments", reason="not_found")
    back = [history.returns[history.events[seq].frame] for seq in calls if history.events[seq].frame in history.returns]
    for seq in cursor.ahead(sorted(back)):
        if wanted is not None and same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded("return", seq)
    if back:
        return refuted("return", shown_event(history.events[back[0]]), back[0])
    return refuted("return", f"`{name}` raises there")


def _instance(value: Code, cursor: Cursor) -> str | None:
    """The text of an instance of a class of the program whose name looks like a function's: `itemgetter(items=(0,))`."""
    match value.node:
        case ast.Call(func=ast.Name(id=name)) if name in cursor.history.facts.classes:
            return canonical_or_none(value.text)
    return None


def _both_here(subject: Code, value: Code, line: int | None, cursor: Cursor) -> Judged:
    """`x` is `y`: both are looked up at one moment."""
    history = cursor.history
    instance = _instance(value, cursor)
    for moment in _moments(line, cursor):
        one, other = text_at(history, subject, moment), instance or text_at(history, value, moment)
        if is_same(one, other):
            return grounded("state", moment, step=False)
    for seq in _candidates(subject, line, cursor):
        if same_value(history.events[seq].value, instance or text_at(history, value, seq) or ""):
            cursor.land(seq)
            return grounded("value", seq)
    one, other = text_at(history, subject, cursor.at), instance or text_at(history, value, cursor.at)
    if one is None or other is None:
        return unreadable("value", f"{subject.text[:40]} and {value.text[:40]} can't be compared here")
    return refuted("state", f"{shown(subject.text)} is {shown(one)} and {shown(value.text)} is {shown(other)} here")


def _candidates(subject: Code, line: int | None, cursor: Cursor) -> Iterator[int]:
    """Events that tell the subject's value, that may be told here, nearest first."""
    history = cursor.history
    seqs = history.telling(subject.norm)
    for count, seq in enumerate(cursor.ahead(seqs, line)):
        if count >= _MOST_CANDIDATES:
            return
        yield seq


def _changes(subject: Code, line: int | None, cursor: Cursor) -> Iterator[int]:
    for count, seq in enumerate(cursor.ahead(cursor.history.by_name.get(subject.norm, []), line)):
        if count >= _MOST_CANDIDATES:
            return
        yield seq


def _moments(line: int | None, cursor: Cursor) -> Iterator[int]:
    """The moments that the clause may speak of: here, or where the line that it names runs next."""
    if line is None:
        yield from cursor.moments()
        return
    if (seq := cursor.next_on_line(line)) is not None:
        yield max(seq - 1, 0)
        yield cursor.history.last_of[cursor.history.execution[seq]]


def _is(subject: Code, wanted: str, line: int | None, cursor: Cursor) -> Judged:
    """A value that the expression has here, or has when it is evaluated next."""
    history = cursor.history
    if subject.sort == "N" and line is None:
        held = _held(subject, wanted, cursor)
        if held is not None:
            return held
    nearest: int | None = None
    for seq in _candidates(subject, line, cursor):
        nearest = seq if nearest is None else nearest
        if same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded(_kind(history.events[seq]), seq)
    arguments = _called_at(subject, cursor)
    if arguments is not None:
        return _call_gives(subject, arguments, wanted, cursor)
    if cursor.slice is not None and nearest is not None and subject.sort != "N":
        return _not_so(subject, nearest, line, cursor)
    held = None if _is_behind(history.telling(subject.norm), cursor) else _held(subject, wanted, cursor, line)
    if held is not None:
        return held
    if cursor.slice is not None and (found := _ever(subject, wanted, cursor)) is not None:
        return found
    return _not_so(subject, nearest, line, cursor)


def _is_behind(seqs: list[int], cursor: Cursor) -> bool:
    """Whether the program evaluated it before, nobody told, and it won't again: too late to tell."""
    if not seqs or cursor.slice is not None or next(cursor.ahead(seqs), None) is not None:
        return False
    if cursor.scopes:
        low, high = cursor.scopes[-1].low, cursor.scopes[-1].high
        seqs = [seq for seq in seqs if low <= seq < high] or seqs
    behind = [seq for seq in seqs if seq <= cursor.floor]
    return bool(behind) and not cursor.is_told(behind[-1])


def _kind(event: Event) -> ClaimKind:
    return event.kind if event.kind in ("bind", "mutate", "branch") else "value"  # type: ignore[return-value]


def _held(subject: Code, wanted: str, cursor: Cursor, line: int | None = None) -> Judged | None:
    """Whether the expression has the value at the moment."""
    history = cursor.history
    for moment in _moments(line, cursor):
        if is_same(text_at(history, subject, moment), wanted):
            if line is not None:
                cursor.land(moment if moment >= cursor.floor else cursor.floor)
            source = source_at(history, subject.norm, moment) if subject.sort == "N" else moment
            return grounded("state", source, step=True)
    return None


def _ever(subject: Code, wanted: str, cursor: Cursor) -> Judged | None:
    """In a deduction: a moment among the events that the result depends on."""
    if cursor.slice is None or subject.sort == "N":
        name = subject.norm
        for seq in sorted(cursor.slice or ()):
            event = cursor.history.events[seq]
            if event.kind == "call" and same_value(dict(event.args).get(name), wanted):
                return grounded("state", seq)
        return None
    for seq in sorted(cursor.slice)[:400]:
        if is_same(text_at(cursor.history, subject, seq), wanted):
            return grounded("state", seq)
    return None


def _called_at(subject: Code, cursor: Cursor) -> list[str] | None:
    """The arguments' texts at the moment, if the code calls a function of the program with a text of its own."""
    match subject.node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in cursor.history.calls and args:
            texts = [text_at(cursor.history, read_code(ast.unparse(argument)), cursor.at) for argument in args]
            if subject.norm in cursor.history.by_text:
                return None
            return [text for text in texts if text is not None] if all(text is not None for text in texts) else None
    return None


def _not_so(subject: Code, nearest: int | None, line: int | None, cursor: Cursor) -> Judged:
    history = cursor.history
    if nearest is not None:
        return refuted("value", shown_event(history.events[nearest]), nearest)
    for moment in _moments(line, cursor):
        here = text_at(history, subject, moment)
        if here is not None:
            return refuted("state", f"{shown(subject.text)} is {shown(here)} here")
    if line is not None:
        return refuted("line", f"line {line} tells no such thing from here on", reason="not_found")
    seqs = history.telling(subject.norm)
    if seqs:
        return refuted("value", f"{shown_event(history.events[seqs[-1]])}, before", seqs[-1], "out_of_order")
    if not names_in(subject) <= history.facts.names | {"len"}:
        if history.has_text(subject.text):
            return unreadable("value", "it is a text of the execution, without quotes")
        return refuted("value", f"{shown(subject.text)} is no part of the program", reason="not_found")
    return unreadable("value", f"{subject.text[:60]} has no value here that we can tell")


def _becomes(subject: Code, wanted: str, line: int | None, cursor: Cursor) -> Judged:
    """A name or item gets the value now."""
    history = cursor.history
    nearest: int | None = None
    for seq in _changes(subject, line, cursor):
        event = history.events[seq]
        nearest = seq if nearest is None else nearest
        if same_value(event.value, wanted):
            cursor.land(seq)
            return grounded(_kind(event), seq)
    if nearest is None and line is None:
        first = history.events[cursor.at]
        if first.kind == "call" and same_value(dict(first.args).get(subject.norm), wanted):
            return grounded("call", first.seq)
    if nearest is not None:
        return refuted("bind", shown_event(history.events[nearest]), nearest)
    if subject.sort != "N" and not history.by_name.get(subject.norm):
        return _is(subject, wanted, line, cursor)
    return refuted("bind", f"{shown(subject.text)} gets no value from here on", reason="not_found")


# Assignments as they stand


def judge_stands(meaning: Stands, line: int | None, cursor: Cursor) -> Judged:
    """`seen['b'] = []`, `a, b = 1, 2`, `len(s) + 1 = 4`, `x += 1`."""
    code = meaning.code
    if code.value is None or not code.targets:
        return unreadable("bind", "an unusual assignment")
    if code.augmented:
        return _source(code, line, cursor)
    judged: list[Judged] = []
    for subject, value in _pairs(code):
        if subject.sort in "LC":
            judged.append(_closed(subject, value, cursor))
            continue
        wanted = closed_value(value)
        if wanted is None:
            source = _source(code, line, cursor)
            return source if source.holds else _both_here(subject, value, line, cursor)
        if meaning.held and cursor.slice is not None:
            judged.append(_held(subject, wanted, cursor) or _not_so(subject, None, None, cursor))
            continue
        judged.append(_assigned(subject, wanted, meaning.done or line is not None, line, cursor))
    failed = next((each for each in judged if not each.holds), None)
    if failed is not None:
        return failed
    events = tuple(seq for each in judged for seq in each.events)
    return Judged(judged[-1].kind, judged[-1].finding, events)


def _pairs(code: Code) -> Iterator[tuple[Code, Code]]:
    """Each target with its value."""
    assert code.value is not None
    for target in code.targets:
        match target.node, code.value.node:
            case (ast.Tuple(elts=names), ast.Tuple(elts=values) | ast.List(elts=values)) if len(names) == len(values):
                for name, value in zip(names, values, strict=True):
                    yield read_code(ast.unparse(name)), read_code(ast.unparse(value))
            case _:
                yield target, code.value


def _source(code: Code, line: int | None, cursor: Cursor) -> Judged:
    """A statement of the program, quoted."""
    lines = cursor.history.facts.quoted(code.text)
    if not lines:
        return refuted("source", f"{shown(code.text)} is not in the program", reason="not_found")
    if line is not None and line not in lines:
        return refuted("line", f"{shown(code.text)} stands on line {lines[0]}")
    return grounded("source", None, step=False)


def _assigned(subject: Code, wanted: str, done: bool, line: int | None, cursor: Cursor) -> Judged:
    """A name or item with its value: what happens next, or what holds here."""
    history = cursor.history
    execution = history.execution[cursor.at]
    changes = list(_changes(subject, line, cursor))
    for seq in changes[:1]:
        event = history.events[seq]
        # A value that holds already is not looked for ahead, unless the statement that is told gives it again.
        if same_value(event.value, wanted) and (done or history.execution[seq] == execution):
            cursor.land(seq)
            return grounded(_kind(event), seq)
    coming = [seq for seq in changes[:50] if history.execution[seq] == execution and seq > cursor.at]
    if cursor.slice is None and coming and not any(same_value(history.events[seq].value, wanted) for seq in coming):
        # "`i + 1` is `4`, so `i = ...`" tells what the statement makes of the name, not what it was.
        return _not_so(subject, coming[0], line, cursor)
    if (stale := _still_to_come(subject, changes, cursor)) is not None and not same_value(
        history.events[stale].value, wanted
    ):
        later = [seq for seq in changes if seq < cursor.scopes[-1].high]
        if not any(same_value(history.events[seq].value, wanted) for seq in later):
            return _not_so(subject, stale, line, cursor)
    if not done and (held := _held(subject, wanted, cursor)) is not None:
        return held
    for seq in changes:
        if same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded(_kind(history.events[seq]), seq)
    if line is not None:
        return _assigned_on(subject, wanted, line, cursor) or _not_so(subject, next(iter(changes), None), line, cursor)
    if subject.sort == "E" and not history.by_name.get(subject.norm):
        return _is(subject, wanted, line, cursor)
    if done and not changes and (held := _held(subject, wanted, cursor)) is not None:
        source = held.events[0] if held.events else None
        if source is not None and history.execution[source] == history.execution[cursor.at]:
            return held
    if cursor.slice is not None and (found := _ever(subject, wanted, cursor)) is not None:
        return found
    return _not_so(subject, next(iter(changes), None), line, cursor)


def _still_to_come(subject: Code, changes: list[int], cursor: Cursor) -> int | None:
    """The name's next change in the pass that is told, where what it is now was left by an earlier pass."""
    if not cursor.scopes or not changes or changes[0] >= cursor.scopes[-1].high:
        return None
    source = source_at(cursor.history, subject.norm, cursor.at)
    return changes[0] if source is None or source < cursor.scopes[-1].low else None


def _assigned_on(subject: Code, wanted: str, line: int, cursor: Cursor) -> Judged | None:
    """What a line leaves: a loop's header with what the loop made, a call on the line, an expression's value."""
    history = cursor.history
    for seq in _candidates(subject, line, cursor):
        if same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded(_kind(history.events[seq]), seq)
    upcoming = cursor.next_on_line(line)
    if upcoming is not None and history.events[upcoming].kind == "call":
        value = dict(history.events[upcoming].args).get(subject.norm)
        if same_value(value, wanted):
            cursor.land(upcoming)
            return grounded("call", upcoming)
    return None


# Truth


def judge_truth(meaning: IsTrue, line: int | None, cursor: Cursor) -> Judged:
    """`key not in seen` is true."""
    history = cursor.history
    condition = _condition(meaning.condition)
    if condition is None:
        return unreadable("branch", f"{meaning.condition.text[:60]} is no condition")
    if condition.sort in "LC":
        return _closed_truth(condition, meaning.truth, line, cursor)
    seqs = [seq for seq in history.by_text.get(condition.norm, ()) if history.events[seq].kind == "branch"]
    seqs = seqs or _names_tested(condition, cursor) or history.telling(condition.norm)
    nearest: int | None = None
    for count, seq in enumerate(cursor.ahead(seqs, line)):
        event = history.events[seq]
        nearest = seq if nearest is None else nearest
        if _truth(event) is meaning.truth:
            cursor.land(seq)
            return grounded("branch" if event.kind == "branch" else "value", seq)
        if cursor.scopes or count >= _MOST_CANDIDATES:
            break  # within a pass the nearest counts
    return _truth_here(condition, meaning.truth, nearest, line, cursor)


def _condition(code: Code) -> Code | None:
    """The condition itself, where a whole header is quoted."""
    if code.sort != "S":
        return code
    for keyword in ("if ", "elif ", "while ", "assert "):
        if code.text.startswith(keyword):
            inner = read_code(code.text[len(keyword) :].rstrip(":"))
            return inner if inner.node is not None else None
    return None


def _names_tested(condition: Code, cursor: Cursor) -> list[int]:
    return []


def _truth(event: Event) -> bool | None:
    return truth_of(event.value.repr) if isinstance(event.value, Plain) else None


def _truth_here(condition: Code, truth: bool, nearest: int | None, line: int | None, cursor: Cursor) -> Judged:
    """No evaluation ahead says so: what the condition is on the values here."""
    history = cursor.history
    if nearest is not None:
        event = history.events[nearest]
        word = {True: "true", False: "false", None: "untold"}[_truth(event)]
        return refuted("branch", f"{shown(event.text)} is {word} here", nearest)
    behind = _is_behind(history.by_text.get(condition.norm, []), cursor)
    actual: bool | None = None
    for moment in () if behind else _moments(line, cursor):
        try:
            actual = bool(object_at(history, condition, moment))
        except NotEvaluable:
            continue
        if actual is truth:
            return grounded("state", moment)
    if actual is not None:
        return refuted("branch", f"{shown(condition.text)} is {'true' if actual else 'false'} here")
    seqs = history.telling(condition.norm)
    if seqs:
        return refuted("branch", "it is evaluated, but not from here on", seqs[-1], "out_of_order")
    return unreadable("branch", f"{condition.text[:60]} can't be evaluated here")


def _closed_truth(condition: Code, truth: bool, line: int | None, cursor: Cursor) -> Judged:
    """`2 < 2` is false: as arithmetic, and as the condition that it stands for."""
    text = closed_value(condition)
    actual = None if text is None else truth_of(text)
    if actual is None:
        return unreadable("arithmetic", f"{condition.text[:60]} can't be evaluated")
    if actual is not truth:
        return refuted("arithmetic", f"{shown(condition.text)} is {'true' if actual else 'false'}")
    operands = _operands(condition.node)
    if operands is None:
        return grounded("arithmetic", None, step=False)
    nearest: int | None = None
    for seq in _shaped(operands[0], cursor):
        values = _operand_values(cursor.history.events[seq], seq, cursor)
        if values is None:
            continue
        nearest = seq if nearest is None else nearest
        if values == operands[1]:
            cursor.land(seq)
            return grounded("branch", seq, *_branch_of(seq, cursor))
    if nearest is not None and cursor.scopes:
        return refuted("branch", shown_event(cursor.history.events[nearest]), nearest)
    return grounded("arithmetic", None, step=False)


def _branch_of(seq: int, cursor: Cursor) -> tuple[int, ...]:
    """The branch that the condition's value decides at once."""
    after = seq + 1
    if after < cursor.history.length and cursor.history.events[after].kind == "branch":
        return (after,) if seq in cursor.history.events[after].reads else ()
    return ()


# Lengths, membership, properties


def judge_length(meaning: Length, line: int | None, cursor: Cursor) -> Judged:
    """`xs` has 3 items."""
    asked = read_code(f"len({meaning.subject.text})")
    judged = _is(asked, str(meaning.count), line, cursor)
    if not judged.holds and meaning.subject.sort == "E":
        for seq in _candidates(meaning.subject, line, cursor):
            event = cursor.history.events[seq]
            if isinstance(event.value, Plain) and closed_value(read_code(f"len({event.value.repr})")) == str(
                meaning.count
            ):
                cursor.land(seq)
                return grounded("state", seq)
    return judged


def judge_member(meaning: Member, line: int | None, cursor: Cursor) -> Judged:
    """`'a'` is in `seen`."""
    sign = "not in" if meaning.negated else "in"
    asked = read_code(f"{meaning.one.text} {sign} {meaning.many.text}")
    if asked.node is None:
        return unreadable("state", "it can't be read as a question of membership")
    return judge_truth(IsTrue(asked, truth=True), line, cursor)


_QUESTIONS = {
    "empty": "len({0}) == 0", "nonempty": "len({0}) > 0", "non-empty": "len({0}) > 0", "none": "({0}) is None",
    "positive": "({0}) > 0", "negative": "({0}) < 0", "zero": "({0}) == 0", "nonzero": "({0}) != 0",
    "non-zero": "({0}) != 0", "even": "({0}) % 2 == 0", "odd": "({0}) % 2 == 1", "truthy": "bool({0})",
    "falsy": "not ({0})", "uppercase": "({0}).isupper()", "upper-case": "({0}).isupper()",
    "lowercase": "({0}).islower()", "lower-case": "({0}).islower()", "alphabetic": "({0}).isalpha()",
    "numeric": "({0}).isnumeric()", "sorted": "list({0}) == sorted({0})",
}  # fmt: skip


def judge_such(meaning: Such, line: int | None, cursor: Cursor) -> Judged:
    """`seen` is empty."""
    asked = read_code(_QUESTIONS[meaning.word].format(meaning.subject.text))
    if asked.node is None:
        return unreadable("state", f"whether it is {meaning.word} can't be asked")
    history = cursor.history
    seen: bool | None = None
    for moment in _moments(line, cursor):
        try:
            seen = bool(object_at(history, asked, moment))
        except NotEvaluable:
            continue
        if seen is not meaning.negated:
            return grounded("state", moment)
    for seq in _candidates(meaning.subject, line, cursor) if seen is None or meaning.subject.sort == "E" else ():
        value = history.events[seq].value
        if isinstance(value, Plain):
            told = closed_value(read_code(_QUESTIONS[meaning.word].format(value.repr)))
            if told is not None and (told == "True") is not meaning.negated:
                cursor.land(seq)
                return grounded("state", seq)
    if seen is None:
        return unreadable("state", f"whether {meaning.subject.text[:40]} is {meaning.word} can't be told here")
    here = text_at(history, meaning.subject, cursor.at)
    return refuted("state", f"{shown(meaning.subject.text)} is {shown(here)} here")


def judge_picks(meaning: Picks, line: int | None, cursor: Cursor) -> Judged:
    """Its first character `word[0]`."""
    match meaning.subject.node:
        case ast.Subscript(slice=key) if not isinstance(key, ast.Slice):
            text = closed_value(read_code(ast.unparse(key)))
            if text is None:
                text = text_at(cursor.history, read_code(ast.unparse(key)), cursor.at)
            if text == str(meaning.index):
                return grounded("source", None, step=False)
            return refuted("source", f"{shown(meaning.subject.text)} takes index {shown(text)}")
    return unreadable("source", f"{meaning.subject.text[:40]} picks no element")


_EMPTY = {
    "dict": ("{}",), "dictionary": ("{}",), "list": ("[]",), "string": ("''",), "set": ("set()",), "tuple": ("()",),
    "counter": ("Counter()",),
}  # fmt: skip


def judge_starts_empty(meaning: StartsEmpty, line: int | None, cursor: Cursor) -> Judged:
    """Line 2 starts with an empty dict, `seen = {}`."""
    code = meaning.code
    if code.sort == "N":
        return _becomes(code, _EMPTY[meaning.type][0], line, cursor)
    if code.value is None or closed_value(code.value) not in _EMPTY[meaning.type]:
        return refuted("bind", f"{shown(code.text)} is no empty {meaning.type}")
    return judge_stands(Stands(code, done=True), line, cursor)


def judge_takes_values(meaning: TakesValues, cursor: Cursor) -> Judged:
    """`x` takes the values 1, 2 and 3: all that it takes in the passes or the statement spoken of, and no others."""
    wanted = [closed_value(value) for value in meaning.values]
    if None in wanted:
        return unreadable("summary", "one of the values can't be told")
    failed: Judged | None = None
    for seqs in _taken(meaning.name, cursor):
        failed = _differs(meaning.name, seqs, wanted, cursor)
        if failed is None:
            if not _in_stretch(seqs[0], cursor):
                _land_on_all(seqs, cursor)
            return grounded("summary", seqs[0], *seqs[1:])
    return failed or refuted("summary", f"{shown(meaning.name.text)} takes no value from here on", reason="not_found")


def _differs(name: Code, seqs: list[int], wanted: list[str | None], cursor: Cursor) -> Judged | None:
    """Where the values taken differ from the ones told."""
    for seq, text in zip(seqs, wanted, strict=False):
        event = cursor.history.events[seq]
        if not same_value(event.value, text or ""):
            return refuted("summary", shown_event(event), seq)
    if len(seqs) != len(wanted):
        return refuted("summary", f"{shown(name.text)} takes {len(seqs)} values there", seqs[0])
    return None


def _in_stretch(seq: int, cursor: Cursor) -> bool:
    if cursor.stretch is None:
        return False
    loop, first, last = cursor.stretch
    return pass_window(cursor.history, loop, first)[0] <= seq < pass_window(cursor.history, loop, last)[1]


def _land_on_all(seqs: list[int], cursor: Cursor) -> None:
    """The loop in which a name took its values is what "each time" speaks of next."""
    history = cursor.history
    cursor.land(seqs[-1])
    loop = history.loops.get(history.events[seqs[0]].loop or -1)
    if loop is not None and loop.passes and history.events[seqs[-1]].loop == loop.number:
        first, last = history.events[seqs[0]].pass_ or 1, history.events[seqs[-1]].pass_ or len(loop.passes)
        cursor.stretch, cursor.implied = (loop, first, last), True


def _taken(name: Code, cursor: Cursor) -> Iterator[list[int]]:
    """The events that give the name or expression its values: in the stretch, in this statement, or in what is next."""
    history = cursor.history
    told = [seq for seq in history.by_name.get(name.norm, ()) if history.events[seq].kind != "delete"]
    seqs = told or history.telling(name.norm) or history.by_text.get(name.norm, [])
    within = [seq for seq in seqs if _in_stretch(seq, cursor)]
    if within:
        yield within
        if not cursor.implied:
            return
    tried: list[list[int]] = []
    for first in _first_and_next(cursor, seqs):
        whole = _together(first, seqs, history)
        for group in (whole, _in_one_go(first, whole, history)):
            if group not in tried:
                tried.append(group)
                yield group


def _first_and_next(cursor: Cursor, seqs: list[int]) -> Iterator[int]:
    """The nearest event that may be told, and the nearest that isn't behind."""
    ahead = cursor.ahead(seqs)
    first = next(ahead, None)
    if first is None:
        return
    yield first
    if first < cursor.floor and (later := next((seq for seq in ahead if seq >= cursor.floor), None)) is not None:
        yield later


def _in_one_go(seq: int, group: list[int], history: History) -> list[int]:
    """Those of the group that a generator expression gave before it slept again."""
    place = group.index(seq)
    found = [seq]
    for before, after in zip(group[place:], group[place + 1 :], strict=False):
        frame, statement = history.events[seq].frame, history.statement[seq]
        between = range(before + 1, min(after, before + 200))
        if any(history.events[each].frame == frame and history.statement[each] != statement for each in between):
            break
        found.append(after)
    return found


def _together(seq: int, seqs: list[int], history: History) -> list[int]:
    """The events of one statement's execution, or of one loop."""
    loop = history.loops.get(history.events[seq].loop or -1)
    if loop is None or loop.is_comprehension:
        return [each for each in seqs if history.execution[each] == history.execution[seq]]
    return [each for each in seqs if history.events[each].loop == loop.number]
