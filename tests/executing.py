"""Fixtures: programs executed by the real sandbox, once a session."""

import atexit
from functools import cache

import pytest

from resources.sandbox import Sandbox
from tests.verification.made import Executed
from tracecot.execution import Job
from tracecot.sources.records import call_id, program_id


@cache
def started() -> Sandbox:
    """A sandbox for all tests that ask nothing special of it: each program has a child of its own anyway."""
    sandbox = Sandbox(workers=1)
    atexit.register(sandbox.close)
    return sandbox


@pytest.fixture(scope="session")
def sandbox():
    return started()


@pytest.fixture(scope="session")
def execute(sandbox):
    """`execute(code, *inputs)`: the program, and the evidence of each call."""
    known = {}

    def run(code, *inputs, entry_point="f"):
        key = (code, inputs, entry_point)
        if key not in known:
            program = program_id(code, entry_point)
            calls = tuple((call_id(program, source), source) for source in inputs)
            (answers,) = sandbox([Job(program, code, entry_point, calls)])
            known[key] = Executed.of(code, entry_point, inputs, answers)
        return known[key]

    return run
