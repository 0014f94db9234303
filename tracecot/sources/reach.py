"""What a definition needs to run: the package's definitions and the standard imports that it reaches, transitively."""

import ast
import builtins
import sys
from dataclasses import dataclass, field

from tracecot.sources.packages import Definition, Imported, Package
from tracecot.sources.scopes import annotations_of, free_names
from tracecot.sources.unfit import CLOCK_METHODS, UNFIT_BUILTINS, Unfit, refuse_unfit

BUILTINS = frozenset(dir(builtins))

#: Decorators that guard or register and leave the function as it is; a cut-out program does without them.
TRANSPARENT_DECORATORS = frozenset(
    {
        "_dispatchable",
        "not_implemented_for",
        "deprecated",
        "set_module",
        "overload",
        "recursive_repr",
        "runtime_checkable",
    }
)
TYPING = frozenset({"typing", "collections.abc", "typing_extensions", "types"})
MOST_DEFINITIONS = 60


@dataclass(frozen=True, slots=True)
class Use:
    """A place in a definition's source that stands for something outside of it."""

    node: ast.expr  # the name, or the attribute chain that starts with it
    target: Definition | Imported


@dataclass(slots=True)
class Reach:
    """Everything that a program is made of, what is needed first coming first."""

    definitions: list[Definition] = field(default_factory=list)
    uses: dict[Definition, list[Use]] = field(default_factory=dict)


def reach(package: Package, root: Definition) -> Reach:
    """All that the root needs.

    Raises:
        Unfit: it needs something that a program may not have.
    """
    found = Reach()
    _follow(package, root, found)
    return found


def _follow(package: Package, definition: Definition, found: Reach) -> None:
    """Depth first, so that a definition comes after what it needs."""
    if definition in found.uses:
        return
    if len(found.uses) >= MOST_DEFINITIONS:
        raise Unfit("too_long", f"reaches more than {MOST_DEFINITIONS} definitions")
    found.uses[definition] = uses = _uses_or_raise(package, definition)
    for use in uses:
        if isinstance(use.target, Definition):
            _follow(package, use.target, found)
    found.definitions.append(definition)
    for statement in _fillers(package, definition):
        _follow(package, Definition(definition.module, f"{definition.name}+{statement.lineno}", statement), found)


def _uses_or_raise(package: Package, definition: Definition) -> list[Use]:
    """`uses_of`, worked out once for each statement, also where it raises."""
    uses = package.once("uses", definition.node, lambda: _uses_or_unfit(package, definition))
    if isinstance(uses, Unfit):
        raise uses
    return uses


def _uses_or_unfit(package: Package, definition: Definition) -> list[Use] | Unfit:
    try:
        return uses_of(package, definition)
    except Unfit as unfit:
        return unfit


def uses_of(package: Package, definition: Definition) -> list[Use]:
    """Where the definition reaches out of itself, each place resolved."""
    _refuse_inner_imports(package, definition)
    dropped = {id(part) for one in ast.walk(definition.node) for drop in dropped_parts(one) for part in ast.walk(drop)}
    chains = {id(one.value): one for one in ast.walk(definition.node) if isinstance(one, ast.Attribute)}
    uses = []
    for name in [*free_names(definition.node), *_kept_annotation_names(package, definition)]:
        if id(name) not in dropped and (use := _resolved(package, definition, name, chains)) is not None:
            uses.append(use)
    return uses


def dropped_parts(node: ast.AST) -> list[ast.expr]:
    """The decorators of the node that a cut-out program does without."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    return [one for one in node.decorator_list if _last_name(one) in TRANSPARENT_DECORATORS]


def _last_name(decorator: ast.expr) -> str:
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""


def keeps_annotations(package: Package, module: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether all annotations of a signature mean something without the rest of the package."""
    return all(is_plain_annotation(package, module, one) for one in annotations_of(node))


def is_plain_annotation(package: Package, module: str, annotation: ast.expr) -> bool:
    """Whether it is made of builtins and typing's own names."""
    for part in ast.walk(annotation):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            return False
        if isinstance(part, ast.Name):
            target = package.resolve(module, part.id)
            if isinstance(target, Imported) and (target.module not in TYPING or target.type_only):
                return False
            if isinstance(target, Definition) or (target is None and part.id not in BUILTINS):
                return False
    return True


def _kept_annotation_names(package: Package, definition: Definition) -> list[ast.Name]:
    """The names of those annotations that stay."""
    names: list[ast.Name] = []
    for node in ast.walk(definition.node):
        kept: list[ast.expr] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and keeps_annotations(
            package, definition.module, node
        ):
            kept = annotations_of(node)
        elif isinstance(node, ast.AnnAssign) and is_plain_annotation(package, definition.module, node.annotation):
            kept = [node.annotation]
        names += [part for one in kept for part in ast.walk(one) if isinstance(part, ast.Name)]
    return names


def _resolved(package: Package, definition: Definition, name: ast.Name, chains: dict[int, ast.Attribute]) -> Use | None:
    """What a free name stands for; None for a builtin and for the definition's own name."""
    node: ast.expr = name
    target = package.resolve(definition.module, name.id)
    while isinstance(target, Imported) and not target.attribute and target.module in package.modules:
        if id(node) not in chains:
            raise Unfit("unsupported", f"the module {target.module} is used as a value")
        node = chains[id(node)]
        target = _member(package, target.module, chains[id(node.value)].attr)
    if isinstance(target, Definition):
        return Use(node, target)
    if target is None:
        _refuse_unknown(name)
        return None
    _refuse_foreign(target, node, chains)
    return Use(node, target)


def _member(package: Package, module: str, attribute: str) -> Definition | Imported:
    """What a module of the package has under that name."""
    if (found := package.resolve(module, attribute)) is not None:
        return found
    if f"{module}.{attribute}" in package.modules:
        return Imported(f"{module}.{attribute}")
    raise Unfit("unsupported", f"{module}.{attribute} can't be followed")


def _refuse_unknown(name: ast.Name) -> None:
    """Passes over harmless builtins."""
    if name.id in UNFIT_BUILTINS:
        raise Unfit(UNFIT_BUILTINS[name.id], f"uses {name.id} in line {name.lineno}")
    if name.id not in BUILTINS and name.id not in ("__name__", "__class__"):
        raise Unfit("unsupported", f"the name {name.id} can't be followed")


def _refuse_foreign(target: Imported, node: ast.expr, chains: dict[int, ast.Attribute]) -> None:
    """Third-party modules, names for type checkers alone, and what makes the outcome depend on the world."""
    if target.module.split(".")[0] not in sys.stdlib_module_names:
        raise Unfit("third_party_import", f"reaches {target.module}")
    if target.type_only:
        raise Unfit("unsupported", f"{target.attribute} is imported for type checkers alone")
    attribute = target.attribute
    if not attribute and id(node) in chains:
        attribute = chains[id(node)].attr
    refuse_unfit(target.module, attribute)
    if target.module == "datetime":
        while id(node) in chains:
            node = chains[id(node)]
            if isinstance(node, ast.Attribute) and node.attr in CLOCK_METHODS:
                raise Unfit("uses_time", f"calls {ast.unparse(node)}")


def _refuse_inner_imports(package: Package, definition: Definition) -> None:
    """An import inside a function stays where it is, so it must be one of the standard library."""
    if isinstance(definition.node, ast.Import | ast.ImportFrom):
        return
    for node in ast.walk(definition.node):
        match node:
            case ast.ImportFrom(level=level, module=module) if level or (module or "") in package.modules:
                raise Unfit("unsupported", f"imports from its own package in line {node.lineno}")
            case ast.ImportFrom(module=str(module)):
                for alias in node.names:
                    _refuse_import(module, alias.name)
            case ast.Import():
                for alias in node.names:
                    _refuse_import(alias.name, "")


def _refuse_import(module: str, attribute: str) -> None:
    if module.split(".")[0] not in sys.stdlib_module_names:
        raise Unfit("third_party_import", f"reaches {module}")
    refuse_unfit(module, attribute)


def _fillers(package: Package, definition: Definition) -> list[ast.stmt]:
    """The top-level statements that fill a constant after its binding: `TABLE['x'] = 1`, `_irregular('a', 'b')`."""
    if not isinstance(definition.node, ast.Assign | ast.AnnAssign) or "+" in definition.name:
        return []
    if not isinstance(definition.node.value, ast.List | ast.Dict | ast.Set | ast.Call | ast.DictComp | ast.SetComp):
        return []
    module = package.modules[definition.module]
    return [one for one in module.tree.body if one is not definition.node and _fills(package, definition, one)]


def _fills(package: Package, definition: Definition, statement: ast.stmt) -> bool:
    """Whether running the statement may change the constant."""
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return name == definition.name
        case ast.AugAssign(target=ast.Name(id=name)):
            return name == definition.name
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name == definition.name
        case ast.For():
            return any(isinstance(one, ast.stmt) and _fills(package, definition, one) for one in statement.body)
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            called = package.resolve(definition.module, name)
            return isinstance(called, Definition) and definition.name in {one.id for one in free_names(called.node)}
    return False
