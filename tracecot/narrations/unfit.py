"""Which executions nothing can be asked about, and why."""

import ast

from tracecot.execution import CutShort, Raised, Returned, Trace
from tracecot.narrations.records import INPUT_PREDICTION, TASKS
from tracecot.narrations.wording.spans import is_sayable
from tracecot.sources.records import Call
from tracecot.targets import PREDICTIONS
from tracecot.values import NotPlain, value_of

LONGEST_ANSWER = 600  # characters: a longer result is copied rather than reasoned about


def unfit(call: Call, trace: Trace, task: str) -> tuple[str, str] | None:
    """Why nothing can be asked about the execution: a reason and a detail."""
    if task not in TASKS:
        return "unknown_task", f"{task} is none of {', '.join(TASKS)}"
    if len(call.input) > LONGEST_ANSWER:
        return "long_input", f"{len(call.input)} characters of arguments are more than {LONGEST_ANSWER}"
    match trace.outcome:
        case CutShort(reason=reason):
            return "cut_short", reason
        case Raised() if task == INPUT_PREDICTION:
            return "raised", "an exception has no value to reason back from"
        case Returned() if task == INPUT_PREDICTION and not _is_plain(call.input):
            return "unaskable_answer", "an argument is no literal and no constructor of literals"
        case Returned(value=value) if task in PREDICTIONS and not is_sayable(value, LONGEST_ANSWER):
            return "unaskable_answer", f"the result, a {value.type}, is too long, or is no data"
    return None


def _is_plain(source: str) -> bool:
    """Whether each argument is spelled as data, or is a lambda: an answer that needs nothing but itself."""
    call = ast.parse(f"f({source})", mode="eval").body
    assert isinstance(call, ast.Call)
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    try:
        for node in given:
            if not isinstance(node, ast.Lambda):
                value_of(node)
    except NotPlain:
        return False
    return True
