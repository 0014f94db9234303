"""Turns the expectations of a table into Dagster's checks of its asset."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import dagster as dg

from resources.checks.expectations import (
    Expectation,
    Found,
    columns_as_described,
    key_is_never_empty,
    key_is_unique,
    no_number_is_negative,
    nothing_required_is_empty,
    references_are_whole,
)
from resources.checks.inspecting import Suite
from resources.reports.addresses import docs_of
from resources.tables import TABLES, Table
from tracecot_assets.checks.splits import SPLIT_SUITES
from tracecot_assets.checks.statements import SUITES
from tracecot_assets.operation.findings import WAY_OUT
from tracecot_assets.platform import Platform

CHECKED = "checks"  # in `refreshes`: the contents of which it is known that everything holds

STATEMENTS: Mapping[str, Sequence[Expectation]] = {**SUITES, **SPLIT_SUITES}


def suite_checks(name: str) -> dg.AssetChecksDefinition:
    """The checks of one table: what holds of every table, and the statements about this one.

    What held of exactly the same cells need not be looked at again: a run in which nothing is new takes seconds.
    """

    @dg.multi_asset_check(
        name=f"{name}_checks",
        specs=[
            dg.AssetCheckSpec(one.name, asset=name, description=one.says, blocking=one.blocking)
            for one in expectations_of(name)
        ],
        can_subset=True,
    )
    def run_suite(
        context: dg.AssetCheckExecutionContext, platform: dg.ResourceParam[Platform]
    ) -> Iterator[dg.AssetCheckResult]:
        wanted = {key.name for key in context.selected_asset_check_keys}
        asked = tuple(one for one in expectations_of(name) if one.name in wanted)
        suite, run_id = _suite(platform, name, asked), context.run.run_id
        inspection = platform.inspector.inspection(platform.warehouse, suite, run_id)
        if inspection.holds and inspection.fingerprint not in ("", suite.known):
            platform.works_from(CHECKED, name, inspection.fingerprint, run_id)
        yield from (_result(name, found) for found in inspection.found)

    return run_suite


def begin_checks(platform: Platform, names: Sequence[str], run_id: str) -> None:
    """Has the tables of these names, of which everything is written, looked at while the run goes on."""
    for name in names:
        if name in STATEMENTS:
            platform.inspector.begin(platform.warehouse, _suite(platform, name, expectations_of(name)), run_id)


def _suite(platform: Platform, name: str, asked: tuple[Expectation, ...]) -> Suite:
    return Suite(name, asked, len(asked) == len(expectations_of(name)), platform.worked_from(CHECKED, name))


@cache
def expectations_of(name: str) -> tuple[Expectation, ...]:
    """All that must be true of the table, each of another name."""
    every = (*of_every_table(TABLES[name]), *STATEMENTS[name])
    return tuple({one.name: one for one in every}.values())


def of_every_table(table: Table) -> tuple[Expectation, ...]:
    """What must hold of any table."""
    return (
        columns_as_described(table), key_is_unique(table), *key_is_never_empty(table),
        *nothing_required_is_empty(table), *no_number_is_negative(table), *references_are_whole(table),
    )  # fmt: skip


def _result(name: str, found: Found) -> dg.AssetCheckResult:
    metadata: dict[str, Any] = {"rows": found.rows, "Data Docs": dg.MetadataValue.url(docs_of(name))}
    if not found.holds:
        metadata["rows that break it"] = found.unexpected
        metadata["some of them"] = dg.MetadataValue.md("\n".join(f"- `{one}`" for one in found.examples) or "-")
        if found.expectation.way_out:
            metadata[WAY_OUT] = found.expectation.way_out
    return dg.AssetCheckResult(
        asset_key=name, check_name=found.expectation.name, passed=found.holds, metadata=metadata,
        severity=dg.AssetCheckSeverity.ERROR if found.expectation.blocking else dg.AssetCheckSeverity.WARN,
        description=found.expectation.says,
    )  # fmt: skip
