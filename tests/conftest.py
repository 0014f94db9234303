"""Which worker runs which tests: those of a module together, and all that need the platform on one."""

import pytest

PLATFORM = "tests/assets/"  # one worker loads its definitions, and runs the pipeline once for all of them
DEFINITIONS = ("tests/assets/test_alerts.py", "tests/assets/test_automation.py")  # these need no run, so another may


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
