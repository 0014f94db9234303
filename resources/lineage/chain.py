"""Gathers the chain behind one row: what it was made from, back to the source line, and what became of it."""

from dataclasses import dataclass, replace

from resources.exports.exported import exports_of
from resources.lineage.ledger import Ask, Found, Row, find, needed, one
from tracecot.splits.records import SIDES

#: Rows of the next stage that are listed where the chain stops before a narration.
LISTED = 50


@dataclass(frozen=True, slots=True)
class Chain:
    """The rows behind what was asked for; None and () where the chain doesn't reach."""

    asked: Found
    program: Row
    call: Row | None = None
    trace: Row | None = None
    answer_trace: Row | None = None  # where the text was checked against another execution
    answer_call: Row | None = None
    narration: Row | None = None
    claims: tuple[Row, ...] = ()  # each with the event that shows it
    verdict: Row | None = None  # of verified_cot or of rejected_narrations
    sample: Row | None = None  # it may have retired
    rejection: Row | None = None  # of rejected_samples
    exports: tuple[Row, ...] = ()  # of releases, with how many samples of the chain each holds
    next: tuple[Row, ...] = ()  # calls of a program, traces of a call, narrations of a trace

    @property
    def ships(self) -> Row | None:
        """The sample, while it lives."""
        return self.sample if self.sample and not self.sample.get("retired_at") else None

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the rows are in."""
        verified = "rejected_narrations" if self.verdict and "verdict" in self.verdict else "verified_cot"
        found = {
            "programs": self.program, "calls": self.call, "raw_traces": self.trace, "trace_events": self.claims,
            "narrations": self.narration, "claims": self.claims, verified: self.verdict,
            "verifier_strength": self.sample, "samples": self.sample, "rejected_samples": self.rejection,
            **{f"{side}_split": self.ships and self.ships["split"] == side for side in SIDES},
        }  # fmt: skip
        return tuple(table for table, rows in found.items() if rows)


def chain_of(text: str, ask: Ask) -> Chain:
    """The chain behind the row that the id, or its beginning, stands for.

    Raises:
        BadInput: there is no such row, or more than one.
    """
    chain = _behind(find(text, ask), ask)
    narration = chain.narration if chain.asked.kind.name == "claim" else None
    asked = ("narration", str(narration["narration_id"])) if narration else (chain.asked.kind.name, chain.asked.id)
    return replace(chain, exports=tuple(exports_of(*asked, ask)))


def _behind(found: Found, ask: Ask) -> Chain:
    """The chain without the exports."""
    match found.kind.name:
        case "program":
            program = needed(ask, "programs", "program_id", found.id)
            return Chain(found, program, next=_next(ask, "calls", "program_id", found.id))
        case "call":
            return _of_call(found, ask)
        case "trace":
            return _of_trace(found, ask)
        case "narration":
            return _of_narration(found, found.id, ask)
        case "claim":
            return _of_narration(found, str(needed(ask, "claims", "claim_id", found.id)["narration_id"]), ask)
        case _:
            sample = needed(ask, "samples", "sample_id", found.id)
            return replace(_of_narration(found, str(sample["narration_id"]), ask), sample=sample)


def _of_call(found: Found, ask: Ask) -> Chain:
    call = needed(ask, "calls", "call_id", found.id)
    program = needed(ask, "programs", "program_id", call["program_id"])
    traces = _next(ask, "raw_traces", "call_id", found.id) or _next(ask, "rejected_traces", "call_id", found.id)
    return Chain(found, program, call, next=traces)


def _of_trace(found: Found, ask: Ask) -> Chain:
    trace = needed(ask, "raw_traces", "trace_id", found.id)
    call = needed(ask, "calls", "call_id", trace["call_id"])
    program = needed(ask, "programs", "program_id", trace["program_id"])
    return Chain(found, program, call, trace, next=_next(ask, "narrations", "trace_id", found.id))


def _of_narration(found: Found, narration_id: str, ask: Ask) -> Chain:
    narration = needed(ask, "narrations", "narration_id", narration_id)
    trace = needed(ask, "raw_traces", "trace_id", narration["trace_id"])
    checked = answer_call = None
    if narration["answer_trace_id"] != narration["trace_id"]:
        checked = needed(ask, "raw_traces", "trace_id", narration["answer_trace_id"])
        answer_call = needed(ask, "calls", "call_id", checked["call_id"])
    return Chain(
        asked=found,
        program=needed(ask, "programs", "program_id", narration["program_id"]),
        call=needed(ask, "calls", "call_id", trace["call_id"]),
        trace=trace,
        answer_trace=checked,
        answer_call=answer_call,
        narration=narration,
        claims=_claims(narration_id, ask),
        verdict=one(ask, "verified_cot", "narration_id", narration_id)
        or one(ask, "rejected_narrations", "narration_id", narration_id),
        sample=one(ask, "samples", "narration_id", narration_id),
        rejection=one(ask, "rejected_samples", "narration_id", narration_id),
    )


def _next(ask: Ask, table: str, column: str, value: str) -> tuple[Row, ...]:
    """The rows of the next stage, the first of them."""
    return tuple(ask(f"select * from {table} where {column} = ? order by 1 limit ?", [value, LISTED]))


def _claims(narration_id: str, ask: Ask) -> tuple[Row, ...]:
    """The narration's claims in their order, each with the event that shows it."""
    return tuple(
        ask(
            """
            select claims.*, shown.kind as event_kind, shown.line as event_line, shown.text as event_text,
                   shown.name as event_name, shown.value_repr as event_value
            from claims left join trace_events as shown
              on shown.trace_id = claims.trace_id and shown.seq = claims.event
            where claims.narration_id = ? order by claims.position
            """,
            [narration_id],
        )
    )
