"""Which worker runs which tests: those of a module together, and all that need the platform on one."""

import pytest

PLATFORM = "tests/assets/"  # one worker loads its definitions, and runs the pipeline once for all of them


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Hands out modules, in the order of their names, so that the platform's begin first."""
    from xdist.scheduler import LoadScopeScheduling

    class ByModule(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return PLATFORM if nodeid.startswith(PLATFORM) else nodeid.partition("::")[0]

    config.option.loadscopereorder = False
    return ByModule(config, log)  # type: ignore[arg-type]
