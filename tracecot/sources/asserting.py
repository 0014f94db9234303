"""Reads what a repository's tests assert of its functions: each plain assert is an example of the function it calls."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tracecot.sources.entries import around, called_function
from tracecot.sources.examples import Example, needed
from tracecot.sources.failing import attempted
from tracecot.sources.finding import Candidate, Owner, add, cut, in_module, owners, reason_of, refused
from tracecot.sources.intake import SourceFile
from tracecot.sources.packages import Definition, Module, Package
from tracecot.sources.promises import from_statement
from tracecot.sources.records import RejectedSource
from tracecot.sources.unfit import Unfit

UNREADABLE_TEST = "unreadable_test"


def repository_candidates(
    files: Iterable[SourceFile], tests: Iterable[SourceFile], corpus: str
) -> Iterator[Candidate | RejectedSource]:
    """Each program that docstrings or tests make, once, with the calls of both, and what could not become one."""
    tests = list(tests)
    package = Package([*files, *tests])
    of_tests = {file.module for file in tests}
    merged: dict[str, Candidate] = {}
    lost = [one.rejected(corpus) for one in package.unreadable]
    for module in list(package.modules.values()):
        reads = _asserted if module.name in of_tests else in_module
        for one in reads(package, module, corpus):
            if isinstance(one, RejectedSource):
                lost.append(one)
            else:
                add(merged, one)
    tested = {(one.program.origin.path, one.program.origin.qualname) for one in merged.values()}
    yield from (one for one in lost if one.reason != "no_calls" or (one.path, one.qualname) not in tested)
    yield from merged.values()


def _asserted(package: Package, module: Module, corpus: str) -> Iterator[Candidate | RejectedSource]:
    """A candidate for each assert of the module's test functions."""
    for qualname, function in _test_functions(module.tree):
        refuse = partial(refused, module.file, corpus, qualname)
        examples = attempted(partial(_examples, function), partial(refuse, function.lineno))
        if isinstance(examples, RejectedSource):
            yield examples
            continue
        for line, example in examples:
            made = partial(_candidate, package, module, example, corpus, partial(refuse, line))
            yield attempted(made, partial(refuse, line))


def _candidate(
    package: Package, module: Module, example: Example | str, corpus: str, refuse: Callable[[str, str], RejectedSource]
) -> Candidate | RejectedSource:
    """The program that the example is a call of, or why it can't be one."""
    try:
        if isinstance(example, str):
            raise Unfit(UNREADABLE_TEST, example)
        of, owner, node = _tested(package, module, example)
        program, call = cut(package, of, owner, node, example, corpus, seen_from=module.name)
    except (Unfit, RecursionError) as error:
        return refuse(reason_of(error), str(error))
    return Candidate(program, [call])


def _test_functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The test functions and methods that stand alone: what a fixture hands over is not known here."""
    for qualname, node in owners(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            if not node.decorator_list and names in ([], ["self"]):
                yield qualname, node


def _examples(function: ast.FunctionDef) -> list[tuple[int, Example | str]]:
    """The asserts of a test, each with the lines before it that it needs; the text of one that isn't understood."""
    imports: list[ast.stmt] = []
    before: list[ast.stmt] = []
    found: list[tuple[int, Example | str]] = []
    for statement in function.body:
        for promise in from_statement(statement):
            if isinstance(promise, str):
                found.append((statement.lineno, promise))
            else:
                expression, documented = promise
                lines = needed(before, expression)
                example = Example(statement.lineno, tuple(imports), lines, expression, documented)
                found.append((statement.lineno, example))
        if isinstance(statement, ast.Import | ast.ImportFrom):
            imports.append(statement)
        elif not isinstance(statement, ast.Assert | ast.With):
            before.append(statement)
    return found


def _tested(package: Package, module: Module, example: Example) -> tuple[Module, str, Owner]:
    """The function or class of the repository that the example is about: the first that it calls.

    Raises:
        Unfit: it calls none.
    """
    seen = around(package, module.name, example, "pass\n")
    for node in (example.expression, *reversed(example.before)):
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute):
                found = called_function(seen, call.func)
                if found is not None and _is_tested(found, module):
                    assert isinstance(found.node, ast.FunctionDef | ast.ClassDef)
                    return package.modules[found.module], found.name, found.node
    raise Unfit("no_calls", "the test calls nothing of the repository by its name")


def _is_tested(found: Definition, tests: Module) -> bool:
    return found.module != tests.name and isinstance(found.node, ast.FunctionDef | ast.ClassDef)
