"""Rewriting what gives names, items and attributes their values."""

import ast

from tracecot.traces.child.expressions import ExpressionRewriter
from tracecot.traces.child.rewriting import LOAD, RECORDER, STORE, Node, Unsupported
from tracecot.traces.child.sites import Read, Template

_IN_PLACE: dict[type[ast.operator], str] = {
    ast.Add: "iadd", ast.Sub: "isub", ast.Mult: "imul", ast.MatMult: "imatmul", ast.Div: "itruediv",
    ast.FloorDiv: "ifloordiv", ast.Mod: "imod", ast.Pow: "ipow", ast.LShift: "ilshift", ast.RShift: "irshift",
    ast.BitAnd: "iand", ast.BitOr: "ior", ast.BitXor: "ixor",
}  # fmt: skip
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
}  # fmt: skip


class TargetRewriter(ExpressionRewriter):
    """Rewrites assignments of every form."""

    def assign(self, target: ast.expr, value: ast.expr, read: Read) -> list[ast.stmt]:
        """The statements that give the target the value, and tell so."""
        match target:
            case ast.Name():
                bound = self.hook(target, "bind", self.bind_site(target, target.id, read), value)
                return [self.at(target, ast.Assign([target], bound))]
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                return self._unpack(target, elements, value, read)
            case ast.Subscript() | ast.Attribute():
                return self._store(target, value, read)
        raise Unsupported(f"{type(target).__name__} as a target in line {target.lineno}")

    def bind_site(self, node: Node, name: str, read: Read, text: str | None = None) -> int:
        """The site that tells that a name got a value."""
        variable = self.here.scope.variable(name)
        return self.site(node, read, text=text, name=name, bind=(variable.hops, variable.key))

    def _unpack(self, target: ast.expr, elements: list[ast.expr], value: ast.expr, read: Read) -> list[ast.stmt]:
        """`a, *b = v` into slots first, then each from its slot: the order of the interpreter."""
        self.site(target, read)  # where it raises
        slots = [self.count() for _ in elements]
        parts: list[ast.expr] = []
        for element, slot in zip(elements, slots, strict=True):
            store: ast.expr = self.slot(element, slot, STORE)
            if isinstance(element, ast.Starred):
                store = self.at(element, ast.Starred(store, STORE))
            parts.append(store)
        made: list[ast.stmt] = [self.at(target, ast.Assign([self.at(target, ast.Tuple(parts, STORE))], value))]
        for element, slot in zip(elements, slots, strict=True):
            inner = element.value if isinstance(element, ast.Starred) else element
            made += self.assign(inner, self.hook(inner, "take", slot), read)
        return made

    def _store(self, target: ast.Subscript | ast.Attribute, value: ast.expr, read: Read) -> list[ast.stmt]:
        """`base[key] = value`, then the report with the values of base, key and value."""
        kept = self.count()
        made, template, owner, reads = self.kept_target(target)
        number = self.site(target, read, *reads, template=template)
        made.ctx = STORE
        store = self.at(target, ast.Assign([made], self.hook(target, "keep", kept, value)))
        return [store, self.do(target, "bound_item", number, kept, owner)]

    def kept_target(
        self, target: ast.Subscript | ast.Attribute
    ) -> tuple[ast.Subscript | ast.Attribute, Template, int, list[Read]]:
        """The target with its base and keys kept in slots: itself, its name's template, the base's slot, its reads."""
        owner = self.count()
        before, base, base_read = self._base(target.value)
        base = self.hook(target.value, "keep", owner, base)
        if isinstance(target, ast.Attribute):
            made: ast.Subscript | ast.Attribute = self.at(target, ast.Attribute(base, target.attr, LOAD))
            return made, (*before, f".{target.attr}"), owner, [base_read]
        inside, key, reads = self._kept_key(target.slice)
        made = self.at(target, ast.Subscript(base, key, LOAD))
        return made, (*before, "[", *inside, "]"), owner, [base_read, *reads]

    def _base(self, node: ast.expr) -> tuple[Template, ast.expr, Read]:
        """What stands before the brackets: its name's template, itself and its read."""
        if isinstance(node, ast.Subscript):
            before, base, base_read = self._base(node.value)
            inside, key, reads = self._kept_key(node.slice)
            made = ast.Subscript(self.hook(node, "container", base), key, LOAD)
            valued, read = self.valued(node, made, base_read, *reads)
            return (*before, "[", *inside, "]"), valued, read
        if isinstance(node, ast.Attribute):
            before, base, base_read = self._base(node.value)
            valued, read = self.valued(node, ast.Attribute(base, node.attr, LOAD), base_read)
            return (*before, f".{node.attr}"), valued, read
        text = self.source.text(self.source.place_of(node), node)
        made_base, read = self.expression(node)
        return (text,), made_base, read

    def _kept_key(self, node: ast.expr) -> tuple[Template, ast.expr, list[Read]]:
        """A key, kept in a slot so that the target's name can show its value; constants show themselves."""
        if isinstance(node, ast.Slice):
            return self._kept_slice(node)
        made, read = self.expression(node)
        slot = self.count()
        return (slot,), self.hook(node, "keep", slot, made), [read]

    def _kept_slice(self, node: ast.Slice) -> tuple[Template, ast.expr, list[Read]]:
        template: list[str | int] = []
        reads: list[Read] = []
        for index, part in enumerate(("lower", "upper", "step")):
            bound = getattr(node, part)
            if index == 1 or (index == 2 and bound is not None):
                template.append(":")
            if bound is not None:
                inside, made, part_reads = self._kept_key(bound)
                setattr(node, part, made)
                template += inside
                reads += part_reads
        return tuple(template), node, reads

    # Statements

    def assignment(self, node: ast.Assign) -> list[ast.stmt]:
        """`a = b = value`, from left to right."""
        value, read = self.expression(node.value)
        if len(node.targets) == 1:
            return self.assign(node.targets[0], value, read)
        kept = self.count()
        first = self.at(node, ast.Assign([self.slot(node, kept, STORE)], value))
        made: list[ast.stmt] = [first]
        for target in node.targets:
            made += self.assign(target, self.slot(target, kept), read)
        return [*made, self.do(node, "take", kept)]

    def annotated(self, node: ast.AnnAssign) -> list[ast.stmt]:
        """`x: int = value`; a function's annotations of names are never evaluated."""
        if node.value is None:
            return [node] if isinstance(node.target, ast.Name) else self._asked_in_vain(node.target)
        value, read = self.expression(node.value)
        return self.assign(node.target, value, read)

    def _asked_in_vain(self, target: ast.Subscript | ast.Attribute) -> list[ast.stmt]:
        """`a.b: int` and `a[k]: int` evaluate `a` and `k`, and do nothing with them."""
        parts = [self.expression(target.value)[0]]
        if isinstance(target, ast.Subscript):
            key = self.key(target.slice)[0]
            bounds = [key.lower, key.upper, key.step] if isinstance(key, ast.Slice) else [key]
            parts += [bound for bound in bounds if bound is not None]
        return [self.at(target, ast.Expr(part)) for part in parts]

    def augmented(self, node: ast.AugAssign) -> list[ast.stmt]:
        """`x += e` as `x = told(iadd(kept(x), e))`: the operator of the interpreter, in its order."""
        old_slot = self.count()
        text = self.source.text
        operands = [text(self.source.place_of(each), each) for each in (node.target, node.value)]
        shown = f"{operands[0]} {_SIGNS[type(node.op)]} {self._bracketed(node.value, operands[1])}"
        if isinstance(node.target, ast.Name):
            return self._augmented_name(node, node.target, old_slot, shown)
        if not isinstance(node.target, ast.Subscript | ast.Attribute):
            raise Unsupported(f"this augmented assignment in line {node.lineno}")
        old, template, owner, reads = self.kept_target(node.target)
        self.site(node.target, *reads)  # where it raises when there is nothing yet
        if isinstance(old, ast.Subscript):
            old.value = self.hook(node.target, "container", old.value)
        again = self._again(node.target, old, owner, template)
        value, read = self.expression(node.value)
        number = self.site(node, *reads, read, text=shown)
        new = self._in_place(node, self.hook(node, "keep", old_slot, old), value)
        bind = self.site(node.target, number, template=template)
        kept = self.count()
        told = self.hook(node, "keep", kept, self.hook(node, "augmented", number, old_slot, new))
        store = self.at(node, ast.Assign([again], told))
        return [store, self.do(node, "bound_item_in_place", bind, kept, owner, old_slot)]

    @staticmethod
    def _bracketed(node: ast.expr, text: str) -> str:
        """The operand in brackets, unless it holds together without or has its own; `(a * b) - c` begins with some."""
        simple = ast.Constant | ast.Name | ast.Call | ast.Subscript | ast.Attribute | ast.List | ast.Dict | ast.Set
        if isinstance(node, simple | ast.JoinedStr | ast.ListComp | ast.GeneratorExp):
            return text
        first = node.elts[0] if isinstance(node, ast.Tuple) and node.elts else None
        has_own = isinstance(node, ast.Tuple) and (first is None or first.col_offset > node.col_offset)
        return text if has_own else f"({text})"

    def _again(
        self, target: ast.expr, old: ast.Subscript | ast.Attribute, owner: int, template: Template
    ) -> ast.Subscript | ast.Attribute:
        """The target once more, from the slots that hold its base and key."""
        base = self.slot(target, owner)
        if isinstance(old, ast.Attribute):
            return self.at(target, ast.Attribute(base, old.attr, STORE))
        if isinstance(old.slice, ast.Slice):
            raise Unsupported(f"an augmented assignment to a slice in line {target.lineno}")
        key_slot = next(part for part in reversed(template) if isinstance(part, int))
        return self.at(target, ast.Subscript(base, self.slot(target, key_slot), STORE))

    def _augmented_name(self, node: ast.AugAssign, target: ast.Name, old_slot: int, shown: str) -> list[ast.stmt]:
        variable = self.here.scope.variable(target.id)
        value, read = self.expression(node.value)
        number = self.site(node, variable, read, text=shown)
        old = self.hook(node, "keep", old_slot, self.load(target, target.id))
        told = self.hook(node, "augmented", number, old_slot, self._in_place(node, old, value))
        bound = self.hook(node, "bind_in_place", self.bind_site(target, target.id, number), old_slot, told)
        return [self.at(node, ast.Assign([target], bound))]

    def _in_place(self, node: ast.AugAssign, old: ast.expr, value: ast.expr) -> ast.expr:
        operator = self.member(node, self.load(node, RECORDER), _IN_PLACE[type(node.op)])
        return self.call(node, operator, old, value)

    def deletion(self, node: ast.Delete) -> list[ast.stmt]:
        """`del a, b[k]`, one by one."""
        made: list[ast.stmt] = []
        for target in node.targets:
            made += self._delete(target)
        return made

    def _delete(self, target: ast.expr) -> list[ast.stmt]:
        match target:
            case ast.Name(id=name):
                variable = self.here.scope.variable(name)
                number = self.site(target, variable, name=name, bind=(variable.hops, variable.key))
                return [self.at(target, ast.Delete([target])), self.do(target, "deleted", number)]
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                return [each for element in elements for each in self._delete(element)]
            case ast.Subscript() | ast.Attribute():
                made, template, owner, reads = self.kept_target(target)
                made.ctx = ast.Del()
                number = self.site(target, *reads, template=template)
                return [self.at(target, ast.Delete([made])), self.do(target, "deleted_item", number, owner)]
        raise Unsupported(f"del of {type(target).__name__} in line {target.lineno}")
