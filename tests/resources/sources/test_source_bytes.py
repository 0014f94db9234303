"""What a program was cut out of is found as it lies there now, and compared with what its row says."""

import hashlib
from dataclasses import replace

import pytest

from resources.settings import load_settings
from resources.sources.datasets import dataset_records
from resources.sources.packages import package_files
from resources.sources.repositories import read_repository
from resources.sources.source_bytes import SourcesAtHand
from tracecot.sources.asserting import repository_candidates
from tracecot.sources.datasets import record_candidates
from tracecot.sources.finding import Candidate, candidates

SETTINGS = """
[[corpora]]
kind = "package"
name = "inflection"
distribution = "inflection"

[[corpora]]
kind = "repository"
name = "folder"
path = "folder"

[[corpora]]
kind = "jsonl"
name = "set"
path = "set.jsonl"
licence = "MIT"
"""
MODULE = 'def add(a, b):\r\n    """Adds.\r\n\r\n    >>> add(1, 2)\r\n    3\r\n    """\r\n    return a + b\r\n'
RECORDS = """not JSON
{"id": "one", "code": "def f(x):\\n    return x", "input": "1"}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of a package, a folder and a data set."""
    (tmp_path / "tracecot.toml").write_text(SETTINGS)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "m.py").write_bytes(MODULE.encode())
    (tmp_path / "set.jsonl").write_text(RECORDS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def programs_of(name: str):
    corpus = load_settings().corpus(name)
    if name == "set":
        found = record_candidates(dataset_records(corpus), name)
    elif name == "folder":
        repository = read_repository(corpus)
        found = repository_candidates(repository.files, repository.tests, name)
    else:
        found = candidates(package_files(corpus), name)
    return [one.program for one in found if isinstance(one, Candidate)]


@pytest.mark.parametrize("name", ["inflection", "folder", "set"])
def test_every_program_is_found_where_gathering_found_it(project, name) -> None:
    programs, sources = programs_of(name), SourcesAtHand()

    assert programs
    assert [one.origin for one in programs if one.origin not in (sources.origins(one) or ())] == []


@pytest.mark.parametrize(("name", "file"), [("folder", "folder/m.py"), ("set", "set.jsonl")])
def test_a_program_has_the_digest_of_the_bytes_and_not_of_the_text(project, name, file) -> None:
    (program,) = programs_of(name)

    assert program.origin.source_sha256 == hashlib.sha256((project / file).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["inflection", "folder", "set"])
def test_another_version_is_not_at_hand(project, name) -> None:
    program = programs_of(name)[0]

    assert SourcesAtHand().origins(replace(program, origin=replace(program.origin, version="9.9"))) is None
    assert SourcesAtHand().origins(replace(program, corpus="gone")) is None


@pytest.mark.parametrize("name", ["inflection", "folder", "set"])
def test_a_path_that_the_source_has_not_gives_nothing(project, name) -> None:
    program = programs_of(name)[0]

    assert SourcesAtHand().origins(replace(program, origin=replace(program.origin, path="elsewhere.py"))) == []


def test_a_file_that_changed_gives_other_bytes(project) -> None:
    (program,) = programs_of("folder")
    (project / "folder" / "m.py").write_text("def add(a, b):\n    return a + b\n")
    (now,) = SourcesAtHand().origins(program)
    (project / "folder" / "m.py").write_text("def add(")

    assert (now.last_line, now.source_sha256 == program.origin.source_sha256) == (2, False)
    assert SourcesAtHand().origins(program) == []
