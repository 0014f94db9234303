"""What there is to tell of a chain, as plain records: `tracecot audit` prints them, the row's page shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resources.exports.exported import place_of
from resources.lineage.chain import Chain
from resources.warehouse.asking import Row
from tracecot_cli.chains.retirement import since_and_why
from tracecot_cli.platform.check_history import CheckResult
from tracecot_cli.showing.printable import short

NOT_YET = "not verified yet; run `tracecot run`"  # of a rationale without a verdict


@dataclass(frozen=True, slots=True)
class Made:
    """When and by which run a row was made, and since when it lives no more and why; empty where there is none."""

    at: str
    run: str
    retired: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a program comes from."""

    function: str
    release: str  # "toolz 1.0.0"
    file: str  # with its lines
    sha256: str
    licence: str
    corpus: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call as code; what its source promises of it and what it was made from may be empty."""

    id: str
    code: str
    kind: str
    documented: str
    made_from: str
    made: Made


@dataclass(frozen=True, slots=True)
class Execution:
    """A trace: how it ended, and how far that is confirmed."""

    id: str
    ended: "Ended"
    confirmed: str
    made: Made


@dataclass(frozen=True, slots=True)
class Ended:
    """How an execution ended: "raised", "ValueError: no", " (line 2)"."""

    how: str
    what: str
    where: str = ""

    def told(self, longest: int) -> str:
        """The same in words, with at most so many characters of what came of it."""
        return f"{self.how} {short(self.what, longest)}{self.where}"


@dataclass(frozen=True, slots=True)
class Rationale:
    """A narration; author and difficulty may be empty."""

    id: str
    task: str
    voice: str
    tokens: str
    author: str
    difficulty: str
    question: str
    text: str
    made: Made


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its figures; without a reason where the rationale is verified."""

    verdict: str
    reason: str
    detail: str
    grounded: str  # "2 of 3"
    support: str
    coverage: str
    answer: str  # right or wrong
    verifier: str
    made: Made


@dataclass(frozen=True, slots=True)
class Dropped:
    """Why a verified rationale doesn't ship, and the row that it repeats or joins."""

    reason: str
    partner: str
    detail: str


@dataclass(frozen=True, slots=True)
class Shipped:
    """A sample on its side of the split."""

    id: str
    side: str  # with the group
    made: Made


@dataclass(frozen=True, slots=True)
class Told:
    """The links of a chain, from the source on; None and () where it doesn't reach."""

    source: Source
    program: str  # its id
    program_made: Made
    call: Call | None
    execution: Execution | None
    checked: tuple[Call, Execution] | None  # what the text was checked against, where that is another execution
    rationale: Rationale | None
    judged: Judged | None
    dropped: Dropped | None
    shipped: Shipped | None
    exports: tuple[tuple[str, int], ...]  # the folders, and how many samples of the chain each holds
    checks: tuple[tuple[str, str], ...]  # tables, and how their checks went; none before any ran
    next: tuple[tuple[str, str], ...]  # ids of the rows that stand on it, and what tells each from the others


def told(chain: Chain, checks: Sequence[CheckResult]) -> Told:
    """What there is to tell."""
    program, proposed = chain.program, None
    if chain.answer_trace and chain.answer_call:
        proposed = (_call(program, chain.answer_call), _execution(chain.answer_trace))
    return Told(
        _source(program), str(program["program_id"]), _made(program),
        call=_call(program, chain.call) if chain.call else None,
        execution=_execution(chain.trace) if chain.trace else None,
        checked=proposed,
        rationale=_rationale(chain.narration) if chain.narration else None,
        judged=_judged(chain.verdict) if chain.verdict else None,
        dropped=_dropped(chain.rejection) if chain.rejection and not chain.ships else None,
        shipped=_shipped(chain.sample) if chain.sample else None,
        exports=tuple((place_of(one), int(str(one["held"]))) for one in chain.exports),
        checks=tuple(_checks(chain.tables, checks)),
        next=tuple(map(_next, chain.next)),
    )  # fmt: skip


def _made(row: Row) -> Made:
    at = f"{row['made_at']:%Y-%m-%d %H:%M:%S} UTC" if row.get("made_at") else ""
    return Made(at, str(row["run_id"] or ""), since_and_why(row))


def _source(program: Row) -> Source:
    return Source(
        str(program["qualname"]),
        f"{program['distribution']} {program['version']}",
        f"{program['path']}, lines {program['first_line']} to {program['last_line']}",
        str(program["source_sha256"] or "not known"),
        str(program["licence"]),
        str(program["corpus"]),
    )


def _call(program: Row, call: Row) -> Call:
    code = f"{program['entry_point']}({call['input']})"
    documented, made_from = str(call["documented"] or ""), str(call["made_from"] or "")
    return Call(str(call["call_id"]), code, str(call["kind"]), documented, made_from, _made(call))


def _execution(trace: Row) -> Execution:
    confirmed = f"{trace['label']}, {trace['events']} events, Python {trace['python']}"
    return Execution(str(trace["trace_id"]), ended(trace), confirmed, _made(trace))


def ended(trace: Row) -> Ended:
    """How an execution ended."""
    if trace["outcome"] == "raised":
        return Ended("raised", f"{trace['value_type']}: {trace['value_repr']}", f" (line {trace['raised_line']})")
    if trace["value_repr"] is None:
        size = f"of {trace['value_length']} characters, too large to keep"
        return Ended("returned", f"a {trace['value_type']} {size}")
    return Ended("returned", str(trace["value_repr"]))


def _rationale(narration: Row) -> Rationale:
    return Rationale(
        str(narration["narration_id"]), str(narration["task"]), str(narration["voice"]), str(narration["tokens"]),
        str(narration.get("author") or ""), str(narration.get("difficulty") or ""), str(narration["question"]),
        str(narration["rationale"]), _made(narration),
    )  # fmt: skip


def _judged(row: Row) -> Judged:
    """A row of `verified_cot`, or of `rejected_narrations`."""
    return Judged(
        str(row.get("verdict", "verified")), str(row.get("reason") or ""), str(row.get("detail") or ""),
        f"{row['grounded']} of {row['claims']}", f"{row['support']:.2f}", f"{row['coverage']:.2f}",
        "right" if row["answer_correct"] else "wrong", str(row["verifier"]), _made(row),
    )  # fmt: skip


def _dropped(rejection: Row) -> Dropped:
    return Dropped(str(rejection["reason"]), str(rejection["partner"] or ""), str(rejection["detail"]))


def _shipped(sample: Row) -> Shipped:
    return Shipped(str(sample["sample_id"]), f"{sample['split']}, with the group {sample['group']}", _made(sample))


def _checks(tables: Sequence[str], checks: Sequence[CheckResult]) -> Iterator[tuple[str, str]]:
    """For each table how many of its checks hold, and which don't."""
    for table in tables if checks else ():
        own = [check for check in checks if check.table == table]
        failed = [check.name for check in own if not check.holds]
        held = f"{len(own) - len(failed)} of {len(own)} hold" if own else "none has run"
        yield table, f"{held}; not {', '.join(failed)}" if failed else held


def _next(row: Row) -> tuple[str, str]:
    """A row of the next stage: its id, which stands first, and what tells it from the others."""
    what = row.get("task") or row.get("input") or row.get("value_repr") or ""
    return str(next(iter(row.values()))), f"{row['reason']}: {row['detail']}" if "reason" in row else str(what)
