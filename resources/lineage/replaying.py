"""Proves a chain again from its source: ids recomputed, calls executed anew in the sandbox, the text verified anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

import pyarrow as pa

from resources.lineage.chain import Chain
from resources.narrations.telling import what_is_verified
from resources.sandbox import Sandbox
from resources.settings import load_settings
from resources.sources.source_bytes import SourcesAtHand
from resources.tables.rows import narration_of, program_of
from resources.traces.alternatives import alternatives_of, with_alternatives
from resources.traces.executions import Executed, read_executions
from resources.warehouse.asking import Row
from tracecot.errors import BadInput
from tracecot.execution import Answer, Execute, Job, RejectedTrace, Trace
from tracecot.ids import content_id
from tracecot.sources.records import Origin, program_id
from tracecot.traces.proving import proven
from tracecot.verification.records import VERIFIER, Grounded
from tracecot.verification.verify import verify

#: What a sample repeats of where its program is from.
_FROM = ("distribution", "version", "path", "qualname", "first_line", "last_line", "licence")


class Reader(Protocol):
    """What answers queries: the warehouse, or a copy of it."""

    def read(self, query: str, parameters: Sequence[object] = ...) -> pa.Table:
        """What the query gives."""
        ...

    def rows(self, query: str, parameters: Sequence[object] = ...) -> list[tuple[object, ...]]:
        """What the query gives, for few rows."""
        ...

    def records(self, query: str, parameters: list[object]) -> list[Row]:
        """What the query gives, each row by its columns' names."""
        ...


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was proved again, or that turned out otherwise."""

    what: str
    holds: bool
    told: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A chain with its executions as they were recorded, by id: all that a replay needs of the warehouse."""

    chain: Chain
    executions: Mapping[str, Executed]


def recorded(chain: Chain, reader: Reader) -> Recorded:
    """The chain, ready to be replayed.

    Raises:
        BadInput: it has no execution.
    """
    executions = _executions(chain, reader)
    if not executions:
        raise BadInput("bad_input", f"{chain.asked.id} has no recorded execution, so there is nothing to replay")
    return Recorded(chain, executions)


def replayed(chain: Chain, reader: Reader) -> Iterator[Proof]:
    """What the chain's rows say, each thing found out once more, in a sandbox of its own.

    Raises:
        BadInput: the chain has no execution.
    """
    settings = load_settings()
    found = recorded(chain, reader)
    with Sandbox(workers=1, limits=settings.limits, profile=settings.profile) as execute:
        yield from proofs(found, execute, settings.verification.support, SourcesAtHand())


def proofs(found: Recorded, execute: Execute, support: float, sources: SourcesAtHand) -> Iterator[Proof]:
    """The same, executed there; nothing of the warehouse is read any more."""
    chain, before = found.chain, found.executions
    yield _same_source(chain.program, sources)
    yield _same_id(
        "program",
        chain.program["program_id"],
        program_id(_text(chain.program, "code"), _text(chain.program, "entry_point")),
    )
    asked = [_text(row, "trace_id") for row in (chain.trace, chain.answer_trace) if row] or list(before)
    for name, call in {before[name].trace.call_id: before[name].call for name in asked}.items():
        yield _same_id("call", name, call.id)
    fresh = {name: _anew(one, execute) for name, one in before.items()}
    for name in asked:
        yield _same_id("trace", name, before[name].trace.id)
        yield _same_execution(before[name], fresh[name])
    if chain.narration is not None:
        yield _same_id("narration", chain.narration["narration_id"], narration_of(chain.narration).id)
        yield _same_claims(chain)
        yield _same_verdict(chain, before, fresh, support)
    if chain.narration is not None and chain.sample is not None:
        yield _ships_as_it_is(chain.narration, chain.sample)
    if chain.ships:
        yield _says_where_it_is_from(chain.ships, chain.program)


def _same_source(row: Row, sources: SourcesAtHand) -> Proof:
    """Whether the program comes from where its row says: by the row's own digest, and by the file where it is there."""
    program = program_of(row)
    origin, recorded = program.origin, row["origin_digest"]
    if recorded and recorded != origin.digest:
        return Proof("source", False, f"where it comes from hashes to {origin.digest}, not to {recorded}")
    found = sources.origins(program)
    if found is None:
        told = "all that is said of it has its digest" if recorded else "no digest of its bytes is known"
        return Proof("source", True, f"{origin.distribution} {origin.version} is not at hand; {told}")
    seen = found if origin.source_sha256 else [replace(one, source_sha256="") for one in found]
    if origin in seen:
        bytes_told = f"SHA-256 {origin.source_sha256}" if origin.source_sha256 else "no digest of its bytes is known"
        return Proof("source", True, f"{origin.path} has these lines, version and licence; {bytes_told}")
    if not seen:
        return Proof(
            "source", False, f"{origin.path} of {origin.distribution} {origin.version} has no {origin.qualname}"
        )
    names = [field.name for field in fields(Origin) if getattr(seen[0], field.name) != getattr(origin, field.name)]
    differing = ", ".join(f"{name} {getattr(seen[0], name)!r}, not {getattr(origin, name)!r}" for name in names)
    return Proof("source", False, f"{origin.path} has {differing}; where it changed, `tracecot run` gathers it again")


def _same_id(kind: str, recorded: object, computed: str) -> Proof:
    told = (
        f"{recorded} is the hash of its content"
        if recorded == computed
        else f"its content hashes to {computed}, not to {recorded}"
    )
    return Proof(kind, recorded == computed, told)


def _executions(chain: Chain, reader: Reader) -> Mapping[str, Executed]:
    """The executions of the chain, or those beneath it; with those of other calls that its text names."""
    rows = [row for row in (chain.trace, chain.answer_trace) if row]
    executions = read_executions(reader, [_text(row, "trace_id") for row in rows or _beneath(chain, reader)])
    if chain.narration is not None:
        narrations = reader.read("from narrations where narration_id = ?", [chain.narration["narration_id"]])
        executions = with_alternatives(reader, executions, narrations)
    return executions.by_trace_id()


def _beneath(chain: Chain, reader: Reader) -> Sequence[Row]:
    """The executions of a program or a call: those that live, or else all that there ever were."""
    asked = chain.asked
    query = f"select trace_id, retired_at from raw_traces where {asked.kind.column} = ? order by call_id, trace_id"
    rows = reader.records(query, [asked.id])
    return [row for row in rows if row["retired_at"] is None] or rows


def _anew(one: Executed, execute: Execute) -> Answer:
    """The same call, executed and cross-checked now."""
    job = Job(one.program.id, one.program.code, one.program.entry_point, ((one.call.id, one.call.input),))
    ((answer,),) = execute([job])
    return answer if isinstance(answer, RejectedTrace) else proven(one.program.code, one.call.input, answer)


def _same_execution(recorded: Executed, fresh: Answer) -> Proof:
    """Whether everything that was recorded happened again."""
    before, what = recorded.trace, f"execution of {recorded.program.entry_point}({recorded.call.input})"
    if isinstance(fresh, RejectedTrace):
        return Proof(what, False, f"can't be used this time: {fresh.reason}: {fresh.detail}")
    if fresh.outcome != before.outcome:
        return Proof(what, False, f"ended with {fresh.outcome}, not with {before.outcome}")
    if fresh.events == before.events:
        return Proof(what, True, f"the same outcome and the same {len(before.events)} events, {fresh.label}")
    return Proof(what, fresh.python != before.python, f"the same outcome, but {_first_difference(before, fresh)}")


def _first_difference(before: Trace, fresh: Trace) -> str:
    """Where two recordings part."""
    if fresh.python != before.python:
        return f"recorded by Python {before.python}, executed by Python {fresh.python}, whose events may differ"
    pairs = zip(before.events, fresh.events, strict=False)
    place = next((seq for seq, (one, other) in enumerate(pairs) if one != other), None)
    if place is None:
        return f"{len(fresh.events)} events where {len(before.events)} were recorded"
    return f"event {place} differs"


def _same_verdict(chain: Chain, recorded: Mapping[str, Executed], fresh: Mapping[str, Answer], support: float) -> Proof:
    """Whether the verifier says of the text and the fresh executions what it said before."""
    if unusable := [name for name, answer in fresh.items() if isinstance(answer, RejectedTrace)]:
        return Proof("verdict", False, f"can't be given without {', '.join(unusable)}")
    # Under the ids of the recording: those of another Python version differ, and the text is about these.
    executed = {
        name: replace(recorded[name], trace=answer) for name, answer in fresh.items() if isinstance(answer, Trace)
    }
    narration = narration_of(chain.narration or {})
    verdict = verify(*what_is_verified(narration, executed), support, alternatives_of(narration, executed))
    grounded = sum(isinstance(claim.finding, Grounded) for claim in verdict.claims)
    told = f"{verdict.verdict}, {grounded} of {len(verdict.claims)} claims grounded"
    row = chain.verdict
    if row is None:
        return Proof("verdict", True, f"{told}; there is none on record to compare with")
    said = (row.get("verdict", "verified"), row["grounded"], row["claims"])
    if said == (verdict.verdict, grounded, len(verdict.claims)):
        return Proof("verdict", True, f"{told}, as before")
    aged = "" if row["verifier"] == VERIFIER else f" by version {row['verifier']} of the verifier (this is {VERIFIER})"
    return Proof("verdict", False, f"{told}; it was {said[0]} with {said[1]} of {said[2]}{aged}")


def _ships_as_it_is(narration: Row, sample: Row) -> Proof:
    """Whether the sample is the text that was verified."""
    identical = sample["completion"] == narration["rationale"] and sample["answer"] == narration["answer"]
    told = "ships the text and the answer that were verified" if identical else "ships another text than was verified"
    made = content_id("samp", narration["narration_id"], sample["splitter"])
    return Proof(
        "sample",
        identical and made == sample["sample_id"],
        told if made == sample["sample_id"] else f"its id should be {made}",
    )


def _same_claims(chain: Chain) -> Proof:
    """Whether each claim's id is the hash of its narration, its place and the verifier's version."""
    for claim in chain.claims:
        made = content_id("claim", claim["narration_id"], claim["position"], claim["verifier"])
        if made != claim["claim_id"]:
            return _same_id("claims", claim["claim_id"], made)
    return Proof("claims", True, f"{len(chain.claims)} ids are hashes of their content")


def _says_where_it_is_from(sample: Row, program: Row) -> Proof:
    """Whether the sample tells of its source what the program tells."""
    differing = [name for name in _FROM if sample[name] != program[name]]
    told = "tells its licence and its lines as the program does"
    if differing:
        told = f"differs from its program in {', '.join(differing)}; `tracecot run` lays it out anew"
    return Proof("origin", not differing, told)


def _text(row: Row, name: str) -> str:
    return str(row[name])
