"""Judges lengths, membership, and what a value is like: empty, even, its first element."""

import ast
from itertools import islice

from tracecot.operations import NotEvaluable
from tracecot.syntax import unparsed
from tracecot.values import Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, object_at, source_at, text_at
from tracecot.verification.executions.history import same_value
from tracecot.verification.meanings import Among, IsTrue, Length, Member, Picks, Stands, StartsEmpty, Such
from tracecot.verification.records import Refuted
from tracecot.verification.rules.assignments import judge_stands
from tracecot.verification.rules.candidates import candidates, moments
from tracecot.verification.rules.equality import judge_becomes, judge_value
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable
from tracecot.verification.rules.operands import operand_values
from tracecot.verification.rules.truth import judge_truth


def judge_length(meaning: Length, line: int | None, cursor: Cursor) -> Judged:
    """`xs` has 3 items."""
    asked = read_code(f"len({meaning.subject.text})")
    judged = judge_value(asked, str(meaning.count), line, cursor)
    if not judged.holds and meaning.subject.sort == "E":
        for seq in candidates(meaning.subject, line, cursor):
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


def judge_among(meaning: Among, line: int | None, cursor: Cursor) -> Judged:
    """`'d'` is not in the dictionary: the nearest test of membership of that value says so, or a missing key does."""
    history = cursor.history
    tests = sorted([*history.shapes().get("In", []), *history.shapes().get("NotIn", [])])
    behind = [seq for seq in tests if history.execution[seq] == history.execution[cursor.at]]
    for seq in (*behind, *islice(cursor.ahead(tests, line), _TESTS)):
        event = history.events[seq]
        operands = operand_values(event, seq, cursor)
        wanted = closed_value(meaning.value) or text_at(history, meaning.value, seq)
        if operands is None or wanted is None or operands[0] != wanted:
            continue
        is_in = same_value(event.value, "True") is (" not in " not in event.text)
        if is_in is not meaning.negated:
            cursor.land(seq)
            return grounded("branch", seq)
        return unreadable("state", "the test here says otherwise")
    for seq in islice(cursor.ahead(history.methods.get("get", []), line), _TESTS):
        found = _looked_up(meaning.value, seq, cursor)
        if found is not None:
            return (
                grounded("state", seq) if found is not meaning.negated else unreadable("state", "it is looked up here")
            )
    return unreadable("state", "nothing here tests whether it is in anything")


def _looked_up(value: Code, seq: int, cursor: Cursor) -> bool | None:
    """Whether a call `table.get(key)` finds the value; None where it looks for another."""
    given = dict(cursor.history.events[seq].args)
    owner, key = given.get("self"), given.get("0")
    wanted = closed_value(value) or text_at(cursor.history, value, seq)
    if wanted is None or not same_value(key, wanted) or not isinstance(owner, Plain):
        return None
    found = closed_value(read_code(f"{wanted} in {owner.repr}"))
    return None if found is None else found == "True"


_TESTS = 5  # of membership that are looked at
_QUESTIONS = {
    "empty": "len({0}) == 0", "nonempty": "len({0}) > 0", "non-empty": "len({0}) > 0", "none": "({0}) is None",
    "positive": "({0}) > 0", "negative": "({0}) < 0", "zero": "({0}) == 0", "nonzero": "({0}) != 0",
    "non-zero": "({0}) != 0", "even": "({0}) % 2 == 0", "odd": "({0}) % 2 == 1", "truthy": "bool({0})",
    "falsy": "not ({0})", "uppercase": "({0}).isupper()", "upper-case": "({0}).isupper()",
    "lowercase": "({0}).islower()", "lower-case": "({0}).islower()", "alphabetic": "({0}).isalpha()",
    "numeric": "({0}).isnumeric()", "sorted": "list({0}) == sorted({0})",
    "alphanumeric": "({0}).isalnum()", "whitespace": "({0}).isspace()",
}  # fmt: skip


def judge_such(meaning: Such, line: int | None, cursor: Cursor) -> Judged:
    """`seen` is empty."""
    asked = read_code(_QUESTIONS[meaning.word].format(meaning.subject.text))
    if asked.node is None:
        return unreadable("state", f"whether it is {meaning.word} can't be asked")
    if meaning.word not in ("truthy", "falsy") and isinstance(meaning.subject.node, ast.Compare | ast.BoolOp):
        return unreadable("state", f"a truth value is not {meaning.word}")
    if meaning.subject.is_value:
        return judge_truth(IsTrue(asked, not meaning.negated), line, cursor)
    history = cursor.history
    seen: bool | None = None
    for moment in moments(line, cursor):
        try:
            seen = bool(object_at(history, asked, moment))
        except NotEvaluable:
            continue
        if seen is not meaning.negated:
            name = meaning.subject.norm if meaning.subject.sort == "N" else ""
            return grounded("state", source_at(history, name, moment) if name else moment)
    for seq in candidates(meaning.subject, line, cursor) if seen is None or meaning.subject.sort == "E" else ():
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
            text = closed_value(read_code(unparsed(key)))
            if text is None:
                text = text_at(cursor.history, read_code(unparsed(key)), cursor.at)
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
        return judge_becomes(code, _EMPTY[meaning.type][0], line, cursor)
    stands = judge_stands(Stands(code, done=True), line, cursor)
    if isinstance(stands.finding, Refuted):
        return stands
    if code.value is None or closed_value(code.value) not in _EMPTY[meaning.type]:
        return refuted("bind", f"{shown(code.text)} is no empty {meaning.type}")
    return stands
