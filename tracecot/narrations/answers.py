"""Questions and answers: what is asked of an execution, and the bare answer that is right."""

from tracecot.execution import CutShort, Outcome, Raised, Returned
from tracecot.ids import digest
from tracecot.narrations.records import INPUT_PREDICTION, OUTPUT_PREDICTION
from tracecot.narrations.wording.spans import shown, span
from tracecot.sources.records import Call, Program

#: The same for all calls: a wording that only those have that raise would give the answer away.
OUTPUT_QUESTIONS = (
    "What does {call} return, or which exception does it raise?",
    "What happens when {call} is called: what does it return or raise?",
    "Work out what {call} returns, or what it raises.",
    "What comes of {call}: which value, or which exception?",
)
INPUT_QUESTIONS = (
    "Find a call of `{name}` that returns {value}.",
    "With which arguments does `{name}` return {value}?",
    "Give one call of `{name}` whose result is {value}.",
)


def call_text(program: Program, call: Call) -> str:
    """The whole call: `f('abc', n=3)`."""
    return f"{program.entry_point}({call.input})"


def question(program: Program, call: Call, outcome: Outcome, task: str) -> str:
    """What is asked, in one of a few wordings chosen by content."""
    forms = INPUT_QUESTIONS if task == INPUT_PREDICTION else OUTPUT_QUESTIONS
    form = forms[int(digest(call.id, task)[:8], 16) % len(forms)]
    value = span(shown(outcome.value)) if isinstance(outcome, Returned) else ""
    return form.format(call=span(call_text(program, call)), name=program.entry_point, value=value)


def answer(program: Program, call: Call, outcome: Outcome, task: str) -> str:
    """The bare answer: a value's text, `ValueError: message` (or the bare type without one), or the whole call."""
    if task == INPUT_PREDICTION:
        return call_text(program, call)
    assert task == OUTPUT_PREDICTION
    match outcome:
        case Returned(value=value):
            return shown(value)
        case Raised(type=kind, message=message):
            return f"{kind}: {message}" if message else kind
        case CutShort():
            raise ValueError("an execution that was cut short has no answer")
