"""Says of an export which rows, versions and checks it stands on, and proves its files against the warehouse."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from resources import tables
from resources.warehouse import Put, Warehouse
from resources.warehouse.asking import Ask
from tracecot.errors import BadInput
from tracecot.ids import digest

MANIFEST = "manifest.json"

SHOWN = 5  # files named one by one

_ROWS = """
    select md5(string_agg(md5(concat_ws('|', sample_id, prompt, completion, answer)), '' order by sample_id)) as found
    from samples where list_contains(?, sample_id)
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export says of itself."""

    digest: str
    files: dict[str, str]  # the SHA-256 of each, by its path
    samples: dict[str, list[str]]  # by side
    rows: dict[str, str]  # a digest of what they say, by side
    suites_that_held: list[str] = field(default_factory=list)
    is_whole: bool = False  # the digest is that of all the rest


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


def folder_of(path: Path) -> Path:
    """The folder of the export that the path is, or is a file of.

    Raises:
        BadInput: it is none.
    """
    if not path.exists():
        raise BadInput("bad_input", f"there is no {path}; name an id, or a folder that `tracecot export` wrote")
    folders = [path] if path.is_dir() else [path.parent, path.parent.parent]  # some formats have a folder for files
    found = next((folder for folder in folders if (folder / MANIFEST).is_file()), None)
    if found is None:
        raise BadInput(
            "bad_input", f"{folders[0]} is no export: it has no {MANIFEST}; name a folder that `tracecot export` wrote"
        )
    return found


def faults(warehouse: Warehouse, folder: Path, found: Manifest) -> Iterator[str]:
    """What is wrong with an export, in words; nothing where all of it is proven."""
    if not found.is_whole:
        yield f"{MANIFEST} was changed: its digest is not that of its content"
    if not warehouse.count("releases", "release_id = ?", [found.digest]):
        yield f"the warehouse knows of no export with the digest {found.digest}"
    yield from filter(None, (_fault_of_file(folder, name, recorded) for name, recorded in found.files.items()))
    if strangers := _strangers(folder, found):
        more = f" and {len(strangers) - SHOWN} more" if len(strangers) > SHOWN else ""
        yield f"{MANIFEST} names no {', '.join(strangers[:SHOWN])}{more}: not of the export, take it out of the folder"
    for side, ids in found.samples.items():
        missing = len(ids) - warehouse.count("samples", "list_contains(?, sample_id)", [ids])
        if missing:
            yield f"{missing} samples of {side} are not in the warehouse"
        elif _rows_digest(warehouse.records, ids) != found.rows.get(side):
            yield f"the rows of {side} are not those of the warehouse"
        if moved := warehouse.count("samples", "list_contains(?, sample_id) and split <> ?", [ids, side]):
            yield f"{moved} samples of {side} are on another side in the warehouse"


def _fault_of_file(folder: Path, name: str, recorded: str) -> str:
    """What is wrong with a file of the manifest; empty where nothing is."""
    path = folder / name
    try:
        if not path.is_file():
            return f"{name} is missing"
        return "" if _sha256(path) == recorded else f"{name} was changed: its SHA-256 is not that of the manifest"
    except OSError as error:
        return f"{name} can't be read: {error.strerror}"


def _strangers(folder: Path, found: Manifest) -> list[str]:
    """Files in the folder that the manifest doesn't name; those that are hidden are nobody's data."""
    names = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    seen = {name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts)}
    return sorted(seen - {MANIFEST, *found.files})


def no_longer_ship(warehouse: Warehouse, found: Manifest) -> list[tuple[str, str]]:
    """Samples of the export that have retired since, with the reason."""
    ids = [one for some in found.samples.values() for one in some]
    retired = warehouse.rows(
        "select sample_id, coalesce(retired_because, 'source') from samples "
        "where retired_at is not null and list_contains(?, sample_id) order by 1",
        [ids],
    )
    return [(str(name), str(why)) for name, why in retired]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an export.

    Raises:
        BadInput: it can't be read.
    """
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        json.dumps(content, ensure_ascii=False).encode()  # half a character is no text
        found = TypeAdapter(Manifest).validate_python(content)
        own = {name: value for name, value in content.items() if name != "digest"}
        return replace(found, is_whole=_digest(own) == found.digest)
    except ValidationError as error:
        first = error.errors()[0]
        why = f"{'.'.join(map(str, first['loc'])) or 'it'}: {first['msg']}"
    except (OSError, ValueError, RecursionError) as error:
        why = str(error)
    raise BadInput("bad_input", f"{path} can't be read as the manifest of an export ({why}); export again")


def _digest(content: Mapping[str, Any]) -> str:
    return digest(json.dumps(content, sort_keys=True))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rows_digest(ask: Ask, ids: Sequence[str]) -> str:
    """A digest of what the rows say."""
    return str(ask(_ROWS, [list(ids)])[0]["found"])
