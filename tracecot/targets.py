"""What a question asks for, where it asks about one moment of an execution."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

OUTPUT_PREDICTION = "output_prediction"
INPUT_PREDICTION = "input_prediction"
STATE = "state"
NEXT_LINE = "next_line"
LINE_COVERAGE = "line_coverage"
LOOP_COUNT = "loop_count"
BRANCH_OUTCOME = "branch_outcome"
VALUE_TYPE = "value_type"
EXCEPTION = "exception"
EXPLANATION = "explanation"
CODE_GENERATION = "code_generation"

#: The tasks that ask about a whole call, then those that ask about one moment of it.
PREDICTIONS = (OUTPUT_PREDICTION, INPUT_PREDICTION)
QUESTIONS = (STATE, NEXT_LINE, LINE_COVERAGE, LOOP_COUNT, BRANCH_OUTCOME, VALUE_TYPE, EXCEPTION)
TASKS = (*PREDICTIONS, *QUESTIONS)

#: The tasks that are about a program, shown by all of its recorded calls.
OF_PROGRAMS = (EXPLANATION, CODE_GENERATION)

#: What the target of a question must say for it to have an answer.
NEEDED: Mapping[str, tuple[str, ...]] = {
    STATE: ("line", "visit", "name"), NEXT_LINE: ("line", "visit"), LINE_COVERAGE: ("line",),
    LOOP_COUNT: ("line", "visit"), BRANCH_OUTCOME: ("line", "visit"), VALUE_TYPE: ("line", "visit", "expression"),
}  # fmt: skip

TARGETS_AT_HAND = 16_384  # whose texts are remembered: ids of narrations are made of them


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for. What doesn't apply is 0 or "".

    >>> Target(line=3, visit=2, name="total").text
    '{"line":3,"visit":2,"name":"total"}'
    >>> Target.of({"line": 3})
    Target(line=3, visit=0, name='', expression='', calls=())
    """

    line: int = 0  # from 1, in the program's code
    visit: int = 0  # from 1: the how-manieth time that a statement on that line begins, in all frames
    name: str = ""  # a variable
    expression: str = ""  # as the program spells it
    calls: tuple[str, ...] = ()  # the recorded calls that a question about a program rests on: "f([1], n=2)"

    @property
    def record(self) -> dict[str, int | str | tuple[str, ...]]:
        """The fields that apply."""
        fields = {"line": self.line, "visit": self.visit, "name": self.name, "expression": self.expression}
        return {name: value for name, value in (*fields.items(), ("calls", self.calls)) if value}  # type: ignore[misc]

    @property
    def text(self) -> str:
        """The record as JSON; empty for a question about the whole call."""
        return _text(self)

    @classmethod
    def of(cls, record: Mapping[str, object]) -> "Target":
        """The target of a record.

        Raises:
            ValueError: a field has the wrong type; the message names it.
        """
        for name, kind in (("line", int), ("visit", int), ("name", str), ("expression", str)):
            field = record.get(name, kind())
            if not isinstance(field, kind) or isinstance(field, bool):
                raise ValueError(f"{name!r} of a target must be {'a whole number' if kind is int else 'a text'}")
        calls = record.get("calls", ())
        if not isinstance(calls, list | tuple) or not all(isinstance(call, str) for call in calls):
            raise ValueError("'calls' of a target must be a list of texts")
        found = {name: record[name] for name in ("line", "visit", "name", "expression") if name in record}
        return cls(**found, calls=tuple(calls))  # type: ignore[arg-type]


@lru_cache(maxsize=TARGETS_AT_HAND)
def _text(target: Target) -> str:
    return json.dumps(target.record, separators=(",", ":"), ensure_ascii=False) if target.record else ""


#: Of a question about the whole call.
WHOLE = Target()
