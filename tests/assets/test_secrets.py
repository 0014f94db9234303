"""The key of a model stands in nothing that an asset leaves: rows, journal, Dagster's events, output."""

import dagster as dg

from resources.models.settings import KEY, ModelSettings
from resources.settings import settings_of
from resources.settings.tables import Document
from tests.cli.stocked import stock
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.test_client import SECRET
from tests.resources.models.test_secrets import all_files

pytestmark = LITELLM


def test_an_asset_tells_its_key_to_nobody(project, tmp_path, monkeypatch, capfd) -> None:
    from tracecot_assets.platform import Platform
    from tracecot_assets.stages.pass_rates import pass_rates

    monkeypatch.setenv(KEY, SECRET)
    warehouse = stock(tmp_path / "state")

    def reply(messages, number) -> Reply:
        return Reply(f"[ANSWER]{SECRET}[/ANSWER]") if number % 2 else Reply(f"bad key {SECRET}", 401)

    with stand_in(reply) as server, dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        examined = {"name": "openai/examined", "api_base": server.url, "questions": 10, "answers": 2}
        given = Document(models=ModelSettings(difficulty=examined), landing={"folder": "."})
        platform = Platform(warehouse, settings_of(given, tmp_path / "tracecot.toml"))
        result = dg.materialize([pass_rates], resources={"platform": platform}, instance=instance)

    assert server.keys == {f"Bearer {SECRET}"}
    assert SECRET not in "".join(str(event) for event in result.all_events)
    assert SECRET not in all_files(tmp_path)
    assert SECRET not in "".join(capfd.readouterr())
