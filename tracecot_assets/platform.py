"""What every asset is handed: the warehouse, the settings, how much to take, and whom to tell of progress."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import dagster as dg
import pyarrow as pa

from resources import tables
from resources.checks.inspecting import Inspector
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import Settings, load_settings, state_folder
from resources.settings.tables import PackageCorpus
from resources.state.alone import alone
from resources.tables.stages import STAGES, tables_of
from resources.traces.executing import Jail
from resources.traces.executions import Workers
from resources.warehouse import LONG, Put, Warehouse
from resources.warehouse.retiring import retired
from tracecot.execution import TRACER
from tracecot.ids import digest
from tracecot.narrations.records import NARRATOR
from tracecot.verification.records import VERIFIER

BATCHES_WRITTEN = 8  # at once, of what a stage made; what is written is safe from then on

Progress = Callable[[str, float], None]  # the stage, and how much of it is done, 0 to 1


PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"

#: By column: what the row of today says there. Rows of another version retire.
CURRENT = {"tracer": TRACER, "python": PYTHON, "narrator": NARRATOR, "verifier": VERIFIER}


def silent(stage: str, share: float) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Platform:
    """The outside world, as assets see it."""

    warehouse: Warehouse
    settings: Settings
    limit: int | None = None  # programs of each corpus
    progress: Progress = silent
    corpora: tuple[str, ...] = ()  # all that are asked for, where several of Dagster's runs share them
    workers: Workers = field(default_factory=Workers, compare=False)
    inspector: Inspector = field(default_factory=Inspector, compare=False)

    @classmethod
    def standard(cls, limit: int | None = None, progress: Progress = silent, corpora: Sequence[str] = ()) -> "Platform":
        """As `tracecot.toml` and the state folder say, with all tables in place."""
        platform = cls(Warehouse(state_folder(), LONG), load_settings(), limit, progress, tuple(corpora))
        platform.warehouse.prepare()
        return platform

    @contextmanager
    def alone(self, stage: str) -> Iterator[None]:
        """Only one run works on a stage at a time: a second one waits, and then finds nothing left to do."""
        with alone(self.warehouse.folder / f"{stage}.lock"):
            yield

    def jail(self, corpus: str, workers: int | None = 1) -> Jail:
        """How the programs of a corpus are executed: those of one package share children, those of a data set never."""
        is_package = any(isinstance(one, PackageCorpus) and one.name == corpus for one in self.settings.corpora)
        return Jail(self.settings.limits, self.settings.profile, OF_ONE_PACKAGE if is_package else 1, workers)

    def look_at_sandbox(self) -> None:
        """Says in the log what stands between programs and this machine.

        Raises:
            SandboxUnavailable: what must be there is not.
        """
        with Sandbox(1, self.settings.limits, profile=self.settings.profile) as sandbox:
            dg.get_dagster_logger().info(f"The sandbox stands on {', '.join(sandbox.layers())}.")
            if missing := sandbox.missing():
                dg.get_dagster_logger().warning(f"The sandbox goes without {', '.join(missing)} on this machine.")

    def asked_with(self, corpus: str, keys: Sequence[str]) -> Sequence[str]:
        """The corpora that share something with this one: all that are asked for, or `keys` where that isn't known."""
        return self.corpora if corpus in self.corpora else keys

    def report(self, stage: str, done: int, total: int) -> None:
        """Tells how far a stage is."""
        self.progress(stage, min(1.0, done / max(1, total)))

    def worked_from(self, stage: str, corpus: str) -> str:
        """The fingerprint of what the stage last worked from; empty before the first time."""
        found = self.warehouse.rows("select fingerprint from refreshes where stage = ? and corpus = ?", [stage, corpus])
        return str(found[0][0]) if found else ""

    def works_from(self, stage: str, corpus: str, fingerprint: str, run_id: str) -> None:
        """Notes it as that; where rows are written as well, `refresh` goes with them."""
        key = [stage, corpus]
        now = datetime.now(UTC).replace(tzinfo=None)
        self.warehouse.execute(
            [
                ("delete from refreshes where stage = ? and corpus = ?", key),
                (
                    "insert into refreshes (stage, corpus, fingerprint, run_id, made_at) values (?, ?, ?, ?, ?)",
                    [*key, fingerprint, run_id, now],
                ),
            ]
        )

    def follow_settings(self, stage: str, corpus: str, run_id: str, *settings: object) -> None:
        """Retires what the stage and the later ones made for the corpus under other settings.

        Rows that are made again take the place of those of the same id; the others stay, marked.
        """
        fingerprint = digest([str(one) for one in settings])
        before = self.worked_from(stage, corpus)
        if before == fingerprint:
            return
        if before:
            self.warehouse.execute([_outdated(table, corpus) for table in written_from(stage)])
        self.works_from(stage, corpus, fingerprint, run_id)

    def try_again(self, table: str, condition: str, corpus: str) -> None:
        """Takes out what failed by a mistake of ours, so that it counts as not yet done."""
        condition = f"{condition} and corpus = ?"
        if self.warehouse.count(table, condition, [corpus]):
            self.warehouse.execute([(f"delete from {table} where {condition}", [corpus])])


def written_from(stage: str) -> list[tables.Table]:
    """What the stage and the later ones write by corpus: what is divided is chosen from all corpora together.

    >>> [table.name for table in written_from("verification")]
    ['claims', 'verified_cot', 'rejected_narrations']
    """
    of_corpora = STAGES[STAGES.index(stage) : STAGES.index("splits")]
    written = [table for later in of_corpora for table in tables_of(later, "kept", "dropped", "detail")]
    return [table for table in written if table is not tables.TRACE_EVENTS]  # they go by their traces


def _outdated(table: tables.Table, corpus: str) -> tuple[str, list[object]]:
    """The statement that retires a corpus's rows; those that can't retire (claims) go."""
    if table.retires:
        return retired(table, "settings", "corpus = ?", [corpus])
    return f"delete from {table.name} where corpus = ?", [corpus]


def refresh(stage: str, corpus: str, fingerprint: str) -> Put:
    """The change that notes what a stage worked from."""
    rows = pa.table({"stage": [stage], "corpus": [corpus], "fingerprint": [fingerprint]})
    return Put(tables.REFRESHES, rows)
