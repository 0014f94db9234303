"""Every kind of corruption, and those that a text allows."""

from collections.abc import Callable, Iterator

from tracecot.verification.corruptions.answers import answer_wrong, middle_wrong
from tracecot.verification.corruptions.code import name_swapped, negation_dropped, operator_changed, sign_changed
from tracecot.verification.corruptions.exceptions import exception_message_changed, exception_type_changed
from tracecot.verification.corruptions.flow import (
    arm_flipped,
    branch_flipped,
    count_wrong,
    line_wrong,
    pass_shifted,
    prose_number_wrong,
)
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.inventions import step_invented, summary_invented, type_invented
from tracecot.verification.corruptions.omissions import filler_for_steps, only_the_answer, steps_removed
from tracecot.verification.corruptions.order import distant_swapped, neighbours_swapped, sentence_moved
from tracecot.verification.corruptions.reasons import again_false, reason_irrelevant, same_way_false, still_false
from tracecot.verification.corruptions.records import Corruption, Lie, corrupted
from tracecot.verification.corruptions.values import (
    value_flipped,
    value_of_another_moment,
    value_of_another_pass,
    value_of_another_variable,
    value_off_by_one,
    value_truncated,
)

Corrupt = Callable[[Honest], Iterator[Lie]]

#: What says something false: the text must not be verified.
FALSE: tuple[Corrupt, ...] = (
    value_off_by_one, value_flipped, value_truncated, value_of_another_pass, value_of_another_variable,
    value_of_another_moment, name_swapped, operator_changed, sign_changed, negation_dropped, branch_flipped, arm_flipped,
    pass_shifted, count_wrong, prose_number_wrong, line_wrong, neighbours_swapped, distant_swapped, sentence_moved,
    step_invented, summary_invented, type_invented, middle_wrong, answer_wrong, exception_type_changed, exception_message_changed,
    reason_irrelevant, again_false, still_false, same_way_false,
)  # fmt: skip
#: What says too little: the text must not be verified, or be found thin.
THIN: tuple[Corrupt, ...] = (steps_removed, only_the_answer, filler_for_steps)
KINDS: dict[str, Corrupt] = {corrupt.__name__: corrupt for corrupt in (*FALSE, *THIN)}
THIN_KINDS = frozenset(corrupt.__name__ for corrupt in THIN)


def corruptions(honest: Honest) -> Iterator[Corruption]:
    """One corruption of each kind that the text allows."""
    for kind in KINDS:
        if (made := corruption(honest, kind)) is not None:
            yield made


def corruption(honest: Honest, kind: str) -> Corruption | None:
    """The corruption of that kind, always the same of a text; None where the text doesn't allow it."""
    lie = next(KINDS[kind](honest), None)
    return None if lie is None else corrupted(honest, kind, lie)
