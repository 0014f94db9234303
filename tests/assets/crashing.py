"""Runs of the pipeline in processes of their own, to be killed, and what their tables hold afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import time

from resources.tables import TABLES
from resources.tables.stages import STAGES
from resources.warehouse import Warehouse

PATIENCE = 240  # seconds for a stage to begin, beside other tests
SELECTED = " or ".join(f"group:{name}" for name in STAGES)
RUN = f"""
import sys
from tracecot_assets.run import run_pipeline
sys.exit("; ".join(run_pipeline(select={SELECTED!r}).failures) or None)
"""


def contents(warehouse: Warehouse) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but for when and by which run it was made."""
    found = {}
    for name, table in TABLES.items():
        if table.stage in STAGES:
            columns = ", ".join(f'"{one.name}"' for one in table.columns if one.name not in ("run_id", "made_at"))
            found[name] = warehouse.rows(f"select {columns} from {name} order by all")
    return found


class Home:
    """A state folder of its own for a project, and runs of it in other processes."""

    def __init__(self, project, folder):
        self.project, self.folder = project, folder
        shutil.copytree(project / "state" / "dbt", folder / "dbt")  # spares dbt's parsing
        self.warehouse = Warehouse(folder)

    def start(self, before=""):
        """A run, with some Python before it."""
        return subprocess.Popen(
            [sys.executable, "-c", before + RUN],
            env={**os.environ, "TRACECOT_HOME": str(self.folder)},
            cwd=self.project, stderr=subprocess.PIPE, start_new_session=True, text=True,
        )  # fmt: skip

    def run_fails(self, before):
        """What a run says that fails."""
        process = self.start(before)
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 1
        return said

    def run(self):
        """A run that must go well."""
        process = self.start()
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said[-2000:]

    def run_killed_in(self, stage, seconds):
        """A run that is killed, with all its children, so long after it began with the stage."""
        process = self.start()
        deadline = time.monotonic() + PATIENCE
        while not (self.folder / f"{stage}.lock").exists():
            assert process.poll() is None, process.stderr.read()[-2000:]
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(seconds)
        assert process.poll() is None, "it had ended before it was to be killed"
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
