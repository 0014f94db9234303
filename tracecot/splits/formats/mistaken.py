"""Wrong texts whose error leads to a wrong answer: told of another call, or with a result that goes wrong early."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from tracecot.answer_tags import closing
from tracecot.splits.formats.records import Told, target_of
from tracecot.splits.formats.wrong import Wrong
from tracecot.splits.prompts import tag_of
from tracecot.targets import INPUT_PREDICTION
from tracecot.verification.corruptions.answers import CHANGES
from tracecot.verification.corruptions.falsehood import is_false
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.timeline import spelled
from tracecot.verification.corruptions.values import changed, valued
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify

OTHER_CALL, CARRIED_ON = "told_of_another_call", "error_carried_on"
TELLING = 4  # characters of a value: a helper that is handed such a one under another name was handed the argument


def of_other_calls(told: Told, others: Iterable[Told]) -> Iterator[Wrong]:
    """The rationales of the same question about other recorded calls, each told as if it were about this one.

    Those in the same voice come first, of them those of which fewest arguments differ, of them those as long.
    """
    row = told.row
    fit = [
        other for other in others
        if other.row["task"] == row["task"] and other.row["target"] == row["target"]
        and other.row["trace_id"] != row["trace_id"] and other.row["output"] != row["output"]
        and other.row["answer"] != row["answer"]
    ]  # fmt: skip
    for other in sorted(fit, key=partial(_distance, told)):
        text = _as_if_of(told, other)
        made = Rationale(str(row["task"]), text, str(other.row["answer"]), target_of(row))
        # An input that is proposed was executed: it gives what the other call is asked about, and not what this one is.
        answered = other.answered if row["task"] == INPUT_PREDICTION else told.answered
        verdict = verify(made, told.program, told.asked, answered)
        if verdict.verdict == "refuted" and not verdict.answer_correct:
            yield Wrong(OTHER_CALL, text, made.answer, _call(told), _call(other), verdict)


def _distance(told: Told, other: Told) -> tuple[bool, int, int, str]:
    given, those = _arguments(told), _arguments(other)
    differing = sum(given.get(name) != value for name, value in those.items())
    longer = abs(len(str(other.row["completion"])) - len(str(told.row["completion"])))
    return other.row["voice"] != told.row["voice"], differing, longer, str(other.row["sample_id"])


def _as_if_of(told: Told, other: Told) -> str:
    """The other's text with the names of this one: its call and arguments, or the result that is asked for."""
    text = str(other.row["completion"])
    if told.row["task"] == INPUT_PREDICTION:
        return _with_result(text, other, str(told.row["output"]))
    text = text.replace(_call(other), _call(told))
    given, those = _arguments(told), _arguments(other)
    by_value = {value: given.get(name, value) for name, value in those.items() if len(value) >= TELLING}
    for (name, value), times in Counter(_handed(other)).items():
        this = given.get(name, value) if those.get(name) == value else by_value.get(value, value)
        text = text.replace(f"`{name} = {value}`", f"`{name} = {this}`", times)
    return text


def _handed(told: Told) -> Iterator[tuple[str, str]]:
    """The arguments of all calls, as texts: what a helper is handed is often what the entry point was."""
    for event in told.asked.trace.events:
        if event.kind == "call":
            yield from ((name, getattr(value, "repr", "")) for name, value in event.args)


def _with_result(text: str, other: Told, result: str) -> str:
    """The other's text with another result wherever it says what is returned, or what the returned expression is."""
    returned = [event.text for event in other.answered.trace.events if event.kind == "return"][-1:]
    was = f"`{other.row['output']}`"
    of = re.escape(was)
    expression = "|".join(map(re.escape, returned)) or "(?!)"
    said = rf"returns {of}|`(?:{expression})` is {of}(?:, since `[^`\n]*` is {of})?"
    return re.sub(said, lambda found: found.group().replace(was, f"`{result}`"), text)


def _call(told: Told) -> str:
    return f"{told.program.entry_point}({told.asked.call.input})"


def _arguments(told: Told) -> dict[str, str]:
    """The arguments that the call began with, as texts."""
    begins = next((event for event in told.asked.trace.events if event.kind == "call"), None)
    return {name: getattr(value, "repr", "") for name, value in begins.args} if begins else {}


def carried_on(told: Told, honest: Honest) -> Iterator[Wrong]:
    """The text with another result from the step on that first has it: what repeats it agrees, and so does the tag."""
    answer = honest.rationale.answer
    steps = [one for one in valued(honest, CARRIED_ON) if one[0].says == answer]
    for claim, event, place in sorted(steps, key=lambda one: one[2]):
        chance = honest.chance(CARRIED_ON, str(place[0]))
        values = (changed(answer, change, chance) for change in CHANGES)
        value = next((one for one in values if one is not None and is_false(honest, claim, event, one)), None)
        if value is None or spelled(value) == spelled(answer):
            continue
        text = honest.text[: place[0]] + _replaced(honest.text, place[0], answer, value)
        made = replace(honest.rationale, text=text, answer=value)
        verdict = verify(made, told.program, told.asked, told.answered)
        if verdict.verdict == "refuted" and not verdict.answer_correct:
            yield Wrong(CARRIED_ON, text, value, answer, value, verdict)


def _replaced(text: str, start: int, answer: str, value: str) -> str:
    """What stands from there on, with the value wherever the answer is told: in a code span, or in the tag."""
    opening = re.escape(tag_of(text))
    closes = re.escape(closing(tag_of(text)))
    told = re.escape(answer)
    places = rf"(?<=`){told}(?=`)|(?<= = ){told}(?=`)|(?<={opening}){told}(?={closes})"
    found = list(re.compile(places).finditer(text, start))
    parts, done = [], start
    for one in found:
        parts += [text[done : one.start()], value]
        done = one.end()
    return "".join([*parts, text[done:]])
