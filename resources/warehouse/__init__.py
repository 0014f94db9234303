"""The warehouse: one DuckDB file, how it is opened, brought forward and read by others."""

from resources.warehouse.file import (
    FILE,
    LOCK,
    LONG,
    SNAPSHOT,
    STAGED,
    Change,
    Put,
    Renew,
    Replace,
    RowsLost,
    Warehouse,
    left_behind,
    together,
)

__all__ = [
    "FILE",
    "LOCK",
    "LONG",
    "SNAPSHOT",
    "STAGED",
    "Change",
    "Put",
    "Renew",
    "Replace",
    "RowsLost",
    "Warehouse",
    "left_behind",
    "together",
]
