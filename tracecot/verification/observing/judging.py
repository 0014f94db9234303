"""The verdict on an explanation or on code that was written: a program's text and all recorded calls against a text."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import dedent

from tracecot.answer_tags import at_the_end
from tracecot.execution import Trace
from tracecot.sources.records import Program, program_id
from tracecot.targets import CODE_GENERATION, EXPLANATION
from tracecot.verification.answers import same_outcome
from tracecot.verification.executions.programs import Facts, facts_of
from tracecot.verification.observing.reading import introduces, read_statement
from tracecot.verification.observing.recorded import Recorded, is_telling, recorded_of
from tracecot.verification.observing.statements import Gives, OnAll, OnSome, Statement
from tracecot.verification.observing.truth import finding
from tracecot.verification.records import Claim, ClaimKind, Finding, Grounded, Rationale, Refuted, Unreadable, Verdict
from tracecot.verification.text.coverage import coverage
from tracecot.verification.text.parts import Misquoted, Quoted, Tagged, parts
from tracecot.verification.text.sentences import Sentence
from tracecot.verification.text.tables import Table

#: A block of code, whatever its language is said to be; what is not closed goes to the end.
_FENCE = re.compile(r"^[ \t]*(```+|~~~+)[^\n`]*\n(.*?)(?:\n[ \t]*\1[ \t]*$|\Z)", re.M | re.S)


def judged(rationale: Rationale, program: Program, facts: Facts, executions: Sequence[tuple[str, Trace]]) -> Verdict:
    """The verdict.

    Args:
        rationale: the text, its answer, and the calls that it rests on (all that are handed in where it names none).
        program: the program that it is about.
        facts: the program's text, taken apart.
        executions: the inputs and traces of its recorded calls, and of calls of the code that is the answer.
    """
    own = {source: trace for source, trace in executions if trace.program_id == program.id}
    wanted = dict.fromkeys(rationale.target.calls) or {f"{program.entry_point}({source})": None for source in own}
    named = {f"{program.entry_point}({source})": (source, trace) for source, trace in own.items()}
    chosen = [recorded_of(*named[call]) for call in wanted if call in named]
    calls = [call for call in chosen if call is not None]
    if len(calls) < len(wanted):
        claim = Claim(0, len(rationale.text), "source", "", Unreadable("a recorded call is not at hand"))
        return Verdict("error", False, 0.0, 0.0, 0, (claim,))
    claims, bare = _read(rationale, *_told_of(rationale, facts, calls, executions))
    right = _is_right(rationale, program, facts, calls, executions)
    claims.append(_answer_claim(rationale, right))
    return _verdict(rationale, claims, bare, right)


def _told_of(
    rationale: Rationale, facts: Facts, calls: list[Recorded], executions: Sequence[tuple[str, Trace]]
) -> tuple[Facts, list[Recorded]]:
    """The program that the text tells of, and its recorded calls: code that was written is told as it is written."""
    if rationale.task != CODE_GENERATION or rationale.answer.strip() == facts.code.strip():
        return facts, calls
    try:
        own = facts_of(rationale.answer, facts.entry_point)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return facts, calls  # the answer is wrong
    theirs = {
        source: trace for source, trace in executions if trace.program_id == program_id(own.code, own.entry_point)
    }
    made = [recorded_of(call.input, theirs[call.input]) for call in calls if call.input in theirs]
    known = [call for call in made if call is not None]
    return own, known if len(known) == len(calls) else [replace(call, line=None) for call in calls]


def _read(rationale: Rationale, facts: Facts, calls: list[Recorded]) -> tuple[list[Claim], int]:
    """The claims, and how many sentences say nothing."""
    claims = [
        _claim(rationale, start, end, "source", Refuted("contradicted", "it is other code than the answer"))
        for start, end in _other_code(rationale, facts)
    ]
    other = [(claim.start, claim.end) for claim in claims]
    bare = 0
    for part in parts(rationale.text, facts):
        if any(start < part.end and part.start < end for start, end in other):
            continue
        match part:
            case Tagged(start=start, end=end, text=text):
                same = text.strip() == rationale.answer.strip()
                shown: Finding = Grounded(None) if same else Refuted("wrong_answer", "the answer is given otherwise")
                claims.append(_claim(rationale, start, end, "answer", shown))
            case Quoted(start=start, end=end):
                claims.append(_claim(rationale, start, end, "source", Grounded(None)))
            case Misquoted(start=start, end=end):
                claims.append(_claim(rationale, start, end, "source", Unreadable("code that is not the program's")))
            case Table(start=start, end=end):
                claims.append(_claim(rationale, start, end, "value", Unreadable("a table is not read here")))
            case Sentence():
                said = read_statement(rationale.text[part.start : part.end])
                if said is None and introduces(rationale.text[part.start : part.end]):
                    bare += 1
                    continue
                found = finding(said, facts, calls) if said is not None else Unreadable("no rule understands this")
                claims.append(_claim(rationale, part.start, part.end, _kind(said), found))
    return claims, bare


def _other_code(rationale: Rationale, facts: Facts) -> list[tuple[int, int]]:
    """Where a text about written code shows a whole program that is not the answer."""
    if rationale.task != CODE_GENERATION:
        return []
    last = at_the_end(rationale.text)
    told = rationale.text if last is None else rationale.text[: last.start]
    return [
        found.span(2) for found in _FENCE.finditer(told)
        if f"def {facts.entry_point}(" in found[2] and not same_code(dedent(found[2]), rationale.answer)
    ]  # fmt: skip


def _claim(rationale: Rationale, start: int, end: int, kind: ClaimKind, found: Finding) -> Claim:
    return Claim(start, end, kind, rationale.text[start:end][:400], found)


def _kind(said: Statement | None) -> ClaimKind:
    match said:
        case OnAll() | OnSome():
            return "summary"
        case Gives():
            return "return"
        case None:
            return "value"
    return "source"


def _is_right(
    rationale: Rationale, program: Program, facts: Facts, calls: list[Recorded], executions: Sequence[tuple[str, Trace]]
) -> bool:
    if rationale.task == EXPLANATION:
        return _explains(rationale.answer, facts, calls)
    return same_code(rationale.answer, program.code) or _passes(rationale.answer, program, calls, executions)


def _explains(answer: str, facts: Facts, calls: list[Recorded]) -> bool:
    """Whether an answer is one observation over all recorded calls, and true."""
    said = read_statement(answer)
    if not isinstance(said, OnAll) or not is_telling([call for call in calls if not (said.returning and call.raised)]):
        return False
    return isinstance(finding(said, facts, calls), Grounded)


def same_code(one: str, other: str) -> bool:
    """Whether two programs have the same syntax tree but for docstrings: comments and layout play no part."""
    if one.strip() == other.strip():
        return True
    try:
        return _tree(one) == _tree(other)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _tree(code: str) -> str:
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.dump(tree)


def _passes(answer: str, program: Program, calls: list[Recorded], executions: Sequence[tuple[str, Trace]]) -> bool:
    """Whether the answer's own executions, where they are handed in, come to the same on every recorded call."""
    written = Program(program.corpus, answer, program.entry_point, program.origin).id
    theirs = {source: trace for source, trace in executions if trace.program_id == written}
    ours = {source: trace for source, trace in executions if trace.program_id == program.id}
    return bool(calls) and all(
        call.input in theirs and same_outcome(ours[call.input].outcome, theirs[call.input].outcome) for call in calls
    )


def _answer_claim(rationale: Rationale, right: bool) -> Claim:
    start = max(rationale.text.rfind(rationale.answer), 0)
    wrong = Refuted("wrong_answer", "it says nothing of all recorded calls that is true, or fails one of them")
    end = min(start + len(rationale.answer), len(rationale.text))
    return _claim(rationale, start, end, "answer", Grounded(None) if right else wrong)


def _verdict(rationale: Rationale, claims: list[Claim], bare: int, right: bool) -> Verdict:
    found = [claim.finding for claim in claims]
    grounded = list(_steps(claims))
    share = 1.0 if grounded else 0.0
    spans = [(claim.start, claim.end) for claim in claims if isinstance(claim.finding, Grounded)]
    covered = round(coverage(rationale.text, spans), 4)
    if any(isinstance(each, Refuted) for each in found):
        return Verdict("refuted", right, share, covered, bare, tuple(claims))
    if any(isinstance(each, Unreadable) for each in found) or not grounded:
        if grounded or any(isinstance(each, Unreadable) for each in found):
            return Verdict("unreadable", right, share, covered, bare, tuple(claims))
        nothing = _claim(rationale, 0, len(rationale.text), "value", Unreadable("nothing is said of recorded calls"))
        return Verdict("unreadable", right, share, covered, bare, (*claims, nothing))
    return Verdict("verified", right, share, covered, bare, tuple(claims))


def _steps(claims: list[Claim]) -> Iterator[Claim]:
    """The claims about recorded calls that hold."""
    return (claim for claim in claims if claim.kind in ("summary", "return") and isinstance(claim.finding, Grounded))
