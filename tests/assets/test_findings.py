"""What a check that doesn't hold says at the terminal."""

import dagster as dg
import pytest

from resources.checks.expectations import validate
from resources.tables import TABLES

SHARE = "the_eval_share_is_in_bounds"


def evaluation(severity, **metadata):
    told = {name.replace("_", " "): value for name, value in metadata.items()}
    return dg.AssetCheckEvaluation(
        asset_key=dg.AssetKey("samples"), check_name="it_is_whole", passed=False, severity=severity, metadata=told
    )


@pytest.mark.parametrize(
    ("severity", "stops"),
    [
        (dg.AssetCheckSeverity.ERROR, "What stands behind it was not made."),
        (dg.AssetCheckSeverity.WARN, "It stops nothing."),
    ],
)
def test_the_sentence_the_figures_and_the_way_out_are_told(severity, stops):
    from tracecot_assets.operation.findings import told

    found = evaluation(
        severity, rows=7, rows_that_break_it=3, some_of_them=dg.MetadataValue.md("- `a`\n- `b`"), what_to_do="Mend it."
    )

    assert told(found, "It is whole.") == (
        f"check it_is_whole of samples: It is whole. Found: rows that break it 3, some of them a; b. {stops} Mend it."
    )


def test_without_a_way_out_of_its_own_the_pages_are_named():
    from tracecot_assets.operation.findings import told

    assert "`tracecot docs` shows" in told(evaluation(dg.AssetCheckSeverity.ERROR, share=0.25), "It is whole.")


def test_a_share_out_of_bounds_warns_with_its_figure_and_its_way_out(spoilt):
    from tests.assets.test_checks import PLANTS
    from tracecot_assets.checks.suites import _result, expectations_of
    from tracecot_assets.operation.findings import told

    spoilt.execute([(PLANTS["samples", SHARE], ())])
    (share,) = [one for one in expectations_of("samples") if one.name == SHARE]

    (found,) = validate(spoilt, TABLES["samples"], [share])
    result = _result("samples", found)

    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.WARN)
    said = told(dg.AssetCheckEvaluation(
        asset_key=dg.AssetKey("samples"), check_name=SHARE, passed=False, severity=result.severity,
        metadata=result.metadata,
    ), share.says)  # fmt: skip
    assert " % of the samples. It stops nothing. Groups go to one side whole" in said
    assert said.count("eval has ") == 1
