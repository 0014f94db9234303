from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient

from resources.warehouse.reading_copy import ReadingCopy
from tests.cli.stocked import stock
from tracecot_cli.view.application import application
from tracecot_cli.view.listing import PREPARATION

HERE = "http://127.0.0.1"


@contextmanager
def visiting(state):
    """A browser without a screen, at the pages over a state folder."""
    copies = ReadingCopy(state, PREPARATION)
    try:
        yield TestClient(application(copies), base_url=HERE, follow_redirects=False)
    finally:
        copies.close()


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """The state folder of a project that has run."""
    folder = tmp_path_factory.mktemp("view")
    stock(folder)
    return folder


@pytest.fixture
def visitor(state):
    with visiting(state) as client:
        yield client
