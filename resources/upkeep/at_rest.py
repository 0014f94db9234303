"""Holds every lock of the state folder, so that nothing runs there: what moves or removes files asks first."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from resources.state.living import DAGSTER, nobody_lives
from resources.warehouse import LOCK
from tracecot.errors import TraceCoTError

RUN_LOCK = "run.lock"  # of all runs from a command line


class StateInUse(TraceCoTError):
    """A run is at work in the state folder."""


def is_at_work(folder: Path) -> bool:
    """Whether a run is going on in the state folder."""
    path = folder / RUN_LOCK
    if path.is_file():
        with path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    with nobody_lives(folder / DAGSTER) as nobody:
        return not nobody


@contextmanager
def at_rest(folder: Path) -> Iterator[None]:
    """Nothing runs inside; the warehouse's own lock stays free, since it is only held for moments.

    Raises:
        StateInUse: something runs there now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RUN_LOCK).touch()
    with ExitStack() as held:
        for path in sorted(folder.glob("*.lock")):
            if path.name != LOCK:
                file = held.enter_context(path.open("a"))
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise StateInUse(f"a run is working on {folder} ({path.name}); wait for it to end") from None
        if not held.enter_context(nobody_lives(folder / DAGSTER)):
            raise StateInUse(f"a run is working on {folder} (Dagster's); wait for it to end")
        yield
