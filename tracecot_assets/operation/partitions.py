"""Keeps Dagster's partitions equal to the corpora of `tracecot.toml` and of its landing folder."""

import dagster as dg

from resources.settings import Settings, load_settings
from tracecot_assets.catalogue import CORPORA, RANGE_END, RANGE_START

assert CORPORA.name is not None
NAME = CORPORA.name


def register(instance: dg.DagsterInstance, settings: Settings) -> list[str]:
    """Adds the corpora that are new and takes those out that are gone; gives all, in the order of Dagster's ranges.

    None goes while the landing folder is away, nor where none would be left: a run needs one, also to retire the last.
    """
    known = instance.get_dynamic_partitions(NAME)
    wanted = [corpus.name for corpus in settings.corpora]
    if new := [name for name in wanted if name not in known]:
        instance.add_dynamic_partitions(NAME, new)
    for gone in set(known) - set(wanted) if wanted and not settings.landing_gone else ():
        instance.delete_dynamic_partition(NAME, gone)
    return list(instance.get_dynamic_partitions(NAME))


def register_settings() -> None:
    """The same for the instance and the settings of this project."""
    with dg.DagsterInstance.get() as instance:
        register(instance, load_settings())


def range_tags(first: str, last: str) -> dict[str, str]:
    """The tags of a run that goes from one corpus to another."""
    return {RANGE_START: first, RANGE_END: last}
