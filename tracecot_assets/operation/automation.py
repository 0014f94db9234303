"""When an asset makes itself anew, for who prefers conditions to the schedule (docs/decisions/0010)."""

from collections.abc import Iterable

import dagster as dg

from tracecot_assets.operation.tags import VERSIONS, asked

#: Tables that sources are read into: nothing upstream tells when those change, so they are looked at every night.
ROOTS = ("programs", "calls", "rejected_sources")
NIGHTLY = dg.AutomationCondition.on_cron("0 3 * * *") | dg.AutomationCondition.on_missing()

#: `eager` waits for ever beside a corpus that was never made, and doesn't look at checks.
ON_CHANGE = (
    dg.AutomationCondition.eager().without(~dg.AutomationCondition.any_deps_missing())
    & dg.AutomationCondition.all_deps_blocking_checks_passed()
)

#: Tables that a language model fills: it is asked when somebody asks for it, since it costs money.
BY_MODEL = frozenset({
    "documents", "concepts", "instructions", "solutions", "tests", "test_results", "agreements", "rejected_syntheses",
    "model_narrations", "pass_rates",
})  # fmt: skip


def automated(assets: Iterable[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """The assets, each with its condition."""
    return list(dg.map_asset_specs(_with_condition, assets))


def _with_condition(spec: dg.AssetSpec) -> dg.AssetSpec:
    name = spec.key.to_user_string()
    if name in ROOTS:
        return spec.replace_attributes(automation_condition=NIGHTLY)
    return spec if name in BY_MODEL else spec.replace_attributes(automation_condition=ON_CHANGE)


CONDITIONS = dg.AutomationConditionSensorDefinition(
    "conditions",
    target=dg.AssetSelection.all(),
    default_status=dg.DefaultSensorStatus.STOPPED,
    run_tags={**VERSIONS, **asked("sensor", "conditions")},
    description="Instead of `nightly`: makes each asset anew when what it stands on changed and its checks hold.",
)
