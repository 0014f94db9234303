"""Whether a corrupted claim is still true: judged naively from the claim and the trace, with none of the verifier's code."""

import ast
import re

from tracecot.execution import Event
from tracecot.values import Plain, same
from tracecot.verification.corrupt import Corruption, Honest

_SPAN = re.compile(r"`([^`\n]+)`")


def excuse(honest: Honest, corruption: Corruption) -> str:
    """Why the corrupted text says nothing false, or nothing."""
    claim = corruption.claim
    event = None if claim is None else honest.event_of(claim)
    if claim is None or event is None:
        return "" if corruption.kind == "answer_wrong" else "no event tells"
    match corruption.kind:
        case "value_changed":
            return _value_recurs(honest, corruption, honest.trace.events[event])
        case "branch_flipped":
            return _truth_recurs(honest, corruption, honest.trace.events[event])
        case "count_shifted":
            return _pass_is_alike(honest, corruption, honest.trace.events[event])
        case "line_shifted":
            return _line_is_right(corruption, honest.trace.events[event])
        case "name_swapped":
            return _other_name_has_it(honest, corruption, event)
        case "sentences_swapped":
            return _order_is_free(honest, corruption)
    return ""


def _between(honest: Honest, corruption: Corruption) -> tuple[Event, ...]:
    return honest.trace.events[corruption.before : max(corruption.after, corruption.before) + 1]


def _subject(corruption: Corruption, event: Event) -> set[str]:
    """How the claim's subject may be called in events."""
    spans = _SPAN.findall(corruption.claim.text) if corruption.claim else []
    named = {span.partition(" = ")[0] for span in spans}
    return named | {event.name, event.text} - {""}


def _value_recurs(honest: Honest, corruption: Corruption, event: Event) -> str:
    says = corruption.says.rpartition(" = ")[2]
    if isinstance(event.value, Plain) and same(event.value.repr, says):
        return "the same value in other words"
    subject = _subject(corruption, event)
    for each in _between(honest, corruption):
        if each.seq != event.seq and {each.name, each.text} & subject and _is(each, says):
            return f"event {each.seq} has that value too"
    if _is_deduced(corruption):
        for each in honest.trace.events:
            if {each.name, each.text} & subject and _is(each, says):
                return f"event {each.seq} has that value, and a deduction's order is free"
    return ""


def _is_deduced(corruption: Corruption) -> bool:
    """Whether the claim stands in the deduction of a backward text."""
    check = corruption.rationale.text.find("Check:")
    return corruption.rationale.task == "input_prediction" and (check < 0 or corruption.start < check)


def _is(event: Event, text: str) -> bool:
    return isinstance(event.value, Plain) and same(event.value.repr, text)


def _truth_recurs(honest: Honest, corruption: Corruption, event: Event) -> str:
    wanted = "True" if corruption.says.lower() == "true" else "False"
    for each in _between(honest, corruption):
        if each.seq != event.seq and each.text == event.text and _is(each, wanted):
            return f"event {each.seq} has that truth"
    if _is_deduced(corruption):
        for each in honest.trace.events:
            if each.text == event.text and _is(each, wanted):
                return f"event {each.seq} has that truth, and a deduction's order is free"
    return ""


def _pass_is_alike(honest: Honest, corruption: Corruption, event: Event) -> str:
    """The other pass begins with the same item, and what is told of this one holds there too."""
    if corruption.claim is None or not corruption.claim.text.lower().lstrip("in ").startswith(("pass", "iteration")):
        return ""
    place = honest.claims.index(corruption.claim)
    told: list[Event] = []
    for claim in honest.claims[place + 1 :]:
        seq = honest.event_of(claim)
        if claim.kind == "iteration" or len(told) > 12:
            break
        if seq is not None:
            told.append(honest.trace.events[seq])
    number = int(corruption.says)
    there = [each for each in honest.trace.events if each.loop == event.loop and each.pass_ == number]
    if not there:
        return ""
    facts = {(each.kind, each.text, each.value.repr if isinstance(each.value, Plain) else "") for each in there}
    mine = [each for each in told if each.loop == event.loop and each.pass_ == event.pass_]
    if all((each.kind, each.text, each.value.repr if isinstance(each.value, Plain) else "") in facts for each in mine):
        return "all that is told holds in that pass too"
    return ""


def _line_is_right(corruption: Corruption, event: Event) -> str:
    number = int(corruption.says)
    if event.line <= number <= event.end_line:
        return "the event stands on that line too"
    return ""


def _other_name_has_it(honest: Honest, corruption: Corruption, event: int) -> str:
    """Whether the other name has the value here, or gets it before the next event that is told."""
    about = honest.trace.events[event]
    spans = _SPAN.findall(corruption.claim.text) if corruption.claim else []
    text = spans[-1].rpartition(" = ")[2] if spans else ""
    low, high = min(corruption.before, event), max(corruption.after, event)
    here: str | None = None
    for each in honest.trace.events[: high + 1]:
        if each.frame != about.frame:
            continue
        value = dict(each.args).get(corruption.says) if each.kind == "call" else None
        if each.kind in ("bind", "mutate") and each.name == corruption.says:
            value = each.value
        if isinstance(value, Plain):
            here = value.repr
        if here is not None and each.seq >= low and _alike(here, text):
            return f"{corruption.says} is that too, at event {each.seq}"
    return ""


def _alike(value: str, text: str) -> bool:
    """Equal, or equal in the eyes of a claim such as `is false` or `is empty`."""
    if same(value, text):
        return True
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return True  # the claim gives no literal: nobody says that it is false
    return False


def _order_is_free(honest: Honest, corruption: Corruption) -> str:
    """The sentences tell one statement, or the first one's steps happen again after the second's."""
    if _is_deduced(corruption):
        return "a deduction's order is free"
    first, second = honest.trace.events[corruption.before], honest.trace.events[corruption.after]
    if corruption.after <= corruption.before:
        return "their events are not one after the other"
    if first.line == second.line and first.pass_ == second.pass_ and first.loop == second.loop:
        return "both tell one statement"
    if first.kind == "iteration" and second.pass_ is not None:
        for each in honest.trace.events[: corruption.before]:
            if (each.loop, each.pass_, each.text, each.value) == (
                second.loop,
                second.pass_ - 1,
                second.text,
                second.value,
            ):
                return "the second sentence tells the pass before as well"
    for each in honest.trace.events[corruption.after :]:
        if (each.kind, each.text, each.name) == (first.kind, first.text, first.name) and each.value == first.value:
            return f"it happens again at event {each.seq}"
    return ""
