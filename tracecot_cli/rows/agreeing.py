"""Makes the rows of `tracecot agree`."""

from collections.abc import Iterable, Iterator, Mapping

from tracecot.errors import BadInput
from tracecot.execution import Execute
from tracecot.sources.agreement.consensus import agree
from tracecot.sources.agreement.records import Agreement, Rules, Task
from tracecot_cli.rows.lines import NumberedLine, Row
from tracecot_cli.rows.requests import identity_of


def agree_lines(
    lines: Iterable[NumberedLine], rules: Rules, *, with_matrix: bool = False, execute: Execute | None = None
) -> Iterator[Row]:
    """A program record with its believed tests for each task, or an error row, in order."""
    if execute is None:
        from resources.sandbox import Sandbox

        with Sandbox() as sandbox:
            yield from agree_lines(lines, rules, with_matrix=with_matrix, execute=sandbox)
        return
    for number, record in lines:
        try:
            task = read_task(record)
        except BadInput as error:
            yield _error(record, number, error.kind, str(error))
            continue
        found = agree(task, execute, rules)
        row = _believed(found, record) if found.code else _error(record, number, "unsupported", _why(found))
        yield {**row, **(_matrix(found) if with_matrix else {})}


def read_task(record: object) -> Task:
    """The task of a record.

    Raises:
        BadInput: a field is missing, or of another type.
    """
    if isinstance(record, BadInput):
        raise record
    if not isinstance(record, Mapping):
        raise BadInput("not_json", "a line must be a JSON object")
    entry = record.get("entry_point")
    if not isinstance(entry, str) or not entry.isidentifier():
        raise BadInput("missing_field", "'entry_point' must name the function that the tests call")
    listed = []
    for name in ("solutions", "tests"):
        texts = record.get(name)
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
            raise BadInput("missing_field", f"{name!r} must be a list of texts, and not empty")
        listed.append(tuple(texts))
    return Task(str(record.get("id", "")), entry, listed[0], listed[1])


def _believed(found: Agreement, record: object) -> Row:
    assert isinstance(record, Mapping)
    best = found.clusters[0]
    return {
        **found.record, "id": record.get("id"),  # which may be a number too
        "agreement": {
            "solutions": len(best.rows), "of": len(found.task.solutions), "score": best.score,
            "root_score": round(best.root_score, 3), "clusters": len(found.clusters),
        },
        "rejects": [{"what": one.what, "place": one.place, "reason": one.reason} for one in found.rejects],
    }  # fmt: skip


def _why(found: Agreement) -> str:
    told = next((one.detail for one in found.rejects if one.place < 0 and one.detail), "")
    return f"{found.reason}: {told or 'no solution passes a test that is understood'}"


def _matrix(found: Agreement) -> Row:
    return {
        "matrix": {
            "solutions": list(found.matrix.solutions), "tests": [test.place for test in found.matrix.tests],
            "cells": [list(row) for row in found.matrix.cells],
        }
    }  # fmt: skip


def _error(record: object, number: int, kind: str, message: str) -> Row:
    return {"id": identity_of(record), "line_number": number, "error": {"kind": kind, "message": message}}
