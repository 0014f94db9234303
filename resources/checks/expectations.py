"""Great Expectations over the warehouse's tables: each expectation has a name, and says what it found."""

import functools
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from resources.tables import NUMBER, SHARE, TABLES, Table
from resources.warehouse import Warehouse

SHOWN = 5  # offending values that a finding quotes


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be true of a table, as one of Great Expectations' own kinds.

    `column` is a column of the batch, or an SQL expression over the table's row (`it`) that becomes one.
    """

    name: str  # a sentence with underscores: what Dagster shows
    says: str  # the same in full
    kind: str  # "expect_column_values_to_be_unique"
    column: str = ""
    columns: tuple[str, ...] = ()
    arguments: tuple[tuple[str, Any], ...] = ()
    of_description: bool = False  # about the table's columns and types, not about its rows
    blocking: bool = True
    way_out: str = ""  # what to do where it doesn't hold, if that is something of its own


@dataclass(frozen=True, slots=True)
class Found:
    """Whether an expectation holds, and a few of the values that break it."""

    expectation: Expectation
    holds: bool
    rows: int
    unexpected: int
    examples: tuple[str, ...]


def columns_as_described(table: Table) -> Expectation:
    """The table has the columns and types that are written down, and no others."""
    expected = sorted(f"{column.name} {column.type}" for column in table.columns)
    return Expectation(
        "columns_and_types_are_as_described", "The table has the columns and types of resources/tables/.",
        "expect_column_distinct_values_to_equal_set", "described", arguments=(("value_set", expected),),
        of_description=True,
    )  # fmt: skip


def key_is_unique(table: Table) -> Expectation:
    """No two rows have the same key: DuckDB looks, pandas takes a gigabyte for the claims of 50,000 texts."""
    key = ", ".join(f'"{column}"' for column in table.key)
    own = ", ".join(f'it."{column}"' for column in table.key)
    doubled = f"(select {_one(key, table)} from {table.name} group by all having count(*) > 1)"
    says = f"No two rows have the same {' and '.join(table.key)}."
    return holds("key_is_unique", says, f"{_one(own, table)} not in {doubled}", table)


def _one(columns: str, table: Table) -> str:
    return columns if len(table.key) == 1 else f"row({columns})"


def key_is_never_empty(table: Table) -> tuple[Expectation, ...]:
    """Each column of the key is there in every row."""
    return tuple(
        Expectation(
            f"{column}_is_never_empty", f"Every row has a {column}.", "expect_column_values_to_be_null",
            f"case when it.\"{column}\" is null then 'empty' end",
        )
        for column in table.key
    )  # fmt: skip


def nothing_required_is_empty(table: Table) -> tuple[Expectation, ...]:
    """Every column that is never empty, beside the key, is there in every row."""
    names = [one.name for one in table.columns if not one.nullable and one.name not in table.key]
    condition = " and ".join(f'it."{name}" is not null' for name in names)
    says = "Every column that may not be empty is there in every row."
    return (holds("nothing_required_is_empty", says, condition, table),) if names else ()


def no_number_is_negative(table: Table) -> tuple[Expectation, ...]:
    """No count, place or figure is below zero, or no number at all."""
    names = [one.name for one in table.columns if one.type in (NUMBER, SHARE)]
    condition = " and ".join(f'coalesce(it."{name}" >= 0 and not isnan(it."{name}"::double), true)' for name in names)
    says = "Every number is zero or more."
    return (holds("no_number_is_negative", says, condition, table),) if names else ()


def references_are_whole(table: Table) -> tuple[Expectation, ...]:
    """What a row refers to is there."""
    return tuple(
        holds(
            f"every_{column.name}_is_in_{other}",
            f"Every {column.name} is found in `{column.refers_to}`.",
            f'it."{column.name}" in (select {target} from {other})',
            table,
        )
        for column in table.references
        for other, target in [column.refers_to.split(".")]
    )


def holds(
    name: str, says: str, condition: str, table: Table, *, blocking: bool = True, quoted: str = "", way_out: str = ""
) -> Expectation:
    """A condition in SQL is true of every row (`it`) of the table.

    Where it isn't, the row's key is quoted or, of a condition on the table as a whole, what `quoted` gives in SQL.
    """
    key = " || ' ' || ".join(f'it."{column}"::varchar' for column in table.key)
    offender = f"case when {condition} then null else {quoted or key} end"
    return Expectation(name, says, "expect_column_values_to_be_null", offender, blocking=blocking, way_out=way_out)


def tables_behind(table: Table, expectations: Sequence[Expectation]) -> list[str]:
    """The tables that decide whether the expectations hold: the table itself, and those that conditions ask."""
    words = {word for one in expectations for word in re.findall(r"\w+", one.column)}
    return [name for name in TABLES if name == table.name or name in words]


def validate(warehouse: Warehouse, table: Table, expectations: Sequence[Expectation]) -> list[Found]:
    """What Great Expectations finds, in the order of the expectations; the lock is held only while rows are loaded."""
    return validated(warehouse, table, expectations)[0]


def validated(warehouse: Warehouse, table: Table, expectations: Sequence[Expectation]) -> tuple[list[Found], list[Any]]:
    """The same, with Great Expectations' own results, one for each expectation."""
    of_rows = [one for one in expectations if not one.of_description]
    of_description = [one for one in expectations if one.of_description]
    results: dict[str, tuple[Found, Any]] = {}
    if of_rows:
        results |= _validated(_rows(warehouse, table, of_rows), of_rows)
    if of_description:
        results |= _validated(_description(warehouse, table), of_description)
    return [results[one.name][0] for one in expectations], [results[one.name][1] for one in expectations]


def _rows(warehouse: Warehouse, table: Table, expectations: Sequence[Expectation]) -> pd.DataFrame:
    """Only what the expectations look at: each expression once, under a name of its own."""
    expressions = {_batch_column(one): one.column for one in expectations if one.column}
    expressions |= {column: f'it."{column}"' for one in expectations for column in one.columns}
    columns = ", ".join(f'{expression} as "{name}"' for name, expression in expressions.items())
    found = warehouse.read(f"select {columns} from {table.name} as it")
    offenders = [name for name in found.column_names if expressions[name].startswith("case ")]
    return found.to_pandas(categories=offenders)  # hardly a value in them: a byte a row and not a dozen


def _description(warehouse: Warehouse, table: Table) -> pd.DataFrame:
    rows = warehouse.rows(f"select column_name, column_type from (describe {table.name})")
    return pd.DataFrame({"described": [f"{name} {kind}" for name, kind in rows]})


def _batch_column(expectation: Expectation) -> str:
    """A plain column keeps its name, so that Great Expectations' reports read well."""
    return expectation.column if expectation.column.isidentifier() else expectation.name


def _validated(frame: pd.DataFrame, expectations: Sequence[Expectation]) -> dict[str, tuple[Found, Any]]:
    """Runs one suite on one batch; by name, what was found in our words and in Great Expectations' own."""
    gx = _great_expectations()
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    batch = _batch_definition().get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite("table")
    for one in expectations:
        arguments = dict(one.arguments) | ({"column": _batch_column(one)} if one.column else {})
        configuration = ExpectationConfiguration(
            type=one.kind, kwargs=arguments, meta={"name": one.name}, description=one.says,
            severity="critical" if one.blocking else "warning",
        )  # fmt: skip
        suite.add_expectation_configuration(configuration)
    results = batch.validate(suite, result_format={"result_format": "SUMMARY", "partial_unexpected_count": SHOWN})
    by_name = {result.expectation_config.meta["name"]: result for result in results.results}
    return {one.name: (_found(one, by_name[one.name], len(frame)), by_name[one.name]) for one in expectations}


def import_great_expectations() -> None:
    """Imports the library, which takes seconds: for whoever will validate, and waits for others before."""
    _great_expectations()


def _great_expectations() -> Any:
    """The library, which reports home unless it is told not to."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations

    return great_expectations


@functools.cache
def _batch_definition() -> Any:
    """Where batches go in: one for the process, in memory."""
    context = _great_expectations().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("warehouse").add_dataframe_asset("rows")
    return asset.add_batch_definition_whole_dataframe("all")


def _found(expectation: Expectation, result: Any, rows: int) -> Found:
    """Great Expectations' result in our words. An expectation that could not be evaluated does not hold."""
    details = result.result or {}
    examples = details.get("partial_unexpected_list") or details.get("observed_value") or ()
    if not isinstance(examples, list | tuple):
        examples = (examples,)
    if result.exception_info and not result.success:
        examples = (*examples, *_exceptions(result.exception_info))
    unexpected = int(details.get("unexpected_count") or 0)
    shown = () if result.success else tuple(str(one) for one in examples[:SHOWN])
    return Found(expectation, bool(result.success), rows, unexpected, shown)


def _exceptions(information: Any) -> list[str]:
    some = information.values() if "raised_exception" not in information else [information]
    return [str(one["exception_message"]) for one in some if isinstance(one, dict) and one.get("raised_exception")]
