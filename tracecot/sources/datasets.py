"""Makes candidates of a data set's records: programs with an input and output, or with tests that assert."""

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from tracecot.sources.entry_points import entry_point_of
from tracecot.sources.failing import attempted
from tracecot.sources.finding import Candidate
from tracecot.sources.intake import DataRecord
from tracecot.sources.promises import contradicts, from_statement
from tracecot.sources.reach import BUILTINS
from tracecot.sources.records import PROGRAMS_AT_HAND, Call, Origin, Program, RejectedSource
from tracecot.sources.scopes import free_names
from tracecot.sources.unfit import UNFIT_BUILTINS, Unfit, refuse_unfit, refuse_what_no_file_holds

UNREADABLE_TEST, CONTRADICTING_TEST = "unreadable_test", "contradicting_test"

RefusedTest = tuple[str, str]  # the reason, and what was met


def record_candidates(
    records: Iterable[DataRecord | RejectedSource], corpus: str
) -> Iterator[Candidate | RejectedSource]:
    """A candidate for each record, or why it can't be one; and each of its tests that promises nothing we understand.

    Records with the same program become one candidate, with the calls of all of them: so a file is read to its end
    before the first one comes.
    """
    merged: dict[str, Candidate] = {}
    for record in records:
        if isinstance(record, RejectedSource):
            yield record
            continue
        made = attempted(partial(_made, record, corpus), partial(_rejected, record, corpus))
        if isinstance(made, RejectedSource):
            yield made
            continue
        candidate, refused = made
        yield from (_rejected(record, corpus, *test) for test in refused)
        first = merged.setdefault(candidate.program.id, candidate)
        known = {call.id for call in first.calls}
        first.calls += [call for call in candidate.calls if call.id not in known]
    yield from merged.values()


def _made(record: DataRecord, corpus: str) -> tuple[Candidate, list[RefusedTest]] | RejectedSource:
    """As `_candidate`, or why it can't be one."""
    try:
        return _candidate(record, corpus)
    except Unfit as error:
        return _rejected(record, corpus, error.reason, str(error))


def _rejected(record: DataRecord, corpus: str, reason: str, detail: str) -> RejectedSource:
    name = str(record.fields.get("id", ""))
    return RejectedSource(corpus, record.dataset, record.path, name, record.line, reason, detail[:300])


def _candidate(record: DataRecord, corpus: str) -> tuple[Candidate, list[RefusedTest]]:
    """The record's program with its calls, and the tests that no call could be made of."""
    refuse_what_no_file_holds(record.fields)
    code = record.fields.get("code")
    if not isinstance(code, str) or not code.strip():
        raise Unfit("missing_field", "the record has no code; name the field that holds it under `fields`")
    named = record.fields.get("entry_point")
    entry = entry_point_of(code, named if isinstance(named, str) else None, _tests(record))
    _refuse_unfit(code)
    program = Program(corpus, code, entry, origin_of(record))
    calls, refused = _calls(record, program)
    if not calls:
        told = f"; the first of its tests that can't be read: {refused[0][1]}" if refused else ""
        if (given := record.fields.get("input")) is not None and not isinstance(given, str):
            told += f"; its input is no text but of the type {type(given).__name__}: write the arguments as Python"
        raise Unfit("no_calls", f"the record has neither an input nor a test that calls the entry point{told}")
    return Candidate(program, calls), refused


def origin_of(record: DataRecord) -> Origin:
    """Where the record comes from."""
    name = str(record.fields.get("id") or f"line {record.line}")
    return Origin(
        record.dataset, record.version, record.path, record.dataset, name, record.line, record.line, record.licence,
        source_sha256=record.sha256,
    )  # fmt: skip


@lru_cache(maxsize=PROGRAMS_AT_HAND)
def _refuse_unfit(code: str) -> None:
    """Once for all records of a program: many have a call each."""
    refuse_unfit_code(ast.parse(code))


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


def _calls(record: DataRecord, program: Program) -> tuple[list[Call], list[RefusedTest]]:
    """The record's own input and a call for each test that calls the entry point; and the tests that give none."""
    given, output = record.fields.get("input"), record.fields.get("output")
    calls: list[Call] = []
    refused: list[RefusedTest] = []
    if isinstance(given, str):
        calls.append(Call(program.id, given, "given", output if isinstance(output, str) else ""))
    seen = {call.input: call.documented for call in calls}
    for promise in map(_undrained, _promised(record)):
        match promise:
            case str():
                refused.append((UNREADABLE_TEST, promise))
            case (ast.Call(func=function, args=args, keywords=keywords), documented):
                source = ", ".join(ast.unparse(one) for one in (*args, *keywords))
                if not _is_entry(function, program.entry_point):
                    refused.append((UNREADABLE_TEST, _elsewhere(promise[0], program)))
                elif source not in seen:
                    seen[source] = documented
                    calls.append(Call(program.id, source, "documented", documented))
                elif contradicts(seen[source], documented):
                    told = f"({source}) should be {documented}, and {seen[source]} by what was said before"
                    refused.append((CONTRADICTING_TEST, told))
            case (expression, _):
                refused.append((UNREADABLE_TEST, _elsewhere(expression, program)))
    return calls, refused


def _elsewhere(expression: ast.expr, program: Program) -> str:
    return f"{ast.unparse(expression)}: it doesn't call {program.entry_point}"


def _undrained(promise: tuple[ast.expr, str] | str) -> tuple[ast.expr, str] | str:
    """What `list(f(3)) == [1, 2]` promises of `f(3)`: an iterator is drained into a list wherever it is run."""
    match promise:
        case (ast.Call(func=ast.Name(id="list"), args=[ast.Call() as call], keywords=[]), str(documented)):
            return call, documented
    return promise


def _is_entry(function: ast.expr, entry: str) -> bool:
    """HumanEval's tests call the entry point `candidate`."""
    return isinstance(function, ast.Name) and function.id in (entry, "candidate")


def _tests(record: DataRecord) -> str:
    tests = record.fields.get("tests")
    return "\n".join(map(str, tests)) if isinstance(tests, list | tuple) else tests if isinstance(tests, str) else ""


def _promised(record: DataRecord) -> Iterator[tuple[ast.expr, str] | str]:
    """What the record's tests promise of which expression, or the text of a test that isn't understood."""
    try:
        tree = ast.parse(_tests(record))
    except (SyntaxError, ValueError, RecursionError) as error:
        yield f"the tests can't be read: {error}"
        return
    for node in ast.walk(tree):
        yield from from_statement(node)
