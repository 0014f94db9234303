"""How corpora share the rationales that a model is to write: the same however often a run was stopped on its way."""

from collections.abc import Mapping


def fair_shares(quota: int, there: Mapping[str, int]) -> dict[str, int]:
    """How many each gets: as many as the others where it has so many; what one can't use goes to those that can.

    >>> fair_shares(200, {"toolz": 1_000, "inflection": 40, "stdlib": 500})
    {'inflection': 40, 'stdlib': 80, 'toolz': 80}
    """
    shares: dict[str, int] = {}
    for place, name in enumerate(sorted(there, key=lambda one: (there[one], one))):
        left, others = quota - sum(shares.values()), len(there) - place
        shares[name] = min(there[name], left // others)
    return shares
