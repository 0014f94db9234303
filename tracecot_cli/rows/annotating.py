"""Adds to the rows of somebody's file what executing them gave; nothing that stands in them is touched."""

import json
from collections.abc import Mapping

from tracecot.errors import BadInput
from tracecot_cli.rows.lines import Row

#: What a row gets: the first two when it was executed, else the last.
ADDED = ("outcome", "trace", "error")


def refuse_taken(number: int, record: object, names: Mapping[str, str]) -> None:
    """Passes over a record to which our fields can be added.

    Args:
        number: its line's.
        record: anything; what is no object has no fields.
        names: the names that our fields go by, where they aren't ours.

    Raises:
        BadInput: it has a field of such a name already.
    """
    if not isinstance(record, Mapping):
        return
    for ours in ADDED:
        name = names.get(ours, ours)
        if name in record:
            raise BadInput(
                "unsupported",
                f"the record in line {number} has a field {name!r} already; --fields {ours}=NAME names ours otherwise",
            )


def refuse_alike(names: Mapping[str, str]) -> None:
    """Two fields of one name would be one.

    Raises:
        BadInput: they have it.
    """
    if len({names.get(ours, ours) for ours in ADDED}) < len(ADDED):
        raise BadInput("unsupported", f"--fields: {', '.join(ADDED)} need names of their own")


def addition(row: Row, names: Mapping[str, str]) -> Row:
    """What a row of `tracecot trace` adds to its record."""
    added = {"error": row["error"]} if "error" in row else {"outcome": row["outcome"], "trace": row}
    return {names.get(ours, ours): each for ours, each in added.items()}


def annotated_line(line: bytes, row: Row, names: Mapping[str, str]) -> str:
    """The line with what its row adds; the row itself where the line holds no object."""
    error = row.get("error")
    if isinstance(error, Mapping) and error["kind"] == "not_json":
        return json.dumps(row, ensure_ascii=True)
    return with_more(line, addition(row, names))


def with_more(line: bytes, more: Mapping[str, object]) -> str:
    """The JSON object of a line with further fields at its end; what was there stays to the letter.

    >>> with_more(b'{"id": 1.50}', {"error": None})
    '{"id": 1.50, "error": null}'
    """
    before = line.decode("utf-8").strip().removesuffix("}").rstrip()
    return f"{before}{'' if before == '{' else ', '}{json.dumps(more, ensure_ascii=True)[1:]}"
