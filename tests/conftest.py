"""Which worker runs which tests: those of a module together, and all that need the platform on one."""

import gc
import os

import pytest
from hypothesis import settings

gc.disable()  # while tests are collected: what is made stays, and to look at it takes a third of the time

#: Set by whoever runs the tests, for work of theirs: no test looks into that folder, pays that model or tells anybody.
THEIRS = ("TRACECOT_HOME", "TRACECOT_MODEL", "TRACECOT_MODEL_KEY", "TRACECOT_MODEL_BASE", "TRACECOT_ALERT_WEBHOOK")
for name in THEIRS:
    os.environ.pop(name, None)

settings.register_profile("shared", deadline=None)  # speed is for benchmarks: a busy machine fails no test
settings.load_profile("shared")

PLATFORM = "tests/assets/"  # one worker loads its definitions, and runs the pipeline once for all of them
#: These need no run of it, so another worker may; some of them ask a model.
WITHOUT_A_RUN = (
    "alerts", "automation", "calibration", "dead_runs", "event_log", "following", "landing", "leaving", "pass_rates",
    "platform", "secrets", "synthesis", "yields",
)  # fmt: skip
DEFINITIONS = tuple(f"tests/assets/test_{name}.py" for name in WITHOUT_A_RUN)
MODELS = "tests/resources/models/"  # one worker imports litellm, which takes seconds, for these and those below
ASK_MODELS = ("tests/cli/test_narrate_by_model.py", "tests/cli/test_synthesize.py")
TOGETHER = (PLATFORM, "definitions", MODELS)


def unit(nodeid: str) -> str:
    """What a worker is given at once: a module, or several."""
    module = nodeid.partition("::")[0]
    if module in DEFINITIONS:
        return "definitions"
    if module in ASK_MODELS:
        return MODELS
    return next((folder for folder in (PLATFORM, MODELS) if module.startswith(folder)), module)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is long begins first, so that the workers end at about the same time; then modules in the order of names."""
    items.sort(key=lambda item: TOGETHER.index(of) if (of := unit(item.nodeid)) in TOGETHER else len(TOGETHER))


def pytest_collection_finish() -> None:
    """From now on garbage is looked for again, but not among what was collected."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Hands out units, in the order in which they were collected."""
    from xdist.scheduler import LoadScopeScheduling

    class ByModule(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit(nodeid)

    config.option.loadscopereorder = False
    return ByModule(config, log)  # type: ignore[arg-type]
