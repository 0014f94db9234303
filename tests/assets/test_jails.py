"""Which programs may share a sandbox process."""

from resources.sandbox import OF_ONE_PACKAGE
from resources.settings import load_settings
from resources.warehouse import Warehouse
from tracecot_assets.platform import Platform

PROJECT = """
[[corpora]]
kind = "package"
name = "toolz"
distribution = "toolz"

[[corpora]]
kind = "jsonl"
name = "mine"
path = "mine.jsonl"
licence = "MIT"
"""


def test_programs_of_a_package_share_children_and_those_of_a_data_set_never_do(tmp_path) -> None:
    (tmp_path / "tracecot.toml").write_text(PROJECT)
    platform = Platform(Warehouse(tmp_path / "state"), load_settings(tmp_path / "tracecot.toml"))

    assert platform.jail("toolz").together == OF_ONE_PACKAGE
    assert platform.jail("mine").together == 1
    assert platform.jail("one that has left").together == 1
    assert platform.jail("mine").limits == platform.settings.limits
