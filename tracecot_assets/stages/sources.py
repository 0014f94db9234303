"""The sources stage: takes each corpus's programs and calls, anew when the corpus or its settings changed."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import astuple

import dagster as dg

from resources import tables
from resources.settings.landed import passed_over
from resources.settings.tables import Corpus, Landing, PackageCorpus, RepositoryCorpus
from resources.sources.datasets import content_digest
from resources.sources.gathering import Due, Harvest, harvested
from resources.sources.packages import package_files
from resources.sources.repositories import read_repository
from resources.sources.sketches import remembered, sketch_rows
from resources.tables.rows import Row, made_of, rejected_source_row
from resources.traces.shrinking import with_proposed
from resources.warehouse import Change, Put, Renew, Replace
from tracecot.errors import BadSettings, CorpusGone
from tracecot.execution import TRACER
from tracecot.ids import digest
from tracecot.sources.gathering import Gathered
from tracecot.sources.records import RejectedSource
from tracecot_assets.catalogue import CODE_VERSIONS, CORPORA, ONE_RUN, spec
from tracecot_assets.platform import PYTHON, Platform, refresh
from tracecot_assets.reports.reporting import Results, reports
from tracecot_assets.stages.leaving import LANDING, follow_programs, retire_gone, without
from tracecot_assets.stages.taking import taken_of


@dg.multi_asset(
    name="sources",
    specs=[spec("programs"), spec("calls", ["programs"]), spec("rejected_sources")],
    partitions_def=CORPORA,
    backfill_policy=ONE_RUN,
)
def sources(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Gathers the corpora that changed."""
    named = {corpus.name: corpus for corpus in platform.settings.corpora}
    corpora = [named[name] for name in context.partition_keys if name in named]  # the others have left
    run_id = context.run.run_id
    with platform.alone("sources"):
        retire_gone(platform, run_id)
        if changes := _passed_over(platform):
            platform.warehouse.publish(changes, run_id)
        due: list[tuple[Corpus, str]] = []
        for corpus in corpora:
            try:
                fingerprint = _fingerprint(platform, corpus)
            except BadSettings as error:
                _go_on_without(platform, corpus, error, run_id)
            else:
                if not _is_done(platform, corpus.name, fingerprint):
                    due.append((corpus, fingerprint))
        for number, harvest in enumerate(_harvests(platform, due), 1):
            if isinstance(harvest.found, BadSettings):
                _go_on_without(platform, harvest.corpus, harvest.found, run_id)
            else:
                platform.warehouse.publish(_changes(platform, harvest, harvest.found), run_id)
            platform.progress("sources", number / len(due))
        follow_programs(platform.warehouse)
    platform.progress("sources", 1.0)
    yield from reports(platform, ("programs", "calls", "rejected_sources"), context)


def _is_done(platform: Platform, corpus: str, fingerprint: str) -> bool:
    """Whether nothing changed since the corpus was gathered."""
    before = platform.worked_from("sources", corpus)
    return before == fingerprint or (platform.limit is not None and before == _limited(platform, fingerprint))


def _limited(platform: Platform, fingerprint: str) -> str:
    """Stands for a corpus of which so many programs were taken."""
    return f"{fingerprint} limit {platform.limit}"


def _harvests(platform: Platform, due: Sequence[tuple[Corpus, str]]) -> Iterator[Harvest]:
    """What these corpora give, several at a time."""
    if not due:
        return
    platform.look_at_sandbox()
    processors = os.cpu_count() or 1
    at_once = min(len(due), processors)
    made_with = _executed_with(platform)
    asked = (
        Due(
            corpus, fingerprint, remembered(platform.warehouse, corpus.name, made_with),
            platform.jail(corpus.name, workers=-(-processors // at_once)),
        )
        for corpus, fingerprint in due
    )  # fmt: skip
    platform.inspector.get_ready()  # the tables that change are checked soon
    yield from platform.workers.map(harvested, asked, platform.settings.calls, platform.limit)


def _changes(platform: Platform, harvest: Harvest, found: Sequence[Gathered]) -> list[Change]:
    """What the corpus changes."""
    corpus = harvest.corpus
    taken = taken_of(platform.warehouse, corpus, found)
    sketches = sketch_rows(harvest.sketches, corpus.name, _executed_with(platform))
    programs = made_of(tables.PROGRAMS, taken.programs)
    calls = with_proposed(platform.warehouse, corpus.name, made_of(tables.CALLS, taken.calls))
    rejected = made_of(tables.REJECTED_SOURCES, taken.rejected)
    if platform.limit:  # the rest was not looked at, so nothing retires
        done = refresh("sources", corpus.name, _limited(platform, harvest.fingerprint))
        return [
            Put(tables.PROGRAMS, programs), Put(tables.CALLS, calls), Put(tables.REJECTED_SOURCES, rejected),
            Put(tables.SKETCHES, sketches), done,
        ]  # fmt: skip
    part = ("corpus", corpus.name)
    return [
        Renew(tables.PROGRAMS, programs, part),
        Renew(tables.CALLS, calls, part),
        Replace(tables.REJECTED_SOURCES, rejected, part),
        Replace(tables.SKETCHES, sketches, part),
        refresh("sources", corpus.name, harvest.fingerprint),
    ]


def _fingerprint(platform: Platform, corpus: Corpus) -> str:
    """A digest of all that decides what a corpus gives."""
    if isinstance(corpus, PackageCorpus):
        content = [digest(*astuple(file)) for file in package_files(corpus)]
    elif isinstance(corpus, RepositoryCorpus):
        content = [digest(*astuple(file)) for file in read_repository(corpus).all_files]
    else:
        content = [content_digest(corpus)]
    return digest(str(corpus), str(platform.settings.calls), _executed_with(platform), content)


def _executed_with(platform: Platform) -> str:
    """A digest of all but program and call that decides what an execution tells."""
    settings = platform.settings
    return digest(str(settings.limits), settings.profile, PYTHON, TRACER, CODE_VERSIONS["sources"])


def _passed_over(platform: Platform) -> list[Change]:
    """What changes among the files of the landing folder that are no corpus."""
    landing = platform.settings.landing
    rows = [_not_taken(landing, name, why) for name, why in passed_over(landing).items()] if landing else []
    query = "select source_id from rejected_sources where corpus = ?"
    if {row["source_id"] for row in rows} == {name for (name,) in platform.warehouse.rows(query, [LANDING])}:
        return []
    return [Replace(tables.REJECTED_SOURCES, made_of(tables.REJECTED_SOURCES, rows), ("corpus", LANDING))]


def _not_taken(landing: Landing, name: str, why: str) -> Row:
    return rejected_source_row(RejectedSource(LANDING, landing.folder.name, name, "", 0, "not_taken", why))


def _go_on_without(platform: Platform, corpus: Corpus, error: BadSettings, run_id: str) -> None:
    """Says that a corpus isn't there, in the log and as a row; what came from one that is gone retires."""
    dg.get_dagster_logger().warning(str(error))
    gone = without(platform.warehouse, corpus.name) if isinstance(error, CorpusGone) else []
    platform.warehouse.publish([*gone, _missing(corpus, error)], run_id)


def _missing(corpus: Corpus, error: BadSettings) -> Put:
    """A corpus that isn't there, as a row."""
    distribution = corpus.distribution if isinstance(corpus, PackageCorpus) else corpus.path.name
    row = rejected_source_row(RejectedSource(corpus.name, distribution, "", "", 0, "corpus_not_there", str(error)))
    return Put(tables.REJECTED_SOURCES, made_of(tables.REJECTED_SOURCES, [row]))
