"""What a family of questions gives, and the execution that it is asked about."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tracecot.execution import Event, Trace
from tracecot.narrations.story.places import Places, places_of
from tracecot.narrations.story.tree import Run, Step, runs_of, steps_of
from tracecot.sources.records import Call, Program
from tracecot.targets import Target

MOST_VISITS = 12  # of a line: a later one is nothing that anybody would count


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one moment."""

    target: Target
    wordings: tuple[str, ...]  # ways to ask it; `{call}` stands for the call
    answer: str  # bare
    closing: str  # the last sentence, which gives the answer
    last: int | None = None  # seq of the last event that leads up to it; None where the whole execution does
    moments: frozenset[int] = frozenset()  # first events of the visits that the closing counts; all must be told
    hangs_on: frozenset[int] = frozenset()  # events that the answer follows from; where it is empty the whole story
    tells: bool = False  # whether it takes following the program: a value that changes, a branch that goes both ways


@dataclass(frozen=True, slots=True)
class Visit:
    """One execution of a statement, in the frame of a plain function."""

    number: int  # from 1, among those of its line
    of: int  # how many there are
    step: Step
    frame: int
    begun: frozenset[int]  # seqs of the first events of the visits up to this one

    @property
    def last(self) -> int:
        """The seq of its last event."""
        return self.step.events[-1].seq

    @property
    def statement(self) -> ast.stmt:
        """What was executed."""
        assert self.step.statement is not None
        return self.step.statement

    @property
    def time(self) -> str:
        """`the 2nd time`."""
        return f"the {ordinal(self.number)} time"

    @property
    def moments(self) -> frozenset[int]:
        """The seqs of the first events of all visits up to this one."""
        return self.begun

    def told(self, fact: str) -> str:
        """`` `total` is `6`, and that is the 2nd time that line 5 runs. ``; the bare fact of a line that runs once."""
        if self.of == 1:
            return f"{fact}."
        return f"{fact}, and that is {self.time} that line {self.statement.lineno} runs."


@dataclass(frozen=True)
class Asked:
    """An execution that questions are asked about."""

    program: Program
    call: Call
    trace: Trace
    story: Run

    def seed(self, task: str, target: Target) -> str:
        """What the words are chosen by in the text about the question."""
        return f"{self.call.id} {task} {target.text}"

    @property
    def places(self) -> Places:
        """The program's text by place."""
        return places_of(self.program.code)

    @property
    def tree(self) -> ast.Module:
        """The program."""
        return _parsed(self.program.code)[0]

    @property
    def begins(self) -> dict[int, list[ast.stmt]]:
        """The statements that begin on each line."""
        return _parsed(self.program.code)[1]

    @cached_property
    def visits(self) -> dict[int, list[Visit]]:
        """The executions of each line's statement, where one statement begins there and one frame executes it."""
        steps: dict[int, list[tuple[Step, int]]] = {}
        strange: set[int] = set()
        split: set[int] = set()  # frames that ran in pieces: where a statement begins anew is a matter of taste
        for run in runs_of(self.story):
            split |= set() if run.begins else {run.call.frame}
            for step in steps_of(run.items):
                if step.statement is None or not step.events:
                    continue
                line = step.statement.lineno
                steps.setdefault(line, []).append((step, run.call.frame))
                if run.is_generator or len(self.begins.get(line, ())) != 1:
                    strange.add(line)
        found: dict[int, list[Visit]] = {}
        for line, executed in steps.items():
            frames = {frame for _, frame in executed}
            if line not in strange and len(frames) == 1 and not frames & split:
                executed.sort(key=lambda one: one[0].events[0].seq)
                begun = [step.events[0].seq for step, _ in executed]
                found[line] = [
                    Visit(number, len(executed), step, frame, frozenset(begun[:number]))
                    for number, (step, frame) in enumerate(executed[:MOST_VISITS], start=1)
                ]
        return found

    def every_visit(self) -> Iterator[Visit]:
        """The visits of all lines."""
        for visits in self.visits.values():
            yield from visits

    def steps(self) -> Iterator[Step]:
        """The executions of statements, in every frame."""
        for run in runs_of(self.story):
            yield from steps_of(run.items)

    def ran(self) -> frozenset[int]:
        """The lines of which something was executed."""
        return frozenset(self.places_lines())

    def places_lines(self) -> Iterator[int]:
        """The first lines of the statements of all events."""
        for event in self.trace.events:
            statement = self.places.statement(event)
            if statement is not None:
                yield statement.lineno


@lru_cache(maxsize=64)  # a program is asked about many times in a row
def _parsed(code: str) -> tuple[ast.Module, dict[int, list[ast.stmt]]]:
    """The program, and its statements by the line on which they begin."""
    tree = ast.parse(code)
    found: dict[int, list[ast.stmt]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            found.setdefault(node.lineno, []).append(node)
    return tree, found


def ordinal(number: int) -> str:
    """`2nd`.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def decision(visit: Visit) -> Event | None:
    """The branch by which an `if` or `while` decided in the visit."""
    if not isinstance(visit.statement, ast.If | ast.While):
        return None
    found = [
        event for event in visit.step.events
        if event.kind == "branch" and event.why in ("if", "while") and event.line == visit.statement.lineno
    ]  # fmt: skip
    return found[-1] if found else None
