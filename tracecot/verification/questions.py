"""The right answer to a question about one moment, derived from the execution and the target alone."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracecot.execution import Raised, Returned
from tracecot.targets import (
    BRANCH_OUTCOME,
    EXCEPTION,
    LINE_COVERAGE,
    LOOP_COUNT,
    NEXT_LINE,
    STATE,
    VALUE_TYPE,
    Target,
)
from tracecot.values import Plain
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.here import source_at, text_at
from tracecot.verification.executions.history import History, LoopRun
from tracecot.verification.executions.programs import Facts

#: Conditions inside an expression: they decide no line.
INSIDE = ("and", "or", "ifexp", "comp_if")
#: Statements of which every execution is an event.
TELLING = (ast.Assign, ast.AugAssign, ast.Return, ast.Raise, ast.Delete, ast.For, ast.While, ast.If)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
NOTHING = "none"  # the answer where no exception leaves the call


@dataclass(frozen=True, slots=True)
class Right:
    """The right answer, and the event that it hangs on; of a line that never runs the decisions that kept it from it."""

    answer: str
    event: int | None
    decisions: tuple[int, ...] = ()


def right_answer(task: str, target: Target, history: History) -> Right | None:
    """The right answer; None where the question has none: there is no such line, visit, name or expression."""
    derive = _DERIVED.get(task)
    return None if derive is None else derive(target, history)


def visits(line: int, history: History) -> list[int]:
    """The executions of the statement that begins on the line, in their order; none where several begin there.

    To work out what a loop goes through and to begin its first pass is one.
    """
    numbers = [number for number, each in enumerate(history.facts.statements) if each.line == line]
    if len(numbers) != 1:
        return []
    found = (execution for seq, execution in enumerate(history.execution) if history.statement[seq] == numbers[0])
    entering = {
        history.execution[loop.passes[0]]
        for loop in history.loops.values()
        if loop.passes and loop.line == line and not loop.is_comprehension and loop.entered < loop.start
    }
    return [each for each in dict.fromkeys(found) if each not in entering]


def _visit(target: Target, history: History) -> int | None:
    """The execution that is asked about."""
    found = visits(target.line, history)
    return found[target.visit - 1] if 1 <= target.visit <= len(found) else None


def _state(target: Target, history: History) -> Right | None:
    """What a name is when the visit is over."""
    execution = _visit(target, history)
    if execution is None or not target.name.isidentifier():
        return None
    last = history.last_of[execution]
    source = source_at(history, target.name, last)
    loop = None if source is None else history.loops.get(history.events[source].loop or -1)
    if loop is not None and loop.is_comprehension:
        return None  # the name ended with the comprehension
    text = text_at(history, read_code(target.name), last)
    return None if text is None else Right(text, source)


def _decided(target: Target, history: History) -> int | None:
    """The branch by which the visit decides."""
    execution = _visit(target, history)
    if execution is None:
        return None
    found = [
        seq
        for seq in history.kinds.get("branch", [])
        if history.execution[seq] == execution and history.events[seq].why not in INSIDE
    ]
    return found[-1] if found else None


def _branch_outcome(target: Target, history: History) -> Right | None:
    seq = _decided(target, history)
    value = None if seq is None else history.events[seq].value
    return Right(value.repr, seq) if isinstance(value, Plain) else None


def _next_line(target: Target, history: History) -> Right | None:
    """The line that runs when a condition has decided, by the program's text."""
    seq = _decided(target, history)
    if seq is None:
        return None
    line = line_after(seq, history)
    return None if line is None else Right(str(line), seq)


def line_after(branch: int, history: History) -> int | None:
    """The line of the statement that runs next after an `if` or `while` decided; None where the function may end."""
    facts = history.facts
    node = facts.statements[history.statement[branch]].node
    value = history.events[branch].value
    if not isinstance(node, ast.If | ast.While) or not isinstance(value, Plain):
        return None
    if value.repr == "True":
        return node.body[0].lineno
    return node.orelse[0].lineno if node.orelse else _behind(history.statement[branch], facts)


def _behind(number: int, facts: Facts) -> int | None:
    """The line of what follows a statement in its block, or in the blocks around it."""
    node = facts.statements[number].node
    parents = facts.statements[number].parents
    around = facts.statements[parents[-1]].node if parents else None
    blocks = _blocks(around) if around is not None else []
    for block in blocks:
        places = [place for place, each in enumerate(block, start=1) if each is node]
        for place in places:
            if place < len(block):
                return None if isinstance(block[place], ast.Try | ast.With | ast.Match) else block[place].lineno
            if isinstance(around, ast.For | ast.While) and block is around.body:
                return around.lineno
            return _behind(parents[-1], facts) if isinstance(around, ast.If) else None
    return None


def _blocks(node: ast.AST) -> list[list[ast.stmt]]:
    found = (getattr(node, name, None) for name in ("body", "orelse", "finalbody"))
    return [block for block in found if isinstance(block, list)]


def _loop_count(target: Target, history: History) -> Right | None:
    found = [loop for loop in runs_of(target.line, history) if loop.end < history.length]
    if not 1 <= target.visit <= len(found):
        return None
    loop = found[target.visit - 1]
    return Right(str(len(loop.passes)), loop.end)


def runs_of(line: int, history: History) -> list[LoopRun]:
    """The executions of the loop that begins on the line, in their order."""
    found = [loop for loop in history.loops.values() if loop.line == line and not loop.is_comprehension]
    return sorted(found, key=lambda loop: loop.entered)


def _line_coverage(target: Target, history: History) -> Right | None:
    numbers = [number for number, each in enumerate(history.facts.statements) if each.line == target.line]
    if len(numbers) != 1 or not is_telling(history.facts.statements[numbers[0]].node):
        return None
    seq = next((seq for seq in range(history.length) if history.statement[seq] == numbers[0]), None)
    return Right("no", None, _kept_away(numbers[0], history)) if seq is None else Right("yes", seq)


def _kept_away(number: int, history: History) -> tuple[int, ...]:
    """How the conditions came out that stand over a statement, and those before it that hold a way out of its block."""
    statements = history.facts.statements
    around = statements[number].parents
    inside = next((each for each in reversed(around) if isinstance(statements[each].node, _FUNCTIONS)), None)
    deciding = {
        each.number for each in statements
        if isinstance(each.node, ast.If | ast.While) and (
            each.number in around
            or (inside in each.parents and each.number < number and _holds_an_exit(each.node))
        )
    }  # fmt: skip
    branches = history.kinds.get("branch", [])
    return tuple(
        seq for seq in branches if history.statement[seq] in deciding and history.events[seq].why not in INSIDE
    )


def _holds_an_exit(node: ast.stmt) -> bool:
    return any(isinstance(each, ast.Return | ast.Raise | ast.Break | ast.Continue) for each in ast.walk(node))


def is_telling(node: ast.AST) -> bool:
    """Whether each execution of the statement leaves an event."""
    return isinstance(node, TELLING) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))


def _value_type(target: Target, history: History) -> Right | None:
    execution = _visit(target, history)
    norm = read_code(target.expression).norm
    for seq in history.telling(norm) if execution is not None else ():
        event = history.events[seq]
        if history.execution[seq] == execution and event.kind == "value" and event.value is not None:
            return Right(event.value.type, seq)
    return None


def _exception(target: Target, history: History) -> Right | None:
    match history.trace.outcome:
        case Raised(type=kind):
            return Right(kind, None)
        case Returned():
            return Right(NOTHING, None)
    return None


_DERIVED: dict[str, Callable[[Target, History], Right | None]] = {
    STATE: _state,
    BRANCH_OUTCOME: _branch_outcome,
    NEXT_LINE: _next_line,
    LOOP_COUNT: _loop_count,
    LINE_COVERAGE: _line_coverage,
    VALUE_TYPE: _value_type,
    EXCEPTION: _exception,
}


def seen(line: int, until: int, history: History) -> Sequence[int]:
    """The executions of the statement on the line that have begun by then."""
    return [execution for execution in visits(line, history) if history.first_of[execution] <= until]
