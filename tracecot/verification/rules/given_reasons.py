"""Judges a reason by the claims of its sentence: what is given as the cause, each part of it, and what it led to."""

from collections.abc import Sequence

from tracecot.verification.executions.history import History, same_value
from tracecot.verification.records import Claim
from tracecot.verification.rules.judging import Judged, refuted, shown_event, unreadable
from tracecot.verification.rules.reasons import (
    asked_by,
    asked_with_values,
    is_asked,
    is_of_a_call,
    is_of_no_event,
    judge_reason,
)
from tracecot.verification.rules.worked_out import is_about, is_other_sum, is_worked_out, worked_out_elsewhere

#: A claim, and the events that show it.
Shown = tuple[Claim, Sequence[int]]


def judge_given(
    effect: Sequence[int], told: Claim | None, causes: Sequence[Shown], each: bool, forward: bool, history: History
) -> Judged | None:
    """Whether what is given led to the effect; None where one of them is no event.

    Args:
        effect: the events that the effect's claim told.
        told: that claim, if the sentence has it.
        causes: what is given.
        each: "since x and y": each of them must have led there, and not only one.
        forward: the text tells the execution as it went, and doesn't work it out from the result.
        history: the execution.
    """
    causes = [(claim, events or asked_with_values(claim, effect, history)) for claim, events in causes]
    elsewhere = worked_out_elsewhere([seq for _, events in causes for seq in events], effect, history)
    if forward and elsewhere is not None:
        return refuted(
            "dependency", f"it is worked out anew there, and {shown_event(history.events[elsewhere])}", elsewhere
        )
    about = told.subject if told is not None and told.kind != "bind" else ""  # what is bound was something else before
    is_passed = about.startswith("line ") and told is not None and told.says == "False"
    cause = [seq for _, events in causes for seq in events]
    subject = " , ".join(claim.subject for claim, _ in causes if claim.subject)
    judged = judge_reason(effect, cause, subject, about, history, is_passed)
    is_unasked = any(is_of_no_event(claim, history) for claim, _ in causes)
    if judged is None and effect and is_unasked and (each or about.startswith("line ") or about == "else"):
        return unreadable("dependency", "the program doesn't ask what is given as a reason")
    if judged is not None and not judged.holds:
        return judged
    if effect and forward and not _play_a_part(effect, told, causes, history):
        return unreadable("dependency", _NOTHING)
    if judged is None:
        return None
    if about.startswith("line ") and all(_is_done_there(seq, about, history) for seq in cause):
        return unreadable("dependency", "that is done by the line itself")
    causes = [(claim, events) for claim, events in causes if events]
    if each and len(causes) > 1:
        alone = [judge_reason(effect, events, claim.subject, about, history) for claim, events in causes]
        failed = next((one for one in alone if one is not None and not one.holds), None)
        if failed is not None:
            return failed
    return judged if _are_asked(effect, causes, each, history) else unreadable("dependency", _NOTHING)


_NOTHING = "the program asks nothing of the kind there"


def _play_a_part(effect: Sequence[int], told: Claim | None, causes: Sequence[Shown], history: History) -> bool:
    """Whether each sum that is given is one that the effect is made of, and what is given for a condition is about it."""
    if not causes:
        return True
    if told is not None and told.kind == "state" and is_of_no_event(told, history):
        return is_about(told, effect, causes, history)
    if told is not None and told.subject.startswith("line "):
        return all(events or not is_other_sum(claim, history) for claim, events in causes)
    asked = asked_by(effect, history)
    # What a call gives may be worked out in another way, where the same comes out: `sum(xs)` as `2 + 3 + 4`.
    of_a_call = is_of_a_call(effect, history)
    return all(
        events
        or is_worked_out(claim, effect, asked, history)
        or (of_a_call and any(same_value(history.events[seq].value, claim.says) for seq in effect))
        for claim, events in causes
    )


def _is_done_there(seq: int, line: str, history: History) -> bool:
    """Whether the event is a change that the line makes: it can't be why the line runs."""
    event = history.events[seq]
    return event.kind in ("bind", "mutate") and f"line {event.line}" == line


def _are_asked(effect: Sequence[int], causes: Sequence[Shown], each: bool, history: History) -> bool:
    """Whether what led to the effect asks what is given, as far as that is said of names or worked out by the text."""
    given = [
        claim for claim, events in causes if effect and (claim.kind == "state" or min(events) <= max(effect))
    ]  # fmt: skip
    asked = [is_asked(claim, effect, history) for claim in given]
    return not asked or (all(asked) if each else any(asked))
