"""The sources stage: takes each corpus's programs and calls, anew when the corpus or its settings changed."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, field

import dagster as dg

from resources import tables
from resources.datasets import content_digest, dataset_records
from resources.packages import package_files
from resources.repositories import read_repository
from resources.rows import Row, call_row, made_of, program_row, rejected_source_row
from resources.settings import Corpus, Landing, PackageCorpus, RepositoryCorpus, passed_over
from resources.shrinking import with_proposed
from resources.sketches import remembered, sketch_rows
from resources.warehouse import Change, Put, Renew, Replace, Warehouse
from resources.withdrawing import withdrawals
from tracecot.errors import BadSettings, CorpusGone
from tracecot.execution import TRACER, Execute
from tracecot.ids import digest
from tracecot.sources.gathering import Admitted, Gathered, gather, gather_records, gather_repository, rejected
from tracecot.sources.records import RejectedSource
from tracecot.sources.sketches import Memory
from tracecot.sources.withdrawing import holds
from tracecot_assets.catalogue import CODE_VERSIONS, CORPORA, ONE_RUN, spec
from tracecot_assets.leaving import follow_programs, in_another, retire_gone, without
from tracecot_assets.platform import PYTHON, Platform, refresh
from tracecot_assets.reporting import Results, reports

LANDING = "[landing]"  # stands for the landing folder among corpora, none of which can be called so


@dataclass(slots=True)
class Harvest:
    """What a corpus gave."""

    programs: list[Row] = field(default_factory=list)
    calls: list[Row] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)


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
    with platform.alone("sources"), platform.sandboxes() as sandbox_for:
        retire_gone(platform, context.run.run_id)
        if changes := _passed_over(platform):
            platform.warehouse.publish(changes, context.run.run_id)
        for number, corpus in enumerate(corpora):
            sandbox = sandbox_for(corpus.name)
            try:
                changes = _changes(platform, corpus, sandbox)
            except BadSettings as error:  # a corpus that isn't there: the others go on
                context.log.warning(str(error))
                changes = [_missing(corpus, error)]
                if isinstance(error, CorpusGone):
                    platform.warehouse.publish(without(platform.warehouse, corpus.name), context.run.run_id)
            if changes:
                platform.warehouse.publish(changes, context.run.run_id)
            platform.report("sources", number, len(corpora), 1, 1)
        follow_programs(platform.warehouse)
    yield from reports(platform, ("programs", "calls", "rejected_sources"), context)


def _changes(platform: Platform, corpus: Corpus, sandbox: Execute) -> list[Change]:
    """What the corpus changes; nothing when it is as it was."""
    fingerprint = _fingerprint(platform, corpus)
    before = platform.worked_from("sources", corpus.name)
    limited = f"{fingerprint} limit {platform.limit}"
    if before == fingerprint or (platform.limit and before == limited):
        return []
    made_with = _executed_with(platform)
    memory = remembered(platform.warehouse, corpus.name, made_with)
    harvest = _harvest(platform, corpus, sandbox, memory)
    sketches = sketch_rows(memory, corpus.name, made_with)
    programs = made_of(tables.PROGRAMS, harvest.programs)
    calls = with_proposed(platform.warehouse, corpus.name, made_of(tables.CALLS, harvest.calls))
    rejected = made_of(tables.REJECTED_SOURCES, harvest.rejected)
    if platform.limit:  # the rest was not looked at, so nothing retires
        done = refresh("sources", corpus.name, limited)
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
        refresh("sources", corpus.name, fingerprint),
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


def _harvest(platform: Platform, corpus: Corpus, sandbox: Execute, memory: Memory) -> Harvest:
    """Everything that the corpus gives, as rows."""
    elsewhere = _programs_of_others(platform.warehouse, corpus)
    withdrawn = withdrawals(platform.warehouse)
    harvest = Harvest()
    for one in _gathered(platform, corpus, sandbox, memory):
        match one:
            case RejectedSource():
                harvest.rejected.append(rejected_source_row(one))
            case Admitted(program=program) if any(holds(program, source) for source in withdrawn):
                harvest.rejected.append(rejected_source_row(rejected(program, "withdrawn", "its source was withdrawn")))
            case Admitted(program=program) if program.id in elsewhere:
                harvest.rejected.append(rejected_source_row(_in_another(one, elsewhere[program.id])))
            case Admitted(program=program, calls=calls, paths=paths):
                harvest.programs.append(program_row(program, paths))
                harvest.calls += [call_row(call, corpus.name) for call in calls]
        if platform.limit and len(harvest.programs) >= platform.limit:
            break
    harvest.rejected = list({row["source_id"]: row for row in harvest.rejected}.values())
    return harvest


def _gathered(platform: Platform, corpus: Corpus, sandbox: Execute, memory: Memory) -> Iterator[Gathered]:
    choices = platform.settings.calls
    if isinstance(corpus, PackageCorpus):
        return gather(package_files(corpus), corpus.name, sandbox, choices, memory)
    if isinstance(corpus, RepositoryCorpus):
        repository = read_repository(corpus)
        return gather_repository(repository.files, repository.tests, corpus.name, sandbox, choices, memory)
    return gather_records(dataset_records(corpus), corpus.name, sandbox, choices, memory)


def _programs_of_others(warehouse: Warehouse, corpus: Corpus) -> dict[str, str]:
    """Programs that live in other corpora, with the corpus: the same program is taken once."""
    found = warehouse.rows(
        "select program_id, corpus from programs where corpus <> ? and retired_at is null", [corpus.name]
    )
    return {str(program_id): str(name) for program_id, name in found}


def _in_another(one: Admitted, corpus: str) -> RejectedSource:
    program, origin = one.program, one.program.origin
    return RejectedSource(
        program.corpus, origin.distribution, origin.path, origin.qualname, origin.first_line,
        "duplicate", in_another(corpus),
    )  # fmt: skip


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


def _missing(corpus: Corpus, error: BadSettings) -> Put:
    """A corpus that isn't there, as a row."""
    distribution = corpus.distribution if isinstance(corpus, PackageCorpus) else corpus.path.name
    row = rejected_source_row(RejectedSource(corpus.name, distribution, "", "", 0, "corpus_not_there", str(error)))
    return Put(tables.REJECTED_SOURCES, made_of(tables.REJECTED_SOURCES, [row]))
