"""Tells a disk without room from other errors, whoever of those that write says so, and names the way out."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tracecot.errors import NoRoom

NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # the disk, a quota, or the limit of one file
OF_SQLITE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)  # what Dagster keeps its runs in


@contextmanager
def room_in(folder: Path, *more: type[Exception]) -> Iterator[None]:
    """Inside, what fails because nothing more can be written says so in words; `more` are errors that wrap others.

    Raises:
        NoRoom: instead of the error of DuckDB, Arrow, SQLite or the system that means this.
    """
    try:
        yield
    except (OSError, duckdb.Error, *more) as error:
        if not _means_no_room(error):
            raise
        raise NoRoom(
            f"nothing more can be written to {folder}: {error}; make room there (or set TRACECOT_HOME), then "
            "`tracecot run` goes on from the last batch that was written"
        ) from error


def _means_no_room(error: BaseException) -> bool:
    """By the number of the error where it has one; DuckDB gives its words alone."""
    match getattr(error, "orig", error):
        case sqlite3.Error() as found:
            return getattr(found, "sqlite_errorcode", None) in OF_SQLITE
        case OSError(errno=int(number)):
            return number in NUMBERS
        case duckdb.Error() | OSError() as found:
            return any(os.strerror(number) in str(found) for number in NUMBERS)
    return False
