"""Which worker runs which tests: those of a module together, and all that need the platform on one."""

import pytest
from hypothesis import settings

settings.register_profile("shared", deadline=None)  # speed is for benchmarks: a busy machine fails no test
settings.load_profile("shared")

PLATFORM = "tests/assets/"  # one worker loads its definitions, and runs the pipeline once for all of them
#: These need the definitions but no run, so another worker may.
DEFINITIONS = tuple(
    f"tests/assets/test_{name}.py" for name in ("alerts", "automation", "calibration", "pass_rates", "synthesis")
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Hands out modules, in the order of their names, so that the platform's begin first."""
    from xdist.scheduler import LoadScopeScheduling

    class ByModule(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            module = nodeid.partition("::")[0]
            if module in DEFINITIONS:
                return "definitions"
            return PLATFORM if module.startswith(PLATFORM) else module

    config.option.loadscopereorder = False
    return ByModule(config, log)  # type: ignore[arg-type]
