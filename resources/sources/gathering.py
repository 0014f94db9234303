"""Gathers corpora in worker processes, each corpus in one: files in, programs and calls out."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from resources.settings.tables import Corpus, PackageCorpus, RepositoryCorpus
from resources.sources.datasets import dataset_records
from resources.sources.packages import package_files
from resources.sources.repositories import read_repository
from resources.traces.executing import Jail, sandbox_of
from tracecot.errors import BadSettings
from tracecot.sources.failing import FAILED
from tracecot.sources.gathering import Admitted, Gathered, gather, gather_records, gather_repository
from tracecot.sources.intake import CallChoices
from tracecot.sources.records import RejectedSource
from tracecot.sources.sketches import Memory, Sketched

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """A corpus that is to be gathered, what is known of its calls, and how they are executed."""

    corpus: Corpus
    fingerprint: str
    memory: Memory
    jail: Jail


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a corpus gave, or why it gave nothing; and what is to be remembered of its calls."""

    corpus: Corpus
    fingerprint: str
    found: list[Gathered] | BadSettings
    sketches: list[Sketched]


def harvested(due: Due, choices: CallChoices, limit: int | None) -> Harvest:
    """What the corpus gives; of so many programs at most."""
    try:
        found = list(_until(limit, _gathered(due, choices)))
    except BadSettings as error:
        return Harvest(due.corpus, due.fingerprint, error, [])
    return Harvest(due.corpus, due.fingerprint, found, due.memory.lasting)


def _gathered(due: Due, choices: CallChoices) -> Iterator[Gathered]:
    corpus, sandbox, memory = due.corpus, sandbox_of(due.jail), due.memory
    if isinstance(corpus, PackageCorpus):
        return gather(package_files(corpus), corpus.name, sandbox, choices, memory)
    if isinstance(corpus, RepositoryCorpus):
        repository = read_repository(corpus)
        return gather_repository(repository.files, repository.tests, corpus.name, sandbox, choices, memory)
    return gather_records(dataset_records(corpus), corpus.name, sandbox, choices, memory)


def _until(limit: int | None, found: Iterator[Gathered]) -> Iterator[Gathered]:
    """All up to that many programs; what we failed with is told to the log too."""
    programs = 0
    for one in found:
        if isinstance(one, RejectedSource) and one.reason == FAILED:
            _LOG.error(
                "%s, line %d of %s (%s) is passed over: %s", one.qualname, one.line, one.path, one.corpus, one.detail
            )
        yield one
        programs += isinstance(one, Admitted)
        if programs == limit:
            break
