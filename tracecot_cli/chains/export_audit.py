"""Proves an export against the warehouse, and tells what of it no longer ships."""

from collections import Counter
from pathlib import Path

import typer

from tracecot_cli.showing.printable import printable

WITHDRAWN = "withdrawn"  # nobody may use it any more


def prove(path: Path) -> int:
    """Prints what was proven or is wrong; gives the exit status: 1 also where something was withdrawn."""
    from resources.exports.manifests import faults, folder_of, no_longer_ship, read_manifest
    from tracecot_cli.platform.warehouse import warehouse

    folder = folder_of(path)
    found = read_manifest(folder)
    ledger = warehouse()
    wrong = list(faults(ledger, folder, found))
    for fault in wrong:
        typer.echo(printable(f"wrong: {fault}"))
    if not wrong:
        rows = ", ".join(f"{len(ids)} of {side}" for side, ids in found.samples.items())
        typer.echo(f"{len(found.files)} files and their rows ({rows}) are those of the warehouse")
        typer.echo(f"suites that held: {', '.join(found.suites_that_held) or 'none is known of'}")
    retired = Counter(why for _, why in no_longer_ship(ledger, found))
    for reason, rows in sorted(retired.items()):
        typer.echo(f"{rows} of its samples have retired since: {reason}")
    return 1 if wrong or retired[WITHDRAWN] else 0
