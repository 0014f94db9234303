"""Eight corpora, each by a worker of its own as Dagster's backfills have them, beside a reader and the UI."""

import json
import os
import shutil
import subprocess
import sys
import threading

import pytest

from resources.warehouse import FILE, Warehouse
from tests.assets.crashing import contents
from tests.assets.serving import WebServer

pytestmark = pytest.mark.slow  # eight processes, and the pipeline once more to compare with

CORPORA = 8
GONE = "corpus_3"
SETTINGS = """
[[corpora]]
kind = "jsonl"
name = "{name}"
path = "{name}.jsonl"
licence = "MIT"
"""
CODE = "def scaled_{n}(xs):\n    total = {n}\n    for x in xs:\n        total += x * {n}\n    return total\n"

PREPARE = """
import sys
import dagster as dg
from resources.settings import load_settings
from tracecot_assets.operation.home import prepare_home
from tracecot_assets.operation.partitions import range_tags, register
prepare_home()
"""
REGISTER = f"""{PREPARE}
with dg.DagsterInstance.get() as instance:
    register(instance, load_settings())
"""
WORKER = f"""{PREPARE}
from tracecot_assets.definitions import definitions
from tracecot_assets.platform import Platform
from tracecot_assets.run import QUIET
defs = definitions(Platform.standard())
graph = defs.resolve_asset_graph()
by_corpus = [key for key in graph.executable_asset_keys if graph.get(key).partitions_def is not None]
with dg.DagsterInstance.get() as instance:
    done = defs.resolve_job_def("pipeline").execute_in_process(
        instance=instance, asset_selection=by_corpus, tags=range_tags(sys.argv[1], sys.argv[1]), run_config=QUIET,
        raise_on_error=False,
    )
errors = [event.step_failure_data.error.to_string() for event in done.all_events if event.is_step_failure]
sys.exit(chr(10).join(errors) or None if errors or done.success else "it failed")
"""
RUN = """
import sys
from tracecot_assets.run import run_pipeline
sys.exit("; ".join(run_pipeline(select="group:sources or group:traces or group:narrations").failures) or None)
"""


@pytest.fixture
def corpora(tmp_path):
    """A project of eight small data sets."""
    folder = tmp_path / "eight"
    folder.mkdir()
    names = [f"corpus_{number}" for number in range(1, CORPORA + 1)]
    (folder / "tracecot.toml").write_text("".join(SETTINGS.format(name=name) for name in names))
    for number, name in enumerate(names, start=1):
        record = {"id": name, "code": CODE.format(n=number), "entry_point": f"scaled_{number}"}
        tests = [f"assert scaled_{number}({[*range(size)]}) == {number + number * sum(range(size))}" for size in (2, 4)]
        (folder / f"{name}.jsonl").write_text(json.dumps({**record, "tests": tests}) + "\n")
    return folder, names


def started(project, home, code, *given):
    environment = {**os.environ, "TRACECOT_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-c", code, *given], cwd=project, env=environment, stderr=subprocess.PIPE, text=True
    )


def ended_well(process):
    _, said = process.communicate(timeout=580)
    assert process.returncode == 0, said[-3000:]


class Reader(threading.Thread):
    """Asks again and again how many rows there are, until it is stopped."""

    def __init__(self, home):
        super().__init__(daemon=True)
        self.warehouse, self.over, self.counts, self.failures = Warehouse(home), threading.Event(), [], []

    def run(self):
        while not self.over.wait(0.05):
            try:
                if self.warehouse.path.exists():
                    self.counts.append(self.warehouse.count("programs"))
            except Exception as error:  # whatever it is, it is what the test is about
                self.failures.append(error)

    def ended(self):
        self.over.set()
        self.join()
        return self.counts, self.failures


def own_rows(home):
    """What the corpora's own tables hold."""
    tables = contents(Warehouse(home))
    return {name: tables[name] for name in ("programs", "calls", "raw_traces", "trace_events", "narrations")}


def test_eight_workers_beside_a_reader_and_the_ui_lose_no_row_and_double_none(corpora, tmp_path):
    project, names = corpora
    home, alone = tmp_path / "together", tmp_path / "alone"
    ended_well(started(project, home, REGISTER))
    Warehouse(home).prepare()
    reader = Reader(home)
    reader.start()

    with WebServer(project, home) as ui:
        workers = [started(project, home, WORKER, name) for name in names]
        for worker in workers:
            ended_well(worker)
        states = ui.states()
    counts, failures = reader.ended()
    ended_well(started(project, alone, RUN))

    assert ui.failures == []
    assert len(ui.answers) > 10
    assert states == ["SUCCESS"] * CORPORA
    assert failures == []
    assert counts == sorted(counts)
    assert counts[-1] == CORPORA
    assert own_rows(home) == own_rows(alone)


def test_a_corpus_that_fails_stops_no_other_and_is_made_up_for(corpora, tmp_path):
    project, names = corpora
    (project / "tracecot.toml").write_text("".join(SETTINGS.format(name=name) for name in (GONE, names[0])))
    home, alone = tmp_path / "together", tmp_path / "alone"
    broken, kept = project / f"{GONE}.jsonl", project / "kept"
    shutil.move(broken, kept)
    ended_well(started(project, home, REGISTER))

    for worker in [started(project, home, WORKER, name) for name in (GONE, names[0])]:
        ended_well(worker)
    assert (home / FILE).exists()
    assert Warehouse(home).rows("select corpus, reason from rejected_sources") == [(GONE, "corpus_not_there")]
    assert Warehouse(home).rows("select distinct corpus from narrations") == [(names[0],)]

    shutil.move(kept, broken)
    ended_well(started(project, home, WORKER, GONE))
    ended_well(started(project, alone, RUN))

    assert own_rows(home) == own_rows(alone)
