"""Shows what may be removed from the state folder, and removes it."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import typer

from resources.settings import state_folder
from resources.state.living import DAGSTER
from resources.upkeep.at_rest import at_rest
from resources.upkeep.discarding import discarded
from resources.upkeep.leftovers import leftovers, remove
from resources.warehouse import Warehouse
from tracecot_cli.showing.sizes import size

WHAT_RUNS_LEAVE = "a run of Dagster's, with its logs"
Found = Mapping[str, tuple[int, int]]  # what it is, how many, and their bytes


def survey(days: float, retired: bool) -> None:
    """Prints what would go."""
    _tell(_files(days, really=False), _rows(days, retired, really=False), "would go")
    typer.echo("nothing was removed; --yes removes it", err=True)


def clear(days: float, retired: bool, compact: bool) -> None:
    """Removes it, while nothing runs, and prints what went; then the warehouse is compacted where that is asked for.

    Raises:
        StateInUse: a run is at work.
    """
    with at_rest(state_folder()):
        _tell(_files(days, really=True), _rows(days, retired, really=True), "went")
        warehouse = Warehouse(state_folder())
        if compact and warehouse.path.exists():
            before = warehouse.path.stat().st_size
            warehouse.compact()
            typer.echo(f"{warehouse.path.name} has {size(warehouse.path.stat().st_size)}, {size(before)} before")


def _files(days: float, *, really: bool) -> Found:
    """Files and runs, by what they are."""
    folder = state_folder()
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in list(leftovers(folder, days)):
        found[one.what] = (found[one.what][0] + 1, found[one.what][1] + one.size)
        if really:
            remove(one)
    return {**found, **_runs(folder, days, really=really)}


def _runs(folder: Path, days: float, *, really: bool) -> Found:
    if not (folder / DAGSTER).is_dir():
        return {}
    import dagster as dg

    from tracecot_assets.operation.home import prepare_home
    from tracecot_assets.operation.old_runs import forget, old_runs, size_of_run

    prepare_home()
    with dg.DagsterInstance.get() as instance:
        names = old_runs(instance, days)
        bytes_of_all = sum(map(size_of_run, names))
        for name in names if really else ():
            forget(instance, name)
    return {WHAT_RUNS_LEAVE: (len(names), bytes_of_all)} if names else {}


def _rows(days: float, retired: bool, *, really: bool) -> Mapping[str, int]:
    warehouse = Warehouse(state_folder())
    if not retired or not warehouse.path.exists():
        return {}
    warehouse.follow_schema()
    return discarded(warehouse, days, really=really)


def _tell(files: Found, rows: Mapping[str, int], verb: str) -> None:
    for what, (number, taken) in files.items():
        typer.echo(f"{number:>8,} x {what}: {size(taken)}")
    for table, number in rows.items():
        typer.echo(f"{number:>8,} rows of {table} that had retired")
    everything = sum(taken for _, taken in files.values())
    typer.echo(f"{size(everything)} of files and {sum(rows.values()):,} rows {verb}")
