"""Finds the functions and classes of a package that have worked examples, and cuts a program out for each."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracecot.sources.cutting import cut_out
from tracecot.sources.entries import EXAMPLE_MODULE, entry_of
from tracecot.sources.examples import Example, examples_of
from tracecot.sources.intake import SourceFile
from tracecot.sources.packages import Module, Package
from tracecot.sources.records import Call, Origin, Program, RejectedSource
from tracecot.sources.unfit import Unfit
from tracecot.sources.variation import one_spelling

Owner = ast.FunctionDef | ast.ClassDef


@dataclass(slots=True)
class Candidate:
    """A program that runs nowhere yet, with the calls that its source documents."""

    program: Program
    calls: list[Call]


def candidates(files: Iterable[SourceFile], corpus: str) -> Iterator[Candidate | RejectedSource]:
    """Each program that the files' examples make, once, and what could not become one."""
    by_distribution: dict[str, list[SourceFile]] = {}
    for file in files:
        by_distribution.setdefault(file.distribution, []).append(file)
    for group in by_distribution.values():
        package = Package(group)
        for file, detail in package.unreadable:
            yield RejectedSource(corpus, file.distribution, file.path, file.module, 1, "not_python", detail)
        for module in list(package.modules.values()):
            yield from in_module(package, module, corpus)


def in_module(package: Package, module: Module, corpus: str) -> Iterator[Candidate | RejectedSource]:
    """The module's candidates; examples of one shape are calls of one program."""
    for qualname, node in owners(module.tree):
        found: dict[str, Candidate] = {}
        docstring = ast.get_docstring(node) or ""
        examples = examples_of(docstring) if ">>>" in docstring else []
        for example in examples:
            try:
                if not isinstance(example, Example):
                    raise Unfit("unsupported", example.detail)
                program, call = cut(package, module, qualname, node, example, corpus)
            except (Unfit, RecursionError) as error:
                yield _rejected(module, corpus, qualname, node, error)
                continue
            candidate = found.setdefault(program.id, Candidate(program, []))
            if call.id not in {one.id for one in candidate.calls}:
                candidate.calls.append(call)
        if not examples and not qualname.split(".")[-1].startswith("_"):
            yield _rejected(module, corpus, qualname, node, Unfit("no_calls", "its docstring has no worked example"))
        yield from found.values()


def owners(tree: ast.Module) -> Iterator[tuple[str, Owner]]:
    """The functions and classes of a module and the methods of its classes, with their qualified names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, ast.FunctionDef))


def cut(
    package: Package,
    module: Module,
    qualname: str,
    node: Owner,
    example: Example,
    corpus: str,
    seen_from: str = "",
) -> tuple[Program, Call]:
    """The program that the example is a call of, and that call; `seen_from` is the module where the example stands.

    Raises:
        Unfit: it can't be cut out, or calls nothing.
    """
    entry = entry_of(package, seen_from or module.name, qualname, example)
    made = cut_out(entry.package, entry.root)
    if entry.root.module == EXAMPLE_MODULE and not any(not one.startswith(EXAMPLE_MODULE) for one in made.parts):
        raise Unfit("no_calls", "the example runs nothing of the package")
    own = {f"{module.name}.{qualname.split('.')[0]}", f"{entry.root.module}.{entry.root.name}"}
    helpers = tuple(one for one in made.parts if one not in own and not one.startswith(EXAMPLE_MODULE))
    program = Program(corpus, made.code, entry.root.name, origin_of(module.file, qualname, node), helpers)
    return program, Call(program.id, one_spelling(entry.input), "documented", example.documented)


def origin_of(file: SourceFile, qualname: str, node: Owner) -> Origin:
    """Where what has this name in the file comes from."""
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    return Origin(
        file.distribution, file.version, file.path, file.module, qualname, first, node.end_lineno or first,
        file.licence, ast.get_docstring(node) or "", file.sha256,
    )  # fmt: skip


def _rejected(module: Module, corpus: str, qualname: str, node: Owner, error: Exception) -> RejectedSource:
    file = module.file
    reason = error.reason if isinstance(error, Unfit) else "unsupported"
    return RejectedSource(corpus, file.distribution, file.path, qualname, node.lineno, reason, str(error)[:300])
