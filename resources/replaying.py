"""Proves a chain again from its source: ids recomputed, calls executed anew in the sandbox, the text verified anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pyarrow as pa

from resources.alternatives import alternatives_of, with_alternatives
from resources.asking import Row
from resources.chain import Chain
from resources.executions import Executed, read_executions
from resources.rows import narration_of
from resources.sandbox import Sandbox
from resources.settings import load_settings
from resources.telling import what_is_verified
from tracecot.errors import BadInput
from tracecot.execution import Answer, Execute, Job, RejectedTrace, Trace
from tracecot.ids import content_id
from tracecot.sources.records import call_id, program_id
from tracecot.traces.proving import proven
from tracecot.verification.records import VERIFIER, Grounded
from tracecot.verification.verify import verify


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
    if chain.trace is None or chain.call is None:
        raise BadInput("bad_input", f"{chain.asked.id} was not executed, so there is nothing to replay")
    return Recorded(chain, _executions(chain, reader))


def replayed(chain: Chain, reader: Reader) -> Iterator[Proof]:
    """What the chain's rows say, each thing found out once more, in a sandbox of its own.

    Raises:
        BadInput: the chain has no execution.
    """
    settings = load_settings()
    found = recorded(chain, reader)
    with Sandbox(workers=1, limits=settings.limits, profile=settings.profile) as execute:
        yield from proofs(found, execute, settings.verification.support)


def proofs(found: Recorded, execute: Execute, support: float) -> Iterator[Proof]:
    """The same, executed there; nothing is read any more."""
    chain, before = found.chain, found.executions
    yield _same_id(
        "program",
        chain.program["program_id"],
        program_id(_text(chain.program, "code"), _text(chain.program, "entry_point")),
    )
    for call in filter(None, (chain.call, chain.answer_call)):
        yield _same_id("call", call["call_id"], call_id(_text(call, "program_id"), _text(call, "input")))
    fresh = {name: _anew(one, execute) for name, one in before.items()}
    for row in filter(None, (chain.trace, chain.answer_trace)):
        name = _text(row, "trace_id")
        yield _same_execution(before[name], fresh[name])
    if chain.narration is not None:
        yield _same_verdict(chain, before, fresh, support)
    if chain.narration is not None and chain.sample is not None:
        yield _ships_as_it_is(chain.narration, chain.sample)


def _same_id(kind: str, recorded: object, computed: str) -> Proof:
    told = (
        f"{recorded} is the hash of its content"
        if recorded == computed
        else f"its content hashes to {computed}, not to {recorded}"
    )
    return Proof(kind, recorded == computed, told)


def _executions(chain: Chain, reader: Reader) -> Mapping[str, Executed]:
    """The executions of the chain, and those of other calls that its text names."""
    rows = [row for row in (chain.trace, chain.answer_trace) if row]
    executions = read_executions(reader, [_text(row, "trace_id") for row in rows])
    if chain.narration is not None:
        narrations = reader.read("from narrations where narration_id = ?", [chain.narration["narration_id"]])
        executions = with_alternatives(reader, executions, narrations)
    return executions.by_trace_id()


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


def _text(row: Row, name: str) -> str:
    return str(row[name])
