import os

import pytest

from tests.cli.stocked import stock


@pytest.fixture(autouse=True)
def one_processor(monkeypatch):
    """A command starts its sandboxes once for each processor, and a few records keep no more than one pair busy."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)


@pytest.fixture(scope="module")
def home(tmp_path_factory, request):
    """The state folder of a project that has run."""
    folder = tmp_path_factory.mktemp("state")
    stock(folder)
    return folder


@pytest.fixture
def stocked(home, monkeypatch):
    """The command's own idea of where the state is, pointed at that folder."""
    monkeypatch.setenv("TRACECOT_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "160")
    return home


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A project in which nothing has run."""
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "none"))
    return tmp_path
