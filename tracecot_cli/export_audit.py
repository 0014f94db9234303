"""Proves an export against the warehouse, and tells what of it no longer ships."""

from collections import Counter
from pathlib import Path

import typer


def prove(path: Path) -> int:
    """Prints what was proven or is wrong; gives the exit status."""
    from resources.manifests import faults, no_longer_ship, read_manifest
    from tracecot_cli.warehouse import warehouse

    folder = path if path.is_dir() else path.parent
    found = read_manifest(folder)
    ledger = warehouse()
    wrong = list(faults(ledger, folder))
    for fault in wrong:
        typer.echo(f"wrong: {fault}")
    if not wrong:
        rows = ", ".join(f"{len(ids)} of {side}" for side, ids in found["samples"].items())
        typer.echo(f"{len(found['files'])} files and their rows ({rows}) are those of the warehouse")
        typer.echo(f"suites that held: {', '.join(found['suites_that_held']) or 'none is known of'}")
    for reason, rows in sorted(Counter(why for _, why in no_longer_ship(ledger, folder)).items()):
        typer.echo(f"{rows} of its samples have retired since: {reason or 'source'}")
    return 1 if wrong else 0
