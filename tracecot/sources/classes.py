"""The classes of a program and their methods, as far as its text tells them."""

import ast
from dataclasses import dataclass

_PASSES_NOTHING, _PASSES_CLASS = "staticmethod", "classmethod"


@dataclass(frozen=True, slots=True)
class Method:
    """A method, found in a class or in one that it stands on."""

    node: ast.FunctionDef
    kind: str  # "static", "class" or "instance"

    @property
    def parameters(self) -> list[str]:
        """The names of those that a caller gives by position."""
        names = _positional(self.node)
        return names if self.kind == "static" else names[1:]


class Callables:
    """What stands at the top of a module and can be called."""

    def __init__(self, tree: ast.Module) -> None:
        self.functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
        self.classes = {one.name: one for one in tree.body if isinstance(one, ast.ClassDef)}

    def method(self, owner: str, name: str) -> Method | None:
        """The class's method of that name, if the program's text has it."""
        seen: set[str] = set()
        waiting = [owner]
        while waiting:
            node = self.classes.get(waiting.pop(0))
            if node is None or node.name in seen:
                continue
            seen.add(node.name)
            for one in node.body:
                if isinstance(one, ast.FunctionDef) and one.name == name:
                    return Method(one, _kind(one))
            waiting = [base.id for base in node.bases if isinstance(base, ast.Name)] + waiting
        return None

    def is_closed(self, owner: str) -> bool:
        """Whether all methods of the class stand in the program's text."""
        node = self.classes.get(owner)
        if node is None or node.decorator_list or node.keywords:
            return False
        return all(isinstance(base, ast.Name) and self.is_closed(base.id) for base in node.bases)

    def methods(self, owner: str) -> list[str]:
        """The names of the class's own methods that are no special ones."""
        body = self.classes[owner].body
        return [one.name for one in body if isinstance(one, ast.FunctionDef) and not one.name.startswith("__")]

    def parameters(self, owner: str | None, name: str) -> list[str]:
        """The positional parameters of a function or class, or of a class's method; none where they aren't known."""
        if owner is not None:
            method = self.method(owner, name)
        elif name in self.classes:
            method = self.method(name, "__init__")
            if method is None:
                return _fields(self.classes[name])
        else:
            return _positional(self.functions[name]) if name in self.functions else []
        return [] if method is None else method.parameters


def _positional(node: ast.FunctionDef) -> list[str]:
    return [one.arg for one in (*node.args.posonlyargs, *node.args.args)]


def _fields(node: ast.ClassDef) -> list[str]:
    """What a data class or named tuple is made of."""
    return [one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]


def _kind(node: ast.FunctionDef) -> str:
    names = {one.id for one in node.decorator_list if isinstance(one, ast.Name)}
    return "static" if _PASSES_NOTHING in names else "class" if _PASSES_CLASS in names else "instance"
