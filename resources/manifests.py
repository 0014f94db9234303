"""Says of an export which rows, versions and checks it stands on, and proves its files against the warehouse."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from resources import tables
from resources.asking import Ask
from resources.warehouse import Put, Warehouse
from tracecot.errors import BadInput
from tracecot.ids import digest

MANIFEST = "manifest.json"

_ROWS = """
    select md5(string_agg(md5(concat_ws('|', sample_id, prompt, completion, answer)), '' order by sample_id)) as found
    from samples where list_contains(?, sample_id)
"""


def manifest(
    ask: Ask,
    format_name: str,
    choice: str,
    versions: Mapping[str, str],
    files: Mapping[str, Path],
    samples: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """What stands in the manifest; its own digest comes last."""
    checks = ask("select corpus as suite from refreshes where stage = 'checks' order by 1", [])
    content: dict[str, Any] = {
        "format": format_name,
        "choice": choice,
        "versions": dict(versions),
        "suites_that_held": [str(row["suite"]) for row in checks],
        "files": {name: _sha256(path) for name, path in files.items()},
        "samples": {side: sorted(ids) for side, ids in samples.items()},
        "rows": {side: _rows_digest(ask, ids) for side, ids in samples.items()},
    }
    return {**content, "digest": _digest(content)}


def noted(folder: Path, content: Mapping[str, Any]) -> Put:
    """The change that has the warehouse remember the export."""
    row = {
        "release_id": str(content["digest"]), "folder": str(folder.absolute()), "format": str(content["format"]),
        "samples": [one for ids in content["samples"].values() for one in ids],
    }  # fmt: skip
    schema = pa.schema([tables.RELEASES.arrow.field(name) for name in row])
    return Put(tables.RELEASES, pa.table({name: [value] for name, value in row.items()}, schema=schema))


def faults(warehouse: Warehouse, folder: Path) -> Iterator[str]:
    """What is wrong with an export, in words; nothing where all of it is proven.

    Raises:
        BadInput: it has no manifest that can be read.
    """
    content = read_manifest(folder)
    own = {name: value for name, value in content.items() if name != "digest"}
    if _digest(own) != content["digest"]:
        yield f"{MANIFEST} was changed: its digest is not that of its content"
    if not warehouse.count("releases", "release_id = ?", [content["digest"]]):
        yield f"the warehouse knows of no export with the digest {content['digest']}"
    for name, found in content["files"].items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif _sha256(path) != found:
            yield f"{name} was changed: its SHA-256 is not that of the manifest"
    for side, ids in content["samples"].items():
        missing = len(ids) - warehouse.count("samples", "list_contains(?, sample_id)", [ids])
        if missing:
            yield f"{missing} samples of {side} are not in the warehouse"
        elif _rows_digest(warehouse.records, ids) != content["rows"][side]:
            yield f"the rows of {side} are not those of the warehouse"


def no_longer_ship(warehouse: Warehouse, folder: Path) -> list[tuple[str, str]]:
    """Samples of the export that have retired since, with the reason."""
    ids = [one for found in read_manifest(folder)["samples"].values() for one in found]
    found = warehouse.rows(
        "select sample_id, coalesce(retired_because, '') from samples "
        "where retired_at is not null and list_contains(?, sample_id) order by 1",
        [ids],
    )
    return [(str(name), str(why)) for name, why in found]


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an export.

    Raises:
        BadInput: there is none, or it can't be read.
    """
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if not {"digest", "files", "samples", "rows"} <= set(content):
            raise ValueError("it lacks a field")
    except (OSError, ValueError) as error:
        raise BadInput("bad_input", f"{folder / MANIFEST} can't be read: {error}") from None
    return content


def _digest(content: Mapping[str, Any]) -> str:
    return digest(json.dumps(content, sort_keys=True))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rows_digest(ask: Ask, ids: Sequence[str]) -> str:
    """A digest of what the rows say."""
    return str(ask(_ROWS, [list(ids)])[0]["found"])
