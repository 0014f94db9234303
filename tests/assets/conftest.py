import json
import os
import shutil
import sys

import pytest

ALPHA = [
    ("add", "def add(a, b):\n    total = a + b\n    return total\n", ["add(1, 2) == 3", "add(-1, 1) == 0"]),
    (
        "count_up",
        "def count_up(limit):\n    seen = []\n    for number in range(limit):\n        if number % 2 == 0:\n"
        "            seen.append(number)\n    return seen\n",
        ["count_up(5) == [0, 2, 4]", "count_up(1) == [0]"],
    ),
    (
        "initials",
        "def initials(name):\n    parts = name.split()\n    letters = [part[0].upper() for part in parts]\n"
        "    return '.'.join(letters)\n",
        ["initials('ada lovelace') == 'A.L'"],
    ),
]
BETA = [
    (
        "clamp",
        "def clamp(value, low, high):\n    if value < low:\n        return low\n    if value > high:\n"
        "        return high\n    return value\n",
        ["clamp(5, 0, 3) == 3", "clamp(-1, 0, 3) == 0", "clamp(2, 0, 3) == 2"],
    ),
    ("twice", "def twice(text):\n    result = text * 2\n    return result\n", ["twice('ab') == 'abab'"]),
    ("endless", "def endless(n):\n    while True:\n        n += 1\n", ["endless(1) == 2"]),
]
SETTINGS = """
[[corpora]]
kind = "jsonl"
name = "alpha"
path = "alpha.jsonl"
licence = "MIT"

[[corpora]]
kind = "jsonl"
name = "beta"
path = "beta.jsonl"
licence = "MIT"

[limits]
seconds = 1.0

[calls]
at_most = 5

[verification]
exam_rationales = 30

[splits]
eval_share = 0.2

[checks]
exam_killed = 0.8  # so small an exam says little
exam_honest_rejected = 0.1
"""


def write_corpus(path, records):
    lines = [
        json.dumps({"id": name, "code": code, "entry_point": name, "tests": [f"assert {test}" for test in tests]})
        for name, code, tests in records
    ]
    path.write_text("\n".join([*lines, "this is not JSON"]) + "\n")


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """A project of two small corpora, which the platform's modules are loaded for."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "tracecot.toml").write_text(SETTINGS)
    write_corpus(folder / "alpha.jsonl", ALPHA)
    write_corpus(folder / "beta.jsonl", BETA)
    before = os.getcwd(), dict(os.environ)
    os.chdir(folder)
    os.environ["TRACECOT_HOME"] = str(folder / "state")
    for name in [name for name in sys.modules if name.split(".")[0] == "tracecot_assets"]:
        del sys.modules[name]  # its partitions are those of the project that it was loaded in
    yield folder
    os.chdir(before[0])
    os.environ.clear()
    os.environ.update(before[1])


@pytest.fixture(scope="session")
def first_run(project):
    """The pipeline, run once."""
    from tracecot_assets.run import run_pipeline

    shares = []
    return run_pipeline(progress=lambda stage, share: shares.append((stage, share))), shares


@pytest.fixture
def warehouse(first_run, project):
    from resources.warehouse import Warehouse

    return Warehouse(project / "state")


@pytest.fixture
def spoilt(warehouse, tmp_path):
    """A copy of the finished warehouse, to plant defects in."""
    from resources.warehouse import FILE, Warehouse

    warehouse.snapshot(tmp_path / FILE)
    return Warehouse(tmp_path)


@pytest.fixture
def spoilt_home(first_run, project, tmp_path, monkeypatch):
    """A copy of the finished state, to plant defects in and run again."""
    from resources.warehouse import Warehouse

    home = tmp_path / "state"
    shutil.copytree(project / "state", home)
    monkeypatch.setenv("TRACECOT_HOME", str(home))
    monkeypatch.setenv("DAGSTER_HOME", str(home / "dagster"))
    return Warehouse(home)
