"""Reads what a user hands in, one record at a time, into a request; what can't be served is a `BadInput` with its kind.

docs/records.md says the same for people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracecot.errors import KINDS, BadInput
from tracecot.sources.calling import Entered, entered
from tracecot.sources.entry_points import callable_of
from tracecot.sources.records import UNKNOWN, Call, Origin, Program
from tracecot.sources.unfit import Unfit
from tracecot.targets import EXPLANATION, INPUT_PREDICTION, NEEDED, OUTPUT_PREDICTION, QUESTIONS, TASKS, WHOLE, Target

Record = Mapping[str, object]
RecordId = str | int | None

#: What may be written for a task on the command line and in records.
SHORT_TASKS = {"output": OUTPUT_PREDICTION, "input": INPUT_PREDICTION}


@dataclass(frozen=True, slots=True)
class Request:
    """One program with one call that is to be executed."""

    record_id: RecordId
    program: Program
    input: str
    output: str | None  # what the record says that it returns
    is_ours: bool = False  # whether the entry point was written around the record's program

    @property
    def call(self) -> Call:
        """The call."""
        return Call(self.program.id, self.input, "given")

    @property
    def fields(self) -> dict[str, object]:
        """The program's fields as a record, as they were served."""
        known: dict[str, object] = {
            "id": self.call.id if self.record_id is None else self.record_id,
            "code": self.program.code,
            "entry_point": self.program.entry_point,
            "input": self.input,
        }
        return known if self.output is None else {**known, "output": self.output}


@dataclass(frozen=True, slots=True)
class RationaleRequest:
    """Somebody's rationale about one call."""

    request: Request
    task: str
    rationale: str
    answer: str
    target: Target = WHOLE


def read_request(record: object) -> Request:
    """The request of a program record.

    Raises:
        BadInput: something is missing or can't be meant.
    """
    fields = _object(record)
    _refuse_again(fields)
    code, argument_source = _text(fields, "code"), _text(fields, "input")
    entry_point = _optional_text(fields, "entry_point")
    tests = _optional_text(fields, "tests") or _optional_text(fields, "test") or ""
    served = _entered(code, entry_point_in(code, entry_point, tests), argument_source, _calls(fields))
    return Request(
        record_id=_identity(fields),
        program=program_of(served.code, served.entry_point),
        input=served.input,
        output=_optional_text(fields, "output"),
        is_ours=served.code != code,
    )


def entry_point_in(code: str, named: str | None = None, tests: str = "") -> str:
    """The function, class or method to call.

    Raises:
        BadInput: there is none, or it can't be told which.
    """
    try:
        return callable_of(code, named, tests)
    except Unfit as unfit:
        raise BadInput(unfit.reason, str(unfit)) from None


def _entered(code: str, entry_point: str, argument_source: str, then: tuple[str, ...]) -> Entered:
    try:
        return entered(code, entry_point, argument_source, then)
    except Unfit as unfit:
        raise BadInput(unfit.reason, str(unfit)) from None


def read_rationale(record: object) -> RationaleRequest:
    """The request of a rationale record.

    Raises:
        BadInput: something is missing or can't be meant.
    """
    fields = _object(record)
    request = read_request(fields)
    named = _text(fields, "task")
    task = task_named(named, (*TASKS, EXPLANATION, *SHORT_TASKS))
    target = _target(fields, task) if task in (*QUESTIONS, EXPLANATION) else WHOLE
    return RationaleRequest(request, task, _text(fields, "rationale"), _text(fields, "answer"), target)


def _target(fields: Record, task: str) -> Target:
    """What a question about one moment asks for, or the calls that an explanation rests on.

    Raises:
        BadInput: it is no target, or doesn't say what such a question asks for.
    """
    found = fields.get("target") or {}
    if not isinstance(found, Mapping):
        raise BadInput("missing_field", f"'target' must be an object such as {{\"line\": 3}}; found {_shown(found)}")
    needed = NEEDED.get(task, ())
    if missing := [name for name in needed if not found.get(name)]:
        raise BadInput(
            "missing_field", f"the 'target' of {task} says {', '.join(needed)}; this one lacks {', '.join(missing)}"
        )
    try:
        return Target.of(found)
    except ValueError as error:
        raise BadInput("missing_field", str(error)) from None


def task_named(name: str, known: Sequence[str] = (*TASKS, *SHORT_TASKS)) -> str:
    """The task of that name or short name.

    Args:
        name: what was written for it.
        known: what may be written.

    Raises:
        BadInput: there is no such task.
    """
    task = SHORT_TASKS.get(name, name)
    if name not in known:
        raise BadInput("unsupported", f"there is no task {name!r}; there are {', '.join(known)}")
    return task


def program_of(code: str, entry_point: str, path: str = "") -> Program:
    """A program that a user handed in."""
    origin = Origin(
        distribution="given", version="", path=path, module="given", qualname=entry_point,
        first_line=1, last_line=code.count("\n") + 1, licence=UNKNOWN,
    )  # fmt: skip
    return Program("given", code, entry_point, origin)


def identity_of(record: object) -> RecordId:
    """The record's id if it has one that can be repeated, for rows about records that can't be served."""
    found = record.get("id") if isinstance(record, Mapping) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def _object(record: object) -> Record:
    if isinstance(record, BadInput):
        raise record
    if not isinstance(record, Mapping):
        raise BadInput("not_json", f"a record is a JSON object; found {_shown(record)}")
    return record


def _refuse_again(fields: Record) -> None:
    """An error row of ours that was handed on, as by `narrate --out - | verify -`, keeps the reason that it has.

    Raises:
        BadInput: it is one.
    """
    match fields:
        case {"code": _}:  # a record, whatever else it says
            return
        case {"error": {"kind": str(kind), "message": str(message)}} if kind in KINDS:
            raise BadInput(kind, message)


def _text(fields: Record, name: str) -> str:
    """The text in that field."""
    if name not in fields:
        raise BadInput(
            "missing_field", f"the record has no {name!r}; it has {', '.join(map(repr, fields)) or 'nothing'}"
        )
    found = fields[name]
    if not isinstance(found, str):
        raise BadInput("missing_field", f"{name!r} must be a text; found {_shown(found)}")
    return found


def _optional_text(fields: Record, name: str) -> str | None:
    return None if fields.get(name) is None else _text(fields, name)


def _identity(fields: Record) -> RecordId:
    if fields.get("id") is not None and identity_of(fields) is None:
        raise BadInput("missing_field", f"'id' must be a text or a whole number; found {_shown(fields['id'])}")
    return identity_of(fields)


def _calls(fields: Record) -> tuple[str, ...]:
    """The further calls."""
    found = fields.get("then")
    if found is None:
        return ()
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        raise BadInput("missing_field", f"'then' must be a list of calls, each a text; found {_shown(found)}")
    return tuple(found)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
