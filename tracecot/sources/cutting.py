"""Cuts a definition out of its package: one self-contained source, made of the package's own lines."""

import ast
import functools
from collections.abc import Iterable
from dataclasses import dataclass

from tracecot.sources.editing import edited_unit
from tracecot.sources.packages import Definition, Imported, Package
from tracecot.sources.reach import BUILTINS, Reach, reach
from tracecot.sources.scopes import bound_names, parameters_of
from tracecot.sources.unfit import Unfit

MOST_LINES = 250  # a longer program can't be followed in a rationale


@dataclass(frozen=True, slots=True)
class Cut:
    """A self-contained source and which definitions of the package it is made of, as "module.qualname"."""

    code: str
    parts: tuple[str, ...]


def cut_out(package: Package, root: Definition) -> Cut:
    """The root with everything that it needs, docstrings and unneeded annotations left out.

    Raises:
        Unfit: it can't stand alone.
    """
    reached = reach(package, root)
    names = _names(package, reached, root)
    units = []
    for one in _ordered(reached, root):
        renamed = [(use.node, names[use.target]) for use in reached.uses[one]]
        units.append((one.node, edited_unit(package, one, renamed, names.get(one))))
    code = _assembled(_imports(reached, names), units)
    if code.count("\n") > MOST_LINES:
        raise Unfit("too_long", f"{code.count(chr(10))} lines are more than {MOST_LINES}")
    try:
        ast.parse(code)
    except SyntaxError as error:
        raise Unfit("unsupported", f"its lines don't fit together: {error}") from error
    return Cut(code, tuple(f"{one.module}.{one.name}" for one in reached.definitions if "+" not in one.name))


def _ordered(reached: Reach, root: Definition) -> list[Definition]:
    """A module after those that it needs, and its own definitions as its file has them."""
    modules = _modules(reached, root.module, [])
    once = {(one.module, one.node.lineno, one.node.col_offset): one for one in reversed(reached.definitions)}
    return sorted(once.values(), key=lambda one: (modules.index(one.module), one.node.lineno))


def _modules(reached: Reach, module: str, seen: list[str]) -> list[str]:
    """The module and those that it needs, these first; in a ring of modules the one met first comes last."""
    seen.append(module)
    order: list[str] = []
    for definition, uses in reached.uses.items():
        if definition.module == module:
            for use in uses:
                if isinstance(use.target, Definition) and use.target.module not in seen:
                    order += _modules(reached, use.target.module, seen)
    return [*order, module]


def _names(package: Package, reached: Reach, root: Definition) -> dict[Definition | Imported, str]:
    """A name for each definition and import; what collides gets its module's name in front."""
    names: dict[Definition | Imported, str] = {root: root.name}
    inner = {
        name
        for one in reached.definitions
        for name in package.once("inner names", one.node, functools.partial(_inner_names, one))
    }
    taken = {root.name}
    for target in _targets(reached):
        wanted = target.name if isinstance(target, Definition) else _import_name(target)
        if target in names or "+" in wanted:
            continue
        while wanted in taken or (wanted in BUILTINS and wanted in inner):
            wanted = f"{target.module.split('.')[-1].strip('_')}_{wanted.strip('_')}"
            if wanted in taken:
                wanted += "_"
        names[target] = wanted
        taken.add(wanted)
    return names


def _targets(reached: Reach) -> Iterable[Definition | Imported]:
    yield from reached.definitions
    for uses in reached.uses.values():
        yield from (use.target for use in uses)


def _import_name(target: Imported) -> str:
    return target.attribute or target.module.split(".")[0]


def _inner_names(definition: Definition) -> set[str]:
    """Every name that some scope inside the definition binds."""
    found: set[str] = set()
    for node in ast.walk(definition.node):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            found |= {one.arg for one in parameters_of(node.args)}
            if isinstance(node.body, list):
                found |= bound_names(node.body)
    return found


def _imports(reached: Reach, names: dict[Definition | Imported, str]) -> list[str]:
    """The import lines, plain ones first."""
    plain: set[str] = set()
    members: dict[str, set[str]] = {}
    for uses in reached.uses.values():
        for use in uses:
            if isinstance(use.target, Imported):
                target, name = use.target, names[use.target]
                if target.attribute:
                    shown = target.attribute if name == target.attribute else f"{target.attribute} as {name}"
                    members.setdefault(target.module, set()).add(shown)
                else:
                    plain.add(_plain_import(target.module, name))
    return sorted(plain) + [f"from {module} import {', '.join(sorted(members[module]))}" for module in sorted(members)]


def _plain_import(module: str, name: str) -> str:
    return f"import {module}" if name == module.split(".")[0] else f"import {module} as {name}"


def _assembled(imports: list[str], units: list[tuple[ast.stmt, str]]) -> str:
    """Imports, then the units; two blank lines around functions and classes."""
    text = "\n".join(imports)
    before: ast.stmt | None = None
    for node, source in units:
        big = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        if not text:
            gap = ""
        elif isinstance(node, big) or isinstance(before, big):
            gap = "\n\n\n"
        else:
            gap = "\n\n" if before is None else "\n"
        text += gap + source
        before = node
    return text + "\n"
