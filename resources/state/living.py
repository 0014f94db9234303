"""Tells whether some process works on a run of Dagster's: each that does holds a lock until it ends, or is killed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

DAGSTER = "dagster"  # in the state folder: its runs, events, checks and schedules
LOCK = "living.lock"  # in Dagster's folder: shared by all that work on a run

_held: dict[Path, TextIO] = {}  # by folder; never closed, so that the system gives the lock back at the very end


def is_alive(process: str) -> bool:
    """Whether a process of this number runs; none does where it is no number."""
    try:
        os.kill(int(process), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return int(process) > 0


def lives(home: Path) -> None:
    """From now on this process counts as one that works on a run; waits while somebody looks."""
    if home not in _held:
        file = (home / LOCK).open("a")
        fcntl.flock(file, fcntl.LOCK_SH)
        _held[home] = file


@contextmanager
def nobody_lives(home: Path) -> Iterator[bool]:
    """Whether no process works on a run; if so, none begins inside."""
    if not home.is_dir():
        yield True
        return
    with (home / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
