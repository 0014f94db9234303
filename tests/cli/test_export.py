"""`tracecot export` writes what trainers load, and a card that says only what was measured."""

import json
import shutil
from typing import get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from resources.tables import PASS_RATES
from resources.warehouse import Put, Warehouse
from tests.cli.stocked import EVAL, TRAIN, stock
from tracecot.splits.formats.names import FormatName
from tracecot.splits.render import METADATA
from tracecot_cli.main import app


def export(folder, file_format: str = "conversational"):
    return CliRunner().invoke(app, ["export", "--format", file_format, "--out", str(folder)])


@pytest.fixture(params=["conversational", "parquet"])
def release(request, stocked, tmp_path):
    result = export(tmp_path / "release", request.param)
    assert result.exit_code == 0, result.output
    return tmp_path / "release", request.param, result


def loaded(folder, file_format: str, side: str) -> list[dict]:
    if file_format == "parquet":
        return pq.read_table(folder / f"{side}.parquet").to_pylist()
    return [json.loads(line) for line in (folder / f"{side}.jsonl").read_text().splitlines()]


def test_rows_are_conversations_with_their_metadata_beside_them(release) -> None:
    folder, file_format, _ = release
    for side, given in (("train", TRAIN), ("eval", EVAL)):
        (row,) = loaded(folder, file_format, side)

        assert row["messages"] == [
            {"role": "user", "content": given["prompt"]},
            {"role": "assistant", "content": given["completion"]},
        ]
        assert {name: row[name] for name in METADATA} == {name: given.get(name, 0) for name in METADATA}


def test_a_row_names_the_execution_that_its_text_was_checked_against(home, tmp_path, monkeypatch) -> None:
    shutil.copytree(home, tmp_path / "state")
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))
    Warehouse(tmp_path / "state").execute([("update train_split set answer_trace_id = 'trace_a2'", ())])

    assert export(tmp_path / "release").exit_code == 0
    (row,) = loaded(tmp_path / "release", "conversational", "train")
    assert (row["trace_id"], row["answer_trace_id"]) == ("trace_a1", "trace_a2")


def test_the_command_names_each_file_with_its_rows(release) -> None:
    folder, _, result = release

    named = [line.split(" ")[0] for line in result.stdout.splitlines()]
    assert sorted(named) == sorted(str(path) for path in folder.iterdir())
    assert result.stdout.count("(1 rows)") == 2


def test_the_card_tells_what_was_measured(release) -> None:
    folder, _, _ = release
    card = (folder / "README.md").read_text()

    for words in (
        "| rows | 1 | 1 |",
        "| pack | 1.2 | MIT | 1 |",
        "| pack | 1.2 | PSF-2.0 | 1 |",
        "| sources | no_calls | 2 |",
        "| splits | duplicate_question | 1 |",
        "| value | 100 | 99 | 99.0 % |",
        "| honest | 100 | 0 | 0.0 % |",
        "| Python of the executions | 3.13 |",
    ):
        assert words in card, card


def test_exporting_twice_gives_the_same_bytes(release) -> None:
    folder, file_format, _ = release
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    export(folder, file_format)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_that_can_not_be_made_is_told(stocked, tmp_path) -> None:
    (tmp_path / "file").write_text("")

    result = export(tmp_path / "file" / "release", "parquet")

    assert result.exit_code == 2
    assert "can't be written" in result.stderr


def test_a_format_that_is_not_there_lists_those_that_are(stocked, tmp_path) -> None:
    result = export(tmp_path, "alpaca")

    assert result.exit_code == 2
    for name in get_args(FormatName):
        assert f"'{name}'" in result.stderr


def test_a_push_only_tells_what_would_go(stocked, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # where nobody listens

    result = CliRunner().invoke(app, ["export", "--out", str(tmp_path), "--push", "me/set"])

    assert result.exit_code == 0, result.output
    for name in ("train.jsonl", "eval.jsonl", "README.md", "croissant.json"):
        assert f"would send {name} ({(tmp_path / name).stat().st_size} bytes) to me/set" in result.stderr
    assert "nothing was sent" in result.stderr


def test_sending_needs_a_repository(stocked, tmp_path) -> None:
    result = CliRunner().invoke(app, ["export", "--out", str(tmp_path), "--really"])

    assert result.exit_code == 2
    assert "there is no --push" in result.stderr


@pytest.mark.parametrize("file_format", ["verl", "cruxeval", "cwm", "preference"])
def test_an_arm_that_a_format_can_not_have_is_refused_first(stocked, tmp_path, file_format) -> None:
    arguments = ["export", "--format", file_format, "--arm", "answer-only", "--out", str(tmp_path / "release")]

    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 2
    assert "leave --arm answer-only out" in result.stderr
    assert not (tmp_path / "release").exists()


def test_the_rows_of_a_direction_that_nobody_narrated_are_none(stocked, tmp_path) -> None:
    result = CliRunner().invoke(app, ["export", "--direction", "backward", "--out", str(tmp_path)])

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "croissant.json", "manifest.json"]
    assert "Chosen: direction backward, difficulty all, arm cot." in (tmp_path / "README.md").read_text()


def test_validation_is_a_side_like_the_others_where_there_is_some(stocked, tmp_path) -> None:
    moved = "update {} set split = 'validation' where split = 'eval'"
    statements = ["insert into validation_split from eval_split", "delete from eval_split"]
    Warehouse(stocked).execute(
        [(one, ()) for one in (*statements, *map(moved.format, ("validation_split", "samples")))]
    )

    result = export(tmp_path / "release", "conversational")

    assert result.exit_code == 0, result.output
    assert [row["sample_id"] for row in loaded(tmp_path / "release", "conversational", "validation")] == ["samp_e1"]
    card = (tmp_path / "release" / "README.md").read_text()
    assert "|  | train | validation | eval |" in card
    assert "  - split: validation\n    path: validation.jsonl" in card
    proof = json.loads((tmp_path / "release" / "manifest.json").read_text())
    assert proof["samples"] == {"train": ["samp_a1"], "validation": ["samp_e1"]}
    assert "shipped as samp_e1 in validation" in CliRunner().invoke(app, ["why", "narr_e1"]).output


def test_rows_that_a_model_fails_on_can_be_had_alone(tmp_path, monkeypatch) -> None:
    warehouse = stock(tmp_path / "home")
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "home"))
    rates = [
        {
            "narration_id": name,
            "program_id": "prog_a1",
            "trace_id": "trace_a1",
            "corpus": "pack",
            "model": model,
            "task": "output_prediction",
            "answers": 4,
            "right": right,
            "pass_rate": right / 4,
            "prompts": "p",
        }
        for name, model, right in [("narr_a1", "m", 3), ("narr_e1", "m", 1), ("narr_a1", "other", 0)]
    ]
    warehouse.publish([Put(PASS_RATES, pa.Table.from_pylist(rates))], "a run")

    def exported(*options):
        out = tmp_path / "-".join(("out", *options)).replace("-", "")
        result = CliRunner().invoke(app, ["export", "--failed-by", *options, "--out", str(out)])
        return result, [side for side in ("train", "eval") if (out / f"{side}.jsonl").is_file()]

    assert exported("m")[1] == ["eval"]
    assert exported("m", "--at-most", "0.75")[1] == ["train", "eval"]
    assert exported("other")[1] == ["train"]  # and nobody asked it the other question
    card = (tmp_path / "outm" / "README.md").read_text()
    assert "--failed-by m --at-most 0.5" in card
    assert "there are no pass rates of nobody; there are those of m, other" in exported("nobody")[0].stderr


def test_the_best_rated_rows_can_be_had_alone_and_every_row_says_its_rating(tmp_path, monkeypatch) -> None:
    warehouse = stock(tmp_path / "home")
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "home"))

    def exported(name, *options):
        result = CliRunner().invoke(app, ["export", *options, "--out", str(tmp_path / name)])
        return result, [side for side in ("train", "eval") if (tmp_path / name / f"{side}.jsonl").is_file()]

    assert "no execution is rated; `rating = true`" in exported("none", "--top-rated", "3")[0].stderr
    for table in ("samples", "train_split"):
        warehouse.execute([(f"update {table} set rating = 7.5, rating_score = 7, rating_rank = 2", [])])
    warehouse.execute([("update samples set rating = null where split = 'eval'", [])])

    assert exported("best", "--top-rated", "1")[1] == []
    assert exported("two", "--top-rated", "2")[1] == ["train"]
    assert "--top-rated 2" in (tmp_path / "two" / "README.md").read_text()
    assert exported("all")[1] == ["train", "eval"]
    said = [
        tuple(loaded(tmp_path / "all", "conversational", side)[0][f"rating{more}"] for more in ("", "_score", "_rank"))
        for side in ("train", "eval")
    ]
    assert said == [(7.5, 7.0, 2), (0.0, 0.0, 0)]
