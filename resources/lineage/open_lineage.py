"""Says what a chain says as OpenLineage run events: one for each stage that made a row of it, from the source on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from uuid import UUID, uuid5

from resources.lineage.chain import Chain
from resources.tables import LIFE, TABLES
from resources.warehouse.asking import Ask, Row
from tracecot.ids import digest

PRODUCER = f"pkg:pypi/tracecot@{version('tracecot')}"  # a package URL: wherever it was installed from
SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
_FACETS = {
    "parent": "1-0-1/ParentRunFacet", "processing_engine": "1-1-0/ProcessingEngineRunFacet",
    "documentation": "1-0-0/DocumentationJobFacet", "jobType": "2-0-3/JobTypeJobFacet",
    "version": "1-0-0/DatasetVersionDatasetFacet", "dataQualityAssertions": "1-0-1/DataQualityAssertionsDatasetFacet",
}  # fmt: skip
JOBS, ROWS = "tracecot", "tracecot.duckdb"  # namespaces of what runs and of what it makes
PIPELINE = "pipeline"

#: Ids of runs that Dagster did not make (`withdraw`, `export`) are no UUIDs; these are made of their names.
_NAMESPACE = UUID("6f1d8a52-6c1e-5b0e-9c55-0d6a1f0c7a11")
_OF_THE_MOMENT = {column.name for column in LIFE}
_VERSIONS = ("python", "tracer", "narrator", "verifier", "splitter")

Facets = dict[str, dict[str, Any]]
Checks = Mapping[str, Sequence[tuple[str, bool]]]  # of each table, and whether they held


Rows = Sequence[tuple[str, Row]]  # with their tables

#: What each stage does, and the stages whose rows it takes.
_STAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sources": ("Cuts self-contained programs with their calls out of source files.", ()),
    "traces": ("Executes each call in the sandbox and records what happens.", ("sources",)),
    "narrations": ("Tells an execution in words.", ("sources", "traces")),
    "verification": ("Checks every statement of a narration against the execution.", ("traces", "narrations")),
    "splits": ("Chooses what ships, and for which side.", ("narrations", "verification")),
}


def run_events(chain: Chain, ask: Ask, checks: Checks) -> Iterator[dict[str, Any]]:
    """The events in their order, as JSON-able values; a stage that the chain doesn't reach has none."""
    made = _made(chain, ask)
    for name, (_, before) in _STAGES.items():
        takes = [_dataset(table, row, checks) for stage in before for table, row in made[stage]]
        if made[name]:
            yield _event(name, takes or [_source(chain.program)], made[name])


def _made(chain: Chain, ask: Ask) -> dict[str, Rows]:
    """The rows of the chain, by the stage that made them."""
    calls = [row for row in (chain.call, chain.answer_call) if row]
    traces = [row for row in (chain.trace, chain.answer_trace) if row]
    return {
        "sources": [("programs", chain.program), *(("calls", row) for row in calls)],
        "traces": [("raw_traces", _with_events(row, ask)) for row in traces],
        "narrations": [("narrations", chain.narration)] if chain.narration else [],
        "verification": _judged(chain),
        "splits": _shipped(chain),
    }


def _with_events(trace: Row, ask: Ask) -> Row:
    """The execution, with a digest of its events."""
    events = ask("select * from trace_events where trace_id = ? order by seq", [trace["trace_id"]])
    return {**trace, "events_digest": digest(events)}


def _judged(chain: Chain) -> Rows:
    if chain.verdict is None:
        return []
    table = "rejected_narrations" if "verdict" in chain.verdict else "verified_cot"
    claims = [{name: claim[name] for name in _columns("claims")} for claim in chain.claims]
    return [(table, {**chain.verdict, "claims_digest": digest([_content(claim) for claim in claims])})]


def _shipped(chain: Chain) -> Rows:
    dropped = [("rejected_samples", chain.rejection)] if chain.rejection and not chain.ships else []
    return [*dropped, ("samples", chain.sample)] if chain.sample else dropped


def _event(stage: str, takes: Sequence[dict[str, Any]], gives: Rows) -> dict[str, Any]:
    """The event that ends a stage's run: what it took, what it gave, under which versions."""
    latest = max((row for _, row in gives), key=lambda row: str(row["made_at"]))
    run_id = _uuid(str(latest["run_id"]))
    run: Facets = {
        "parent": {"run": {"runId": run_id}, "job": {"namespace": JOBS, "name": PIPELINE}},
        "processing_engine": {"version": version("dagster"), "name": "Dagster"},
        "tracecot_versions": {name: str(latest[name]) for name in _VERSIONS if name in latest},
    }
    job: Facets = {
        "documentation": {"description": _STAGES[stage][0]},
        "jobType": {"processingType": "BATCH", "integration": "DAGSTER", "jobType": "STEP"},
    }
    return {
        "eventType": "COMPLETE",
        "eventTime": _time(latest["made_at"]),
        "producer": PRODUCER,
        "schemaURL": SPEC,
        "run": {"runId": str(uuid5(UUID(run_id), stage)), "facets": _signed(run)},
        "job": {"namespace": JOBS, "name": stage, "facets": _signed(job)},
        "inputs": list(takes),
        "outputs": [_dataset(table, row) for table, row in gives],
    }


def _source(program: Row) -> dict[str, Any]:
    """The file that the program was cut out of."""
    lines = {name: program[name] for name in ("first_line", "last_line", "qualname", "licence", "corpus")}
    facets: Facets = {
        "version": {"datasetVersion": str(program["version"])},
        "tracecot_source": {**lines, **({"sha256": found} if (found := program["source_sha256"]) else {})},
    }
    return {"namespace": f"source:{program['distribution']}", "name": str(program["path"]), "facets": _signed(facets)}


def _dataset(table: str, row: Row, checks: Checks | None = None) -> dict[str, Any]:
    """One row as a dataset of its own; as an input with how the checks of its table went."""
    found = digest(_content(row))
    facets: Facets = {
        "version": {"datasetVersion": found},
        "tracecot_row": {
            "table": table, "id": _key(table, row), "sha256": found,
            **{name: row[name] for name in ("events_digest", "claims_digest") if name in row},
        },
    }  # fmt: skip
    made = {"namespace": ROWS, "name": f"{table}/{_key(table, row)}", "facets": _signed(facets)}
    if checks is None:
        return made
    held = [{"assertion": name, "success": holds} for name, holds in checks.get(table, ())]
    return {**made, "inputFacets": _signed({"dataQualityAssertions": {"assertions": held}} if held else {})}


def _content(row: Row) -> Row:
    """What a row says, without when it was made and whether it lives."""
    return {name: value for name, value in row.items() if name not in _OF_THE_MOMENT}


def _key(table: str, row: Row) -> str:
    return "/".join(str(row[name]) for name in TABLES[table].key)


def _columns(table: str) -> list[str]:
    return [column.name for column in TABLES[table].columns]


def _signed(facets: Facets) -> Facets:
    """The facets with who made them and after which description; our own are described in docs/platform.md."""
    return {
        name: {"_producer": PRODUCER, "_schemaURL": _schema_of(name), **content} for name, content in facets.items()
    }


def _schema_of(facet: str) -> str:
    found = _FACETS.get(facet)
    return f"https://openlineage.io/spec/facets/{found}.json" if found else f"urn:tracecot:facets:1:{facet}"


def _uuid(run_id: str) -> str:
    try:
        return str(UUID(run_id))
    except ValueError:
        return str(uuid5(_NAMESPACE, run_id))


def _time(made_at: object) -> str:
    assert isinstance(made_at, datetime)
    return made_at.replace(tzinfo=UTC).isoformat()
