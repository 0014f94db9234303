"""Opens the warehouse to read; only `why`, `audit` and `export` load DuckDB for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from resources.warehouse.asking import Ask
from tracecot.errors import BadInput

if TYPE_CHECKING:
    from resources.warehouse import Warehouse


def warehouse() -> "Warehouse":
    """The warehouse of this project.

    Raises:
        BadInput: nothing has been run here yet.
    """
    from resources.settings import state_folder
    from resources.warehouse import Warehouse

    found = Warehouse(state_folder())
    if not found.path.exists():
        raise BadInput("bad_input", f"there is no warehouse in {found.folder}; `tracecot run` makes it")
    found.follow_schema()
    return found


@contextmanager
def asking() -> Iterator[Ask]:
    """A function that answers queries with rows."""
    yield warehouse().records
