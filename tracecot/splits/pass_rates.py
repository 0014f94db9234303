"""How often a model answers the questions of samples rightly: their difficulty, as measured and not as guessed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracecot.execution import Execute
from tracecot.ids import digest
from tracecot.language_models import Answered, Ask, Asked, Unanswered
from tracecot.splits.prompts import SYSTEM
from tracecot.splits.rewards import Question, scores
from tracecot.targets import TASKS

#: Changes when the words do in which it is asked: rates under other words are no longer those of today.
PROMPTS = digest(SYSTEM)[:12]
#: Tasks that have one right answer, or an answer that execution can judge.
MEASURED = TASKS


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as a model is asked it, and what scores its answers."""

    narration_id: str
    prompt: str  # the program and the question, as the sample has them
    question: Question


@dataclass(frozen=True, slots=True)
class PassRate:
    """How many of a model's answers to a question are right."""

    right: int
    answers: int

    @property
    def share(self) -> float:
        """From 0, never, to 1, always.

        >>> PassRate(1, 4).share
        0.25
        """
        return self.right / self.answers


def pass_rates(posed: Sequence[Posed], answers: int, ask: Ask, execute: Execute) -> list[PassRate | Unanswered]:
    """The pass rate of each question, in order; why there is none where an answer is still to be paid for.

    Args:
        posed: the questions.
        answers: how many each is given, independently of one another.
        ask: asks the model whose rates they are.
        execute: the sandbox, in which proposed calls are executed.
    """
    got = ask([request for one in posed for request in requests(one, answers)])
    asked = [one.question for one in posed for _ in range(answers)]
    right = scores(asked, [_text(one) for one in got], execute)
    rounds = range(0, len(got), answers)
    return [_rate(got[first : first + answers], right[first : first + answers]) for first in rounds]


def requests(one: Posed, answers: int) -> Iterator[Asked]:
    """The same request so many times."""
    for turn in range(answers):
        yield Asked(SYSTEM, one.prompt, "difficulty", one.narration_id, turn=turn)


def _text(got: Answered | Unanswered) -> str:
    return got.text if isinstance(got, Answered) else ""


def _rate(got: Sequence[Answered | Unanswered], right: Iterable[float]) -> PassRate | Unanswered:
    """Of the answers to one question; what goes on past the last token that it may have answers nothing, wrongly."""
    for one in got:
        if isinstance(one, Unanswered) and one.reason != "malformed":
            return one
    return PassRate(sum(map(int, right)), len(got))
