"""Runs the pipeline in this process: what `tracecot run` does."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
from dagster._core.errors import DagsterAssetCheckFailedError
from sqlalchemy.exc import DBAPIError

from resources.settings import Settings, load_settings, state_folder
from resources.state.room import room_in
from resources.traces.executions import get_ready, rare_collections
from resources.upkeep.at_rest import RUN_LOCK
from tracecot.errors import TraceCoTError
from tracecot_assets.operation.dead_runs import close_dead_runs
from tracecot_assets.operation.findings import told
from tracecot_assets.operation.home import IN_PROCESS, NOT_AGAIN, close_killed_runs, prepare_home
from tracecot_assets.operation.partitions import range_tags, register
from tracecot_assets.operation.tags import asked
from tracecot_assets.parts import Part, parts_of
from tracecot_assets.platform import Platform, Progress, silent

if TYPE_CHECKING:
    from dagster._core.definitions.assets.graph.asset_graph import AssetGraph

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


class RunGoesOn(TraceCoTError):
    """Another process is running the pipeline on the same data."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """How a run ended; `failures` are in words, and empty when all went well."""

    run_ids: tuple[str, ...]
    failures: tuple[str, ...]
    warnings: tuple[str, ...]
    checks: int
    folder: Path

    @property
    def succeeded(self) -> bool:
        """Whether every asset was made and every blocking check holds."""
        return not self.failures


def run_pipeline(
    corpora: Sequence[str] | None = None,
    select: str | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> RunSummary:
    """Makes what is missing or stale, of these corpora (all) and these assets (all).

    Raises:
        BadSettings: `tracecot.toml` is wrong, there is no such corpus, or the landing folder is away.
        RunGoesOn: somebody else is at it.
        NothingSelected: the selection meets no asset.
        NoRoom: the disk is full.
    """
    get_ready()  # the definitions are loaded meanwhile
    settings = load_settings()
    settings.require_landing()
    chosen = _chosen(settings, corpora)
    with room_in(state_folder()):
        prepare_home()
    with _the_only_run(), room_in(state_folder(), DBAPIError):  # Dagster keeps its runs in SQLite
        platform = Platform.standard(limit, progress or silent, chosen)
        from tracecot_assets.definitions import definitions  # reads tracecot.toml and dbt's files, so only now

        defs = definitions(platform)
        with dg.DagsterInstance.get() as instance, rare_collections(), platform.workers:
            close_killed_runs(instance)
            close_dead_runs(instance)
            job = defs.resolve_job_def("pipeline")
            results = []
            names = register(instance, settings)
            for part in parts_of(defs, names, chosen or names, select):
                results.append(_execute(job, part, instance, _asked(part, names, select)))
                if not results[-1].success:
                    break
        return _summary(results, defs.resolve_asset_graph())


def _chosen(settings: Settings, corpora: Sequence[str] | None) -> list[str]:
    """The corpora asked for, in the order of the file."""
    wanted = {settings.corpus(name).name for name in corpora} if corpora else None
    return [corpus.name for corpus in settings.corpora if wanted is None or corpus.name in wanted]


@contextmanager
def _the_only_run() -> Iterator[None]:
    """Holds the lock of all runs from a command line; the system gives it back if the process dies."""
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / RUN_LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunGoesOn(f"another run is working on {folder}; wait for it, or set TRACECOT_HOME") from None
        yield


def _asked(part: Part, names: Sequence[str], select: str | None) -> dict[str, str]:
    """The tags of a part's run: who asked for what, and the range of its corpora."""
    reason = f"--select {select}" if select else "everything"
    if part.corpora is None:
        return {**IN_PROCESS, **NOT_AGAIN, **asked("command line", reason)}
    first, last = (names.index(name) for name in part.corpora)
    return {
        **IN_PROCESS,
        **NOT_AGAIN,
        **range_tags(*part.corpora),
        **asked("command line", reason, names[first : last + 1]),
    }


def _execute(
    job: dg.JobDefinition, part: Part, instance: dg.DagsterInstance, tags: dict[str, str]
) -> dg.ExecuteInProcessResult:
    # Told which checks, since Dagster would take all that its assets have, also those of other jobs.
    own = {key for key in job.asset_layer.asset_graph.asset_check_keys if key.asset_key in part.assets}
    subset = job.get_subset(asset_selection=set(part.assets), asset_check_selection=own)
    return subset.execute_in_process(instance=instance, tags=tags, run_config=QUIET, raise_on_error=False)


def _summary(results: Sequence[dg.ExecuteInProcessResult], graph: "AssetGraph") -> RunSummary:
    evaluations = [one for result in results for one in result.get_asset_check_evaluations()]
    broken = [one for one in evaluations if not one.passed]
    failures = [_told(one, graph) for one in broken if one.severity == dg.AssetCheckSeverity.ERROR]
    failures += [line for result in results for line in _errors(result)]
    unnamed = [f"run {result.run_id} failed; `tracecot ui` shows it" for result in results if not result.success]
    return RunSummary(
        run_ids=tuple(result.run_id for result in results),
        failures=tuple(failures or unnamed),
        warnings=tuple(_told(one, graph) for one in broken if one.severity == dg.AssetCheckSeverity.WARN),
        checks=len(evaluations),
        folder=state_folder(),
    )


def _told(evaluation: dg.AssetCheckEvaluation, graph: "AssetGraph") -> str:
    says = evaluation.description or graph.get_check_spec(evaluation.asset_check_key).description
    return told(evaluation, says or f"{evaluation.check_name.replace('_', ' ')}.")


def _errors(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """What went wrong in steps, without the frames."""
    for event in result.all_events:
        if event.is_step_failure and event.step_failure_data.error:
            error = event.step_failure_data.error
            error = error.cause or error  # the outer one is Dagster's own, which only names the step
            if error.cls_name != DagsterAssetCheckFailedError.__name__:  # those are told as checks
                yield f"{event.step_key}: {' '.join(error.message.split())}"
