"""What a column of a model is made of is read from its SQL."""

import pytest

from resources.marts.lineage import origins, origins_of_models
from tests.prepared import prepared

SCHEMA: dict[str, object] = {
    "programs": {"program_id": "varchar", "code": "varchar", "first_line": "integer"},
    "calls": {"call_id": "varchar", "program_id": "varchar", "input": "varchar"},
}


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("select program_id as id, count(*) as n from calls group by all", {"id": ["calls.program_id"], "n": []}),
        (
            "select code, input from programs join calls using (program_id)",
            {"code": ["programs.code"], "input": ["calls.input"]},
        ),
        (
            "with both as (select code as text from programs union all select input from calls) "
            "select upper(text) as text from both",
            {"text": ["calls.input", "programs.code"]},
        ),
        (
            "select one.n as n from (select first_line + 1 as n, program_id from programs) as one",
            {"n": ["programs.first_line"]},
        ),
        ("select * from programs where code <> ''", {
            "program_id": ["programs.program_id"], "code": ["programs.code"], "first_line": ["programs.first_line"],
        }),
    ],
)  # fmt: skip
def test_origins_go_through_joins_unions_and_inner_queries(sql: str, found: dict[str, list[str]]) -> None:
    assert origins(sql, SCHEMA) == found


def test_origins_are_worked_out_once_and_only_for_a_whole_build(tmp_path) -> None:
    warehouse = prepared(tmp_path)
    models = {
        name: {"name": name, "package_name": "p", "original_file_path": f"models/{name}.sql"} for name in ("one", "two")
    }
    folder = tmp_path / "compiled" / "p" / "models"
    folder.mkdir(parents=True)

    (folder / "one.sql").write_text("select program_id as id from tracecot.main.programs")
    assert origins_of_models(warehouse, models, tmp_path) == {"one": {"id": ["programs.program_id"]}}

    (folder / "two.sql").write_text("select call_id from tracecot.main.calls")
    whole = origins_of_models(warehouse, models, tmp_path)
    assert whole == {"one": {"id": ["programs.program_id"]}, "two": {"call_id": ["calls.call_id"]}}

    (folder / "two.sql").unlink()
    assert origins_of_models(warehouse, models, tmp_path) == whole


def test_a_model_that_cannot_be_read_costs_its_own_origins_alone(tmp_path, caplog) -> None:
    warehouse = prepared(tmp_path)
    models = {
        name: {"name": name, "package_name": "p", "original_file_path": f"{name}.sql"} for name in ("odd", "fine")
    }
    (tmp_path / "compiled" / "p").mkdir(parents=True)
    (tmp_path / "compiled" / "p" / "odd.sql").write_text("select ((( from where")
    (tmp_path / "compiled" / "p" / "fine.sql").write_text("select call_id from tracecot.main.calls")

    assert origins_of_models(warehouse, models, tmp_path) == {"odd": {}, "fine": {"call_id": ["calls.call_id"]}}
    assert "odd" in caplog.text
