"""Prints a chain as OpenLineage run events, one a line, as its own file transport writes them."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from resources.lineage.chain import Chain
from tracecot_cli.platform.check_history import CheckResult

if TYPE_CHECKING:
    from resources.warehouse import Warehouse


def tell(chain: Chain, warehouse: "Warehouse", checks: Sequence[CheckResult]) -> None:
    """Prints each event."""
    from resources.lineage.open_lineage import run_events

    held = {table: [(one.name, one.holds) for one in checks if one.table == table] for table in chain.tables}
    for event in run_events(chain, warehouse.records, held):
        typer.echo(json.dumps(event, sort_keys=True))
