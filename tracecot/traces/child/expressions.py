"""Rewriting expressions: each reports its value and what it read, and means what it meant."""

import ast
import sys
from collections.abc import Callable
from itertools import groupby

from tracecot.traces.child import scopes
from tracecot.traces.child.rewriting import LOAD, RECORDER, Rewriter, Unsupported
from tracecot.traces.child.scopes import COMPREHENSIONS, Comprehension, parameters, signature
from tracecot.traces.child.sites import Read

#: Builtins that look at the interpreter's own frames and names, and would see ours.
REFLECTING = frozenset({"locals", "globals", "vars", "dir", "eval", "exec", "compile", "breakpoint", "__import__"})

Rewritten = tuple[ast.expr, Read]


class ExpressionRewriter(Rewriter):
    """Rewrites the expressions of functions."""

    def expression(self, node: ast.expr) -> Rewritten:
        """The rewritten expression, and what stands for its value among the events."""
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise Unsupported(f"{type(node).__name__} in line {node.lineno}")
        return handler(self, node)

    def expressions(self, nodes: list[ast.expr]) -> tuple[list[ast.expr], list[Read]]:
        """Some expressions, evaluated from left to right."""
        pairs = [self.expression(node) for node in nodes]
        return [node for node, _ in pairs], [read for _, read in pairs]

    def valued(self, node: ast.expr, made: ast.expr, *reads: Read) -> Rewritten:
        """The expression with the report of its value around it."""
        number = self.site(node, *reads)
        return self.hook(node, "value", number, self.at(node, made)), number

    def condition(self, node: ast.expr, why: str, text: str | None = None) -> tuple[ast.expr, int]:
        """The truth of an expression, reported as a branch, and the branch's site."""
        made, read = self.expression(node)
        number = self.site(node, read, why=why, text=text)
        return self.hook(node, "branch", number, made), number

    # Names and constants

    def _constant(self, node: ast.Constant) -> Rewritten:
        return node, None

    def _name(self, node: ast.Name) -> Rewritten:
        if node.id.startswith("__tracecot_"):
            raise Unsupported(f"the name {node.id}")  # it is ours
        variable = self.here.scope.variable(node.id)
        if variable.hops == -1 and node.id in REFLECTING:
            raise Unsupported(f"{node.id} in line {node.lineno}")
        return node, variable

    def _starred(self, node: ast.Starred) -> Rewritten:
        node.value, read = self.expression(node.value)
        return node, read

    # Operators and displays

    def _unary(self, node: ast.UnaryOp) -> Rewritten:
        if isinstance(node.operand, ast.Constant) and isinstance(node.op, ast.USub | ast.UAdd):
            return node, None  # -1 is a constant to everybody but the parser
        operand, read = self.expression(node.operand)
        return self.valued(node, ast.UnaryOp(node.op, operand), read)

    def _binary(self, node: ast.BinOp) -> Rewritten:
        left, left_read = self.expression(node.left)
        right, right_read = self.expression(node.right)
        return self.valued(node, ast.BinOp(left, node.op, right), left_read, right_read)

    def _boolean(self, node: ast.BoolOp) -> Rewritten:
        """`a and b` as `b if branch(keep(a)) else kept`: the truth of each operand is asked once, as ever."""
        before = self.here
        why = "and" if isinstance(node.op, ast.And) else "or"
        kept = self.count()
        reads: list[Read] = []
        tests: list[ast.expr] = []
        for operand in node.values[:-1]:
            made, read = self.expression(operand)
            number = self.site(operand, read, why=why)
            tests.append(self.hook(operand, "branch", number, self.hook(operand, "keep", kept, made)))
            reads.append(read)
            self.here = self.here._replace(under=number)
        result, read = self.expression(node.values[-1])
        self.here = before
        for test in reversed(tests):
            arms = (result, self.slot(node, kept)) if why == "and" else (self.slot(node, kept), result)
            result = self.at(node, ast.IfExp(test, *arms))
        return self._conditional(node, result, [reads[0]], [*reads[1:], read])

    def _conditional(self, node: ast.expr, made: ast.expr, always: list[Read], maybe: list[Read]) -> Rewritten:
        """An expression of which some operands are not evaluated each time."""
        number = self.site(node, *always, *[read for read in maybe if not isinstance(read, int)])
        self.sites.all[number].pops = tuple([read for read in maybe if isinstance(read, int)])
        return self.hook(node, "value", number, made), number

    def _if_expression(self, node: ast.IfExp) -> Rewritten:
        before = self.here
        test, branch = self.condition(node.test, "ifexp")
        self.here = before._replace(under=branch)
        body, body_read = self.expression(node.body)
        other, other_read = self.expression(node.orelse)
        self.here = before
        return self._conditional(node, self.at(node, ast.IfExp(test, body, other)), [], [body_read, other_read])

    def _compare(self, node: ast.Compare) -> Rewritten:
        if len(node.ops) > 1:
            return self._chain(node)
        left, left_read = self.expression(node.left)
        right, right_read = self.expression(node.comparators[0])
        return self.valued(node, ast.Compare(left, node.ops, [right]), left_read, right_read)

    def _chain(self, node: ast.Compare) -> Rewritten:
        """`a < b < c`: a value for each comparison made, and one for the whole."""
        operands = [node.left, *node.comparators]
        kept, links = self.count(), []
        left, left_read = self.expression(node.left)
        for index, operator in enumerate(node.ops):
            right, right_read = self.expression(operands[index + 1])
            link = ast.Compare(operands[index], [operator], [operands[index + 1]])
            link.lineno, link.col_offset = operands[index].lineno, operands[index].col_offset
            link.end_lineno = operands[index + 1].end_lineno
            link.end_col_offset = operands[index + 1].end_col_offset
            number = self.site(link, left_read, right_read, text=self.source.text(self.source.place_of(link), link))
            last = index == len(node.ops) - 1
            held = self.count()
            compared = self.at(
                link, ast.Compare(left, [operator], [right if last else self.hook(link, "keep", held, right)])
            )
            links.append((self.hook(link, "value", number, compared), number))
            left, left_read = self.slot(link, held), right_read
        reads = [number for _, number in links]
        result: ast.expr = links[-1][0]
        for made, _ in reversed(links[:-1]):
            test = self.hook(node, "truth", self.hook(node, "keep", kept, made))
            result = self.at(node, ast.IfExp(test, result, self.slot(node, kept)))
        return self._conditional(node, result, [reads[0]], list(reads[1:]))

    def _sequence(self, node: ast.List | ast.Tuple | ast.Set) -> Rewritten:
        elements, reads = self.expressions(node.elts)
        made = ast.Set(elements) if isinstance(node, ast.Set) else type(node)(elements, LOAD)
        return self.valued(node, made, *reads)

    def _dict(self, node: ast.Dict) -> Rewritten:
        keys: list[ast.expr | None] = []
        values, reads = [], []
        for key, value in zip(node.keys, node.values, strict=True):
            made, read = self.expression(key) if key is not None else (None, None)
            keys.append(made)
            made_value, value_read = self.expression(value)
            values.append(made_value)
            reads += [read, value_read]
        return self.valued(node, ast.Dict(keys, values), *reads)

    def _formatted(self, node: ast.JoinedStr) -> Rewritten:
        outer, self.formatted = self.formatted, self.formatted or node
        if outer is None and sys.version_info < (3, 12):
            self.texts = {id(part): ast.unparse(part) for part in ast.walk(node) if isinstance(part, ast.expr)}
        reads = [read for part in node.values for read in self._format_part(part)]
        self.formatted = outer
        return (node, None) if not reads and outer else self.valued(node, node, *reads)

    def _format_part(self, part: ast.expr) -> list[Read]:
        if not isinstance(part, ast.FormattedValue):
            return []
        part.value, read = self.expression(part.value)
        inner = part.format_spec.values if isinstance(part.format_spec, ast.JoinedStr) else []
        return [read, *[inside for each in inner for inside in self._format_part(each)]]

    # Attributes, items, calls

    def _attribute(self, node: ast.Attribute) -> Rewritten:
        owner, read = self.expression(node.value)
        return self.valued(node, ast.Attribute(owner, node.attr, LOAD), read)

    def _subscript(self, node: ast.Subscript) -> Rewritten:
        owner, read = self.expression(node.value)
        key, key_reads = self.key(node.slice)
        made = ast.Subscript(self.hook(node, "container", owner), key, LOAD)
        return self.valued(node, made, read, *key_reads)

    def key(self, node: ast.expr) -> tuple[ast.expr, list[Read]]:
        """What stands between the brackets."""
        if not isinstance(node, ast.Slice):
            made, read = self.expression(node)
            return made, [read]
        reads: list[Read] = []
        for part in ("lower", "upper", "step"):
            bound = getattr(node, part)
            if bound is not None:
                made, read = self.expression(bound)
                setattr(node, part, made)
                reads.append(read)
        return node, reads

    def _call(self, node: ast.Call) -> Rewritten:
        """`f(a, k=b)` as `value(callee(f)(*args(a), **named(k=b)))`: no frame of ours is open while `f` runs."""
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return self._super(node)
        function, read, name = self._callee(node.func)
        positional, reads = self.expressions(node.args)
        named, named_reads = self.expressions([keyword.value for keyword in node.keywords])
        for keyword, value in zip(node.keywords, named, strict=True):
            keyword.value = value
        number = self.site(node, read, *reads, *named_reads, name=name)
        callee = self.hook(node, "callee", number, function)
        match positional:
            case [ast.Starred() as starred]:  # the one form of which Python says whose arguments they are
                starred.value = self.hook(node, "spread", number, starred.value)
        pack = self.hook(node, "positional" if node.keywords else "arguments", number, *positional)
        given: list[ast.expr] = [self.at(node, ast.Starred(pack, LOAD))]
        pairs = [self.at(node, ast.keyword(None, self._named(node, number)))] if node.keywords else []
        return self.hook(node, "called", number, self.at(node, ast.Call(callee, given, pairs))), number

    def _named(self, node: ast.Call, number: int) -> ast.expr:
        """The arguments with a name, packed; where some are unpacked, one mapping after the other, as Python does."""
        keywords = self.call(node, self.member(node, self.load(node, self.here.frame), "named"), number)
        if all(keyword.arg is not None for keyword in node.keywords):
            keywords.keywords = node.keywords
            return keywords
        merged: ast.expr = self.at(node, ast.Dict([], []))
        for is_named, group in groupby(node.keywords, key=lambda keyword: keyword.arg is not None):
            if is_named:
                pairs = list(group)
                keys: list[ast.expr | None] = [self.constant(node, pair.arg) for pair in pairs]
                more: list[ast.expr] = [self.at(node, ast.Dict(keys, [pair.value for pair in pairs]))]
            else:
                more = [keyword.value for keyword in group]
            for each in more:
                merged = self.hook(node, "merged", number, merged, each)
        keywords.keywords = [self.at(node, ast.keyword(None, merged))]
        return keywords

    def _callee(self, node: ast.expr) -> tuple[ast.expr, Read, str]:
        """What is called: a method's own attribute is no event, its owner may be."""
        if isinstance(node, ast.Attribute):
            owner, read = self.expression(node.value)
            return self.at(node, ast.Attribute(owner, node.attr, LOAD)), read, node.attr
        made, read = self.expression(node)
        return made, read, node.id if isinstance(node, ast.Name) else ""

    def _super(self, node: ast.Call) -> Rewritten:
        """`super()` finds its class and object in the frame that calls it, so it is called as it stands."""
        if self.here.in_lambda or self.here.scope.kind == "comprehension":
            raise Unsupported(f"super in line {node.lineno} inside a lambda or comprehension")
        node.args, reads = self.expressions(node.args)
        return self.valued(node, node, *reads)

    # What binds or runs in its own time

    def _walrus(self, node: ast.NamedExpr) -> Rewritten:
        value, read = self.expression(node.value)
        scope = self.here.scope
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent  # it binds in the function around
        variable = scope.variable(node.target.id)
        number = self.site(node.target, read, name=node.target.id, bind=(variable.hops, variable.key))
        bound = self.hook(node, "bind", number, value)
        return self.at(node, ast.NamedExpr(node.target, bound)), number

    def _lambda(self, node: ast.Lambda) -> Rewritten:
        reads, made = self.default_values(node.args), self.lambda_function(node)
        return self.valued(node, made, *reads) if self.here.frame else (made, None)

    def lambda_function(self, node: ast.Lambda) -> ast.expr:
        """`lambda x: e` as `lambda x: run(site, outer, (x,), lambda frame, x: e)`: what `e` binds is its own."""
        before, frame = self.here, f"__tracecot_{self.count()}__"
        function = f"{before.function}.<locals>.<lambda>" if before.function else "<lambda>"
        scope = scopes.function_scope(node, before.scope)
        if any(isinstance(each, ast.Yield | ast.YieldFrom | ast.Await) for each in ast.walk(node.body)):
            raise Unsupported(f"a lambda that yields in line {node.lineno}")
        self.here = before._replace(loop=None, under=None)
        names = parameters(node.args)
        number = self.site(node, text=f"<lambda>({signature(node.args)})", name="<lambda>",
                           arguments=tuple(names), function=function)  # fmt: skip
        self.here = self.here._replace(frame=frame, scope=scope, function=function, in_lambda=True)
        body, read = self.expression(node.body)
        end = self.site(node.body, read)
        result = self.hook(node.body, "result", end, body)
        self.here = before
        own = [self.at(node, ast.arg(name)) for name in (frame, *names)]
        inner = self.at(node, ast.Lambda(ast.arguments([], own, None, [], [], None, []), result))
        given = self.at(node, ast.Tuple([self.load(node, name) for name in names], LOAD))
        run = self.member(node, self.load(node, RECORDER), "run")
        node.body = self.call(node, run, number, self.outer_frame(node), given, inner)
        return node

    def outer_frame(self, node: ast.expr | ast.stmt) -> ast.expr:
        """The frame of the function around, or None."""
        return self.load(node, self.here.frame) if self.here.frame else self.constant(node, None)

    def default_values(self, arguments: ast.arguments) -> list[Read]:
        """The defaults of parameters, evaluated where the function is made."""
        if not self.here.frame:
            return []
        arguments.defaults, reads = self.expressions(arguments.defaults)
        for index, default in enumerate(arguments.kw_defaults):
            if default is not None:
                arguments.kw_defaults[index], read = self.expression(default)
                reads.append(read)
        return reads

    def _comprehension(self, node: Comprehension) -> Rewritten:
        """Each clause's iterable, conditions and element report themselves, in the frame around."""
        if isinstance(node, ast.GeneratorExp) and any(isinstance(each, ast.Await) for each in ast.walk(node)):
            raise Unsupported(f"an async generator in line {node.lineno}")
        before = self.here
        first, read = self.expression(node.generators[0].iter)
        scope = scopes.comprehension_scope(node, before.scope, self.count())
        for index, clause in enumerate(node.generators):
            if clause.is_async:
                raise Unsupported(f"async in line {node.lineno}")
            iterable, iterable_read = (first, read) if index == 0 else self.expression(clause.iter)
            self.here = self.here._replace(scope=scope)
            passes = self._clause(clause, iterable, iterable_read)
            self.sites.all[passes].is_lazy = isinstance(node, ast.GeneratorExp)
        collect = self._element(node)
        self.sites.all[passes].is_last = isinstance(node, ast.GeneratorExp)
        self.here = before
        rewritten, number = self.valued(node, node, read)
        self.sites.all[collect].end = number if isinstance(number, int) else -1
        return rewritten, number

    def _clause(self, clause: ast.comprehension, iterable: ast.expr, read: Read) -> int:
        """A clause's iterable, target and conditions; the site of its passes."""
        target, scope = clause.target, self.here.scope
        names = [name for name in ast.walk(target) if isinstance(name, ast.Name)]
        if any(isinstance(each, ast.Attribute | ast.Subscript) for each in ast.walk(target)):
            raise Unsupported(f"a comprehension that assigns to an item or attribute in line {target.lineno}")
        number = self.site(target, read, why="comp")
        site = self.sites.all[number]
        header = f"for {self.source.text(self.source.place_of(target), target)} in "
        site.end = self.site(target, text=header + self.source.text(self.source.place_of(clause.iter), clause.iter))
        site.loop = number
        site.variables = tuple([scope.variable(name.id).key for name in names])
        self.here = self.here._replace(loop=number, under=number)
        clause.iter = self.hook(iterable, "passes", number, iterable)
        binds = [self.site(name, number, name=name.id, bind=(0, scope.variable(name.id).key)) for name in names]
        shown: list[ast.expr] = [self.load(name, name.id) for name in names]
        given = self.at(target, ast.Tuple(shown, LOAD))
        sites = self.at(target, ast.Tuple([self.constant(target, bind) for bind in binds], LOAD))
        conditions = [self.hook(target, "bind_all", sites, given)]
        for condition in clause.ifs:
            test, branch = self.condition(condition, "comp_if")
            self.here = self.here._replace(under=branch)
            conditions.append(test)  # type: ignore[arg-type]
        clause.ifs = list(conditions)
        return number

    def _element(self, node: Comprehension) -> int:
        """The element, whose event the whole reads too; the site that collects it."""
        if isinstance(node, ast.DictComp):
            node.key, key_read = self.expression(node.key)
            node.value, read = self.expression(node.value)
            number = self.site(node.value, key_read, read)
            node.value = self.hook(node.value, "element", number, node.value)
            return number
        node.elt, read = self.expression(node.elt)
        number = self.site(node.elt, read)
        node.elt = self.hook(node.elt, "element", number, node.elt)
        return number

    def _yield(self, node: ast.Yield) -> Rewritten:
        value, read = self.expression(node.value) if node.value else (self.constant(node, None), None)
        out = self.site(node, read, text=self.source.text(self.source.place_of(node.value or node), node.value or node))
        back = self.site(node, out)
        handed = self.at(node, ast.Yield(self.hook(node, "hand_out", out, value)))
        return self.hook(node, "resume", back, handed), back

    def _yield_from(self, node: ast.YieldFrom) -> Rewritten:
        value, read = self.expression(node.value)
        out = self.site(node, read, text=self.source.text(self.source.place_of(node.value), node.value))
        back = self.site(node, out)
        delegated = self.at(node, ast.YieldFrom(self.hook(node, "delegate", out, back, value)))
        return self.valued(node, delegated, out)

    def _await(self, node: ast.Await) -> Rewritten:
        """What a coroutine of the program came to; its frame begins where it is awaited."""
        value, read = self.expression(node.value)
        return self.valued(node, ast.Await(value), read)


_HANDLERS: dict[type, Callable[..., Rewritten]] = {
    ast.Constant: ExpressionRewriter._constant, ast.Name: ExpressionRewriter._name,
    ast.Starred: ExpressionRewriter._starred, ast.UnaryOp: ExpressionRewriter._unary,
    ast.BinOp: ExpressionRewriter._binary, ast.BoolOp: ExpressionRewriter._boolean,
    ast.IfExp: ExpressionRewriter._if_expression, ast.Compare: ExpressionRewriter._compare,
    ast.List: ExpressionRewriter._sequence, ast.Tuple: ExpressionRewriter._sequence,
    ast.Set: ExpressionRewriter._sequence, ast.Dict: ExpressionRewriter._dict,
    ast.JoinedStr: ExpressionRewriter._formatted, ast.Attribute: ExpressionRewriter._attribute,
    ast.Subscript: ExpressionRewriter._subscript, ast.Call: ExpressionRewriter._call,
    ast.NamedExpr: ExpressionRewriter._walrus, ast.Lambda: ExpressionRewriter._lambda,
    ast.Await: ExpressionRewriter._await, ast.Yield: ExpressionRewriter._yield,
    ast.YieldFrom: ExpressionRewriter._yield_from,
    **dict.fromkeys(COMPREHENSIONS, ExpressionRewriter._comprehension),
}  # fmt: skip
