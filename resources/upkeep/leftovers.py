"""Finds the files of the state folder that nobody needs: what killed processes left, logs, copies made on demand."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from resources.marts.dbt import target
from resources.state.living import is_alive
from resources.warehouse import FILE, SNAPSHOT, STAGED, left_behind
from resources.warehouse.reading_copy import FOLDER as VIEW

JUST_NOW = 60.0  # seconds: somebody may be about to open it
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file or folder that may go, and what it is."""

    path: Path
    what: str
    size: int  # bytes


def leftovers(folder: Path, days: float) -> Iterator[Leftover]:
    """All of them; what may still be looked at (logs) only when it is older than so many days."""
    for path in left_behind(folder / STAGED):
        yield _leftover(path, "rows that a killed run left on their way in")
    for path in _some(folder, f"{Path(SNAPSHOT).stem}.*.partial"):
        if not is_alive(path.suffixes[-2].lstrip(".")):
            yield _leftover(path, "a snapshot that was not finished")
    for path in _some(folder, f"{Path(FILE).stem}.*.partial"):
        if not is_alive(path.suffixes[-2].lstrip(".")):
            yield _leftover(path, "a compacted warehouse that was not finished")
    for path in _some(folder / VIEW, "*"):
        if not (path.suffix == ".partial" and is_alive(path.stem)) and _age(path) > JUST_NOW:
            yield _leftover(path, "a reading copy of `tracecot view`; made anew when it is asked for")
    for path in _some(folder / "dbt", "*"):
        if path.name != "logs" and path != target():
            yield _leftover(path, "what dbt made of files of another version")
    for path in _some(folder / "dbt" / "logs", "*"):
        if _age(path) > days * DAY:
            yield _leftover(path, "a log of dbt")


def remove(one: Leftover) -> None:
    """Removes it; what is gone already is as good."""
    if one.path.is_dir() and not one.path.is_symlink():
        shutil.rmtree(one.path, ignore_errors=True)
    else:
        one.path.unlink(missing_ok=True)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    files = path.rglob("*") if path.is_dir() and not path.is_symlink() else [path]
    return sum(file.lstat().st_size for file in files if file.is_file())


def _leftover(path: Path, what: str) -> Leftover:
    return Leftover(path, what, size_of(path))


def _some(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern)) if folder.is_dir() else []


def _age(path: Path) -> float:
    return time.time() - path.lstat().st_mtime
