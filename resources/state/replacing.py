"""Puts a file in place of another in one step, so that who reads it meets the one or the other, and never a half."""

import os
import time
from collections.abc import Callable
from glob import escape
from pathlib import Path

from resources.state.living import is_alive

ABANDONED = 60.0  # seconds without a word written: its process may have run on another machine, where none can be asked


def replaced(path: Path, write: Callable[[Path], object]) -> None:
    """Writes beside the path, in a file of this process's own, and moves it there when it is whole.

    What killed processes left of the same file goes.
    """
    for left in _left_behind(path):
        left.unlink(missing_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _left_behind(path: Path) -> list[Path]:
    """The drafts of the file at which nobody writes any more."""
    return [
        draft
        for draft in path.parent.glob(f".{escape(path.name)}.*")
        if (process := draft.suffix.removeprefix(".")).isdecimal() and not is_alive(process) and _is_abandoned(draft)
    ]


def _is_abandoned(draft: Path) -> bool:
    try:
        return time.time() - draft.lstat().st_mtime > ABANDONED
    except FileNotFoundError:  # its process ended meanwhile, and took it along
        return False


def replaced_by(path: Path, text: str) -> None:
    """The file has this text; where it has it already nothing is written."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        replaced(path, lambda draft: draft.write_text(text, encoding="utf-8"))
