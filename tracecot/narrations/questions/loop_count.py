"""How many passes does a loop make the k-th time that it is entered?"""

import ast
from collections.abc import Iterator

from tracecot.narrations.questions.records import MOST_VISITS, Asked, Question, ordinal
from tracecot.narrations.story import Loop, Run, Step
from tracecot.targets import Target


def ask(asked: Asked) -> Iterator[Question]:
    """A question for each execution of a loop in a plain function that one frame executes."""
    loops: dict[int, list[tuple[Loop, int]]] = {}
    strange: set[int] = set()
    for loop, run in _loops(asked.story):
        line = loop.statement.lineno
        loops.setdefault(line, []).append((loop, run.call.frame))
        if run.is_generator or not run.begins or loop.end is None or len(asked.begins.get(line, ())) != 1:
            strange.add(line)
    for line, found in loops.items():
        if line in strange or len({frame for _, frame in found}) != 1:
            continue
        counts = {len(loop.passes) for loop, _ in found}
        for number, (loop, _) in enumerate(found[:MOST_VISITS], start=1):
            yield _question(loop, number, len(found), tells=len(counts) > 1 or _is_open(loop))


def _is_open(loop: Loop) -> bool:
    """Whether the number of passes follows from no length: a `while` loop, or one that is left early."""
    return isinstance(loop.statement, ast.While) or (loop.end is not None and loop.end.why != "exhausted")


def _question(loop: Loop, number: int, of: int, *, tells: bool) -> Question:
    line, count = loop.statement.lineno, len(loop.passes)
    assert loop.end is not None
    time = f" the {ordinal(number)} time that it is entered" if of > 1 else ""
    return Question(
        Target(line=line, visit=number),
        (
            f"{{call}} is executed. How many passes does the loop on line {line} begin{time}?",
            f"In {{call}}, how many times does the body of the loop on line {line} begin{time}?",
        ),
        str(count),
        f"The loop on line {line} ends after {count} {'pass' if count == 1 else 'passes'}.",
        _last_before_end(loop),
        hangs_on=_deciding(loop),
        tells=tells,
    )


def _deciding(loop: Loop) -> frozenset[int]:
    """What the number of passes follows from: that each began, and why the loop was left."""
    assert loop.end is not None
    heads = [event.seq for each in loop.passes for event in each.head.events[:1]]
    ends = [event.seq for event in loop.after.events] if loop.after else []
    why = [*loop.end.reads, *([] if loop.end.under is None else [loop.end.under])]
    return frozenset(seq for seq in (*heads, *ends, *why) if seq < loop.end.seq)


def _last_before_end(loop: Loop) -> int:
    """The last event before the loop is left."""
    assert loop.end is not None
    return loop.end.seq - 1


def _loops(run: Run) -> Iterator[tuple[Loop, Run]]:
    """All loops, in the order in which they are entered, with the run that they belong to."""
    waiting = list(run.items)
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, Step):
            for inner in item.runs:
                yield from _loops(inner)
            continue
        yield item, run
        inside = [part for each in item.passes for part in (each.head, *each.items)]
        waiting = [item.before, *inside, *([item.after] if item.after else []), *waiting]
