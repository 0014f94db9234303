"""Looks at how the platform does: its last run, its rows, the checks that don't hold, its age and its disk."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from resources.reports.funnel import kept
from resources.settings import load_settings
from resources.settings.tables import Checks
from resources.state.dagster_files import opened_to_read
from resources.state.living import DAGSTER, nobody_lives
from resources.tables import TABLES
from resources.upkeep.at_rest import is_at_work
from tracecot.errors import BadSettings
from tracecot_cli.platform.check_history import CheckResult, latest_checks
from tracecot_cli.showing.sizes import size

if TYPE_CHECKING:
    from resources.warehouse import Warehouse

SECONDS_AN_HOUR = 3_600
LITTLE = 2 * 1024**3  # bytes free, below which a run may fill the disk
RUNS = Path("history") / "runs.db"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of Dagster's."""

    id: str
    status: str
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """How the platform does."""

    run: Run | None
    rows: dict[str, int]
    broken: tuple[CheckResult, ...]
    made: datetime | None  # when a run last made something or ended well
    used: int  # bytes of the state folder
    free: int
    killed: tuple[str, ...] = ()  # runs that are `started` though no process works on any
    at_work: bool = False  # whether a run is going on
    stale_hours: float = Checks().stale_hours  # without a run, after which the nightly one was missed

    @property
    def is_well(self) -> bool:
        """Whether the last run succeeded, none was killed, and every check holds that stops something."""
        return (
            not any(one.stops for one in self.broken)
            and not self.killed
            and (self.run is None or self.run.status != "FAILURE")
        )


def health(warehouse: "Warehouse", folder: Path) -> Health:
    """Looks at everything."""
    tables = [table.name for table in TABLES.values()]
    ((made,),) = warehouse.rows("select max(made_at) from refreshes")
    looked = last_success(folder / DAGSTER)  # it may have found nothing new
    return Health(
        run=last_run(folder / DAGSTER),
        rows=kept(warehouse.records),
        broken=tuple(one for one in latest_checks(folder / DAGSTER, tables) if not one.holds),
        made=max((one for one in (made, looked) if isinstance(one, datetime)), default=None),
        used=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()),
        free=shutil.disk_usage(folder).free,
        killed=killed_runs(folder / DAGSTER),
        at_work=is_at_work(folder),
        stale_hours=_stale_hours(),
    )


def _stale_hours() -> float:
    """What `tracecot.toml` says; what it may leave out where it can't be read, which is for a run to tell."""
    try:
        return load_settings().checks.stale_hours
    except BadSettings:
        return Checks().stale_hours


def last_run(home: Path) -> Run | None:
    """The youngest run, read from Dagster's own table; none before the first."""
    rows = _asked(home, "select run_id, status, end_time from runs order by id desc limit 1")
    found = [Run(name, state, datetime.fromtimestamp(end, UTC) if end else None) for name, state, end in rows]
    return found[0] if found else None


def last_success(home: Path) -> datetime | None:
    """When a run last ended well, in UTC without its zone, as the warehouse has moments."""
    rows = _asked(home, "select max(end_time) from runs where status = 'SUCCESS'")
    return datetime.fromtimestamp(rows[0][0], UTC).replace(tzinfo=None) if rows and rows[0][0] else None


def killed_runs(home: Path) -> tuple[str, ...]:
    """The runs that were left `started` by processes that were killed; none while some process works on a run."""
    with nobody_lives(home) as dead:
        rows = _asked(home, "select run_id from runs where status = 'STARTED' order by id") if dead else []
    return tuple(name for (name,) in rows)


def _asked(home: Path, query: str) -> list[Any]:
    path = home / RUNS
    if not path.exists():
        return []
    with opened_to_read(path) as connection:
        return connection.execute(query).fetchall()


def tell(found: Health) -> None:
    """Prints the summary, and what to do last."""
    run = found.run
    typer.echo(f"last run    {run.id}, {run.status.lower()}{_when(run.ended)}" if run else "last run    none yet")
    for table, count in found.rows.items():
        typer.echo(f"{table:<14}{count:>10,} rows")
    typer.echo(
        f"fresh       last worked at {found.made:%Y-%m-%d %H:%M} UTC" if found.made else "fresh       never worked"
    )
    typer.echo(f"disk        {size(found.used)} used, {size(found.free)} free")
    for one in found.broken:
        typer.echo(f"{'broken' if one.stops else 'warned':<12}check {one.name} of {one.table}, in run {one.run_id}")
    for advice in advices(found):
        typer.echo(f"do          {advice}")


def advices(found: Health) -> list[str]:
    """What to do, the most urgent first; that all is well where nothing is to do."""
    told = ["nothing yet: a run is at work, and the rows are those of now"] if found.at_work else []
    if found.run and found.run.status == "FAILURE":
        told.append("the last run failed: `tracecot run` goes on where it was; `tracecot ui` shows the step")
    for name in found.killed:
        told.append(f"run {name} was killed: `tracecot run` goes on where it was, `tracecot ui` takes it up again")
    if any(one.stops for one in found.broken):
        told.append("`tracecot ui` shows the rows that break the check; docs/operations.md says what then")
    elif found.broken:
        told.append("`tracecot ui` shows what the warning is about; it stops nothing")
    if found.free < LITTLE:
        told.append("the disk is nearly full: make room before the next run")
    if found.at_work:
        return told
    if not any(found.rows.values()):
        told.append("nothing is there yet: `tracecot run`")
    elif found.made and _hours_since(found.made) > found.stale_hours:
        since = f"nothing ran in the last {found.stale_hours:g} hours"
        told.append(f"{since}: `tracecot run`, or switch the schedule `nightly` on")
    return told or ["nothing: all is well"]


def _hours_since(moment: datetime) -> float:
    return (datetime.now(UTC).replace(tzinfo=None) - moment).total_seconds() / SECONDS_AN_HOUR


def _when(moment: datetime | None) -> str:
    return f", ended {moment:%Y-%m-%d %H:%M} UTC" if moment else ""
