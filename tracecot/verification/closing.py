"""The last sentence of an answer to a question about one moment: what it says of what is asked must be the answer."""

from collections.abc import Sequence
from dataclasses import replace

from tracecot.targets import LINE_COVERAGE, LOOP_COUNT, NEXT_LINE, STATE, VALUE_TYPE, Target
from tracecot.verification.code.reading import normal, read_code
from tracecot.verification.executions.here import closed_value, is_same
from tracecot.verification.executions.history import History
from tracecot.verification.records import Claim, Grounded, Refuted

_NO = frozenset({"never", "False"})


def held_to_the_answer(
    claims: Sequence[Claim], closing: Sequence[Claim], task: str, target: Target, answer: str, history: History
) -> list[Claim]:
    """The claims; what the last sentence says of what is asked is refuted, unless it gives the answer, too.

    So is the count of another execution of the line than the one that is asked about.

    Args:
        claims: of the whole text.
        closing: those of the last sentence.
        task: the family of the question.
        target: what is asked.
        answer: the right answer.
        history: the execution.
    """
    given = {place: said for place, claim in enumerate(closing) if (said := _given(claim, task, target, history))}
    others = [claim.says for claim in closing if task == STATE]
    is_answered = any(_is_answer(said, task, answer) for said in (*given.values(), *others))
    is_answered = is_answered or any(claim.kind == "answer" for claim in closing)
    wrong = [] if is_answered else [closing[place] for place in given]
    finding = Refuted("contradicted", f"what is asked is {answer[:200]}")
    if visits := [claim for claim in closing if task != LOOP_COUNT and _is_of_another_visit(claim, target)]:
        wrong, finding = visits, Refuted("contradicted", f"visit {target.visit} of line {target.line} is asked about")
    return [replace(claim, finding=finding) if any(claim is each for each in wrong) else claim for claim in claims]


def _is_of_another_visit(claim: Claim, target: Target) -> bool:
    """Whether it counts the executions of the line that is asked about, and comes to another one than is asked about."""
    is_count = claim.kind == "iteration" and claim.subject == f"line {target.line}" and claim.says.isdecimal()
    return is_count and isinstance(claim.finding, Grounded) and target.visit not in (0, int(claim.says))


def _given(claim: Claim, task: str, target: Target, history: History) -> str:
    """What the claim gives as what is asked; nothing where it is of something else."""
    if not isinstance(claim.finding, Grounded) or not claim.says:
        return ""
    is_it = {
        STATE: claim.subject == target.name and closed_value(read_code(claim.says)) is not None,
        VALUE_TYPE: claim.subject.startswith("type(") and normal(claim.subject[5:-1]) == normal(target.expression),
        LOOP_COUNT: claim.kind == "iteration" and claim.says.isdecimal() and _is_of_loop(claim, target.line, history),
        LINE_COVERAGE: claim.kind != "iteration" and claim.subject == f"line {target.line}",
        NEXT_LINE: claim.subject == "next line",
    }
    return claim.says if is_it.get(task) else ""


def _is_of_loop(claim: Claim, line: int, history: History) -> bool:
    """Whether the claim is of how many passes the loop on the line makes."""
    assert isinstance(claim.finding, Grounded)
    loop = history.loops.get(history.events[claim.finding.event or 0].loop or -1)
    return claim.subject in ("loop", "passes") and loop is not None and loop.line == line


def _is_answer(said: str, task: str, answer: str) -> bool:
    if task == LINE_COVERAGE:
        return ("no" if said in _NO else "yes") == answer
    if task == STATE:
        return is_same(closed_value(read_code(said)), answer)
    return answer in said.split(" or ")
