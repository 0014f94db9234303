"""Makes candidates of a data set's records: programs with an input and output, or with tests that assert."""

import ast
import sys
from collections.abc import Iterable, Iterator

from tracecot.sources.finding import Candidate
from tracecot.sources.intake import DataRecord
from tracecot.sources.promises import from_assert
from tracecot.sources.reach import BUILTINS
from tracecot.sources.records import Call, Origin, Program, RejectedSource
from tracecot.sources.scopes import free_names
from tracecot.sources.unfit import UNFIT_BUILTINS, Unfit, refuse_unfit


def record_candidates(
    records: Iterable[DataRecord | RejectedSource], corpus: str
) -> Iterator[Candidate | RejectedSource]:
    """A candidate for each record, or why it can't be one."""
    for record in records:
        if isinstance(record, RejectedSource):
            yield record
            continue
        try:
            yield _candidate(record, corpus)
        except Unfit as error:
            name = str(record.fields.get("id", ""))
            yield RejectedSource(corpus, record.dataset, record.path, name, record.line, error.reason, str(error)[:300])


def _candidate(record: DataRecord, corpus: str) -> Candidate:
    code = record.fields.get("code")
    if not isinstance(code, str) or not code.strip():
        raise Unfit("missing_field", "the record has no code; name the field that holds it under `fields`")
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise Unfit("not_python", f"the code can't be read: {error}") from error
    refuse_unfit_code(tree)
    entry = entry_point(tree, record)
    name = str(record.fields.get("id") or f"line {record.line}")
    origin = Origin(
        record.dataset, record.version, record.path, record.dataset, name, record.line, record.line, record.licence
    )
    program = Program(corpus, code, entry, origin)
    calls = list(_calls(record, program))
    if not calls:
        raise Unfit("no_calls", "the record has neither an input nor a test that calls the entry point")
    return Candidate(program, calls)


def entry_point(tree: ast.Module, record: DataRecord) -> str:
    """The function that is called: the one named, the only one, or the one that the tests call.

    Raises:
        Unfit: it can't be told; the message lists the candidates.
    """
    functions = [one.name for one in tree.body if isinstance(one, ast.FunctionDef)]
    named = record.fields.get("entry_point")
    if isinstance(named, str) and named:
        if named in functions:
            return named
        raise Unfit("no_entry_point", f"there is no function {named!r}; there are: {', '.join(functions) or 'none'}")
    tested = [name for name in functions if any(name in _called(test) for test in _asserts(record))]
    for found in (functions, tested):
        if len(found) == 1:
            return found[0]
    raise Unfit("no_entry_point", f"name one under entry_point: {', '.join(functions) or 'there is no function'}")


def refuse_unfit_code(tree: ast.Module) -> None:
    """Passes over code that its call alone decides.

    Raises:
        Unfit: it does I/O, asks the clock, imports what isn't in the standard library, or the like.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                for alias in node.names:
                    _refuse_module(alias.name, "", sys.stdlib_module_names)
            case ast.ImportFrom(module=str(module), level=0):
                for alias in node.names:
                    _refuse_module(module, alias.name, sys.stdlib_module_names)
    for name in free_names(tree):
        if name.id in UNFIT_BUILTINS and name.id in BUILTINS:
            raise Unfit(UNFIT_BUILTINS[name.id], f"uses {name.id} in line {name.lineno}")


def _refuse_module(module: str, attribute: str, standard: frozenset[str]) -> None:
    if module.split(".")[0] not in standard:
        raise Unfit("third_party_import", f"imports {module}")
    refuse_unfit(module, attribute)


def _calls(record: DataRecord, program: Program) -> Iterator[Call]:
    """The record's own input, and a call for each assert that calls the entry point."""
    given, output = record.fields.get("input"), record.fields.get("output")
    if isinstance(given, str):
        yield Call(program.id, given, "given", output if isinstance(output, str) else "")
    seen = {given}
    for test in _asserts(record):
        promise = from_assert(test)
        if promise is None:
            continue
        expression, documented = promise
        if isinstance(expression, ast.Call) and _is_entry(expression.func, program.entry_point):
            source = ", ".join(ast.unparse(one) for one in (*expression.args, *expression.keywords))
            if source not in seen:
                seen.add(source)
                yield Call(program.id, source, "documented", documented)


def _is_entry(function: ast.expr, entry: str) -> bool:
    """HumanEval's tests call the entry point `candidate`."""
    return isinstance(function, ast.Name) and function.id in (entry, "candidate")


def _asserts(record: DataRecord) -> Iterator[ast.expr]:
    """The conditions that the record's tests assert."""
    tests = record.fields.get("tests")
    text = "\n".join(map(str, tests)) if isinstance(tests, list | tuple) else tests if isinstance(tests, str) else ""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            yield from node.test.values if isinstance(node.test, ast.BoolOp) else [node.test]


def _called(test: ast.expr) -> set[str]:
    return {one.func.id for one in ast.walk(test) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
