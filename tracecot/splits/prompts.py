"""How a model is told to answer: the system text that goes before a question whose answer is scored."""

from collections.abc import Mapping

from tracecot.answer_tags import USUAL, all_tagged, closing
from tracecot.targets import CODE_GENERATION, EXPLANATION

SYSTEM = """You answer questions about how a Python program executes. Work it out step by step, then give your answer
alone between [ANSWER] and [/ANSWER], once, at the very end. The answer is
- a literal as Python writes it, for a value: [ANSWER]['a', 3][/ANSWER];
- type and message for an exception that a call raises: [ANSWER]KeyError: 'b'[/ANSWER];
- the whole call, where a call is asked for: [ANSWER]f([1, 2], n=3)[/ANSWER];
- a bare number for a line or a number of passes; True or False for a condition; yes or no for whether a line runs;
- a bare name for a type; for which exception leaves a call its type, or none.
"""
#: Of tasks that are about a program and not about an execution.
_OF_PROGRAMS: Mapping[str, str] = {
    EXPLANATION: """You say what a Python function computes, from its code and its recorded calls. Reason step by
step, then give one sentence alone between [ANSWER] and [/ANSWER], once, at the very end. It tells how many calls it
is about (those "that return", where some raise) and what is true of all of them, in terms of the parameters:
[ANSWER]On all 5 recorded calls that return, the result is a `list` and the result is no longer than `words`[/ANSWER]
""",
    CODE_GENERATION: """You write Python functions that do what is described. Reason step by step, then give the
whole code, imports included, alone between [ANSWER] and [/ANSWER], once, at the very end, without a fence around it:
[ANSWER]
def twice(x):
    return x + x
[/ANSWER]
""",
}


def system_text(task: str, opening: str = USUAL) -> str:
    """What a model is told before a question of this task: how to answer, and in which tags.

    >>> "alone between <answer> and </answer>, once" in system_text("state", "<answer>")
    True
    """
    text = _OF_PROGRAMS.get(task, SYSTEM)
    return text.replace(USUAL, opening).replace(closing(USUAL), closing(opening))


def tag_of(completion: str) -> str:
    r"""What opens the answer of a rationale; the usual tag where it has no tagged answer.

    >>> tag_of("So it is 4.\n<final>4</final>")
    '<final>'
    """
    last = all_tagged(completion)[-1:]
    return completion[last[0].start : last[0].inside] if last else USUAL
