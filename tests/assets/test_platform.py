"""What a stage last worked from."""

from resources.settings import load_settings
from resources.warehouse import Warehouse
from tracecot_assets.platform import Platform


def test_what_a_stage_works_from_takes_the_place_of_what_it_worked_from(tmp_path) -> None:
    platform = Platform(Warehouse(tmp_path), load_settings())
    platform.warehouse.prepare()
    for fingerprint in ("first", "second"):
        platform.works_from("traces", "toolz", fingerprint, "run")
    platform.works_from("traces", "mine", "third", "run")

    assert platform.worked_from("traces", "toolz") == "second"
    assert platform.warehouse.count("refreshes", "run_id = 'run' and made_at is not null") == 2
