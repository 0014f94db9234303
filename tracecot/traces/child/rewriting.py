"""What every rewriting of a program's tree needs: sites, hooks and the place where the code stands."""

import ast
import sys
from typing import Any, NamedTuple, TypeVar

from tracecot.traces.child.scopes import Scope, Variable
from tracecot.traces.child.sites import Read, Site, Sites
from tracecot.traces.child.source import Source

RECORDER = "__tracecot__"  # ends with two underscores, so that no class body mangles it

Node = ast.expr | ast.stmt | ast.pattern | ast.excepthandler
Made = TypeVar("Made", bound=ast.AST)

# Nodes that stand in many places of a tree, since nobody asks where they stand: making one takes longer than a look-up.
LOAD, STORE = ast.Load(), ast.Store()
_METHODS: dict[tuple[str, str], ast.Attribute] = {}  # by the frame's variable and the method's name
#: Methods in which the program's own code, or an operation of its on values, may raise: their place is told.
MAY_RAISE = frozenset({"passes", "truth", "branch", "while_pass", "case_guarded"})
_NUMBERS = [ast.Constant(number, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0) for number in range(256)]


class Unsupported(Exception):
    """The program uses something that can't be traced faithfully; the message names it."""


class Context(NamedTuple):
    """Where a piece of code stands."""

    frame: str  # the variable that holds the running function's frame; empty outside of functions
    scope: Scope
    function: str = ""  # qualified name
    loop: int | None = None  # the site of the innermost loop
    under: int | None = None  # the site of the innermost branch or iteration
    in_lambda: bool = False


class Rewriter:
    """Makes sites and hooks for the code that stands `here`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.sites = Sites(source)
        self.here = Context("", Scope("module"))
        self.counted = 0
        self.formatted: ast.JoinedStr | None = None  # the f-string that is being rewritten
        self.texts: dict[int, str] = {}  # what stands in it, by the nodes' ids, as it was before

    def count(self) -> int:
        """A number that nobody else has."""
        self.counted += 1
        return self.counted

    def site(self, node: Node, *reads: Read, text: str | None = None, **more: Any) -> int:
        """The number of a new site at the node."""
        # Up to 3.11 the parts of an f-string don't know their places.
        at = node if self.formatted is None or sys.version_info >= (3, 12) else self.formatted
        place = self.source.place_of(at)
        if text is None:
            text = self.source.text(place, node) if at is node else self.texts.get(id(node)) or ast.unparse(node)
        site = Site(
            place,
            text,
            tuple([read for read in reads if isinstance(read, int)]),
            names=tuple([(read.hops, read.key) for read in reads if isinstance(read, Variable)]),
            loop=self.here.loop,
            scope=self.here.under,
            **more,
        )
        return self.sites.add(at, site)

    def hook(self, node: Node, method: str, *arguments: ast.expr | int) -> ast.Call:
        """A call of a method of the running frame, at the node's place."""
        return self.call(node, self._method(node, method), *arguments)

    def _method(self, node: Node, name: str) -> ast.Attribute:
        """The running frame's method; where the call stands on several lines the method's own place would move it."""
        if name in MAY_RAISE:
            first = ast.Constant(None, lineno=node.lineno, col_offset=0, end_lineno=node.lineno, end_col_offset=0)
            return self.member(first, self.load(first, self.here.frame), name)
        if node.lineno != node.end_lineno:
            return self.member(node, self.load(node, self.here.frame), name)
        key = self.here.frame, name
        known = _METHODS.get(key)
        if known is None:
            known = _METHODS[key] = self.member(_NUMBERS[0], self.load(_NUMBERS[0], self.here.frame), name)
        return known

    def do(self, node: Node, method: str, *arguments: ast.expr | int) -> ast.Expr:
        """As `hook`, for a statement."""
        return self.at(node, ast.Expr(self.hook(node, method, *arguments)))

    def call(self, node: Node, function: ast.expr, *arguments: ast.expr | int) -> ast.Call:
        """A call, at the node's place."""
        given = [self.number(node, each) if isinstance(each, int) else each for each in arguments]
        return self.at(node, ast.Call(function, given, []))

    def slot(self, node: Node, number: int, context: ast.expr_context | None = None) -> ast.Subscript:
        """`frame.slots[number]`: a place of the frame's own for a value under way."""
        slots = self._method(node, "slots")
        return self.at(node, ast.Subscript(slots, self.number(node, number), context or LOAD))

    def member(self, node: Node, owner: ast.expr, name: str) -> ast.Attribute:
        """An attribute, at the node's place."""
        return self.at(node, ast.Attribute(owner, name, LOAD))

    def load(self, node: Node, name: str) -> ast.Name:
        """A name, at the node's place."""
        return self.at(node, ast.Name(name, LOAD))

    def number(self, node: Node, number: int) -> ast.Constant:
        """A number of a site or slot, as a constant."""
        return _NUMBERS[number] if number < len(_NUMBERS) else self.constant(node, number)

    def constant(self, node: Node, value: int | str | None) -> ast.Constant:
        """A constant, at the node's place."""
        return self.at(node, ast.Constant(value))

    @staticmethod
    def at(node: Node, made: Made) -> Made:
        """The made node, at the other's place."""
        made.lineno = node.lineno  # type: ignore[attr-defined]
        made.col_offset = node.col_offset  # type: ignore[attr-defined]
        made.end_lineno = node.end_lineno  # type: ignore[attr-defined]
        made.end_col_offset = node.end_col_offset  # type: ignore[attr-defined]
        return made
