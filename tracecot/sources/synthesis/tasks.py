"""From instructions to tasks: the signature first, then solutions, and apart from them what tests look at and tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tracecot.language_models import Answered, Ask, Asked, Unanswered, unfenced
from tracecot.sources.synthesis import code, prompts, shapes
from tracecot.sources.synthesis.answers import Question, keyed, mispaired, opened
from tracecot.sources.synthesis.records import (
    Choices,
    Instruction,
    Rejected,
    Said,
    Scenario,
    Signature,
    Solution,
    Step,
    SuiteTest,
)


@dataclass(slots=True)
class Task:
    """An instruction with all that was written for it."""

    instruction: Instruction
    signature: Signature
    solutions: list[Solution] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    tests: list[SuiteTest] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One request for a task, and the key that its answer must have."""

    task: Task
    key: str
    asked: Asked


Given = TypeVar("Given", shapes.GivenCode, shapes.GivenTexts, shapes.GivenSuite)
#: Takes what was said into the task, and gives what of it is rejected.
Take = Callable[[_Wanted, Question, Given, Said], list[Rejected]]


def tasks_for(instructions: Sequence[Instruction], ask: Ask, choices: Choices) -> tuple[list[Task], list[Rejected]]:
    """A task for each instruction that got a signature; solutions and tests are written without sight of each other."""
    tasks, rejected = _signed(instructions, ask)
    keys = [f"t{number}" for number in range(1, choices.scenarios + 1)]
    solutions = [
        _Wanted(task, f"s{number}", prompts.for_solution(task.instruction, task.signature, number))
        for task in tasks
        for number in range(1, choices.solutions + 1)
    ]
    rejected += _asked("solutions", solutions, ask, shapes.GivenCode, _take_solution)
    scenarios = [_Wanted(task, "", prompts.for_scenarios(task.instruction, task.signature, keys)) for task in tasks]
    rejected += _asked("scenarios", scenarios, ask, shapes.GivenTexts, _scenarios_under(keys))
    suites = [
        _Wanted(task, f"m{number}", prompts.for_suite(task.instruction, task.signature, task.scenarios, number))
        for task in tasks
        for number in range(1, choices.suites + 1)
        if task.scenarios
    ]
    rejected += _asked("tests", suites, ask, shapes.GivenSuite, _take_suite)
    return tasks, rejected


def _signed(instructions: Sequence[Instruction], ask: Ask) -> tuple[list[Task], list[Rejected]]:
    tasks: list[Task] = []
    rejected: list[Rejected] = []
    asked = [prompts.for_signature(one) for one in instructions]
    for instruction, request, got in zip(instructions, asked, ask(asked), strict=True):
        question = Question("signatures", instruction.id, request)
        read = _signature(question, got)
        if isinstance(read, Signature):
            tasks.append(Task(instruction, read))
        else:
            rejected.append(read)
    return tasks, rejected


def _signature(question: Question, got: Answered | Unanswered) -> Signature | Rejected:
    answer = opened(question, got, shapes.GivenCode)
    if isinstance(answer, Rejected):
        return answer
    given, said = answer
    if (wrong := mispaired(question, given.about, given.key, "signature")) is not None:
        return wrong
    try:
        name, head = code.signature(unfenced(given.code))
    except code.Wrong as error:
        return question.rejected(error.reason, error.detail)
    return Signature(question.about, name, head, said)


def _asked(step: Step, wanted: list[_Wanted], ask: Ask, shape: type[Given], take: Take[Given]) -> list[Rejected]:
    """Asks for all of them together; each answer goes to the task that its request belongs to, or nowhere."""
    rejected: list[Rejected] = []
    for one, got in zip(wanted, ask([each.asked for each in wanted]), strict=True):
        question = Question(step, one.task.instruction.id, one.asked)
        answer = opened(question, got, shape)
        if isinstance(answer, Rejected):
            rejected.append(answer)
            continue
        given, said = answer
        key = "" if isinstance(given, shapes.GivenTexts) else given.key
        wrong = mispaired(question, given.about, key, one.key)
        rejected += [wrong] if wrong is not None else take(one, question, given, said)
    return rejected


def _take_solution(one: _Wanted, question: Question, given: shapes.GivenCode, said: Said) -> list[Rejected]:
    task = one.task
    try:
        text = code.solution(given.code, task.signature.head)
    except code.Wrong as error:
        return [question.rejected(error.reason, f"{one.key!r}: {error.detail}")]
    if same := [other.key for other in task.solutions if other.code == text]:
        return [question.rejected("duplicate", f"{one.key!r} is {same[0]!r}")]
    task.solutions.append(Solution(task.instruction.id, one.key, text, said))
    return []


def _scenarios_under(keys: Sequence[str]) -> Take[shapes.GivenTexts]:
    def take(one: _Wanted, question: Question, given: shapes.GivenTexts, said: Said) -> list[Rejected]:
        read = list(keyed(question, given.texts, keys))
        one.task.scenarios += [
            Scenario(one.task.instruction.id, each.key, each.text, said)
            for each in read
            if isinstance(each, shapes.Keyed)
        ]
        return [each for each in read if isinstance(each, Rejected)]

    return take


def _take_suite(one: _Wanted, question: Question, given: shapes.GivenSuite, said: Said) -> list[Rejected]:
    task, rejected = one.task, []
    for each in keyed(question, given.tests, [scenario.key for scenario in task.scenarios]):
        if isinstance(each, Rejected):
            rejected.append(each)
            continue
        try:
            text = code.single_assertion(each.text, task.signature.entry_point)
        except code.Wrong as error:
            rejected.append(question.rejected(error.reason, f"{one.key} {each.key!r}: {error.detail}"))
            continue
        if any(other.code == text for other in task.tests):
            rejected.append(question.rejected("duplicate", f"{one.key} {each.key!r}: {text}"))
            continue
        task.tests.append(SuiteTest(task.instruction.id, one.key, each.key, text, said))
    return rejected
