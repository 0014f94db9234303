"""Backs the state folder up into a folder, whole and at rest, and puts a backup back."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from resources.models.journal import FILE as JOURNAL
from resources.state.dagster_files import opened_to_read
from resources.state.living import DAGSTER
from resources.tables import TABLES
from resources.upkeep.alerting import FILE as ALERTS
from resources.upkeep.at_rest import at_rest
from resources.warehouse import FILE, LOCK, Warehouse
from resources.warehouse.migrations import SCHEMA, refuse_newer
from resources.warehouse.opening import FileBroken
from tracecot.errors import BadInput

MANIFEST = "backup.json"
PLAIN = (JOURNAL, ALERTS)  # beside the warehouse: what models answered cost money
BEFORE = "before-restore-{}.duckdb"  # with the moment of its last change, so that none is written over


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself."""

    folder: Path
    made_at: str
    youngest: str  # the moment of the last change in the warehouse, empty where there is none
    files: tuple[str, ...]
    replaced: Path | None = None  # where the warehouse is that was there before it was restored


def back_up(state: Path, to: Path) -> Backup:
    """Writes a backup, also while a run goes on: the warehouse as it is between two transactions.

    Raises:
        BadInput: there is nothing to back up, or something is there already.
    """
    warehouse = Warehouse(state)
    if not warehouse.path.exists():
        raise BadInput("bad_input", f"there is no warehouse in {state}; `tracecot run` makes it")
    if to.exists():
        raise BadInput("bad_input", f"{to} is there already; name a folder that is not")
    partial = to.with_name(f"{to.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
    except OSError as error:
        raise BadInput("bad_input", f"{to} can't be made ({error.strerror}); name a folder elsewhere") from None
    warehouse.snapshot(partial / FILE)
    for name in PLAIN:
        if (state / name).is_file():
            shutil.copyfile(state / name, partial / name)
    for path in sorted((state / DAGSTER).rglob("*.db")):
        _copy_sqlite(path, partial / path.relative_to(state))
    last = youngest(Warehouse(partial))
    (partial / LOCK).unlink()  # left by looking at it
    content = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "tracecot": version("tracecot"), "schema": SCHEMA,
        "youngest": last, "files": dict(_digests(partial)),
    }  # fmt: skip
    (partial / MANIFEST).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    partial.rename(to)  # whole, or not there
    return Backup(to, str(content["made_at"]), str(content["youngest"]), tuple(dict(_digests(to))))


def forget_older(backup: Backup, keep: int) -> list[Path]:
    """Removes all but the newest so many backups of those in its folder, and gives what was removed.

    A folder with anything else in it than the files of a backup stays.
    """
    beside = [path for path in backup.folder.absolute().parent.iterdir() if path.is_dir() and not path.is_symlink()]
    dated = {path: moment for path in beside if (moment := _made_at(path))}
    older = sorted(dated, key=lambda path: (dated[path], path.name), reverse=True)[keep:]
    for path in older:
        shutil.rmtree(path)
    return sorted(older)


def _made_at(folder: Path) -> str:
    """When the backup was made; empty where the folder is none, or has more in it."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        named, moment = {*content["files"], MANIFEST}, str(content["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    return moment if found <= named else ""


def restore(state: Path, folder: Path, *, over: bool = False) -> Backup:
    """Puts a backup in place of what is there, while nothing runs; the warehouse of before is kept beside.

    Raises:
        BadInput: it is no whole backup, or what is there is newer and nobody said that it may go.
        NewerWarehouse: a newer version of TraceCoT made it.
        StateInUse: a run is at work.
    """
    content = _read(folder)
    refuse_newer(int(content["schema"]))
    found = Backup(folder, str(content["made_at"]), str(content["youngest"]), tuple(content["files"]))
    with at_rest(state):
        warehouse = Warehouse(state)
        if warehouse.path.exists():
            found = replace(found, replaced=_set_aside(warehouse, found, over))
        for name in sorted(content["files"], key=lambda name: name == FILE):  # the warehouse last
            _put(folder / name, state / name)
    return found


def _set_aside(warehouse: Warehouse, backup: Backup, over: bool) -> Path:
    """Keeps the warehouse that is there beside; one that can't be read moves, whatever the backup's age."""
    try:
        _refuse_older(warehouse, backup, over)
        return warehouse.snapshot(warehouse.folder / BEFORE.format("".join(filter(str.isdigit, youngest(warehouse)))))
    except FileBroken:
        moved = warehouse.folder / BEFORE.format(f"broken-{datetime.now(UTC):%Y%m%d%H%M%S}")
        return warehouse.path.replace(moved)


def youngest(warehouse: Warehouse) -> str:
    """When something in the warehouse last changed: a row was made or retired; empty where there is none."""
    if not warehouse.path.exists():
        return ""
    have = {
        str(name)
        for (name,) in warehouse.rows("select table_name from duckdb_tables() where database_name = current_database()")
    }
    with warehouse.at_once():
        moments = [
            str(moment)
            for table in TABLES.values()
            if table.name in have
            for column in ("made_at", "retired_at")
            if any(one.name == column for one in table.columns)
            for (moment,) in warehouse.rows(f"select max({column}) from {table.name}")
            if moment is not None
        ]
    return max(moments, default="")


def _refuse_older(warehouse: Warehouse, backup: Backup, over: bool) -> None:
    """Refuses to put an old backup over work that was done since."""
    now = youngest(warehouse)
    if now > backup.youngest and not over:
        raise BadInput(
            "bad_input",
            f"the warehouse in {warehouse.folder} changed at {now} UTC, after all that the backup has "
            f"({backup.youngest or 'nothing'}); `tracecot backup FOLDER` first, and then --over puts this one back",
        )


def _read(folder: Path) -> Mapping[str, Any]:
    """The manifest of a backup whose files are all there, and as they were written."""
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files, found = dict(content["files"]), dict(_digests(folder))
        {content[name] for name in ("made_at", "youngest", "schema")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput("bad_input", f"{folder} is no backup: {MANIFEST} can't be read ({error})") from None
    if wrong := sorted(name for name in files if files[name] != found.get(name)):
        raise BadInput("bad_input", f"{folder / wrong[0]} is missing or was changed since the backup was made")
    if FILE not in files:
        raise BadInput("bad_input", f"{folder} has no {FILE}")
    return content


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a backup, by their paths in it, with their SHA-256."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            with path.open("rb") as file:
                yield path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()


def _copy_sqlite(path: Path, to: Path) -> None:
    """A whole copy of a database that somebody may be writing to."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with opened_to_read(path) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("pragma journal_mode = delete")  # one file, without a log beside it


def _put(path: Path, to: Path) -> None:
    """Puts a file in place of another in one step; a log beside that one was of that one."""
    to.parent.mkdir(parents=True, exist_ok=True)
    partial = to.with_name(f"{to.name}.restoring")
    shutil.copyfile(path, partial)
    for log in (".wal", "-wal", "-shm"):
        to.with_name(to.name + log).unlink(missing_ok=True)
    partial.replace(to)
