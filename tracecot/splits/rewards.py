"""Scores answers, 1 or 0: by value, or by executing what they propose or speak of. Whoever executes is handed in.

questions = [Question.of(info) for info in infos]
with Sandbox() as execute:
    scores(questions, completions, execute)
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracecot.answer_tags import KNOWN, all_tagged, closing
from tracecot.execution import Execute, Job, Outcome, Raised, Returned, Trace
from tracecot.sources.records import Origin, Program
from tracecot.splits.program_rewards import AboutProgram, are_right, inputs_of
from tracecot.targets import OF_PROGRAMS, QUESTIONS, Target
from tracecot.values import NotPlain, Plain, read_value
from tracecot.verification.answers import INPUT_TASKS, gives_outcome, has_lambda, proposed_input, same_outcome

EXECUTED = (*INPUT_TASKS, *OF_PROGRAMS)  # tasks whose answers are executed, or held against executions
LONGEST_ANSWER = 20_000  # characters; a value of a row has 4,000 at most
THOUGHT = "</think>"  # ends what models of many makers think before they speak; templates open it for them
_NOWHERE = Origin("", "", "", "", "", 0, 0, "")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and what is needed to score an answer."""

    task: str
    code: str
    entry_point: str
    input: str  # the arguments of the call that it is about
    output: str  # what that call gives: a value's text, or `ValueError: message`
    answer: str = ""  # the row's own: what is right where one moment is asked about
    target: str = ""  # as JSON; of a question about a program the calls that it rests on

    @classmethod
    def of(cls, info: Mapping[str, object]) -> "Question":
        """The question of a row's `info` (or `extra_info`, or `verifier_metadata`)."""
        told = {name: str(info[name]) for name in ("task", "code", "entry_point", "input", "output", "answer")}
        return cls(**told, target=str(info.get("target") or ""))

    @property
    def program(self) -> Program:
        """The program that it is about."""
        return Program("", self.code, self.entry_point, _NOWHERE)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Of a question about a program, the arguments of the calls that it rests on."""
        record = json.loads(self.target) if self.target else {}
        return inputs_of(Target.of(record).calls, self.entry_point)

    @property
    def expected(self) -> Outcome:
        """The outcome that `output` spells."""
        return outcome_of(self.output)


def scores(questions: Sequence[Question], completions: Sequence[str], execute: Execute) -> list[float]:
    """The score of each completion, 1.0 or 0.0; all proposed inputs are executed in one go."""
    answers = [tagged_answer(completion) for completion in completions]
    asked = list(zip(questions, answers, strict=True))
    right = [answer is not None and question.task not in EXECUTED and is_told(answer, question)
             for question, answer in asked]  # fmt: skip
    proposed = {
        place: source for place, (question, answer) in enumerate(asked)
        if answer is not None and question.task in INPUT_TASKS and (source := arguments(answer, question)) is not None
    }  # fmt: skip
    for place, outcome in zip(proposed, _outcomes(questions, proposed, execute), strict=True):
        right[place] = outcome is not None and same_outcome(outcome, questions[place].expected)
    of_programs = {
        place: AboutProgram(question.task, question.program, question.inputs, answer)
        for place, (question, answer) in enumerate(asked) if answer is not None and question.task in OF_PROGRAMS
    }  # fmt: skip
    for place, found in zip(of_programs, are_right(list(of_programs.values()), execute), strict=True):
        right[place] = found
    return [float(one) for one in right]


def tagged_answer(completion: str) -> str | None:
    r"""The answer between the tags; None where there isn't exactly one pair of them, or it is empty or too long.

    What a model thinks before it speaks, up to `</think>`, is no part of what it says.

    >>> tagged_answer("So it is 4.\n[ANSWER]4[/ANSWER]"), tagged_answer("[ANSWER]4[/ANSWER][ANSWER]5[/ANSWER]")
    ('4', None)
    >>> tagged_answer("<think>It goes in [ANSWER] tags.</think>\n[ANSWER]4[/ANSWER]")
    '4'
    """
    completion = _spoken(completion)
    spans = all_tagged(completion)
    if len(spans) != 1:
        return None
    opening = completion[spans[0].start : spans[0].inside]
    tags = (*KNOWN, opening) if opening not in KNOWN else KNOWN
    if sum(completion.count(tag) + completion.count(closing(tag)) for tag in tags) != 2:
        return None
    answer = spans[0].text(completion).strip()
    return answer if 0 < len(answer) <= LONGEST_ANSWER else None


def _spoken(completion: str) -> str:
    """The completion without what was thought before it; as it is where no answer follows."""
    _, thought, after = completion.rpartition(THOUGHT)
    return after if thought and all_tagged(after) else completion


def is_told(answer: str, question: Question) -> bool:
    """Whether an answer is right that no execution is needed for."""
    if question.task in QUESTIONS:
        return is_output(answer, Returned(Plain("", question.answer)))  # or a word: yes, int, ValueError
    return is_output(answer, question.expected)


def is_output(answer: str, expected: Outcome) -> bool:
    """Whether an answer is the outcome: equal by value, type included, and nothing beside it; nothing is run."""
    return len(answer) <= LONGEST_ANSWER and gives_outcome(answer, expected)


def arguments(answer: str, question: Question) -> str | None:
    """The arguments that an answer proposes, where it is one call of the entry point on plain arguments.

    A function is no plain argument, unless the call that was asked about is handed one too.
    """
    source = proposed_input(answer, question.program)
    if source is None or (has_lambda(source) and not has_lambda(question.input)):
        return None
    return source


def outcome_of(text: str) -> Outcome:
    """The outcome that a row's `output` spells.

    >>> outcome_of("[1]"), outcome_of("KeyError: 'a'")
    (Returned(value=Plain(type='', repr='[1]')), Raised(type='KeyError', message="'a'", line=0))
    """
    try:
        read_value(text)
    except NotPlain:
        kind, _, message = text.partition(": ")
        return Raised(kind, message, 0)
    return Returned(Plain("", text))


def _outcomes(questions: Sequence[Question], proposed: Mapping[int, str], execute: Execute) -> list[Outcome | None]:
    """What each proposed call comes to; None where it can't be executed."""
    if not proposed:
        return []
    jobs = [
        Job(f"prog_{place}", questions[place].code, questions[place].entry_point, ((f"call_{place}", source),))
        for place, source in proposed.items()
    ]
    return [answer.outcome if isinstance(answer, Trace) else None for (answer,) in execute(jobs, "untraced")]
