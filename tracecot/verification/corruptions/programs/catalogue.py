"""Every kind of corruption of a rationale about a program."""

from collections.abc import Callable, Iterator

from tracecot.verification.corruptions.programs.code import answer_mutated, code_mutated, fence_mutated
from tracecot.verification.corruptions.programs.honest import HonestProgram
from tracecot.verification.corruptions.programs.observations import (
    all_miscounted,
    bound_off_by_one,
    clause_turned,
    observed_answer_wrong,
    some_miscounted,
    type_wrong,
)
from tracecot.verification.corruptions.programs.said import (
    call_gives_another,
    code_of_text_wrong,
    helper_turned,
    line_of_text_wrong,
    parameters_swapped,
    raised_another,
)
from tracecot.verification.corruptions.records import Corruption, Lie, corrupted

Corrupt = Callable[[HonestProgram], Iterator[Lie]]

PROGRAM_KINDS: dict[str, Corrupt] = {
    corrupt.__name__: corrupt
    for corrupt in (
        all_miscounted, some_miscounted, type_wrong, clause_turned, bound_off_by_one, observed_answer_wrong,
        call_gives_another, raised_another, parameters_swapped, line_of_text_wrong, code_of_text_wrong, helper_turned,
        code_mutated, answer_mutated, fence_mutated,
    )
}  # fmt: skip


def corruption_of_program(honest: HonestProgram, kind: str) -> Corruption | None:
    """The corruption of that kind, always the same of a text; None where the text doesn't allow it."""
    lie = next(PROGRAM_KINDS[kind](honest), None)
    return None if lie is None else corrupted(honest, kind, lie)
