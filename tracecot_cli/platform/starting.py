"""Starts the platform for `run` and `ui`, and shows what a run did."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from resources.reports.funnel import kept, losses
from resources.warehouse.asking import Ask
from tracecot.splits.records import SIDES
from tracecot_cli.platform.supervising import supervised
from tracecot_cli.platform.warehouse import warehouse

Report = Callable[[str, float], None]  # the stage, and how much of it is done, 0 to 1

_NOT_TO_TRAIN = (
    "No row is for training: what there is shares its source with what is kept for evaluation (`eval_packages` and "
    "`eval_share` under [splits] of tracecot.toml). Run more corpora.\n"
)
_NEXT = """Next:
  {command} audit {sample}   the whole chain behind one row
  {command} view                           samples and rejects in a browser, and charts
  {command} export --out release           the splits once more, wherever you want
  {command} ui                             assets, checks and runs"""


def run(corpora: list[str] | None, select: str | None, limit: int | None) -> int:
    """Runs the pipeline and prints the summary; gives the exit status.

    Raises:
        typer.BadParameter: the selection meets nothing.
    """
    from tracecot_assets.parts import NothingSelected
    from tracecot_assets.run import run_pipeline

    try:
        with _progress() as report:
            outcome = run_pipeline(corpora, select, limit, report)
    except NothingSelected as error:
        raise typer.BadParameter(str(error)) from None
    made = warehouse()
    with made.at_once():
        _summarize(made.records)
    for line in outcome.warnings:
        typer.echo(f"warning: {line}", err=True)
    for line in outcome.failures:
        typer.echo(f"tracecot: failed: {line}", err=True)
    failed, warned = len(outcome.failures), len(outcome.warnings)
    told = f"{failed} failure{'s' * (failed != 1)}, {warned} warning{'s' * (warned != 1)}"
    typer.echo(f"{outcome.checks} checks ran; {told}", err=True)
    return 0 if outcome.succeeded else 1


def serve(host: str, port: int) -> int:
    """Runs the Dagster UI and its daemon until they end; gives the exit status."""
    from resources.settings import project_folder
    from tracecot_assets.operation.dead_runs import recover
    from tracecot_assets.operation.home import prepare_home
    from tracecot_assets.operation.partitions import register_settings

    home = prepare_home()
    recover()
    register_settings()
    environment = {**os.environ, "DAGSTER_HOME": str(home), "DAGSTER_DISABLE_TELEMETRY": "1"}
    dagster = Path(sys.executable).with_name("dagster")
    command = [str(dagster), "dev", "--host", host, "--port", str(port), "--module-name", "tracecot_assets.definitions"]
    return supervised(command, environment, project_folder())


@contextmanager
def _progress() -> Iterator[Report]:
    """A bar for each stage where somebody watches; a line for each stage elsewhere."""
    if not sys.stderr.isatty():
        yield _line_a_stage()
        return
    columns = (TextColumn("{task.description:<14}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, share: float) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=1.0)
            progress.update(tasks[stage], completed=share)

        yield report


def _line_a_stage() -> Report:
    told: set[str] = set()

    def report(stage: str, share: float) -> None:
        if stage not in told:
            told.add(stage)
            typer.echo(stage, err=True)

    return report


def _summarize(ask: Ask) -> None:
    """What each stage kept and dropped, where the data is, what to do next."""
    from resources.settings import state_folder

    console = Console(highlight=False)
    table = Table("kept", "rows", title="What there is now", title_justify="left")
    for name, rows in kept(ask).items():
        table.add_row(name, f"{rows:,}")
    console.print(table)
    dropped = Table("dropped at", "because", "rows", title="What was dropped", title_justify="left")
    for loss in losses(ask):
        dropped.add_row(loss.stage, loss.reason, f"{loss.rows:,}")
    if dropped.row_count:
        console.print(dropped)
    console.print(f"The tables are in {state_folder() / 'tracecot.duckdb'}", soft_wrap=True)
    console.print(_ending(ask, state_folder() / "exports"), markup=False, soft_wrap=True)


def _command() -> str:
    """How the command is called here: where `make` has set up, it isn't on the path."""
    beside = Path(sys.executable).with_name("tracecot")
    return "tracecot" if shutil.which("tracecot") or not beside.is_file() else os.path.relpath(beside)


def _ending(ask: Ask, exports: Path) -> str:
    """Where the splits are and what to do next, or why there are none."""
    on_sides = " union all ".join(f"select sample_id, split from {side}_split" for side in SIDES)
    samples = ask(f"select sample_id, split from ({on_sides}) order by split = 'train' desc, sample_id limit 1", [])
    if samples:
        files = f"The splits are in {exports}, as JSON lines and Parquet\n" if exports.is_dir() else ""
        return (
            files
            + ("" if samples[0]["split"] == "train" else _NOT_TO_TRAIN)
            + _NEXT.format(command=_command(), sample=samples[0]["sample_id"])
        )
    (chosen,) = ask("select count(*) as rows from samples where retired_at is null", [])
    if chosen["rows"]:
        return f"{chosen['rows']:,} samples are chosen, and none ships: what stopped them stands below."
    return "No sample ships yet; `tracecot why ID` says why for any program, call or narration."
