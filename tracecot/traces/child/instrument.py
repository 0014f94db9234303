"""From a program's source to code that reports itself; what can't be traced faithfully is refused."""

import ast
from dataclasses import dataclass
from types import CodeType

from tracecot.traces.child.refusals import PROGRAM
from tracecot.traces.child.rewriting import LOAD, RECORDER, STORE, Unsupported
from tracecot.traces.child.scopes import Scope, function_scope, parameters, signature
from tracecot.traces.child.sites import Sites
from tracecot.traces.child.source import Place, Source
from tracecot.traces.child.statements import StatementRewriter

__all__ = ["FILENAME", "Instrumented", "Unsupported", "instrument"]

Function = ast.FunctionDef | ast.AsyncFunctionDef
FILENAME = PROGRAM
#: Names by which module-level code makes sets, or asks for what another process may find different.
_UNSTEADY = frozenset({"set", "frozenset", "hash", "id", "time", "random", "uuid", "secrets", "urandom", "Random"})


@dataclass(frozen=True, slots=True)
class Instrumented:
    """Code that reports itself, and its sites."""

    code: CodeType
    sites: Sites


def instrument(code: str) -> Instrumented:
    """The program's module, rewritten and compiled.

    Raises:
        SyntaxError, ValueError: it is no Python.
        Unsupported: it uses what can't be traced faithfully.
    """
    tree = ast.parse(code, FILENAME)
    source = Source(code, tree)
    try:
        rewriter = ModuleRewriter(source)
        tree = rewriter.visit(tree)
        compiled = compile(tree, FILENAME, "exec", dont_inherit=True)
    except RecursionError:
        raise Unsupported("an expression nested too deeply") from None
    except (SyntaxError, ValueError) as error:
        compile(code, FILENAME, "exec", dont_inherit=True)  # raises where the program itself is none
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        raise Unsupported(f"what can't be rewritten: {message}") from None
    return Instrumented(compiled, rewriter.sites)


class ModuleRewriter(ast.NodeTransformer, StatementRewriter):
    """Rewrites the functions of a module; what runs while it loads stays as it is."""

    def __init__(self, source: Source) -> None:
        StatementRewriter.__init__(self, source)
        self.enclosing: list[str] = []  # the names that qualify a function's name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Names that start like ours are ours alone."""
        if node.id.startswith("__tracecot_"):
            raise Unsupported(f"the name {node.id}")
        self.sites.is_unsteady |= node.id in _UNSTEADY
        return node

    def visit_Set(self, node: ast.Set | ast.SetComp) -> ast.expr:
        """A set that is made while the program loads: no event shows it, but the order of what is made of it."""
        self.sites.is_unsteady = True
        self.generic_visit(node)
        return node

    visit_SetComp = visit_Set

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        """A class: its methods are rewritten, its body runs as it is."""
        self.enclosing.append(node.name)
        before = self.here
        self.here = before._replace(scope=Scope("class", before.scope))
        self.generic_visit(node)
        self.here = before
        self.enclosing.pop()
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        """A lambda outside of every function."""
        self.generic_visit(node.args)
        return self.lambda_function(node)

    def visit_FunctionDef(self, node: Function) -> ast.stmt:
        """A function outside of every function, or a method."""
        node.decorator_list = [self.visit(each) for each in node.decorator_list]
        node.args.defaults = [self.visit(each) for each in node.args.defaults]
        node.args.kw_defaults = [each and self.visit(each) for each in node.args.kw_defaults]
        return self.function(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def function(self, node: Function) -> Function:
        """The function with `enter` before its body and `leave` after it."""
        if isinstance(node, ast.AsyncFunctionDef) and any(map(_yields, node.body)):
            raise Unsupported(f"an async generator in line {node.lineno}")
        before, frame = self.here, f"__tracecot_{self.count()}__"
        qualified = ".".join([*self.enclosing, node.name])
        scope = function_scope(node, before.scope)
        names = parameters(node.args)
        self.here = before._replace(loop=None, under=None, in_lambda=False)
        number = self.site(
            node, text=f"{node.name}({signature(node.args)})", name=node.name,
            arguments=tuple(names), function=qualified, end=-1,
        )  # fmt: skip
        site = self.sites.all[number]
        site.place = self._signature(node)
        outer = self.outer_frame(node)
        self.here = self.here._replace(frame=frame, scope=scope, function=qualified)
        self.enclosing += [node.name, "<locals>"]
        docstring = node.body[:1] if ast.get_docstring(node, clean=False) is not None else []
        last = node.body[-1]
        body = self.block(node.body[len(docstring) :]) or [self.at(node, ast.Pass())]
        self.here = self.here._replace(loop=None, under=None)
        site.end = self.site(last, text="")
        del self.enclosing[-2:]
        given = self.at(node, ast.Tuple([self.load(node, name) for name in names], LOAD))
        enter = self.call(node, self.member(node, self.load(node, RECORDER), "enter"), number, outer, given)
        target = self.at(node, ast.Name(frame, STORE))
        failed = self._on_failure(node, self.do(node, "left_by_exception"))
        leave = self.do(node, "leave")
        self.here = before
        whole = self.at(node, ast.Try(body, [failed], [], [leave]))
        node.body = [*docstring, self.at(node, ast.Assign([target], enter)), whole]
        return node

    def _signature(self, node: Function) -> Place:
        """Where `name(parameters)` stands."""
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        inside = [each for each in (*given, *node.args.defaults, *node.args.kw_defaults) if each is not None]
        lines = self.source.lines
        start = max(lines[node.lineno - 1].find(node.name, lines[node.lineno - 1].find("def") + 3), 0)
        last = max(((each.end_lineno or 0, each.end_col_offset or 0) for each in inside), default=(node.lineno, 0))
        line = lines[last[0] - 1]
        past = len(line.encode("utf-8")[: last[1]].decode("utf-8", "replace")) if inside else start
        end = line.find(")", past) + 1 or len(line)
        return Place(node.lineno, start, last[0], end)

    # Functions and classes inside of functions

    def nested_function(self, node: Function) -> list[ast.stmt]:
        """A `def` statement: its decorators and defaults are evaluated here, then its name is bound."""
        node.decorator_list, reads = self.expressions(node.decorator_list)
        reads += self.default_values(node.args)
        made = self.function(node)
        variable = self.here.scope.variable(node.name)
        number = self.site(node, *reads, text=node.name, name=node.name, bind=(variable.hops, variable.key))
        return [made, self.do(node, "bind", number, self.load(node, node.name))]

    def nested_class(self, node: ast.ClassDef) -> list[ast.stmt]:
        """A `class` statement: simple bodies only, since their names live in no frame."""
        for statement in node.body:
            if not _is_simple(statement):
                raise Unsupported(f"a computation in a class body inside a function in line {statement.lineno}")
        node.decorator_list, _ = self.expressions(node.decorator_list)
        node.bases, _ = self.expressions(node.bases)
        before = self.here
        self.enclosing.append(node.name)
        self.here = before._replace(scope=Scope("class", before.scope))
        node.body = [self.visit(each) for each in node.body]
        self.here = before
        self.enclosing.pop()
        number = self.bind_site(node, node.name, None, node.name)
        return [node, self.do(node, "bind", number, self.load(node, node.name))]

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        """What takes the statement's place."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return self.nested_function(node)
        if isinstance(node, ast.ClassDef):
            return self.nested_class(node)
        return super().statement(node)


def _yields(node: ast.AST) -> bool:
    """Whether the function that the node is of yields there; functions in it have yields of their own."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return False
    return isinstance(node, ast.Yield) or any(map(_yields, ast.iter_child_nodes(node)))


def _is_simple(node: ast.stmt) -> bool:
    """Whether a statement of a class body does nothing that an event should tell."""
    match node:
        case ast.FunctionDef() | ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(value=ast.Constant() | ast.Name() | ast.Tuple()) | ast.AnnAssign():
            return True
    return False
