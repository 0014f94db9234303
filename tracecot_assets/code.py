"""Leads from each asset in the catalogue to the code that makes it."""

import inspect
import warnings
from collections.abc import Iterable
from typing import Any

import dagster as dg

REFERENCES = "dagster/code_references"


def led_to_code(assets: Iterable[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """The assets, each with the file and the line of its step, unless it names some other code already."""
    return [one for asset in assets for one in dg.map_asset_specs(_Leading(asset), [asset])]


class _Leading:
    """Adds the place of one step to what is said of its tables."""

    def __init__(self, asset: dg.AssetsDefinition) -> None:
        step: Any = asset.op.compute_fn
        self._code = references(inspect.getsourcefile(step.decorated_fn), _line(step.decorated_fn))

    def __call__(self, spec: dg.AssetSpec) -> dg.AssetSpec:
        return spec.replace_attributes(metadata={REFERENCES: self._code, **spec.metadata})


def references(path: object, line: int = 1) -> dg.CodeReferencesMetadataValue:
    """One place in a file, as the catalogue shows it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)  # the only way there is to have it linked
        place = dg.LocalFileCodeReference(file_path=str(path), line_number=line)
        return dg.CodeReferencesMetadataValue(code_references=[place])


def _line(function: Any) -> int:
    return inspect.getsourcelines(function)[1]
