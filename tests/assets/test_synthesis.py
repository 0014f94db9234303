"""Synthesis in the platform: idle without a model, else rows of every step, and records that are a corpus."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.cli.test_synthesize import recorded
from tests.resources.models.stand_in import stand_in

pytestmark = pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed")

RUN = """
import sys
from tracecot_assets.run import run_pipeline
sys.exit("; ".join(run_pipeline(select="key:documents").failures) or None)
"""
MORE = """
[models]
name = "openai/stand-in"

[synthesis]
documents = ["heaps.md"]
concepts = ["running totals: a value that grows"]
levels = ["easy"]
instructions = 2
solutions = 3
suites = 2
"""


def run(project, home, server, more):
    """The step in a process of its own."""
    folder = home.parent / "with_synthesis"
    folder.mkdir(exist_ok=True)
    for name in ("alpha.jsonl", "beta.jsonl"):
        (folder / name).write_bytes((project / name).read_bytes())
    (folder / "heaps.md").write_text("A binary heap is a tree. A binary heap keeps the least item first.\n")
    (folder / "tracecot.toml").write_text((project / "tracecot.toml").read_text() + more)
    environment = {**os.environ, "TRACECOT_HOME": str(home), "DAGSTER_HOME": str(home / "dagster")}
    environment["TRACECOT_MODEL_BASE"] = server.url
    subprocess.run([sys.executable, "-c", RUN], cwd=folder, env=environment, check=True, timeout=120)


@pytest.mark.slow  # runs the pipeline anew
def test_without_a_model_nothing_is_made_and_nothing_asked(spoilt_home, project) -> None:
    with stand_in(recorded) as server:
        run(project, spoilt_home.folder, server, "")

    assert server.requests == []
    assert spoilt_home.count("documents") == 0


@pytest.mark.slow  # runs the pipeline
def test_every_step_has_rows_and_what_agrees_becomes_records(spoilt_home, project) -> None:
    with stand_in(recorded) as server:
        run(project, spoilt_home.folder, server, MORE)

    counted = {name: spoilt_home.count(name) for name in ("documents", "concepts", "instructions", "agreements")}
    records = [json.loads(line) for line in (spoilt_home.folder / "synthesis.jsonl").read_text().splitlines()]
    assert counted["documents"] == 1
    assert counted["concepts"] >= 2
    assert counted["agreements"] == counted["instructions"] == len(records) == 2 * counted["concepts"]
    assert spoilt_home.count("test_results") == 3 * spoilt_home.count("tests")
    assert spoilt_home.rows("select distinct reason from rejected_syntheses where step = 'agreement'") == [
        ("outvoted",)
    ]
    assert all(record["tests"] and "result = 1" not in record["code"] for record in records)
