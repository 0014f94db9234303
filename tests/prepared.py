"""A warehouse without rows, for tests of what is written into it."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from resources.warehouse import FILE, Warehouse


def prepared(folder: Path) -> Warehouse:
    """The warehouse of the folder, in which each table is."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / FILE).exists():
        shutil.copyfile(Path(_empty().name) / FILE, folder / FILE)
    return Warehouse(folder)


@cache
def _empty() -> TemporaryDirectory[str]:
    """Made once, because making the tables takes a hundred times as long as copying them."""
    folder = TemporaryDirectory(prefix="empty-")
    Warehouse(Path(folder.name)).prepare()
    return folder
