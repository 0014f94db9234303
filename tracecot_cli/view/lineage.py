"""A chain as parts of a page, from the source on: the same that `tracecot audit` prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resources.exports.exported import place_of
from resources.lineage.chain import Chain
from resources.warehouse.asking import Row
from tracecot_cli.chains.retirement import since_and_why
from tracecot_cli.platform.check_history import CheckResult
from tracecot_cli.showing.printable import short

LONGEST = 400  # characters of a value


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a part; `id` is the row that it leads to, where there is one."""

    term: str
    told: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One link of the chain."""

    heading: str
    facts: tuple[Fact, ...]


def lineage(chain: Chain, checks: Sequence[CheckResult]) -> list[Part]:
    """The links that there are."""
    return [part for part in _parts(chain, checks) if part.facts]


def _parts(chain: Chain, checks: Sequence[CheckResult]) -> Iterator[Part]:
    yield Part("Source", _source(chain.program))
    yield Part("Program", (Fact("id", "", _text(chain.program, "program_id")), *_made(chain.program)))
    if chain.call:
        yield Part("Call", _call(chain.program, chain.call))
    if chain.trace:
        yield Part("Execution", _trace(chain.trace))
    if chain.answer_trace and chain.answer_call:
        proposed = (*_call(chain.program, chain.answer_call), *_trace(chain.answer_trace))
        yield Part("Execution that the text is checked against", proposed)
    if chain.narration:
        yield Part("Rationale", _narration(chain.narration))
        yield Part("Verdict", _verdict(chain))
        yield Part("Sample", _sample(chain))
    yield Part("Exports", tuple(Fact("folder", place_of(one)) for one in chain.exports))
    yield Part("Checks", tuple(_checks(chain.tables, checks)))
    yield Part("What stands on it", tuple(_next(row) for row in chain.next))


def _source(program: Row) -> tuple[Fact, ...]:
    return (
        Fact("function", _text(program, "qualname")),
        Fact("from", f"{program['distribution']} {program['version']}"),
        Fact("file", f"{program['path']}, lines {program['first_line']} to {program['last_line']}"),
        Fact("SHA-256", str(program["source_sha256"] or "not known")),
        Fact("licence", _text(program, "licence")),
        Fact("corpus", _text(program, "corpus")),
    )


def _call(program: Row, call: Row) -> tuple[Fact, ...]:
    facts = [
        Fact("id", "", _text(call, "call_id")),
        Fact("code", short(f"{program['entry_point']}({call['input']})", LONGEST)),
        Fact("kind", _text(call, "kind")),
    ]
    if call["documented"]:
        facts.append(Fact("documented as", short(_text(call, "documented"), LONGEST)))
    if call["made_from"]:
        facts.append(Fact("made from", "", _text(call, "made_from")))
    return (*facts, *_made(call))


def _trace(trace: Row) -> tuple[Fact, ...]:
    return (
        Fact("id", "", _text(trace, "trace_id")),
        Fact("outcome", outcome(trace)),
        Fact("confirmed", f"{trace['label']}, {trace['events']} events, Python {trace['python']}"),
        *_made(trace),
    )


def outcome(trace: Row) -> str:
    """How an execution ended, in words."""
    if trace["outcome"] == "raised":
        return short(f"raised {trace['value_type']}: {trace['value_repr']} (line {trace['raised_line']})", LONGEST)
    if trace["value_repr"] is None:
        return f"returned a {trace['value_type']} of {trace['value_length']} characters, too large to keep"
    return short(f"returned {trace['value_repr']}", LONGEST)


def _narration(narration: Row) -> tuple[Fact, ...]:
    told = f"{_words(narration, 'task')}, told as {narration['voice']}, {narration['tokens']} tokens"
    return (
        Fact("id", "", _text(narration, "narration_id")),
        Fact("task", told),
        *([Fact("written by", _text(narration, "author"))] if narration.get("author") else []),
        *([Fact("difficulty", _text(narration, "difficulty"))] if narration.get("difficulty") else []),
        *_made(narration),
    )


def _verdict(chain: Chain) -> tuple[Fact, ...]:
    row = chain.verdict
    if row is None:
        return (Fact("verdict", "not verified yet; run `tracecot run`"),)
    facts = [Fact("verdict", _text(row, "verdict") if "verdict" in row else "verified")]
    if row.get("reason"):
        facts.append(Fact("because", short(f"{_words(row, 'reason')}: {row['detail']}", LONGEST)))
    facts.append(Fact("claims", f"{row['grounded']} of {row['claims']} grounded"))
    facts.append(Fact("support", f"{row['support']:.2f}, coverage {row['coverage']:.2f}"))
    facts.append(Fact("answer", "right" if row["answer_correct"] else "wrong"))
    return (*facts, Fact("verifier", f"version {row['verifier']}"), *_made(row))


def _sample(chain: Chain) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    if (rejection := chain.rejection) and not chain.ships:
        partner = _text(rejection, "partner")
        is_row = partner.startswith(("narr_", "samp_", "prog_"))
        facts.append(Fact("doesn’t ship", f"{_words(rejection, 'reason')}: {rejection['detail']}"))
        facts += [Fact("partner", "" if is_row else partner, partner if is_row else "")] if partner else []
    if sample := chain.sample:
        facts.append(Fact("id", "", _text(sample, "sample_id")))
        facts.append(Fact("split", f"{sample['split']}, with the group {sample['group']}"))
        facts += _made(sample)
    return tuple(facts)


def _checks(tables: Sequence[str], checks: Sequence[CheckResult]) -> Iterator[Fact]:
    """For each table how many of its checks hold, and which don't."""
    for table in tables if checks else ():
        own = [check for check in checks if check.table == table]
        failed = [check.name for check in own if not check.holds]
        told = f"{len(own) - len(failed)} of {len(own)} hold" if own else "none has run"
        yield Fact(table, f"{told}; not {', '.join(failed)}" if failed else told)


def _next(row: Row) -> Fact:
    """A row of the next stage: its id and what tells it from the others."""
    told = row.get("task") or row.get("input") or row.get("value_repr") or ""
    reason = f"{row['reason']}: {row['detail']}" if "reason" in row else told
    name = str(next(iter(row.values())))
    return Fact("", short(str(reason), LONGEST), name)


def _made(row: Row) -> tuple[Fact, ...]:
    """When and by which run, and since when it lives no more."""
    facts = []
    if row.get("made_at"):
        run = f" by the run {row['run_id']}" if row["run_id"] else ""
        facts.append(Fact("made", f"{row['made_at']:%Y-%m-%d %H:%M:%S} UTC{run}"))
    if retired := since_and_why(row):
        facts.append(Fact("retired", retired))
    return tuple(facts)


def _text(row: Row, name: str) -> str:
    return str(row[name])


def _words(row: Row, name: str) -> str:
    return str(row[name]).replace("_", " ")
