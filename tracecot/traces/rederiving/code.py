"""A program's text as the re-deriver needs it: what stands where, which names are whose."""

import ast
import builtins
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracecot.traces.rederiving.flow import Flow
from tracecot.traces.rederiving.order import COMPREHENSIONS, LOOPS, Place, Places, steps
from tracecot.values import NotPlain, read_plain

_SITES = (ast.expr, ast.AugAssign, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_READING = frozenset({"get", "items", "keys", "values", "index", "count"})
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Loop = ast.For | ast.While


@dataclass(slots=True)
class Site:
    """What stands at one place: an expression, a target or a loop's header."""

    node: ast.AST
    loops: tuple[Loop, ...] = ()  # around it, outermost first: those of its function whose body it stands in
    headers: tuple[Loop, ...] = ()  # the loops whose header it stands in
    comprehensions: tuple[ast.expr, ...] = ()  # that it stands in, outermost first
    rank: dict[str, float] = field(default_factory=dict)  # by "value", "bind" or "turn": its number in the order


class Code:
    """One program, read and never run."""

    def __init__(self, code: str) -> None:
        self.tree = ast.parse(code)
        self.places = Places(code)
        self.sites: dict[Place, Site] = {}
        self.place_of: dict[int, Place] = {}  # by the id of a node
        self.functions: dict[str, Function] = {}  # by qualified name
        self.redefined: set[str] = set()  # functions of which there are several of one name
        self.classes: dict[str, ast.ClassDef] = {}
        self.loops: dict[Place, Loop | ast.comprehension] = {}  # by the place that its passes are told at
        self.owners: dict[int, ast.expr] = {}  # by the id of a clause: its comprehension
        self.raises: dict[Place, ast.Raise] = {}
        self.links: dict[int, list[ast.Compare]] = {}  # by the id of a chain: the comparisons that it is made of
        self.returns: dict[Place, ast.Return] = {}
        self.parents: dict[int, ast.AST] = {}
        self.aliases: dict[str, ast.expr] = {}  # what the module's names that are given a value once stand for
        self.imports: dict[str, str] = {}  # names that stand for something of the library: `sqrt` is "math.sqrt"
        self._in_text = False  # reading the parts of an f-string, whose places are wrong before 3.12
        self._read(self.tree, (), (), (), "")
        self.loads: dict[str, list[ast.Name]] = defaultdict(list)
        self.shared: set[str] = set()  # names that a function gives a value to in another's place
        for node in ast.walk(self.tree):
            match node:
                case ast.Name(id=name, ctx=ast.Load()):
                    self.loads[name].append(node)
                case ast.Global(names=names) | ast.Nonlocal(names=names):
                    self.shared.update(names)
        self.constants = self._constants()
        self.own = {name.split(".")[-1] for name in (*self.functions, *self.classes)}
        self.bound = {
            node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        } | {node.arg for node in ast.walk(self.tree) if isinstance(node, ast.arg)}
        self._rank()
        self.flow = Flow(self.tree)

    def is_builtin(self, name: str) -> bool:
        """Whether the name can mean nothing else anywhere in the program."""
        return hasattr(builtins, name) and name not in self.own and name not in self.bound and name not in self.imports

    def is_decorated(self, function: str) -> bool:
        """Whether something stands between the function, by qualified name, and those who call it."""
        node = self.functions.get(function)
        return node is None or isinstance(node, ast.Lambda) or function in self.redefined or bool(node.decorator_list)

    def dotted(self, function: ast.expr) -> str:
        """The library's name of what the program imported: `math.floor`; nothing if it is none."""
        match function:
            case ast.Name(id=name) if name not in self.bound:
                return self.imports.get(name, "")
            case ast.Attribute(value=ast.Name() | ast.Attribute() as owner, attr=attribute):
                around = self.dotted(owner)
                return f"{around}.{attribute}" if around else ""
        return ""

    def _read(
        self, node: ast.AST, loops: tuple[Loop, ...], headers: tuple[Loop, ...], inside: tuple[ast.expr, ...],
        qualified: str,
    ) -> None:  # fmt: skip
        """Takes in a node and what is in it."""
        if isinstance(node, ast.expr | ast.stmt | ast.excepthandler | ast.pattern):
            place = self.places.of(node)
            self.place_of[id(node)] = place
            if isinstance(node, _SITES) and not (self._in_text and sys.version_info < (3, 12)):
                self.sites.setdefault(place, Site(node, loops, headers, inside))
        self._note(node, qualified)
        outside, self._in_text = self._in_text, self._in_text or isinstance(node, ast.JoinedStr)
        for name, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not isinstance(child, ast.expr_context | ast.operator):
                    self.parents[id(child)] = node
                    self._read(child, *self._around(node, name, loops, headers, inside, qualified))
        self._in_text = outside

    def _around(
        self, node: ast.AST, name: str, loops: tuple[Loop, ...], headers: tuple[Loop, ...],
        inside: tuple[ast.expr, ...], qualified: str,
    ) -> tuple[tuple[Loop, ...], tuple[Loop, ...], tuple[ast.expr, ...], str]:  # fmt: skip
        """What stands around a field of the node."""
        match node:
            case ast.For() | ast.While() if name == "body":
                return (*loops, node), headers, inside, qualified
            case ast.While() if name == "test":
                return loops, (*headers, node), inside, qualified
            case ast.For() if name == "target":
                return loops, (*headers, node), inside, qualified
            case ast.FunctionDef() | ast.AsyncFunctionDef() if name == "body":
                return (), (), (), f"{qualified}{node.name}.<locals>."
            case ast.Lambda() if name == "body":
                return (), (), (), f"{qualified}<lambda>.<locals>."
            case ast.ClassDef() if name == "body":
                return loops, headers, inside, f"{qualified}{node.name}."
        if isinstance(node, COMPREHENSIONS):
            return loops, headers, (*inside, node), qualified
        return loops, headers, inside, qualified

    def _note(self, node: ast.AST, qualified: str) -> None:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if qualified + name in self.functions:
                    self.redefined.add(qualified + name)
                self.functions[qualified + name] = node
            case ast.Lambda():
                self.functions.setdefault(f"{qualified}<lambda>", node)
            case ast.ClassDef(name=name):
                self.classes[qualified + name] = node
            case ast.For(target=target):
                self.loops[self.places.of(target)] = node
            case ast.While(test=test):
                self.loops[self.places.of(test)] = node
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                for clause in node.generators:
                    self.loops[self.places.of(clause.target)] = clause
                    self.owners[id(clause)] = node
            case ast.Raise():
                self.raises[self.places.of(node)] = node
            case ast.Return():
                self.returns[self.places.of(node)] = node
            case ast.Import(names=names):
                self.imports |= {
                    (one.asname or one.name.split(".")[0]): (one.name if one.asname else one.name.split(".")[0])
                    for one in names
                }
            case ast.ImportFrom(module=str(module), names=names):
                self.imports |= {(one.asname or one.name): f"{module}.{one.name}" for one in names}
            case ast.Compare(left=left, ops=ops, comparators=others) if len(ops) > 1:
                self.links[id(node)] = list(self._chained([left, *others], ops))

    def _chained(self, operands: list[ast.expr], ops: list[ast.cmpop]) -> Iterator[ast.Compare]:
        """The comparisons that a chain is made of."""
        for left, op, right in zip(operands, ops, operands[1:], strict=False):
            link = ast.Compare(left, [op], [right])
            (line, col, _, _), (_, _, end_line, end_col) = self.places.of(left), self.places.of(right)
            self.place_of[id(link)] = (line, col, end_line, end_col)
            self.sites.setdefault((line, col, end_line, end_col), Site(link))
            yield link

    def _constants(self) -> dict[str, object]:
        """The module's names that are given a value once, which is plain data that nothing can change."""
        found: dict[str, object] = {}
        given: list[str] = [*self.shared]
        for statement in self.tree.body:
            match statement:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                ):
                    given.append(name)
                    try:
                        found[name] = read_plain(ast.unparse(value))
                    except NotPlain:
                        continue
                case _:
                    given += _stored(statement)
        for statement in self.tree.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if given.count(name) == 1:
                    self.aliases[name] = value
        return {
            name: value
            for name, value in found.items()
            if given.count(name) == 1 and (_is_frozen(value) or self._is_only_read(name))
        }

    def _is_only_read(self, name: str) -> bool:
        """Whether nothing is done with the name that could change what it stands for."""
        return all(self._is_reading(node) for node in self.loads.get(name, ()))

    def _is_reading(self, node: ast.Name) -> bool:
        match self.parents.get(id(node)):
            case ast.Subscript(value=value, ctx=ast.Load()):
                return value is node
            case ast.Compare() | ast.For() | ast.comprehension():
                return True
            case ast.Attribute(attr=method):
                return method in _READING
            case ast.Call(func=ast.Name(id=function)):
                return function in ("len", "enumerate", "zip", "sorted", "range", "list", "tuple", "set", "dict")
        return False

    def _rank(self) -> None:
        """Numbers what each function evaluates, in order."""
        for function in ast.walk(self.tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            body: list[ast.AST] = [*function.body] if isinstance(function.body, list) else [function.body]
            numbers: dict[int, float] = {}
            for number, (node, role) in enumerate(steps(body)):
                numbers[id(node)] = number
                place = self._turn(node) if isinstance(node, LOOPS) else self.place_of[id(node)]
                if place in self.sites:
                    self.sites[place].rank[role] = number
                for link in self.links.get(id(node), ()):  # a comparison of a chain comes right after its right side
                    self.sites[self.place_of[id(link)]].rank.setdefault("value", numbers[id(link.comparators[0])] + 0.5)

    def _turn(self, node: Loop) -> Place:
        """Where the passes of a loop are told."""
        return self.places.of(node.target if isinstance(node, ast.For) else node.test)


def _stored(statement: ast.stmt) -> list[str]:
    """The names of the module that the statement gives a value to."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    return [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _is_frozen(value: object) -> bool:
    if isinstance(value, tuple | frozenset):
        return all(map(_is_frozen, value))
    return not isinstance(value, list | dict | set | bytearray)
