"""Classes of the program that only hold fields: no code of theirs runs when an object is made."""

import ast
from dataclasses import dataclass

from tracecot.canonical import Constructed
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.calls import Given
from tracecot.traces.rederiving.code import Code


@dataclass(frozen=True, slots=True)
class Record:
    """A data class or a named tuple."""

    name: str
    fields: tuple[tuple[str, ast.expr | None], ...]  # in order, with their defaults

    def made(self, given: Given) -> Constructed:
        """The object that a call makes.

        Raises:
            NotEvaluable: a field has neither an argument nor a plain default.
        """
        held: list[tuple[str, object]] = []
        for place, (name, default) in enumerate(self.fields):
            if place < len(given.positional):
                held.append((name, given.positional[place]))
            elif name in given.named:
                held.append((name, given.named[name]))
            elif isinstance(default, ast.Constant):
                held.append((name, default.value))
            else:
                raise NotEvaluable("a field without a plain default")
        return Constructed(self.name, (), tuple(held))


def record_class(function: ast.expr, code: Code) -> Record | None:
    """The class that is called, if it only holds fields."""
    if not isinstance(function, ast.Name):
        return None
    if (node := code.classes.get(function.id)) is not None:
        return _of_statement(node, code)
    match code.aliases.get(function.id):
        case ast.Call(func=maker, args=[ast.Constant(value=str(name)), names], keywords=[]):
            if code.dotted(maker) == "collections.namedtuple":
                return Record(name, tuple((each, None) for each in _field_names(names)))
    return None


def _of_statement(node: ast.ClassDef, code: Code) -> Record | None:
    decorators = [each.func if isinstance(each, ast.Call) else each for each in node.decorator_list]
    is_data_class = not node.bases and any(code.dotted(each) == "dataclasses.dataclass" for each in decorators)
    if not is_data_class and not any(code.dotted(base) == "typing.NamedTuple" for base in node.bases):
        return None
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]
    return Record(
        node.name, tuple((each.target.id, each.value) for each in fields if isinstance(each.target, ast.Name))
    )


def _field_names(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return text.replace(",", " ").split()
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [each.value for each in elements if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return []
