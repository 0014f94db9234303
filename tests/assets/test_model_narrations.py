"""A model's rationales in the platform: idle without one, else verified and kept, or told why not."""

import os
import subprocess
import sys

import pytest

from resources.models.settings import ModelSettings
from resources.settings import settings_of
from resources.settings.tables import Document
from tests.cli.stocked import stock
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tracecot.narrations.records import NARRATOR

pytestmark = LITELLM

RUN = """
import sys
from tracecot_assets.run import run_pipeline
sys.exit("; ".join(run_pipeline(select="narrations").failures) or None)
"""


def rewritten(messages, number) -> Reply:
    """The text that it is shown, of `twice` with a false ending; marks where it is asked for them."""
    prompt = messages[-1]["content"]
    if "<explanation>" in prompt:
        return Reply('{"intent": 6, "reasoning": 9, "conciseness": 3}')
    text = prompt.partition("reads like a machine's:\n")[2].partition("\n\nThe question:")[0]
    return Reply(text if "twice" not in prompt else f"{text} So `nothing` is `0`.")


def run(project, home, server):
    """The narrations stage in a process of its own, with a model that this server stands in for."""
    settings = (project / "tracecot.toml").read_text()
    folder = home.parent / "with_model"
    folder.mkdir(exist_ok=True)
    for name in ("alpha.jsonl", "beta.jsonl"):
        (folder / name).write_bytes((project / name).read_bytes())
    (folder / "tracecot.toml").write_text(
        f'{settings}\n[models]\nname = "openai/stand-in"\nmode = "rewrite"\nrating = true\n'
    )
    environment = {**os.environ, "TRACECOT_HOME": str(home), "TRACECOT_MODEL_BASE": server.url}
    environment["DAGSTER_HOME"] = str(home / "dagster")
    subprocess.run([sys.executable, "-c", RUN], cwd=folder, env=environment, check=True, timeout=120)


def test_nothing_is_asked_where_no_model_is_configured(warehouse) -> None:
    assert warehouse.count("model_narrations") == 0


def test_a_run_of_few_corpora_may_tell_all_that_is_wanted(project, tmp_path) -> None:
    from tracecot_assets.platform import Platform
    from tracecot_assets.stages.model_narrations import pending_of

    def pending(narrations, corpora):
        models = ModelSettings(name="openai/stand-in", narrations=narrations)
        given = Document(models=models, landing={"folder": "."})
        return len(pending_of("pack", corpora, Platform(warehouse, settings_of(given, tmp_path / "tracecot.toml"))))

    warehouse = stock(tmp_path)
    told = "trace_id, task, corpus, 'openai/stand-in' as model, narrator from narrations where narration_id = 'narr_e1'"

    alone, two = ["pack"], ["pack", "to come"]
    assert (pending(2, alone), pending(1, alone), pending(1, two), pending(0, alone)) == (4, 2, 1, 0)
    warehouse.execute([(f"update narrations set narrator = '{NARRATOR}'", []),
                       (f"insert into model_narrations by name select {told}", [])])  # fmt: skip
    assert (pending(2, alone), pending(1, alone)) == (3, 1)
    assert pending(1, two) == 0  # a run that was stopped after one goes on to the same end
    warehouse.execute([("update model_narrations set reason = 'not_verified', prompts = 'of yesterday'", [])])
    assert pending(2, alone) == 4  # other words may do better


def test_corpora_that_do_not_stand_side_by_side_share_as_those_that_do(tmp_path) -> None:
    from tracecot_assets.platform import Platform

    settings = settings_of(Document(landing={"folder": "."}), tmp_path / "tracecot.toml")
    run = Platform(stock(tmp_path), settings, corpora=("toolz", "inflection", "stdlib"))
    alone = Platform(stock(tmp_path), settings)

    # Dagster's runs take stretches: one has the key "toolz", another "inflection".
    assert [run.asked_with(name, [name]) for name in run.corpora] == [run.corpora] * 3
    assert alone.asked_with("toolz", ["toolz", "inflection"]) == ["toolz", "inflection"]


@pytest.mark.slow  # runs the pipeline
def test_what_a_model_writes_is_kept_where_it_is_verified_and_paid_once(spoilt_home, project) -> None:
    with stand_in(rewritten) as server:
        run(project, spoilt_home.folder, server)
        asked = len(server.requests)
        run(project, spoilt_home.folder, server)

    kept = spoilt_home.rows(
        "select count(*) from narrations join model_narrations using (narration_id) where author = 'openai/stand-in'"
    )
    lost = spoilt_home.rows("select distinct reason, attempts from model_narrations where narration_id is null")
    marked = spoilt_home.rows(
        "select distinct intent, reasoning, conciseness, rating from model_narrations where narration_id is not null"
    )
    assert kept[0][0] > 5
    assert marked == [(6, 9, 3, 6.0)]
    assert lost == [("not_verified", 3)]
    assert len(server.requests) == asked
