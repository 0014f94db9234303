"""Rewriting statements: branches, passes, the ends of loops, exceptions and returns report themselves."""

import ast
from collections.abc import Callable

from tracecot.traces.child.rewriting import LOAD, STORE, Node, Unsupported
from tracecot.traces.child.sites import Read
from tracecot.traces.child.targets import TargetRewriter

Rewritten = list[ast.stmt]


class StatementRewriter(TargetRewriter):
    """Rewrites the statements of functions."""

    def block(self, statements: list[ast.stmt]) -> Rewritten:
        """Statements one after the other; one that does nothing (`del ()`) still stands for a block."""
        made = [each for statement in statements for each in self.statement(statement)]
        return made or [self.at(statement, ast.Pass()) for statement in statements[:1]]

    def statement(self, node: ast.stmt) -> Rewritten:
        """What takes the statement's place."""
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise Unsupported(f"{_shown(node)} in line {node.lineno}")
        return handler(self, node)

    def _as_it_is(self, node: ast.stmt) -> Rewritten:
        return [node]

    def _expression_statement(self, node: ast.Expr) -> Rewritten:
        node.value, _ = self.expression(node.value)
        return [node]

    def _return(self, node: ast.Return) -> Rewritten:
        if node.value is None:
            number = self.site(node, text="")
            value: ast.expr = self.constant(node, None)
        else:
            value, read = self.expression(node.value)
            text = self.source.text(self.source.place_of(node.value), node.value)
            number = self.site(node, read, text=text)
        return [self.at(node, ast.Return(self.hook(node, "result", number, value)))]

    def _assert(self, node: ast.Assert) -> Rewritten:
        before = self.here
        node.test, branch = self.condition(node.test, "assert")
        self.sites.also(node, branch)  # where it raises: up to Python 3.12 that is the whole statement
        self.here = before._replace(under=branch)
        if node.msg is not None:
            node.msg, _ = self.expression(node.msg)
        self.here = before
        return [node]

    def _import(self, node: ast.Import | ast.ImportFrom) -> Rewritten:
        made: Rewritten = [node]
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            if name == "*":
                raise Unsupported(f"import * in line {node.lineno}")
            made.append(self.do(node, "bind", self.bind_site(node, name, None, name), self.load(node, name)))
        return made

    # Branches and loops

    def _if(self, node: ast.If) -> Rewritten:
        before = self.here
        node.test, branch = self.condition(node.test, "if")
        self.here = before._replace(under=branch)
        node.body, node.orelse = self.block(node.body), self.block(node.orelse)
        self.here = before
        return [node]

    def _while(self, node: ast.While) -> Rewritten:
        before = self.here
        number = self.site(node.test, why="while")
        self.sites.all[number].loop = number
        self.sites.all[number].end = self._loop_end(node, node.test)
        self.here = before._replace(loop=number)
        node.test, _ = self.condition(node.test, "while")
        node.test = self.hook(node.test, "while_pass", number, node.test)
        self.here = before._replace(loop=number, under=number)
        node.body = self.block(node.body)
        self.here = before
        node.orelse = self.block(node.orelse)
        return self._looping(node, number, [self.do(node, "while_begins", number)])

    def _for(self, node: ast.For) -> Rewritten:
        before = self.here
        iterable, read = self.expression(node.iter)
        number = self.site(node.target, read, why="for")
        self.sites.all[number].loop = number
        self.sites.all[number].end = self._loop_end(node, node.iter)
        self.here = before._replace(loop=number, under=number)
        slot = self.count()
        item = self.hook(node.target, "take", slot)
        node.body = [*self.assign(node.target, item, number), *self.block(node.body)]
        self.here = before
        node.target = self.slot(node.target, slot, STORE)
        node.iter = self.hook(node.iter, "passes", number, iterable)
        node.orelse = self.block(node.orelse)
        return self._looping(node, number, [])

    def _loop_end(self, node: ast.For | ast.While, last: ast.expr) -> int:
        """The site that tells a loop's end: its header without the colon."""
        place = self.source.place(node.lineno, node.col_offset, last.end_lineno or 0, last.end_col_offset or 0)
        number = self.site(node, text=self.source.text(place))
        self.sites.all[number].place = place
        return number

    def _looping(self, node: ast.For | ast.While, number: int, before: Rewritten) -> Rewritten:
        failed = self._on_failure(node, self.do(node, "loop_failed", number))
        left: Rewritten = [self.do(node, "loop_left", number)]
        return [*before, self.at(node, ast.Try([node], [failed], [], left))]

    def _on_failure(self, node: Node, *told: ast.stmt) -> ast.ExceptHandler:
        """`except BaseException: tell; raise`."""
        everything = self.member(node, self.load(node, "__tracecot__"), "everything")
        return self.at(node, ast.ExceptHandler(everything, None, [*told, self.at(node, ast.Raise(None, None))]))

    # Exceptions and contexts

    def _raise(self, node: ast.Raise) -> Rewritten:
        reads: list[Read] = []
        if node.exc is not None:
            node.exc, read = self.expression(node.exc)
            reads.append(read)
        if node.cause is not None:
            node.cause, read = self.expression(node.cause)
            reads.append(read)
        number = self.site(node, *reads)
        if node.exc is None or isinstance(node.exc, ast.Name):
            # The exception's traceback tells where it was first raised: this is a new beginning.
            return [self.do(node, "raising", number), node]
        return [node]

    def _try(self, node: ast.Try) -> Rewritten:
        _no_jump_out(node.finalbody)
        body = self.block(node.body)
        node.body = [self.at(node, ast.Try(body, [self._on_failure(node, self.do(node, "failed"))], [], []))]
        node.handlers = [self._handler(handler) for handler in node.handlers]
        node.orelse = self.block(node.orelse)
        if node.finalbody and (node.handlers or node.orelse):
            # What leaves a handler must be told before the `finally` block's own events.
            inner = self.at(node, ast.Try(node.body, node.handlers, node.orelse, []))
            wrapped = inner if node.handlers else None
            body = [wrapped] if wrapped else [*node.body, *node.orelse]
            node.body = [self.at(node, ast.Try(body, [self._on_failure(node, self.do(node, "failed"))], [], []))]
            node.handlers, node.orelse = [], []
        node.finalbody = self.block(node.finalbody)
        return [node]

    def _handler(self, handler: ast.ExceptHandler) -> ast.ExceptHandler:
        text = "except"
        if handler.type is not None:
            text += f" {self.source.text(self.source.place_of(handler.type), handler.type)}"
            text += f" as {handler.name}" if handler.name else ""
            if any(isinstance(each, ast.Call) for each in ast.walk(handler.type)):
                handler.type, _ = self.expression(handler.type)
        number = self.site(handler, text=text)
        told: Rewritten = [self.do(handler, "caught", number)]
        if handler.name:
            variable = self.here.scope.variable(handler.name)
            bind = self.site(handler, number, text=handler.name, name=handler.name, bind=(variable.hops, variable.key))
            told.append(self.do(handler, "bind", bind, self.load(handler, handler.name)))
        handler.body = [*told, *self.block(handler.body)]
        return handler

    def _with(self, node: ast.With) -> Rewritten:
        """One context after the other, each with its own entering and leaving."""
        item, *others = node.items
        context, read = self.expression(item.context_expr)
        text = self.source.text(self.source.place_of(item.context_expr), item.context_expr)
        number = self.site(item.context_expr, read, text=text)
        self.sites.also(node, number)  # where `__exit__` is called from: up to Python 3.12 the whole statement
        slot = self.count()
        told: Rewritten = [self.do(node, "entered", number, slot)]
        if item.optional_vars is not None:
            told += self.assign(item.optional_vars, self.slot(item.optional_vars, slot), number)
        body = self._with(self.at(node, ast.With(others, node.body))) if others else self.block(node.body)
        inner = self.at(node, ast.Try([*told, *body], [self._on_failure(node, self.do(node, "failed"))], [], []))
        if isinstance(context, ast.Call):
            self.at(node, context)  # where `__enter__` is called from, as up to Python 3.12
        bound = self.at(node, ast.withitem(context, self.slot(node, slot, STORE)))
        whole = self.at(node, ast.With([bound], [inner]))
        failed = self._on_failure(node, self.do(node, "failed"))
        return [self.at(node, ast.Try([whole], [failed], [], [self.do(node, "exited", number)]))]

    # Pattern matching

    def _match(self, node: ast.Match) -> Rewritten:
        before = self.here
        node.subject, read = self.expression(node.subject)
        sites: list[int] = []
        match_number = self.count()
        for case in node.cases:
            text = self.source.text(self.source.place_of(case.pattern), case.pattern)
            text += f" if {ast.unparse(case.guard)}" if case.guard else ""
            sites.append(self.site(case.pattern, read, text=text, why="case"))
        for index, case in enumerate(node.cases):
            self._case(node, case, match_number, index, sites, read)
            self.here = before
        told = self.do(node, "unmatched", match_number, self._numbers(node, sites))
        return [self.do(node, "match_begins", match_number), node, told]

    def _case(
        self, node: ast.Match, case: ast.match_case, number: int, index: int, sites: list[int], read: Read
    ) -> None:
        pattern = case.pattern
        captured = [
            each for each in ast.walk(pattern) if isinstance(each, ast.MatchAs | ast.MatchStar | ast.MatchMapping)
        ]
        named = [(each, each.rest if isinstance(each, ast.MatchMapping) else each.name) for each in captured]
        missed = self._numbers(node, sites[:index])
        if case.guard is None:
            self.here = self.here._replace(under=sites[index])
        # Before a guard the case is not yet chosen: what it captures stands where the `match` stands.
        source = read if case.guard else sites[index]
        binds = [(each, name, self.bind_site(each, name, source, name)) for each, name in named if name]
        told = [self.do(each, "bind", bind, self.load(each, name)) for each, name, bind in binds]
        chosen = self.hook(pattern, "case_matched", number, sites[index], missed)
        if case.guard is None:
            case.body = [self.at(pattern, ast.Expr(chosen)), *told, *self.block(case.body)]
            return
        passed = self.hook(pattern, "case_reached", number, missed)
        guard, _ = self.expression(case.guard)
        binding = [each.value for each in told if isinstance(each, ast.Expr)]
        truth = self.hook(case.guard, "case_guarded", number, sites[index], guard)
        every = self.at(pattern, ast.Tuple([passed, *binding], LOAD))
        case.guard = self.at(pattern, ast.BoolOp(ast.And(), [every, truth]))
        self.here = self.here._replace(under=sites[index])
        case.body = self.block(case.body)

    def _numbers(self, node: ast.stmt, sites: list[int]) -> ast.expr:
        return self.at(node, ast.Tuple([self.constant(node, site) for site in sites], LOAD))


def _shown(node: ast.stmt) -> str:
    """What the construct is called by people."""
    names = {"AsyncFunctionDef": "async def", "AsyncFor": "async for", "AsyncWith": "async with", "TryStar": "except*"}
    return names.get(type(node).__name__, type(node).__name__)


def _no_jump_out(statements: list[ast.stmt]) -> None:
    """A `break` or `continue` out of a `finally` block takes back a `return` that was told already.

    Raises:
        Unsupported: there is one.
    """
    for statement in statements:
        if isinstance(statement, ast.Break | ast.Continue):
            raise Unsupported(f"{type(statement).__name__.lower()} in a finally block in line {statement.lineno}")
        if not isinstance(statement, ast.For | ast.While | ast.FunctionDef | ast.ClassDef):
            for field in ("body", "orelse", "finalbody", "handlers", "cases"):
                _no_jump_out([each for each in getattr(statement, field, []) if isinstance(each, ast.AST)])  # type: ignore[misc]


_HANDLERS: dict[type, Callable[..., Rewritten]] = {
    ast.Expr: StatementRewriter._expression_statement, ast.Return: StatementRewriter._return,
    ast.Assert: StatementRewriter._assert, ast.If: StatementRewriter._if, ast.While: StatementRewriter._while,
    ast.For: StatementRewriter._for, ast.Raise: StatementRewriter._raise, ast.Try: StatementRewriter._try,
    ast.With: StatementRewriter._with, ast.Match: StatementRewriter._match,
    ast.Import: StatementRewriter._import, ast.ImportFrom: StatementRewriter._import,
    ast.Assign: StatementRewriter.assignment, ast.AnnAssign: StatementRewriter.annotated,
    ast.AugAssign: StatementRewriter.augmented, ast.Delete: StatementRewriter.deletion,
    **dict.fromkeys((ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal), StatementRewriter._as_it_is),
}  # fmt: skip
