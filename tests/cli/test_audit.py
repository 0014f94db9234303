"""`tracecot audit` prints the whole chain behind an id, `tracecot why` says where it went."""

import dagster as dg
import pytest
from typer.testing import CliRunner

from tracecot_cli.main import app

SOURCE = ["f of pack 1.2", "pack/m.py, lines 10 to 11", "licence MIT, corpus pack"]
CHAIN = [
    *SOURCE, "return x + 1", "call_a1 (documented, documented as 4)", "f(3)", "trace_a1 (cross-checked, 3 events",
    "returned 4", "What does `f(3)` return?", "[ANSWER]4[/ANSWER]", "event 1, line 2: value x + 1 = 4",
    "the code itself or arithmetic", "2 of 2 claims grounded", "run-1",
]  # fmt: skip


def tell(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize("id", ["samp_a1", "narr_a1", "claim_narr_a1_0", "samp_a", "claim_narr_a1_1"])
def test_the_chain_goes_from_source_to_sample(stocked, id) -> None:
    result = tell("audit", id)

    assert result.exit_code == 0, result.output
    for words in (*CHAIN, "samp_a1 in train, with the group module:pack:pack.m"):
        assert words in result.stdout, (words, result.stdout)


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("prog_a1", [*SOURCE, "call_a1  3", "call_b1  'x'"]),
        ("call_a1", [*SOURCE, "f(3)", "trace_a1  4"]),
        ("call_b1", [*SOURCE, "f('x')", "call_b1  timeout: 2 s"]),
        ("trace_a1", [*SOURCE, "returned 4", "narr_a1  output_prediction"]),
        ("narr_bad", ["refuted because contradicted", "refuted, contradicted: `x + 1` is 4 here"]),
        ("narr_dup", ["doesn't ship: duplicate_question narr_a1"]),
        ("narr_back", ["Checked against another execution", "call_a2 (made)", "f(4)", "returned 5"]),
    ],
)
def test_the_chain_ends_where_the_row_ended(stocked, id, words) -> None:
    result = tell("audit", id)

    assert result.exit_code == 0, result.output
    assert [part for part in words if part not in result.stdout] == []


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("samp_a1", ["shipped as samp_a1 in train, with the group module:pack:pack.m"]),
        ("narr_dup", ["dropped at splits because duplicate_question (narr_a1)"]),
        ("narr_bad", ["dropped at verification: refuted because contradicted: `x + 1` is 4 here"]),
        ("narr_back", ["verified, and not divided yet"]),
        ("call_b1", ["the made call with 'x'", "dropped at traces because timeout: 2 s"]),
        ("trace_a2", ["dropped at narrations for input_prediction because over_budget: 1600"]),
        ("claim_narr_bad_0", ["is refuted", "contradicted: `x + 1` is 4 here"]),
        ("prog_a1", ["f of pack 1.2 (pack/m.py:10)", "It has 4 calls", "shipped as samp_a1", "because timeout"]),
    ],
)
def test_why_says_where_a_row_went(stocked, id, words) -> None:
    result = tell("why", id)

    assert result.exit_code == 0, result.output
    assert [part for part in words if part not in result.stdout] == []


@pytest.mark.parametrize("command", ["audit", "why"])
@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("samp_zz", "nothing in the warehouse has an id that begins with 'samp_zz'"),
        ("narr_", "is the beginning of more than one id: narr_a1, narr_back, narr_bad, narr_dup"),
        ("", "nothing in the warehouse"),
        ("x'; drop table programs; --", "nothing in the warehouse"),
    ],
)
def test_an_id_that_is_none_or_many_is_refused(stocked, command, id, words) -> None:
    result = tell(command, id)

    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize("command", [["audit", "samp_a1"], ["why", "samp_a1"], ["export", "--out", "release"]])
def test_without_a_run_there_is_nothing_to_read(bare, command) -> None:
    result = tell(*command)

    assert result.exit_code == 2
    assert "`tracecot run` makes it" in result.stderr


def test_the_checks_of_its_tables_stand_beside_a_row(stocked) -> None:
    names = ("keys_are_unique", "texts_are_whole")

    @dg.asset(check_specs=[dg.AssetCheckSpec(name, asset="samples") for name in names])
    def samples():
        yield dg.MaterializeResult(
            check_results=[
                dg.AssetCheckResult(passed=passed, check_name=name)
                for name, passed in zip(names, (True, False), strict=True)
            ]
        )

    (stocked / "dagster").mkdir()
    with dg.DagsterInstance.from_config(str(stocked / "dagster")) as instance:
        dg.materialize([samples], instance=instance)

    result = tell("audit", "samp_a1")

    assert "samples: 1 of 2 hold; not texts_are_whole" in result.stdout, result.output
    assert "programs: none has run" in result.stdout
