"""Reads the modules of one package: what each top-level name is bound to, followed through its imports."""

import ast
import sys
import typing
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar, cast

from tracecot.sources.failing import attempted
from tracecot.sources.intake import SourceFile
from tracecot.sources.records import RejectedSource

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Definition:
    """A top-level statement of the package that binds a name: a function, a class or a constant."""

    module: str
    name: str
    node: ast.stmt = field(compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """A name that comes by import: of a module (`attribute` is empty) or from one."""

    module: str
    attribute: str = ""
    type_only: bool = False  # bound under `if TYPE_CHECKING:` alone


Binding = Definition | Imported


@dataclass(frozen=True, slots=True)
class Module:
    """One parsed file."""

    file: SourceFile
    tree: ast.Module
    bindings: dict[str, Binding]
    stars: tuple[str, ...]  # modules that it takes everything from
    outer: tuple[str, ...] = ()  # modules whose names it sees besides: those around an example

    @property
    def name(self) -> str:
        """Its dotted name."""
        return self.file.module


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no module, and why, as one word and in full."""

    file: SourceFile
    reason: str
    detail: str

    def rejected(self, corpus: str) -> RejectedSource:
        """The same as a rejection."""
        file = self.file
        return RejectedSource(corpus, file.distribution, file.path, file.module, 1, self.reason, self.detail)


class Package:
    """All modules of one distribution, by name."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.modules: dict[str, Module] = {}
        #: What was found out about a node or a text, by its id; it is kept, so that its id stays its own.
        self.remembered: dict[tuple[object, ...], tuple[object, object]] = {}
        self.unreadable: list[Unreadable] = []
        for file in files:
            made = attempted(partial(_module_or_why, file), partial(Unreadable, file))
            if isinstance(made, Unreadable):
                self.unreadable.append(made)
            else:
                self.modules[file.module] = made
        self.folders = {name.rsplit(".", depth)[0] for name in self.modules for depth in range(1, name.count(".") + 1)}

    def once(self, what: str, about: object, make: Callable[[], Found], *more: Hashable) -> Found:
        """What `make` gives for the node or text, worked out the first time: a helper is reached from many examples."""
        key = (what, id(about), *more)
        if key not in self.remembered:
            self.remembered[key] = (about, make())
        return cast("Found", self.remembered[key][1])

    def resolve(self, module: str, name: str) -> Binding | None:
        """What the name means in that module: a definition of the package, or what is imported from outside it."""
        seen: set[tuple[str, str]] = set()
        submodule: Imported | None = None
        while (module, name) not in seen and module in self.modules:
            seen.add((module, name))
            binding = self._binding(module, name)
            if not isinstance(binding, Imported):
                return binding or submodule
            if not binding.attribute or not self._holds(binding.module):
                return binding
            module, name = binding.module, binding.attribute
            submodule = Imported(f"{module}.{name}") if f"{module}.{name}" in self.modules else submodule
        return submodule

    def _holds(self, module: str) -> bool:
        """Whether it is a module of the package, or a folder of such modules."""
        return module in self.modules or module in self.folders

    def _binding(self, module: str, name: str) -> Binding | None:
        """The name's binding in the module itself, or through a star import."""
        if name in (known := self.modules[module]).bindings:
            return known.bindings[name]
        for star in known.stars:
            if star in self.modules and star != module and not name.startswith("_"):
                if (found := self._binding(star, name)) is not None:
                    return found
            elif star not in self.modules and _exports(star, name):
                return Imported(star, name)
        return next((found for one in known.outer if (found := self._binding(one, name)) is not None), None)

    def with_module(self, module: Module) -> "Package":
        """The same package with one module more, such as the lines of an example."""
        extended = Package(())
        extended.remembered = self.remembered
        extended.modules = {**self.modules, module.name: module}
        extended.folders = self.folders
        return extended


def _exports(module: str, name: str) -> bool:
    """Whether a star import of this standard module is sure to give the name: only what is loaded is looked at."""
    return hasattr(sys.modules.get(module), name)


def _module_or_why(file: SourceFile) -> Module | Unreadable:
    """As `read_module`, or why the file can't be read or isn't Python."""
    if file.unread is not None:
        return Unreadable(file, *file.unread)
    try:
        return read_module(file)
    except (SyntaxError, ValueError, RecursionError) as error:
        return Unreadable(file, "not_python", f"{type(error).__name__}: {error}")


def read_module(file: SourceFile, outer: tuple[str, ...] = ()) -> Module:
    """The parsed file with what its top level binds.

    Raises:
        SyntaxError: it isn't Python.
    """
    tree = ast.parse(file.text)
    bindings: dict[str, Binding] = {}
    stars: list[str] = []
    for statement in _top_level(tree.body):
        for name, binding in _bound(statement, file):
            if name == "*":
                stars.append(binding.module)
            else:
                bindings[name] = binding
    for name, binding in _type_only(tree.body, file):
        bindings.setdefault(name, binding)
    return Module(file, tree, bindings, tuple(stars), outer)


def _top_level(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run at import: the chosen arm of a version test, the `try` of an import fallback."""
    for statement in body:
        match statement:
            case ast.If(test=test) if (chosen := _known_truth(test)) is not None:
                yield from _top_level(statement.body if chosen else statement.orelse)
            case ast.Try() if any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in statement.body):
                yield from _top_level(_importable(statement))
            case _:
                yield statement


def _importable(statement: ast.Try) -> list[ast.stmt]:
    """The arm of an import fallback that a bare Python takes."""
    for inner in statement.body:
        modules = [alias.name for alias in inner.names] if isinstance(inner, ast.Import) else []
        if isinstance(inner, ast.ImportFrom) and not inner.level:
            modules = [inner.module or ""]
        if any(module.split(".")[0] not in sys.stdlib_module_names for module in modules):
            return [inner for handler in statement.handlers for inner in handler.body]
    return statement.body + statement.orelse


def _known_truth(test: ast.expr) -> bool | None:
    """The truth of a test about type checking or the version of Python, on this Python; None for any other."""
    match test:
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return False
        case ast.Compare(left=left, ops=[op], comparators=[right]) if ast.unparse(left) in _VERSION:
            try:
                return _compare(_VERSION[ast.unparse(left)], op, ast.literal_eval(right))
            except (ValueError, TypeError):  # no literal, or one that no version is compared with
                return None
    return None


_VERSION: dict[str, object] = {
    "sys.version_info": tuple(sys.version_info[:3]),
    "sys.version_info[:2]": tuple(sys.version_info[:2]),
    "version_info": tuple(sys.version_info[:3]),
    "sys.hexversion": sys.hexversion,
    "hexversion": sys.hexversion,
}


def _compare(version: object, op: ast.cmpop, bound: object) -> bool | None:
    if type(version) is not type(bound):
        return None
    match op:
        case ast.GtE() | ast.Gt():
            return bool(version >= bound)  # type: ignore[operator]
        case ast.Lt() | ast.LtE():
            return bool(version < bound)  # type: ignore[operator]
    return None


def _bound(statement: ast.stmt, file: SourceFile) -> Iterator[tuple[str, Binding]]:
    """The names that a top-level statement binds."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            if not any(ast.unparse(one).endswith("overload") for one in statement.decorator_list):
                yield name, Definition(file.module, name, statement)
        case ast.Import():
            for alias in statement.names:
                yield (
                    alias.asname or alias.name.split(".")[0],
                    Imported(alias.name if alias.asname else alias.name.split(".")[0]),
                )
        case ast.ImportFrom():
            base = _absolute(statement, file)
            if base == "typing_extensions" and all(hasattr(typing, alias.name) for alias in statement.names):
                base = "typing"  # the backport of what this Python has itself
            for alias in statement.names:
                yield alias.asname or alias.name, Imported(base, alias.name)
        case _:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id, Definition(file.module, node.id, statement)


def _absolute(statement: ast.ImportFrom, file: SourceFile) -> str:
    """The full name of the module that a `from` import names."""
    if not statement.level:
        return statement.module or ""
    parts = file.module.split(".")
    keep = len(parts) - statement.level + (1 if file.path.endswith("__init__.py") else 0)
    return ".".join([*parts[:keep], *([statement.module] if statement.module else [])])


def _type_only(body: Iterable[ast.stmt], file: SourceFile) -> Iterator[tuple[str, Imported]]:
    """What only a type checker imports."""
    for statement in body:
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            for inner in statement.body:
                for name, binding in _bound(inner, file):
                    module = binding.module if isinstance(binding, Imported) else file.module
                    attribute = binding.attribute if isinstance(binding, Imported) else name
                    yield name, Imported(module, attribute, type_only=True)
