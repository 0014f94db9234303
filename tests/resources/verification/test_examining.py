"""The exam's rows: what is drawn, what is counted, and what is kept to be looked at."""

from dataclasses import replace

import duckdb

from resources import tables
from resources.verification.examining import DRAWN, summed
from tracecot.verification.examination.exam import HONEST, ExamRow

CAUGHT = ExamRow(
    0, "value_flipped", "refuted", False, True, True, True, "", 3, 5, "4", "-4", "`x` is `-4`", "contradicted: 4"
)
SURVIVOR = replace(CAUGHT, verdict="verified", refused=False, at_the_span=False, right_actual=False, finding="")
ABOUT = {"narration_id": "narr_1", "corpus": "toolz", "task": "output_prediction", "voice": "terse"}


def drawn(narrations, count, seed="0"):
    connection = duckdb.connect()
    connection.execute(
        "create table narrations "
        "(narration_id text, program_id text, corpus text, task text, voice text, rationale text, answer text, "
        "retired_at timestamp)"
    )
    connection.executemany("insert into narrations values (?, ?, ?, ?, ?, 'So.', '4', null)", narrations)
    return [name for name, _ in connection.execute(DRAWN, [seed, seed, count]).fetchall()]


def test_a_small_corpus_is_drawn_as_often_as_a_large_one():
    many = [(f"narr_m{n}", f"prog_{n}", "many", "output_prediction", "terse") for n in range(100)]
    few = [(f"narr_f{n}", f"prog_f{n}", "few", "output_prediction", "terse") for n in range(5)]
    back = [(f"narr_b{n}", f"prog_b{n}", "many", "input_prediction", "terse") for n in range(50)]

    found = drawn([*many, *few, *back], 15)

    assert sorted(name[5] for name in found) == ["b"] * 5 + ["f"] * 5 + ["m"] * 5
    assert found == drawn([*back, *many, *few], 15)
    assert found != drawn([*many, *few, *back], 15, seed="1")


def test_survivors_are_kept_and_what_was_caught_is_counted():
    batches = [
        [(CAUGHT, ABOUT), (SURVIVOR, {**ABOUT, "narration_id": "narr_2"})],
        [(replace(CAUGHT, excused="so"), ABOUT)],
    ]

    strength, findings = summed(batches, "digest")

    (row,) = strength.to_pylist()
    assert (row["examined"], row["refused"], row["verified"], row["excused"]) == (2, 1, 1, 1)
    assert row["low"] < row["refused_share"] == 0.5 < row["high"]
    assert [(one["narration_id"], one["refused"], one["excused"]) for one in findings.to_pylist()] == [
        ("narr_2", False, ""), ("narr_1", True, "so"),
    ]  # fmt: skip
    assert findings.to_pylist()[0]["says"] == "-4"


def test_an_exam_without_findings_has_its_columns():
    _, findings = summed([[(replace(CAUGHT, kind=HONEST, verdict="verified", refused=False), ABOUT)]], "digest")

    assert findings.num_rows == 0
    assert set(findings.column_names) == {one.name for one in tables.EXAM_FINDINGS.columns if one not in tables.MADE}
