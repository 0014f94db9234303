"""Proves a random handful of what ships again, from source to verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resources.lineage.chain import chain_of
from resources.lineage.replaying import Recorded, proofs, recorded
from resources.sandbox import Sandbox
from resources.settings import Settings
from resources.sources.source_bytes import SourcesAtHand
from resources.warehouse import Warehouse
from tracecot.errors import BadInput
from tracecot.execution import Execute

#: What fails once may have met a busy machine (a time limit); what fails so often did not.
ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Differing:
    """A sample that was not proved again, and how it differs."""

    sample_id: str
    told: tuple[str, ...]


def drawn(warehouse: Warehouse, number: int, seed: str) -> list[str]:
    """So many of the samples that ship; the same ones for the same seed, as long as the same ones ship."""
    found = warehouse.rows(
        "select sample_id from samples where retired_at is null order by md5(? || sample_id), 1 limit ?", [seed, number]
    )
    return [str(name) for (name,) in found]


def spot_check(warehouse: Warehouse, settings: Settings, sample_ids: Sequence[str]) -> Iterator[Differing]:
    """Those that aren't proved again."""
    found, differing = _read(warehouse, sample_ids)
    yield from differing
    support, sources = settings.verification.support, SourcesAtHand()
    with Sandbox(limits=settings.limits, profile=settings.profile) as execute:
        for name, one in found.items():
            if told := _differs(one, execute, support, sources):
                yield Differing(name, told)


def _read(warehouse: Warehouse, sample_ids: Sequence[str]) -> tuple[dict[str, Recorded], list[Differing]]:
    """What the warehouse has of them, read at once, so that nothing is held while programs run."""
    found: dict[str, Recorded] = {}
    broken: list[Differing] = []
    with warehouse.at_once():
        for name in sample_ids:
            try:
                found[name] = recorded(chain_of(name, warehouse.records), warehouse)
            except BadInput as error:  # a row behind it is gone
                broken.append(Differing(name, (str(error),)))
    return found, broken


def _differs(one: Recorded, execute: Execute, support: float, sources: SourcesAtHand) -> tuple[str, ...]:
    """What turned out otherwise, each time that it was tried."""
    told: tuple[str, ...] = ()
    for _ in range(ATTEMPTS):
        found = proofs(one, execute, support, sources)
        told = tuple(f"{proof.what}: {proof.told}" for proof in found if not proof.holds)
        if not told:
            break
    return told
