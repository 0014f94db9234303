"""Judges what is said of calls as wholes, of the program's text and of the answer: what needs no place in the trace."""

import ast
from collections.abc import Sequence

from tracecot.execution import Returned
from tracecot.syntax import unparsed
from tracecot.values import Plain
from tracecot.verification.alternatives import is_made_in
from tracecot.verification.code.reading import BUILTIN_NAMES, Code, free_names, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.executions.programs import EXCEPTIONS, Facts
from tracecot.verification.meanings import Equals, IsTrue, Mentions, Said, Supposes, Uses
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable
from tracecot.verification.rules.operands import may_stand_for, substituted
from tracecot.verification.rules.truth import judge_truth

_KEYWORDS = frozenset("if else elif for while return break continue try except".split())


def call_key(code: Code) -> str:
    """A call's arguments as canonical text: the same for the same call."""
    match code.node:
        case ast.Call(args=args, keywords=keywords):
            parts = [_argument(part) for part in args]
            parts += sorted(f"{part.arg}={_argument(part.value)}" for part in keywords)
            return f"({', '.join(parts)})"
    return ""


def _argument(node: ast.expr) -> str:
    text = unparsed(node)
    return closed_value(read_code(text)) or text


def judge_outcome(meaning: Equals, history: History) -> Judged | None:
    """`f(1)` returns 3: the call in question, or an alternative that was executed too. None for anything else."""
    match meaning.subject.node:
        case ast.Call(func=ast.Name(id=name)) if name == history.facts.entry_point:
            outcome = history.outcomes.get(call_key(meaning.subject))
            wanted = closed_value(meaning.value)
            if outcome is None or wanted is None:
                return None
            if outcome == wanted or same_value(history.as_value(outcome), wanted):
                return grounded("return", None)
            return refuted("return", f"it gives {shown(outcome)}")
    return None


def judge_supposes(meaning: Supposes, following: Sequence[Said], history: History) -> Judged:
    """With `limit = 1`: the call that is named next has that argument, was executed, and gives something else."""
    facts, code = history.facts, meaning.code
    for said in following:
        if not isinstance(said.meaning, Equals):
            continue
        call = said.meaning.subject
        outcome = history.executed.get(call_key(call))
        entry = facts.functions.get(facts.entry_point, [])
        if outcome is None or not isinstance(call.node, ast.Call) or not entry or code.value is None:
            break
        names = [argument.arg for argument in entry[0].args.args]
        given = dict(zip(names, map(unparsed, call.node.args), strict=False))
        given |= {str(keyword.arg): unparsed(keyword.value) for keyword in call.node.keywords}
        if given.get(code.targets[0].norm) != code.value.norm:
            return refuted("call", f"{shown(call.text)} has another {shown(code.targets[0].text)}")
        if isinstance(history.trace.outcome, Returned) and same_value(history.trace.outcome.value, outcome):
            return refuted("call", "it gives the same")
        if (differs := _differs_otherwise(meaning, outcome, history)) is not None:
            return differs
        return grounded("call", None, step=False)
    return unreadable("call", "what is supposed was not executed")


def _differs_otherwise(meaning: Supposes, outcome: str, history: History) -> Judged | None:
    """What is amiss with how the two results are said to differ; None where nothing is."""
    own = history.trace.outcome
    really = own.value.repr if isinstance(own, Returned) and isinstance(own.value, Plain) else None
    if meaning.sizes is not None:
        sizes = tuple(None if text is None else closed_value(read_code(f"len({text})")) for text in (outcome, really))
        if None in sizes:
            return unreadable("call", "the results have no length")
        if sizes[0] == sizes[1] or sizes != tuple(map(str, meaning.sizes)):
            return refuted("call", f"its size is {sizes[0]}, and that of the result is {sizes[1]}")
    if meaning.reordered:
        ordered = [None if text is None else closed_value(read_code(f"sorted({text})")) for text in (outcome, really)]
        if None in ordered:
            return unreadable("call", "the results can't be put in order")
        if ordered[0] != ordered[1]:
            return refuted("call", f"it has other items: {shown(outcome)}")
    return None


def judge_uses(meaning: Uses, line: int | None, facts: Facts) -> Judged:
    """The program's text has it."""
    for node in facts.nodes:
        match node:
            case ast.Name(id=name) if meaning.name and name == meaning.name and line in (None, node.lineno):
                return grounded("source", None, step=False)
            case ast.Subscript(slice=key) if not meaning.name and unparsed(key) == str(meaning.index):
                return grounded("source", None, step=False)
    return unreadable("source", "nothing in the program's text is such")


def judge_answers(value: Code, answers: Sequence[Code], history: History) -> Judged:
    """This is the answer."""
    told = closed_value(value)
    for right in answers:
        if told is not None and isinstance(right.node, ast.Call) and [*map(_argument, right.node.args)] == [told]:
            return grounded("answer", None, step=False)  # the one argument of the call
        if value.norm == right.norm or (
            call_key(value) and call_key(value) == call_key(right) and _calls_the_same(value, right)
        ):
            return grounded("answer", None, step=False)
        if told is not None and same_value(history.as_value(closed_value(right) or ""), told):
            return grounded("answer", None, step=False)
        match right.node:
            case ast.Call(args=[only], keywords=[]) if told is not None and told == _argument(only):
                return grounded("answer", None, step=False)  # "the input is 'abc'"
    actual = shown(answers[0].text if answers else None)
    return refuted("answer", f"the answer is {actual}", reason="wrong_answer")


def _calls_the_same(value: Code, right: Code) -> bool:
    """Whether both call one function, or one without the name of its object."""
    told, called = (each.node.func if isinstance(each.node, ast.Call) else None for each in (value, right))
    return told is None or called is None or unparsed(called).rpartition(".")[2] == unparsed(told).rpartition(".")[2]


def judge_mentions(meaning: Mentions, line: int | None, cursor: Cursor) -> Judged:
    """A piece of code that is spoken of: it is in the program, or its names are."""
    code = meaning.code
    if meaning.reason and isinstance(code.node, ast.Compare | ast.BoolOp):
        return judge_truth(IsTrue(code, truth=True, asked=True), line, cursor)
    match code.sort:
        case "S" | "U":
            if not cursor.history.facts.quoted(code.text) and _is_text(code, cursor.history):
                return grounded("mention", None, step=False)
            return _statement_quoted(code, line, cursor.history.facts)
        case "C":
            return _closed(code, cursor)
    return _name_mentioned(code, line, cursor.history)


def _is_text(code: Code, history: History) -> bool:
    """Whether a text of the execution, or an item in a container, is just this, which nobody put in quotes."""
    return history.has_text(repr(code.text))


def _statement_quoted(code: Code, line: int | None, facts: Facts) -> Judged:
    lines = facts.quoted(code.text)
    if lines and (line is None or line in lines):
        return grounded("source", None, step=False)
    if lines:
        return refuted("line", f"{shown(code.text)} stands on line {lines[0]}")
    if code.text and code.text in facts.code and line is None:
        return grounded("source", None, step=False)
    if code.text in _KEYWORDS:
        return refuted("source", f"the program has no {code.text}", reason="not_found")
    return unreadable("source", "it is neither Python nor a part of the program")


def _closed(code: Code, cursor: Cursor) -> Judged:
    if isinstance(code.node, ast.Compare):
        return judge_truth(IsTrue(code, truth=True), None, cursor)
    if code.norm in cursor.history.facts.expressions:
        return grounded("mention", None, step=False)
    value = closed_value(code)
    event = None if value is None else substituted(code, value, cursor)
    if event is not None:
        return grounded("value", event)
    return unreadable("value", "a value of nothing")


def _name_mentioned(code: Code, line: int | None, history: History) -> Judged:
    facts = history.facts
    if code.node is None:
        return unreadable("mention", "it is no expression")
    match code.node:
        case ast.Call(func=ast.Name(id=name)) if name == facts.entry_point:
            if call_key(code) in history.outcomes or code.norm in facts.expressions or is_made_in(history, code):
                return grounded("mention", None, step=False)
            if text_at(history, code, 0) is None and free_names(code.node) == {name}:
                return unreadable("mention", "this call was not executed")
    known = facts.names | BUILTIN_NAMES | facts.functions.keys() | facts.classes | EXCEPTIONS.keys()
    unknown = sorted(free_names(code.node) - known)
    attributes = {node.attr for node in ast.walk(code.node) if isinstance(node, ast.Attribute)}
    unknown += sorted(attributes - facts.names) if code.norm not in facts.expressions else []
    if unknown == ["_"]:
        return grounded("mention", None, step=False)
    if unknown and all(len(name) == 1 for name in unknown):
        return unreadable("mention", f"the program has no {shown(unknown[0])}: the text may have made it up")
    if unknown and code.sort == "N" and history.has_text(code.text):
        if _is_text(code, history):
            return grounded("mention", None, step=False)
        return unreadable("mention", "it is a text of the execution, without quotes")
    if unknown and not (attributes & set(unknown) and hasattr(str, unknown[0])):
        return refuted("mention", f"the program has no {shown(unknown[0])}", reason="not_found")
    if isinstance(code.node, ast.Call) and not _is_made_somewhere(code, facts):
        return unreadable("mention", "the program makes no such call")
    if isinstance(code.node, _WORKED_OUT) and not _is_written_somewhere(code, facts):
        return unreadable("mention", "the program has no such expression")
    if line is not None and code.norm in facts.expressions and not facts.stands_on(code.norm, line):
        return refuted("line", f"{shown(code.text)} does not stand on line {line}")
    return grounded("mention", None, step=False)


#: What a text that shows it says that the program works out.
_WORKED_OUT = (ast.BoolOp, ast.Compare, ast.BinOp, ast.IfExp, ast.Attribute, ast.Subscript)


def _is_written_somewhere(code: Code, facts: Facts) -> bool:
    """Whether the program has the expression, perhaps with values in place of its names."""
    told = code.node
    return code.norm in facts.expressions or any(
        told is not None and isinstance(each, ast.expr) and may_stand_for(told, read_code(unparsed(each)).node or each)
        for each in facts.nodes if type(each) is type(told)
    )  # fmt: skip


def _is_made_somewhere(code: Code, facts: Facts) -> bool:
    """Whether the program has the call, perhaps with values in it: `xs.pop(2)` of `xs.pop(n)`; `pop()` names a function."""
    if code.norm in facts.expressions:
        return True
    match code.node:
        case ast.Call(func=ast.Name() | ast.Attribute(value=ast.Constant()), args=[], keywords=[]):
            return True
        case ast.Call() as told:
            return any(may_stand_for(told, each) for each in facts.nodes if isinstance(each, ast.Call))
    return False
