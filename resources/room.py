"""Tells a disk without room from other errors, whoever of those that write says so, and names the way out."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tracecot.errors import NoRoom

NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # the disk, a quota, or the limit of one file


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """Inside, what fails because nothing more can be written says so in words.

    Raises:
        NoRoom: instead of the error of DuckDB, Arrow or the system that means this.
    """
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if not _means_no_room(error):
            raise
        raise NoRoom(
            f"nothing more can be written to {folder}: {error}; make room there (or set TRACECOT_HOME), then "
            "`tracecot run` goes on from the last batch that was written"
        ) from error


def _means_no_room(error: OSError | duckdb.Error) -> bool:
    """By the number of the error where it has one; DuckDB gives its words alone."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in NUMBERS
    return any(os.strerror(number) in str(error) for number in NUMBERS)
