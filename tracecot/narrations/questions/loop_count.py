"""How many passes does a loop make the k-th time that it is entered?"""

import ast
from collections.abc import Iterator

from tracecot.narrations.questions.leaving import leaving, why_left
from tracecot.narrations.questions.records import MOST_VISITS, Asked, Question, ordinal
from tracecot.narrations.story.tree import Loop, Run, Step
from tracecot.narrations.wording.style import Wording, plural
from tracecot.targets import LOOP_COUNT, Target


def ask(asked: Asked) -> Iterator[Question]:
    """A question for each execution of a loop in a plain function that one frame executes."""
    loops: dict[int, list[tuple[Loop, Run]]] = {}
    strange: set[int] = set()
    for loop, run in _loops(asked.story):
        line = loop.statement.lineno
        loops.setdefault(line, []).append((loop, run))
        if run.is_generator or not run.begins or loop.end is None or len(asked.begins.get(line, ())) != 1:
            strange.add(line)
    for line, found in loops.items():
        if line in strange or len({run.call.frame for _, run in found}) != 1:
            continue
        counts = {len(loop.passes) for loop, _ in found}
        for number, (loop, run) in enumerate(found[:MOST_VISITS], start=1):
            yield _question(asked, (loop, run), number, len(found), tells=len(counts) > 1 or _is_open(loop))


def _is_open(loop: Loop) -> bool:
    """Whether the number of passes follows from no length: a `while` loop, or one that is left early."""
    return isinstance(loop.statement, ast.While) or (loop.end is not None and loop.end.why != "exhausted")


def _question(asked: Asked, found: tuple[Loop, Run], number: int, of: int, *, tells: bool) -> Question:
    """The question about an execution of a loop, which is the `number`-th of so many."""
    loop, run = found
    target = Target(line=loop.statement.lineno, visit=number)
    line, count = target.line, len(loop.passes)
    noun = Wording(asked.seed(LOOP_COUNT, target)).settled("noun")  # as the text calls them, in any voice
    before, behind = leaving(loop, run)
    ends = f"The loop on line {line} ends after {count} {noun if count == 1 else plural(noun)}{behind}."
    time = f" the {ordinal(number)} time that it is entered" if of > 1 else ""
    return Question(
        target,
        (
            f"{{call}} is executed. How many {plural(noun)} does the loop on line {line} begin{time}?",
            f"In {{call}}, how many times does the body of the loop on line {line} begin{time}?",
        ),
        str(count),
        f"{before} {ends}" if before else ends,
        _last(loop),
        hangs_on=_deciding(loop, run),
        tells=tells,
    )


def _deciding(loop: Loop, run: Run) -> frozenset[int]:
    """What the number of passes follows from: that each began, and why the loop was left there and not before."""
    assert loop.end is not None
    heads = [event.seq for each in loop.passes for event in each.head.events[:1]]
    ends = [event.seq for event in loop.after.events] if loop.after else []
    why = [*loop.end.reads, *([] if loop.end.under is None else [loop.end.under]), *why_left(loop, run)]
    return frozenset(seq for seq in (*heads, *ends, *why) if seq < loop.end.seq)


def _last(loop: Loop) -> int:
    """The last event before the loop is left; of a `while` loop that runs out its end, which tells why."""
    assert loop.end is not None
    is_run_out = isinstance(loop.statement, ast.While) and loop.end.why == "exhausted"
    return loop.end.seq if is_run_out and loop.passes else loop.end.seq - 1


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
