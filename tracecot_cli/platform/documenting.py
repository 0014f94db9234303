"""Makes dbt's documentation while nobody else has the warehouse."""

from pathlib import Path

from resources.marts import dbt
from resources.warehouse import Warehouse
from tracecot.errors import TraceCoTError


class NotDocumented(TraceCoTError):
    """dbt can't make its pages."""


def made(warehouse: Warehouse) -> Path:
    """The page that dbt makes.

    Raises:
        NotDocumented: dbt failed; the message is dbt's.
    """
    try:
        with warehouse.held():
            return dbt.docs()
    except RuntimeError as error:
        raise NotDocumented(str(error)) from None
