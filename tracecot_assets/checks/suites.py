"""Turns the expectations of a table into Dagster's checks of its asset."""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from resources import data_docs
from resources.addresses import docs_of
from resources.expectations import (
    Expectation,
    Found,
    columns_as_described,
    key_is_never_empty,
    key_is_unique,
    no_number_is_negative,
    nothing_required_is_empty,
    references_are_whole,
    tables_behind,
    validated,
)
from resources.tables import TABLES, Table
from tracecot.ids import digest
from tracecot_assets.platform import Platform

CHECKED = "checks"  # in `refreshes`: the contents of which it is known that everything holds


def suite_checks(name: str, statements: Sequence[Expectation]) -> dg.AssetChecksDefinition:
    """The checks of one table: what holds of every table, and the statements about this one.

    What held of exactly the same cells need not be looked at again: a run in which nothing is new takes seconds.
    """
    table = TABLES[name]
    expectations = {one.name: one for one in (*of_every_table(table), *statements)}

    @dg.multi_asset_check(
        name=f"{name}_checks",
        specs=[
            dg.AssetCheckSpec(one.name, asset=name, description=one.says, blocking=one.blocking)
            for one in expectations.values()
        ],
        can_subset=True,
    )
    def run_suite(
        context: dg.AssetCheckExecutionContext, platform: dg.ResourceParam[Platform]
    ) -> Iterator[dg.AssetCheckResult]:
        wanted = {key.name for key in context.selected_asset_check_keys}
        asked = [one for one in expectations.values() if one.name in wanted]
        with platform.warehouse.at_once():
            contents = platform.warehouse.contents(tables_behind(table, asked))
            fingerprint = digest([str(one) for one in asked], contents)
            held = platform.worked_from(CHECKED, name) == fingerprint
            rows = platform.warehouse.count(name)
        if held and data_docs.has(platform.warehouse.folder, name):
            yield from (_result(name, Found(one, holds=True, rows=rows, unexpected=0, examples=())) for one in asked)
            return
        findings, results = validated(platform.warehouse, table, asked)
        if len(asked) == len(expectations):
            data_docs.write(platform.warehouse.folder, name, results, context.run.run_id, findings[0].rows)
        if all(found.holds for found in findings):
            platform.works_from(CHECKED, name, fingerprint, context.run.run_id)
        yield from (_result(name, found) for found in findings)

    return run_suite


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
    return dg.AssetCheckResult(
        asset_key=name, check_name=found.expectation.name, passed=found.holds, metadata=metadata,
        severity=dg.AssetCheckSeverity.ERROR if found.expectation.blocking else dg.AssetCheckSeverity.WARN,
        description=found.expectation.says,
    )  # fmt: skip
