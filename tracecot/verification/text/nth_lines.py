"""Which lines of a program "the first line" or "the last line" may mean, and whether a block shows that one."""

from tracecot.verification.executions.programs import Facts
from tracecot.verification.text.sentences import Sentence


def first_lines(facts: Facts) -> frozenset[int]:
    """The line that the function which is called begins with, and that of its first statement."""
    functions = facts.functions.get(facts.entry_point)
    return frozenset({functions[0].lineno, functions[0].body[0].lineno}) if functions else frozenset()


def last_lines(facts: Facts) -> frozenset[int]:
    """The lines of the statement that the function which is called ends with."""
    functions = facts.functions.get(facts.entry_point)
    last = functions[0].body[-1] if functions else None
    return frozenset() if last is None else frozenset(range(last.lineno, (last.end_lineno or last.lineno) + 1))


def shown_elsewhere(before: Sentence | None, shown: str, facts: Facts) -> int | None:
    """Where the lines of a block stand that "the last line:" before it says to be others; None where it may be right."""
    words = [] if before is None else [piece.text.lower() for piece in before.pieces[-3:]]
    if words[-2:] != ["line", ":"] or words[0] not in ("first", "last"):
        return None
    meant = first_lines(facts) if words[0] == "first" else last_lines(facts)
    quoted = {line.strip() for line in shown.split("\n")} - {""}
    stands = [number for number, line in enumerate(facts.lines, start=1) if line.strip() in quoted]
    return stands[0] if stands and meant and meant.isdisjoint(stands) else None
