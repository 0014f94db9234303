"""Puts a file in place of another in one step, so that who reads it meets the one or the other, and never a half."""

import os
from collections.abc import Callable
from pathlib import Path


def replaced(path: Path, write: Callable[[Path], object]) -> None:
    """Writes beside the path, in a file of this process's own, and moves it there when it is whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def replaced_by(path: Path, text: str) -> None:
    """The file has this text; where it has it already nothing is written."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        replaced(path, lambda draft: draft.write_text(text, encoding="utf-8"))
