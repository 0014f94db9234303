"""Tells the fate of a row, stage by stage, in sentences."""

from collections.abc import Iterator

from resources.exports.exported import exports_of, place_of
from resources.lineage.ledger import Ask, Row, find, needed, one
from tracecot_cli.chains.retirement import retired

LISTED = 20  # rows told one by one; the rest are counted


def fates(text: str, ask: Ask) -> Iterator[str]:
    """Sentences about what became of what the id stands for."""
    found = find(text, ask)
    match found.kind.name:
        case "program":
            yield from _program(found.id, ask)
        case "call":
            yield from _call(found.id, ask)
        case "trace":
            yield from _trace(found.id, ask)
        case "narration":
            yield from _narration(found.id, ask)
        case "claim":
            row = needed(ask, "claims", "claim_id", found.id)
            yield f"{found.id} is {row['finding']}: “{row['text']}”{_because(row)}"
            yield from _narration(str(row["narration_id"]), ask)
        case "sample":
            yield from _narration(str(needed(ask, "samples", "sample_id", found.id)["narration_id"]), ask)


def _program(program: str, ask: Ask) -> Iterator[str]:
    row = needed(ask, "programs", "program_id", program)
    yield (
        f"{program} is {row['qualname']} of {row['distribution']} {row['version']} "
        f"({row['path']}:{row['first_line']}){retired(row)}."
    )
    calls = ask("select call_id from calls where program_id = ? order by call_id", [program])
    yield f"It has {len(calls)} calls{':' if calls else '; without a call nothing is executed.'}"
    for call in calls[:LISTED]:
        yield from _indented(_call(str(call["call_id"]), ask))
    if len(calls) > LISTED:
        yield f"  and {len(calls) - LISTED} more; ask for one of them by its id"


def _call(call: str, ask: Ask) -> Iterator[str]:
    row = needed(ask, "calls", "call_id", call)
    yield f"{call} is the {row['kind']} call with {row['input'] or 'no arguments'}{retired(row)}."
    if row["kind"] == "proposed":
        yield f"  simpler than {row['made_from']} and gives the same: answers may propose it, nothing is asked about it"
    if row["kind"] == "changed":
        yield f"  {row['made_from']} with one argument changed: it shows what that is for, nothing is asked about it"
    rejected = one(ask, "rejected_traces", "call_id", call)
    if rejected:
        yield f"  dropped at traces because {rejected['reason']}: {rejected['detail']}{retired(rejected)}"
    traces = ask("select trace_id from raw_traces where call_id = ? order by trace_id", [call])
    if not traces and not rejected:
        yield "  not executed yet; run `tracecot run`"
    for trace in traces:
        yield from _indented(_trace(str(trace["trace_id"]), ask))


def _trace(trace: str, ask: Ask) -> Iterator[str]:
    row = needed(ask, "raw_traces", "trace_id", trace)
    yield f"{trace} {row['outcome']} {row['value_repr'] or row['value_type']}; it is {row['label']}{retired(row)}."
    for skipped in ask("select * from skipped_traces where trace_id = ? order by task", [trace]):
        why = f"because {skipped['reason']}: {skipped['detail']}{retired(skipped)}"
        yield f"  dropped at narrations for {skipped['task']} {why}"
    for narration in ask("select narration_id from narrations where trace_id = ? order by task, narration_id", [trace]):
        yield from _indented(_narration(str(narration["narration_id"]), ask))


def _narration(narration: str, ask: Ask) -> Iterator[str]:
    row = needed(ask, "narrations", "narration_id", narration)
    yield f"{narration} tells {row['task']} as {row['voice']}{retired(row)}."
    yield from (f"  {line}" for line in _end(row, ask))


def _end(narration: Row, ask: Ask) -> Iterator[str]:
    """How the narration ended: what lives first, and what it shipped as before."""
    name = narration["narration_id"]
    samples = ask("select * from samples where narration_id = ? order by retired_at desc nulls first", [name])
    if not (samples and samples[0]["retired_at"] is None) and (dropped := _dropped(name, ask)):
        yield dropped
    elif not samples:
        yield _not_divided(narration, ask)
    for sample in samples:
        yield _shipped(sample, ask)
        yield from (f"  exported to {place_of(one)}" for one in exports_of("sample", str(sample["sample_id"]), ask))


def _shipped(sample: Row, ask: Ask) -> str:
    """That a sample ships or did, or that it was chosen and is on no side."""
    name, side, group = sample["sample_id"], sample["split"], f"with the group {sample['group']}"
    if sample["retired_at"] is None and one(ask, f"{side}_split", "sample_id", name) is None:
        stopped = "not laid out: a check stopped the run before; `tracecot status` names it"
        return f"chosen as {name} for {side}, {group}, and {stopped}"
    return f"shipped as {name} in {side}, {group}{retired(sample)}"


def _dropped(narration: object, ask: Ask) -> str:
    """Where and why the narration was dropped; empty where it wasn't."""
    if rejected := one(ask, "rejected_samples", "narration_id", narration):
        partner = f" ({rejected['partner']})" if rejected["partner"] else ""
        return f"verified, then dropped at splits because {rejected['reason']}{partner}: {rejected['detail']}"
    if refused := one(ask, "rejected_narrations", "narration_id", narration):
        if refused["reason"] == "thin":
            told = f"it tells {float(str(refused['support'])):.1%} of what led to the answer"
            return f"dropped at verification: nothing in it is wrong, and it is thin: {told}{retired(refused)}"
        why = f"{refused['verdict']} because {refused['reason']}: {refused['detail']}"
        return f"dropped at verification: {why}{retired(refused)}"
    return ""


def _not_divided(narration: Row, ask: Ask) -> str:
    """How far a narration came that neither shipped nor was dropped."""
    verdict = one(ask, "verified_cot", "narration_id", narration["narration_id"])
    so_far = "verified" if verdict else "not verified"
    if narration["retired_at"] or (verdict and verdict["retired_at"]):
        return f"{so_far}{retired(verdict or narration)}: it ships no more, whatever was decided before"
    return "verified, and not divided yet; run `tracecot run`" if verdict else "not verified yet; run `tracecot run`"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}"


def _because(row: Row) -> str:
    return f" ({row['reason']}: {row['actual']})" if row["finding"] != "grounded" else ""
