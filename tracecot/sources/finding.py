"""Finds the functions and classes of a package that have worked examples, and cuts a program out for each."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from tracecot.sources.cutting import cut_out
from tracecot.sources.entries import EXAMPLE_MODULE, entry_of
from tracecot.sources.examples import Example, Unread, examples_of
from tracecot.sources.failing import attempted
from tracecot.sources.intake import SourceFile
from tracecot.sources.packages import Module, Package
from tracecot.sources.records import Call, Origin, Program, RejectedSource
from tracecot.sources.unfit import Unfit, refuse_what_no_file_holds
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
        yield from (one.rejected(corpus) for one in package.unreadable)
        for module in list(package.modules.values()):
            yield from in_module(package, module, corpus)


def in_module(package: Package, module: Module, corpus: str) -> Iterator[Candidate | RejectedSource]:
    """The module's candidates; examples of one shape are calls of one program."""
    for qualname, node in owners(module.tree):
        refuse = partial(refused, module.file, corpus, qualname, node.lineno)
        examples = attempted(partial(_examples_or_why, node, refuse), refuse)
        if isinstance(examples, RejectedSource):
            yield examples
            continue
        found: dict[str, Candidate] = {}
        for example in examples:
            made = attempted(partial(_cut_or_why, package, module, qualname, node, example, corpus), refuse)
            if isinstance(made, RejectedSource):
                yield made
            else:
                add(found, made)
        if not examples and not qualname.split(".")[-1].startswith("_"):
            yield refuse("no_calls", "its docstring has no worked example")
        yield from found.values()


def _examples_or_why(
    node: Owner, refuse: Callable[[str, str], RejectedSource]
) -> list[Example | Unread] | RejectedSource:
    """The examples of its docstring, or why nobody can read them."""
    docstring = ast.get_docstring(node) or ""
    if ">>>" not in docstring:
        return []
    try:
        refuse_what_no_file_holds({"docstring": docstring})
    except Unfit as error:
        return refuse(error.reason, str(error))
    return examples_of(docstring)


def _cut_or_why(
    package: Package, module: Module, qualname: str, node: Owner, example: Example | Unread, corpus: str
) -> Candidate | RejectedSource:
    """The example's program with its call, or why it can't be one."""
    try:
        if not isinstance(example, Example):
            raise Unfit("unsupported", example.detail)
        program, call = cut(package, module, qualname, node, example, corpus)
    except (Unfit, RecursionError) as error:
        return refused(module.file, corpus, qualname, node.lineno, reason_of(error), str(error))
    return Candidate(program, [call])


def add(found: dict[str, Candidate], candidate: Candidate) -> None:
    """Adds the candidate's calls to those of the same program."""
    first = found.setdefault(candidate.program.id, candidate)
    known = {call.id for call in first.calls}
    first.calls += [call for call in candidate.calls if call.id not in known]


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
    origin = origin_of(module.file, qualname, node)
    refuse_what_no_file_holds(
        {
            "path": origin.path,
            "code": made.code,
            "docstring": origin.docstring,
            "input": entry.input,
            "promise": example.documented,
        }
    )
    program = Program(corpus, made.code, entry.root.name, origin, helpers)
    return program, Call(program.id, one_spelling(entry.input), "documented", example.documented)


def origin_of(file: SourceFile, qualname: str, node: Owner) -> Origin:
    """Where what has this name in the file comes from."""
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    return Origin(
        file.distribution, file.version, file.path, file.module, qualname, first, node.end_lineno or first,
        file.licence, ast.get_docstring(node) or "", file.sha256,
    )  # fmt: skip


def refused(file: SourceFile, corpus: str, qualname: str, line: int, reason: str, detail: str) -> RejectedSource:
    """Why something of a file is no program."""
    return RejectedSource(corpus, file.distribution, file.path, qualname, line, reason, detail[:300])


def reason_of(error: Unfit | RecursionError) -> str:
    """The reason as one word."""
    return error.reason if isinstance(error, Unfit) else "unsupported"
