"""The marts: dbt models on top of the tables, and dbt's tests as their checks."""

import contextlib
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtCliResource, dbt_assets
from dagster_dbt.compat import DBT_PYTHON_VERSION

from resources.marts import dbt
from resources.reports.addresses import marts_page
from tracecot.ids import digest
from tracecot_assets.catalogue import ONE_RUN, OWNERS
from tracecot_assets.code import REFERENCES, references
from tracecot_assets.platform import Platform
from tracecot_assets.reports.marts import with_rows


class Translator(DagsterDbtTranslator):
    """Our names for dbt's models."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """A model is called by its name alone; a source by the asset that it is."""
        if dbt_resource_props["resource_type"] == "model":
            return dg.AssetKey(dbt_resource_props["name"])
        return super().get_asset_key(dbt_resource_props)

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """All models stand in one group."""
        return "marts"

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        """With a link to dbt's own page of the model, and its file."""
        page = f"{marts_page()}#!/{dbt_resource_props['resource_type']}/{dbt_resource_props['unique_id']}"
        return {
            **super().get_metadata(dbt_resource_props),
            "dbt docs": dg.MetadataValue.url(page),
            REFERENCES: references(dbt.PROJECT / dbt_resource_props["original_file_path"]),
        }

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """As for every asset."""
        return OWNERS

    def get_code_version(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """A digest of the model's text; our own tables have none here."""
        return str(dbt_resource_props.get("checksum", {}).get("checksum", ""))[:12]


class Dbt(DbtCliResource):
    """dbt without what dagster-dbt does before each command: as much again as half a build, and of no use here."""

    @property
    def _cli_version(self) -> Any:
        """That of the package, from which our executable comes; else a process is started to ask it."""
        return DBT_PYTHON_VERSION

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        """None: nothing is asked through dbt's own connection, for which all of its macros are parsed."""
        return None


@dbt_assets(
    manifest=dbt.manifest(),
    dagster_dbt_translator=Translator(DagsterDbtTranslatorSettings(enable_asset_checks=True)),
    name="marts",
    backfill_policy=ONE_RUN,
)
def marts(context: dg.AssetExecutionContext, dbt_cli: Dbt, platform: dg.ResourceParam[Platform]) -> Iterator[Any]:
    """Builds and tests the models, while nobody else has the warehouse; not when nothing changed since they were."""
    fingerprint = digest(str(dbt.target().name), platform.warehouse.state(dbt.tables()))
    if platform.worked_from("marts", "") == fingerprint:
        context.log.info("The tables are as they were when the marts were built.")
        platform.progress("marts", 1.0)
        return
    os.environ.update(dbt.environment())
    # dbt tells the terminal each of its steps; Dagster's events, its metadata and dbt's own log tell them better.
    with platform.warehouse.held(), contextlib.redirect_stdout(io.StringIO()):
        try:
            building = dbt_cli.cli(["build"], context=context, target_path=dbt.target(), raise_on_error=False)
            events = list(building.stream())
            failed = building.get_error()
        finally:
            dbt.leave()
    yield from with_rows(events, platform.warehouse)
    if failed is not None:  # only now: which model or test it was is told by the events
        raise failed
    if not context.is_subset:
        platform.works_from("marts", "", fingerprint, context.run.run_id)
    platform.progress("marts", 1.0)


_PYTHON, *_PROGRAM = dbt.COMMAND
RESOURCES = {
    "dbt_cli": Dbt(
        project_dir=str(dbt.PROJECT), profiles_dir=str(dbt.PROJECT), dbt_executable=_PYTHON,
        global_config_flags=_PROGRAM,
    )
}  # fmt: skip
