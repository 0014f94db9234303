"""What must be told between two events of a frame: no step of straight-line code may be missing, doubled or swapped."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracecot.traces.rederiving.order import COMPREHENSIONS, steps

#: Expressions whose value is told each time that they are evaluated.
_TOLD = (ast.BinOp, ast.BoolOp, ast.Compare, ast.Call, ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.IfExp)
_LEAVING = (ast.Break, ast.Continue, ast.Return, ast.Raise)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BLOCKS = ("body", "orelse", "finalbody")

Step = tuple[int, str]  # the id of a node, and what happens there: "value", "branch", "turn" or "bind"
Block = tuple[int, int]  # the id of a list of statements, and the place in it


@dataclass(slots=True)
class Statement:
    """One statement: what it evaluates itself, and where it stands."""

    node: ast.stmt
    path: tuple[Block, ...]  # the blocks around it, outermost first
    certain: list[Step] = field(default_factory=list)  # steps that are told whenever it runs to its end
    always: list[Step] = field(default_factory=list)  # those of them that need no pass of a loop
    rank: dict[Step, int] = field(default_factory=dict)  # of all its steps: their order


class Flow:
    """The statements of a program's functions."""

    def __init__(self, tree: ast.Module) -> None:
        self.of: dict[int, Statement] = {}  # by the id of each node that a statement evaluates itself
        self.blocks: dict[int, list[ast.stmt]] = {}
        self.statements: dict[int, Statement] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self._take(node.body, ())

    def missing(self, before: tuple[Statement, Step], now: tuple[Statement, Step]) -> str:
        """What should have been told between two steps of a frame; nothing where nothing is missing.

        Nothing was raised between them.
        """
        (first, last_step), (second, step) = before, now
        if first is second and first.rank[last_step] < second.rank[step]:
            return self._named(_between(first, first.rank[last_step], second.rank[step]))
        left = self._rest(first, last_step)
        if left:
            return self._named(left)
        begun = _before(second, step)
        if begun and not self._is_turn(second, step):
            return self._named(begun)
        return self._named(self._skipped(first, second))

    def missing_at_start(self, now: tuple[Statement, Step]) -> str:
        """What should have been told before the first step of a frame."""
        statement, step = now
        begun = _before(statement, step)
        return self._named(begun or self._entered(statement.path))

    def missing_at_end(self, before: tuple[Statement, Step] | None, last: Statement | None) -> str:
        """What should have been told before the frame ended with this `return` statement, or without one."""
        if before is None:
            return self._named(last.always + self._entered(last.path)) if last else ""
        first, step = before
        if left := self._rest(first, step):
            return self._named(left)
        if last is None:
            return self._named(self._left(first.path))
        return "" if first is last else self._named(last.always or self._skipped(first, last))

    def _is_turn(self, statement: Statement, step: Step) -> bool:
        """Whether the step begins a pass of a `for` loop: its iterable was evaluated before the first."""
        return isinstance(statement.node, ast.For) and step[1] == "turn"

    def _rest(self, statement: Statement, after: Step) -> list[Step]:
        """The certain steps that were left of the statement."""
        left = [each for each in statement.certain if statement.rank[each] > statement.rank[after]]
        if isinstance(statement.node, ast.For) and after[1] in ("value", "branch"):
            return [each for each in left if each in statement.always]
        return left

    def _skipped(self, first: Statement, second: Statement) -> list[Step]:
        """The certain steps of statements that lie between two."""
        depth = 0
        while depth < min(len(first.path), len(second.path)) and first.path[depth] == second.path[depth]:
            depth += 1
        inner = first.path[depth:]
        if depth == len(second.path):  # back to the header of a loop around it
            return self._left(inner)
        if not inner:
            return self._entered(second.path[depth:])
        (block, place), (other, later) = inner[0], second.path[depth]
        if block != other or later < place:
            return []
        for statement in self.blocks[block][place + 1 : later]:
            if certain := self.statements[id(statement)].always:
                return certain
        return self._left(inner[1:]) or self._entered(second.path[depth + 1 :])

    def _left(self, path: tuple[Block, ...]) -> list[Step]:
        """What stood behind, in the blocks that were left; none where they were left by a jump."""
        for block, place in reversed(path):
            for statement in self.blocks[block][place:]:
                if statement is not self.blocks[block][place] and (certain := self.statements[id(statement)].always):
                    return certain
                if any(isinstance(each, _LEAVING) for each in ast.walk(statement)):
                    return []
        return []

    def _entered(self, path: tuple[Block, ...]) -> list[Step]:
        """What stood before, in the blocks that were entered."""
        for block, place in path:
            for statement in self.blocks[block][:place]:
                if certain := self.statements[id(statement)].always:
                    return certain
        return []

    def _named(self, found: list[Step]) -> str:
        return "" if not found else f"line {self._line(found[0])} is not told"

    def _line(self, step: Step) -> int:
        return self.of[step[0]].node.lineno

    def _take(self, body: list[ast.stmt], path: tuple[Block, ...]) -> None:
        self.blocks[id(body)] = body
        for place, node in enumerate(body):
            statement = self.statements[id(node)] = Statement(node, (*path, (id(body), place)))
            for number, step in enumerate(_own(node)):
                statement.rank[step[:2]] = number
                self.of[step[0]] = statement
                if step[2]:
                    statement.certain.append(step[:2])
                    if step[1] != "bind" or not isinstance(node, ast.For):
                        statement.always.append(step[:2])
            for name in _BLOCKS:
                inner = [] if isinstance(node, _SCOPES) else getattr(node, name, [])
                if inner:
                    self._take(inner, statement.path)
            for each in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                self._take(each.body, statement.path)


def _before(statement: Statement, step: Step) -> list[Step]:
    return [each for each in statement.certain if statement.rank[each] < statement.rank[step]]


def _between(statement: Statement, low: int, high: int) -> list[Step]:
    return [each for each in statement.certain if low < statement.rank[each] < high]


def _own(node: ast.stmt) -> Iterator[tuple[int, str, bool]]:
    """The steps of a statement itself, each with whether it is told whenever the statement runs to its end."""
    parts: list[ast.AST] = []
    tests: list[ast.expr] = []
    match node:
        case ast.If(test=test) | ast.While(test=test):
            parts, tests = [test], [test]
        case ast.For():
            yield from _marked(node, [node.iter])
            yield id(node), "turn", False
            for target in _names(node.target):
                yield id(target), "bind", isinstance(node.target, ast.Name)
            return
        case ast.With() | ast.Try() | ast.Match() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return
        case ast.Assert(test=test):
            parts, tests = [test], [test]
        case _:
            parts = [node]
    yield from _marked(node, parts)
    for test in tests:
        yield id(test), "branch", not isinstance(node, ast.Assert)
    if isinstance(node, ast.While):
        yield id(node), "turn", False


def _marked(statement: ast.stmt, parts: list[ast.AST]) -> Iterator[tuple[int, str, bool]]:
    maybe = {id(each) for part in parts for each in _conditional(part)}
    for node, role in steps(parts):
        certain = id(node) not in maybe and (
            (role == "value" and _is_told(node)) or (role == "bind" and _is_certain_target(statement, node))
        )
        yield id(node), role, certain


def _is_certain_target(statement: ast.stmt, node: ast.AST) -> bool:
    if not isinstance(node, ast.Name):
        return False
    match statement:
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            return target is node  # `xs += ys` may change the list that is there
    return False


def _is_told(node: ast.AST) -> bool:
    match node:
        case ast.Compare(ops=ops):
            return len(ops) == 1
        case ast.UnaryOp(operand=operand):
            return not isinstance(operand, ast.Constant)
        case ast.Subscript(ctx=ast.Load()):
            return True
    return isinstance(node, _TOLD)


def _conditional(node: ast.AST) -> Iterator[ast.AST]:
    """What is in the node and not evaluated each time."""
    for part in ast.walk(node):
        arms: list[ast.AST] = []
        match part:
            case ast.JoinedStr(values=values):
                arms = [*values]  # before 3.12 nobody knows where they stand
            case ast.BoolOp(values=values):
                arms = [*values[1:]]
            case ast.IfExp(body=body, orelse=orelse):
                arms = [body, orelse]
            case ast.Compare(comparators=comparators):
                arms = [*comparators[1:]]
            case ast.Lambda(body=body):
                arms = [body]
            case ast.comprehension():
                arms = [part]
            case ast.ListComp(elt=elt) | ast.SetComp(elt=elt) | ast.GeneratorExp(elt=elt):
                arms = [elt]
        if isinstance(part, COMPREHENSIONS):
            arms += part.generators
        for arm in arms:
            yield from ast.walk(arm)


def _names(target: ast.expr) -> list[ast.expr]:
    match target:
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return [name for element in elements for name in _names(element)]
        case ast.Starred(value=value):
            return _names(value)
    return [target]
