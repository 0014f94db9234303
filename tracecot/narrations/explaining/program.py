"""Narrates a program from all its recorded executions: what it computes, or how code for its docstring is found."""

from collections import Counter
from collections.abc import Sequence

from tracecot.execution import Raised, Returned, Trace
from tracecot.narrations.answers import call_text
from tracecot.narrations.curriculum import measured
from tracecot.narrations.explaining.observations import observed
from tracecot.narrations.explaining.seen import FEWEST, Seen, is_telling, seen
from tracecot.narrations.explaining.texts import defined_names, signature, text_facts
from tracecot.narrations.manner import PLAIN, USUAL, Manner
from tracecot.narrations.records import Narration, SkippedTrace
from tracecot.narrations.wording.budget import tokens
from tracecot.narrations.wording.spans import is_sayable, listed, shown, span
from tracecot.narrations.wording.style import TERSE
from tracecot.sources.records import Call, Program
from tracecot.targets import EXPLANATION, OF_PROGRAMS, Target

LONGEST_CALL = 160  # characters of a call that is given as an example
MOST_CALLS = 40  # recorded calls that a rationale rests on, the first by id
EXAMPLES = 3
SUMMARY = 3  # clauses of the answer


def narrate_program(
    program: Program,
    executions: Sequence[tuple[Call, Trace]],
    task: str,
    manner: Manner = USUAL,
) -> Narration | SkippedTrace:
    """The rationale about a program, or why there is none.

    Args:
        program: what ran.
        executions: all its recorded calls and what happened; the first anchors the rationale.
        task: one of `targets.OF_PROGRAMS`.
        manner: voice (the terse one gives fewer examples), budget and answer tag; there is one layout.
    """
    anchor = executions[0][1].id
    if task not in OF_PROGRAMS:
        return SkippedTrace(anchor, task, "unknown_task", f"{task} is none of {', '.join(OF_PROGRAMS)}")
    calls = [each for each in (seen(call, trace) for call, trace in executions[:MOST_CALLS]) if each is not None]
    if len(calls) < len(executions[:MOST_CALLS]):
        return SkippedTrace(anchor, task, "unaskable_answer", "a recorded call was cut short or gives no data")
    if not is_telling(calls):
        return SkippedTrace(anchor, task, "few_calls", f"{FEWEST} recorded calls and two outcomes are needed")
    made = _explained(program, calls, manner.voice) if task == EXPLANATION else _written(program, calls, manner.voice)
    if isinstance(made, str):
        return SkippedTrace(anchor, task, made, "")
    question, text, answer = made
    rationale = manner.tagged(text, answer)
    if tokens(rationale) > manner.budget:
        return SkippedTrace(anchor, task, "over_budget", f"{tokens(rationale)} tokens are more than {manner.budget}")
    return Narration(
        program.id, anchor, anchor, task, manner.voice, PLAIN, question, rationale, answer, tokens(rationale),
        measures=max((measured(program.code, trace) for _, trace in executions), key=lambda each: each.points),
        target=Target(calls=tuple(f"{program.entry_point}({call.input})" for call in calls)),
    )  # fmt: skip


def _explained(program: Program, calls: list[Seen], voice: str) -> tuple[str, str, str] | str:
    """Question, text and answer of an explanation; a reason where there is nothing to say."""
    returned = [call for call in calls if not call.raised]
    if not is_telling(returned):
        return "few_calls"
    clauses = [each.clause for each in observed(returned, defined_names(program.code))]
    if not [each for each in clauses if not each.startswith(("the result is a `", "the result is an `"))]:
        return "nothing_to_say"
    on = f"On all {len(returned)} recorded calls{' that return,' if len(returned) < len(calls) else ''}"
    paragraphs = [
        " ".join(text_facts(program.code, program.entry_point)),
        " ".join(_examples(program, calls, 1 if voice == TERSE else EXAMPLES)),
        " ".join([*_counts(program, calls), f"{on} {listed(clauses)}."]),
    ]
    question = f"What does {span(program.entry_point)} compute? Say what is seen on its recorded calls."
    return question, "\n".join(filter(None, paragraphs)), f"{on} {listed(clauses[:SUMMARY])}"


def _written(program: Program, calls: list[Seen], voice: str) -> tuple[str, str, str] | str:
    """Question, text and answer of code generation; a reason where there is nothing to write it from."""
    described = " ".join(program.origin.docstring.split())
    facts = text_facts(program.code, program.entry_point)
    passed = _examples(program, calls, 2 if voice == TERSE else EXAMPLES)
    if program.entry_point != program.origin.qualname.rpartition(".")[2]:
        return "docstring_of_another"  # the entry was written around the function that the docstring is of
    if not described or not facts:
        return "no_docstring" if not described else "no_plain_function"
    if not passed:
        return "unaskable_answer"
    code = program.code.strip("\n")
    examples = "\n".join(passed)
    question = f"Write {span(signature(code, program.entry_point))}: {program.origin.docstring.strip()}\n{examples}"
    text = "\n".join(
        [" ".join(facts), "The code is this:", f"```python\n{code}\n```", "It passes these calls:", examples]
    )
    return question, text, code


def _examples(program: Program, calls: list[Seen], count: int) -> list[str]:
    """So many calls with what they gave, each outcome once, the shortest calls first."""
    found: dict[str, str] = {}
    for call in sorted(calls, key=lambda each: (len(each.input), each.input)):
        text = call_text(program, Call(program.id, call.input, "given"))
        match call.outcome:
            case Returned(value=value) if is_sayable(value):
                gives = f"returns {span(shown(value))}"
            case Raised(type=kind):
                gives = f"raises {span(kind)}"
            case _:
                continue
        if len(text) <= LONGEST_CALL and "\n" not in text:
            found.setdefault(gives, f"{span(text)} {gives}.")
    return list(found.values())[:count]


def _counts(program: Program, calls: list[Seen]) -> list[str]:
    """Which line returns how often, where there are several, and which exceptions there are."""
    lines = Counter(call.line for call in calls if call.line)
    kinds = Counter(call.raised for call in calls if call.raised)
    on = "On {} of the {} recorded calls"
    return [
        *(
            f"{on.format(count, len(calls))} line {line} returns."
            for line, count in sorted(lines.items())
            if len(lines) > 1
        ),
        *(
            f"{on.format(count, len(calls))} {span(program.entry_point)} raises {span(kind)}."
            for kind, count in sorted(kinds.items())
        ),
    ]
