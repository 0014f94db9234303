"""The verdict on a rationale: its text against the program, the execution and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracecot.execution import CutShort, Raised, Returned, Trace
from tracecot.sources.records import Call, Program
from tracecot.targets import OF_PROGRAMS, QUESTIONS
from tracecot.values import Plain, canonical
from tracecot.verification.alternatives import is_made_in
from tracecot.verification.answers import (
    INPUT_TASKS,
    asserts_answer,
    gives_outcome,
    has_lambda,
    is_same_call,
    proposed_input,
    same_answer,
    same_outcome,
)
from tracecot.verification.closing import held_to_the_answer
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.history import History, history_of
from tracecot.verification.executions.programs import Facts, facts_of
from tracecot.verification.executions.slices import support, support_of_decisions, support_of_moment
from tracecot.verification.meanings import Said
from tracecot.verification.observing.judging import judged
from tracecot.verification.placing.alignment import PartRead, Standing, TableRead
from tracecot.verification.placing.straight import placed
from tracecot.verification.questions import Right, right_answer
from tracecot.verification.reading.sentences import Sentences
from tracecot.verification.records import (
    LONGEST_CLAIM,
    LONGEST_TEXT,
    SUPPORT_NEEDED,
    Claim,
    Finding,
    Grounded,
    Rationale,
    Refuted,
    Unreadable,
    Verdict,
    VerdictWord,
)
from tracecot.verification.rules.judge import Judge
from tracecot.verification.rules.mentions import call_key
from tracecot.verification.text.coverage import coverage
from tracecot.verification.text.nth_lines import shown_elsewhere
from tracecot.verification.text.own_words import words_of
from tracecot.verification.text.parts import Misquoted, Quoted, Tagged, parts, sentences_of
from tracecot.verification.text.sentences import Sentence
from tracecot.verification.text.tables import Row, Table

__all__ = ["Evidence", "proposed_input", "verify"]

MOST_CLAIMS = 5_000  # of one rationale; what a text says beyond is unreadable


@dataclass(frozen=True, slots=True)
class Evidence:
    """A call and its execution."""

    call: Call
    trace: Trace


def verify(
    rationale: Rationale, program: Program, asked: Evidence, answered: Evidence,
    support_needed: float = SUPPORT_NEEDED, alternatives: Sequence[Evidence] = (),
) -> Verdict:  # fmt: skip
    """The verdict on a rationale.

    Args:
        rationale: the text and its answer.
        program: the program that it is about.
        asked: the execution that the question is about.
        answered: the execution that the text is checked against: for an input prediction that of the proposed call.
        support_needed: a verified text that tells less of what led to the answer is found thin.
        alternatives: executions of other calls that the text may name ("with `limit = 1`, `f(...)` gives ..."); for
            a task about a program all its other recorded calls, and those of the code that an answer gives.
    """
    try:
        facts = facts_of(program.code, program.entry_point)
    except (SyntaxError, ValueError, RecursionError):
        return _error(rationale, "the program is not Python")
    if rationale.task in OF_PROGRAMS:
        executions = [(each.call.input, each.trace) for each in (asked, *alternatives)]
        return judged(rationale, program, facts, executions)
    history = history_of(facts, answered.trace)
    for evidence in (*alternatives, asked, *([] if answered is asked else [answered])):
        _know_outcome(history, program, evidence, evidence is asked or evidence is answered)
    asks_moment = rationale.task in QUESTIONS
    moment = right_answer(rationale.task, rationale.target, history) if asks_moment else None
    if asks_moment:
        right = moment is not None and same_answer(rationale.answer, moment.answer)
    else:
        right = _answer_is_right(rationale, program, asked, answered)
    claims, told, steps, bare = _read(rationale, history, asked, moment)
    really = _really(moment) if asks_moment else _outcome_asked(rationale, asked, answered)
    claims.append(_answer_claim(rationale, right, really))
    return _verdict(rationale, _support(history, told, moment), claims, steps, bare, right, support_needed)


def _support(history: History, told: set[int], moment: Right | None) -> float:
    """How much of what the answer hangs on was told: of what led to the outcome, where it hangs on no moment."""
    if moment is not None and moment.decisions:
        return support_of_decisions(history, told, moment.decisions)
    if moment is not None and moment.event is not None:
        return support_of_moment(history, told, moment.event)
    return support(history, told)


def _know_outcome(history: History, program: Program, evidence: Evidence, is_asked: bool) -> None:
    """Keeps what a call gave, for texts that name it; what a recursive execution called itself stands in its trace."""
    key = _key(program.entry_point, evidence.call.input)
    match evidence.trace.outcome:
        case Returned(value=Plain(repr=text)):
            history.executed[key] = text
        case Raised(type=kind, message=message):
            history.executed[key] = kind
            history.messages[key] = canonical(message)
    is_inside = not is_asked and is_made_in(history, read_code(f"{program.entry_point}({evidence.call.input})"))
    if key in history.executed and not is_inside:
        history.outcomes[key] = history.executed[key]


def _answer_is_right(rationale: Rationale, program: Program, asked: Evidence, answered: Evidence) -> bool:
    if rationale.task not in INPUT_TASKS:
        return gives_outcome(rationale.answer, asked.trace.outcome)
    proposed = proposed_input(rationale.answer, program)
    if proposed is None or not same_outcome(asked.trace.outcome, answered.trace.outcome):
        return False
    if has_lambda(proposed) and not has_lambda(asked.call.input):
        return False
    return _key(program.entry_point, proposed) == _key(program.entry_point, answered.call.input)


@lru_cache(64)  # an execution is asked about some times in a row
def _key(entry_point: str, source: str) -> str:
    return call_key(read_code(f"{entry_point}({source})"))


def _really(moment: Right | None) -> str:
    return "the question has no answer: nothing such happens" if moment is None else f"it is {moment.answer[:200]}"


def _outcome_asked(rationale: Rationale, asked: Evidence, answered: Evidence) -> str:
    """What came out of the call that the answer is about, in words."""
    return _outcome_in_words(answered.trace.outcome if rationale.task in INPUT_TASKS else asked.trace.outcome)


def _answer_claim(rationale: Rationale, right: bool, really: str) -> Claim:
    """The answer as the last claim, at the tag that holds it or at the text's end."""
    start = rationale.text.rfind(rationale.answer) if rationale.answer else -1
    start = len(rationale.text) if start < 0 else start
    end = min(start + len(rationale.answer), len(rationale.text))
    shown = rationale.text[start:end][:LONGEST_CLAIM]
    if right:
        return Claim(start, end, "answer", shown, Grounded(None))
    return Claim(start, end, "answer", shown, Refuted("wrong_answer", really))


def _outcome_in_words(outcome: object) -> str:
    match outcome:
        case Returned(value=Plain(repr=text)):
            return f"it returns `{text[:200]}`"
        case Raised(type=kind, message=message):
            return f"it raises {kind}: {message[:200]}"
        case CutShort(reason=reason):
            return f"the execution was cut short: {reason}"
    return "its value is too large to tell"


def _read(
    rationale: Rationale, history: History, asked: Evidence, moment: Right | None
) -> tuple[list[Claim], set[int], int, int]:
    """The claims, the events told, how many steps are grounded, and how many sentences say nothing."""
    read, bare = _parts_read(rationale, history)
    judge = Judge(history, _right_answers(rationale, asked))
    best = placed(read, judge, rationale.text[:LONGEST_TEXT], rationale.task in INPUT_TASKS)
    claims = best.claims()
    if moment is not None:
        last = best.last_sentence()
        claims = held_to_the_answer(claims, last, rationale.task, rationale.target, moment.answer, history)
    if len(rationale.text) > LONGEST_TEXT:
        words = rationale.text[LONGEST_TEXT:][:LONGEST_CLAIM]
        too_long = Unreadable("the text is too long")
        claims.append(Claim(LONGEST_TEXT, len(rationale.text), "value", words, too_long))
    return claims, best.cursor.all_told(), best.steps, bare


def _parts_read(rationale: Rationale, history: History) -> tuple[list[PartRead], int]:
    """The parts of the text as they are read, and how many sentences say nothing."""
    text = rationale.text[:LONGEST_TEXT]
    reader = Sentences(words_of(history))
    found: list[PartRead] = []
    bare = read = 0
    before: Sentence | None = None
    for part in parts(text, history.facts):
        if read >= MOST_CLAIMS:
            found.append(Standing(part.start, len(text), "value", Unreadable("too many claims")))
            break
        match part:
            case Sentence():
                said = reader.read(part)
                read += len(said)
                bare += not said and any(piece.sort == "word" for piece in part.pieces)
                found.append(said)
                before = part
            case Tagged():
                finding = _tagged(part, rationale, history.facts)
                found.append(Standing(part.start, part.end, "answer", finding))
            case Quoted():
                elsewhere = shown_elsewhere(before, text[part.start : part.end], history.facts)
                finding = Grounded(None) if elsewhere is None else Refuted("contradicted", f"it shows line {elsewhere}")
                found.append(Standing(part.start, part.end, "source", finding))
            case Misquoted():
                shown = Unreadable("it shows code that the program has not")
                found.append(Standing(part.start, part.end, "source", shown))
            case Table():
                prose = {row: _cells_said(text, row, reader, history.facts) for row in part.rows if row.prose}
                read += sum(len(row.cells) for row in part.rows) + sum(map(len, prose.values()))
                found.append(TableRead(part, prose))
    return found, bare


def _cells_said(text: str, row: Row, reader: Sentences, facts: Facts) -> list[Said]:
    """What the cells of a row say whose columns are no code."""
    return [
        each
        for start, end in row.prose
        for sentence in sentences_of(text, start, end, facts)
        for each in reader.read(sentence)
    ]


def _right_answers(rationale: Rationale, asked: Evidence) -> list[Code]:
    codes = [read_code(rationale.answer)]
    if rationale.task not in (*INPUT_TASKS, *QUESTIONS) and isinstance(asked.trace.outcome, Returned):
        value = asked.trace.outcome.value
        codes = [read_code(value.repr)] if isinstance(value, Plain) else []
    return codes


def _tagged(part: Tagged, rationale: Rationale, facts: Facts) -> Finding:
    """Whether the answer's tag says the answer."""
    if any(is_said(part.text, rationale.answer) for is_said in (same_answer, asserts_answer)) or (
        rationale.task in INPUT_TASKS and is_same_call(part.text, rationale.answer, facts)
    ):
        return Grounded(None)
    return Refuted("wrong_answer", f"the answer is given as {rationale.answer[:200]}")


def _verdict(
    rationale: Rationale, share: float, claims: list[Claim], steps: int, bare: int, right: bool, support_needed: float
) -> Verdict:
    word = _word(claims, steps, right)
    if word == "unreadable" and not any(isinstance(claim.finding, Unreadable) for claim in claims):
        claims.append(Claim(0, len(rationale.text), "value", "", Unreadable("no step of the execution is told")))
    spans = [(claim.start, claim.end) for claim in claims if isinstance(claim.finding, Grounded)]
    if word == "verified" and share < support_needed:
        thin = Refuted("thin", f"{share:.1%} of what led to the answer is told, {support_needed:.0%} is needed")
        claims.append(Claim(0, len(rationale.text), "answer", "", thin))
    return Verdict(word, right, round(share, 4), round(coverage(rationale.text, spans), 4), bare, tuple(claims))


def _word(claims: list[Claim], steps: int, right: bool) -> VerdictWord:
    if not right or any(isinstance(claim.finding, Refuted) for claim in claims):
        return "refuted"
    if any(isinstance(claim.finding, Unreadable) for claim in claims) or not steps:
        return "unreadable"
    return "verified"


def _error(rationale: Rationale, detail: str) -> Verdict:
    claim = Claim(0, len(rationale.text), "source", "", Unreadable(detail))
    return Verdict("error", False, 0.0, 0.0, 0, (claim,))
