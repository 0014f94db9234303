"""The parts of a run: one of Dagster's runs takes one range of corpora, and a person asks for any of them."""

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import dagster as dg

from resources.tables.stages import STAGES
from tracecot.errors import TraceCoTError

if TYPE_CHECKING:
    from dagster._core.definitions.assets.graph.asset_graph import AssetGraph


class NothingSelected(TraceCoTError):
    """A selection that no asset meets, or that can't be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one of Dagster's runs does: some assets, and a range of the corpora."""

    assets: tuple[dg.AssetKey, ...]
    corpora: tuple[str, str] | None  # the first and the last


def parts_of(defs: dg.Definitions, names: list[str], chosen: list[str], select: str | None) -> list[Part]:
    """One part where the chosen corpora stand side by side; else one for each stretch, then what joins them.

    Raises:
        NothingSelected: the selection meets no asset, or can't be read.
    """
    graph = defs.resolve_asset_graph()
    keys = _selected(graph, select)
    stretches = _stretches(names, chosen)
    if len(stretches) == 1:
        return [Part(tuple(keys), stretches[0])]
    by_corpus = tuple(key for key in keys if graph.get(key).partitions_def is not None)
    joined = tuple(key for key in keys if key not in by_corpus)
    parts = [Part(by_corpus, stretch) for stretch in stretches if by_corpus]
    return [*parts, Part(joined, None)] if joined else parts


def _selected(graph: "AssetGraph", select: str | None) -> list[dg.AssetKey]:
    """The assets that a selection in Dagster's language meets; a stage's name alone stands for its group."""
    if select is None:
        return sorted(graph.executable_asset_keys)
    warnings.simplefilter("ignore", dg.BetaWarning)  # selections are what Dagster's own UI takes
    try:
        chosen = dg.AssetSelection.from_string(f'group:"{select}"' if select in STAGES else select)
        whole = chosen.required_multi_asset_neighbors()  # tables that are written together are made together
        keys = sorted(whole.resolve(graph) & graph.executable_asset_keys)
    except dg.DagsterError as error:
        raise NothingSelected(f"--select {select!r} can't be understood: {error}") from error
    if not keys:
        raise NothingSelected(f"--select {select!r} meets no asset; groups are {', '.join(STAGES)}")
    return keys


def _stretches(names: list[str], chosen: list[str]) -> list[tuple[str, str]]:
    """The chosen names as stretches of the list: Dagster's runs take ranges.

    >>> _stretches(["a", "b", "c", "d"], ["a", "b", "d"])
    [('a', 'b'), ('d', 'd')]
    """
    stretches: list[tuple[str, str]] = []
    before = -2
    for position in sorted(names.index(name) for name in chosen):
        first = stretches.pop()[0] if position == before + 1 else names[position]
        stretches.append((first, names[position]))
        before = position
    return stretches
