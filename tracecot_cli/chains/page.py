"""Prints a chain for a person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from resources.exports.exported import place_of
from resources.lineage.chain import Chain
from resources.lineage.ledger import Row
from tracecot_cli.chains.retirement import retired
from tracecot_cli.platform.check_history import CheckResult
from tracecot_cli.showing.printable import printable

if TYPE_CHECKING:
    from resources.lineage.replaying import Proof

LONGEST = 160  # characters of a value that are printed


def show(chain: Chain, checks: Sequence[CheckResult] = ()) -> None:
    """Prints each part under its name, with how the checks of its tables went."""
    console = Console(highlight=False)
    console.print(f"[bold]{chain.asked.id}[/] is a {chain.asked.kind.name}")
    for heading, part in _parts(chain, checks):
        console.print(f"\n[bold]{heading}[/]")
        console.print(Padding(part, (0, 0, 0, 2)))


def show_proofs(proofs: "Sequence[Proof]") -> None:
    """Prints what a replay found, if there was one."""
    console = Console(highlight=False)
    if proofs:
        console.print("\n[bold]Replay[/]")
    for proof in proofs:
        line = Text("  ✓ " if proof.holds else "  ✗ ", style="green" if proof.holds else "red")
        line.append(printable(f"{_short(proof.what)}: {proof.told}"), style="default")
        console.print(line)


def _parts(chain: Chain, checks: Sequence[CheckResult]) -> list[tuple[str, RenderableType]]:
    """What there is to print, from the source on."""
    parts: list[tuple[str, RenderableType]] = [
        ("Source", _source(chain.program)),
        ("Program", Group(_text(chain.program["program_id"]), _code(chain.program))),
    ]
    if chain.call:
        parts.append(("Call", _call(chain.program, chain.call)))
    if chain.trace:
        parts.append(("Trace", _trace(chain.trace)))
    if chain.answer_trace and chain.answer_call:
        checked = Group(_call(chain.program, chain.answer_call), _trace(chain.answer_trace))
        parts.append(("Checked against another execution", checked))
    if chain.narration:
        parts.append(("Narration", _narration(chain.narration)))
        parts.append(("Claims", _claims(chain.claims)))
        parts.append(("Verdict", _verdict(chain)))
        parts.append(("Sample", _sample(chain)))
    if chain.exports or chain.sample:
        parts.append(("Exports", _exports(chain)))
    parts.append(("Checks", _checks(chain.tables, checks)))
    parts.append(("Run", _runs(chain)))
    if chain.next:
        parts.append(("Next", _next(chain.next)))
    return parts


def _source(program: Row) -> RenderableType:
    return _text(
        f"{program['qualname']} of {program['distribution']} {program['version']}\n"
        f"{program['path']}, lines {program['first_line']} to {program['last_line']}\n"
        f"licence {program['licence']}, corpus {program['corpus']}\n"
        f"SHA-256 of the file: {program['source_sha256'] or 'not known'}"
    )


def _code(program: Row) -> RenderableType:
    return Syntax(
        printable(str(program["code"]).rstrip()),
        "python",
        line_numbers=True,
        background_color="default",
        word_wrap=True,
    )


def _call(program: Row, call: Row) -> RenderableType:
    promise = f", documented as {call['documented']}" if call["documented"] else ""
    made = f", made from {call['made_from']}" if call["made_from"] else ""
    return _text(f"{call['call_id']} ({call['kind']}{promise}{made})\n{program['entry_point']}({call['input']})")


def _trace(trace: Row) -> RenderableType:
    return _text(
        f"{trace['trace_id']} ({trace['label']}, {trace['events']} events, Python {trace['python']})\n{_outcome(trace)}"
    )


def _outcome(trace: Row) -> str:
    if trace["outcome"] == "raised":
        return f"raised {trace['value_type']}: {trace['value_repr']} (line {trace['raised_line']})"
    if trace["value_repr"] is None:
        return f"returned a {trace['value_type']} of {trace['value_length']} characters, too large to keep"
    return f"returned {_short(str(trace['value_repr']))}"


def _narration(narration: Row) -> RenderableType:
    about = f"{narration['narration_id']} ({narration['task']}, {narration['voice']}, {narration['tokens']} tokens)"
    return Group(_text(about), _text(narration["question"]), "", _text(narration["rationale"]))


def _claims(claims: tuple[Row, ...]) -> RenderableType:
    """One line a claim: its words, and what shows or refutes it."""
    if not claims:
        return _text("none recorded")
    table = Table("", "claim", "kind", "shown by", box=box.SIMPLE_HEAD, pad_edge=False)
    for claim in claims:
        grounded = claim["finding"] == "grounded"
        table.add_row(
            "✓" if grounded else "✗", _text(_short(str(claim["text"]))), str(claim["kind"]), _text(_ground(claim))
        )
    return table


def _ground(claim: Row) -> str:
    if claim["finding"] != "grounded":
        return f"{claim['finding']}, {claim['reason']}: {claim['actual']}"
    if claim["event"] is None:
        return "the code itself or arithmetic"
    what = claim["event_name"] or claim["event_text"] or ""
    value = f" = {_short(str(claim['event_value']))}" if claim["event_value"] is not None else ""
    return f"event {claim['event']}, line {claim['event_line']}: {claim['event_kind']} {what}{value}"


def _verdict(chain: Chain) -> RenderableType:
    row = chain.verdict
    if row is None:
        return _text("not verified yet; run `tracecot run`")
    measures = (
        f"{row['grounded']} of {row['claims']} claims grounded, support {row['support']:.2f}, "
        f"coverage {row['coverage']:.2f}, the answer is {'right' if row['answer_correct'] else 'wrong'}, "
        f"verifier {row['verifier']}"
    )
    word = row.get("verdict", "verified")
    because = f" because {row['reason']}: {row['detail']}" if "reason" in row else ""
    return _text(f"{word}{because}\n{measures}")


def _sample(chain: Chain) -> RenderableType:
    lines = []
    if (rejection := chain.rejection) and not chain.ships:
        lines.append(f"doesn't ship: {rejection['reason']} {rejection['partner']}\n{rejection['detail']}")
    if sample := chain.sample:
        lines.append(f"{sample['sample_id']} in {sample['split']}, with the group {sample['group']}{retired(sample)}")
    return _text("\n".join(lines) or "none")


def _exports(chain: Chain) -> RenderableType:
    """The folders that hold it, or samples that stand on it."""
    lines = [place_of(one) if chain.sample else f"{place_of(one)}: {one['held']} samples" for one in chain.exports]
    return _text("\n".join(lines) or "none")


def _checks(tables: Sequence[str], checks: Sequence[CheckResult]) -> RenderableType:
    """For each table how many of its checks hold, and which don't."""
    if not checks:
        return _text("none have run yet")
    lines = []
    for table in tables:
        own = [check for check in checks if check.table == table]
        failed = [check.name for check in own if not check.holds]
        told = f"{table}: {len(own) - len(failed)} of {len(own)} hold" if own else f"{table}: none has run"
        lines.append(f"{told}; not {', '.join(failed)}" if failed else told)
    return _text("\n".join(lines))


def _runs(chain: Chain) -> RenderableType:
    """Which run made each row, and when."""
    table = Table("row", "run", "made", box=box.SIMPLE_HEAD, pad_edge=False)
    rows = {
        "program": chain.program, "call": chain.call, "trace": chain.trace, "narration": chain.narration,
        "verdict": chain.verdict, "sample": chain.sample,
    }  # fmt: skip
    for name, row in rows.items():
        if row:
            made = row["made_at"]
            table.add_row(name, str(row["run_id"] or ""), f"{made:%Y-%m-%d %H:%M:%S} UTC{retired(row)}" if made else "")
    return table


def _next(rows: tuple[Row, ...]) -> RenderableType:
    """The rows that stand on this one, by their ids."""
    lines = []
    for row in rows:
        name, told = next(iter(row.values())), row.get("task") or row.get("input") or row.get("value_repr") or ""
        reason = f"{row['reason']}: {row['detail']}" if "reason" in row else told
        lines.append(f"{name}  {_short(str(reason))}")
    return _text("\n".join(lines))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _text(content: object) -> Text:
    return Text(printable(str(content)))
