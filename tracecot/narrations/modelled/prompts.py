"""What a model is asked for: a rationale in its own words, of which every statement can be checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracecot.execution import Trace
from tracecot.ids import digest
from tracecot.language_models import Asked
from tracecot.narrations.answers import call_text
from tracecot.narrations.modelled.notes import notes
from tracecot.narrations.records import INPUT_PREDICTION, Narration
from tracecot.narrations.wording.style import TABLE, TEACHER, TERSE
from tracecot.sources.records import Call, Program

Mode = Literal["free", "rewrite"]

NOTES = 1_200  # tokens of what happened
SYSTEM = """You explain, step by step, how a Python program executes, for readers who will learn to do it themselves.
Every statement that you make is checked against the real execution, and one false statement spoils the whole text:
- Say only what is so at that moment: a value of another pass or of another variable is wrong.
- Keep to the order of the execution. Give a reason before its result: "`word[0]` is `'b'`, so `key = 'b'`".
- Put code and values in backticks, as Python writes them: `total = 7`, `x > 3`, `['a', 'b']`. Loops have passes,
  counted from 1: "Pass 2: `word = 'ant'`". Conditions are true or false; say what follows ("so line 6 is skipped").
- Say what matters for the result, and make what repeats shorter.
- Never mention notes, a trace, a recording, or that you were told the outcome. No headings, no closing remarks, no
  answer tags: the last sentence says what the function returns or raises, as in "`f` returns `7`."
"""
BACKWARD = """Reason backward: begin with the result that is wanted, say which line makes it and from what, and work
towards the arguments. Where an operation can't be undone, word a choice as one ("such as"), with an equation that
checks it: "`'ANT'` comes from a string such as `'ant'` (`'ant'.upper()` is `'ANT'`)". Then a paragraph that begins
"So take" and names the arguments (`limit = 2`), then one that begins "Check:" and follows the call forward, shortly.
The last sentence is: So one answer is {call}.
"""
VOICES = {
    TERSE: "Write tersely: short sentences, no pleasantries.",
    TEACHER: "Write as a patient teacher who asks, now and then, the question that the next step answers.",
    TABLE: "Tell a loop of several passes as a Markdown table, a row a pass, with a column `pass`.",
}
WALKTHROUGH = "Write as one who walks a colleague through it."
AGAIN = """{prompt}

Your text was:
{text}

This in it is wrong, or can't be checked:
{listed}

Write the whole text again with this mended, and nothing beside it."""


def words_of(mode: Mode) -> str:
    """A digest of the words in which a mode asks: what failed under other words is tried once more."""
    return digest(mode, SYSTEM, BACKWARD, VOICES, WALKTHROUGH, AGAIN)[:12]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a text: the words, why, and what is really so."""

    text: str
    reason: str
    actual: str

    @property
    def line(self) -> str:
        """The complaint as the model reads it."""
        said = f'"{self.text}": {self.reason}' if self.text else self.reason
        return f"- {said}" + (f"; really: {self.actual}" if self.text and self.actual else f": {self.actual}")


def asked_for(program: Program, call: Call, trace: Trace, narration: Narration, mode: Mode) -> Asked:
    """The request for a rationale in the place of this one, which the templates wrote."""
    whole = call_text(program, call)
    told = f"What happens, as notes for you alone:\n{notes(trace, NOTES)}"
    if mode == "rewrite":
        text = _plain(narration.rationale)
        told = f"A text in which everything is right, and which reads like a machine's:\n{text}"
    task = "Rewrite it in words of your own, as true as it is." if mode == "rewrite" else "Write the rationale."
    backward = BACKWARD.format(call=f"`{whole}`") if narration.task == INPUT_PREDICTION else ""
    prompt = (
        f"```python\n{_numbered(program.code)}\n```\nThe call: `{whole}`\n\n{told}\n\n"
        f"The question: {narration.question}\n{backward}{VOICES.get(narration.voice, WALKTHROUGH)}\n{task}"
    )
    return Asked(SYSTEM, prompt, "narration", call.id)


def asked_again(first: Asked, text: str, complaints: Sequence[Complaint]) -> Asked:
    """The request to mend a text."""
    listed = "\n".join(one.line for one in complaints[:12])
    prompt = AGAIN.format(prompt=first.prompt, text=text, listed=listed)
    return Asked(first.system, prompt, "repair", first.about)


def _plain(rationale: str) -> str:
    """The text without its answer and the headings of its phases, which a model is asked to leave out."""
    return "\n".join(line for line in rationale.split("\n")[:-1] if not line.startswith("### "))


def _numbered(code: str) -> str:
    return "\n".join(f"{number:>3}  {line}" for number, line in enumerate(code.rstrip().split("\n"), start=1))
