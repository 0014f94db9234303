"""Prints a chain for a person: lays out what there is to tell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from resources.lineage.chain import Chain
from resources.warehouse.asking import Row
from tracecot_cli.chains.telling import NOT_YET, Call, Execution, Judged, Made, Rationale, Source, Told, told
from tracecot_cli.platform.check_history import CheckResult
from tracecot_cli.showing.printable import printable, short

if TYPE_CHECKING:
    from resources.lineage.replaying import Proof

LONGEST = 160  # characters of a value that are printed


def show(chain: Chain, checks: Sequence[CheckResult] = ()) -> None:
    """Prints each part under its name, with how the checks of its tables went."""
    console = Console(highlight=False)
    console.print(f"[bold]{chain.asked.id}[/] is a {chain.asked.kind.name}")
    for heading, part in _parts(chain, told(chain, checks)):
        console.print(f"\n[bold]{heading}[/]")
        console.print(Padding(part, (0, 0, 0, 2)))


def show_proofs(proofs: "Sequence[Proof]") -> None:
    """Prints what a replay found, if there was one."""
    console = Console(highlight=False)
    if proofs:
        console.print("\n[bold]Replay[/]")
    for proof in proofs:
        line = Text("  ✓ " if proof.holds else "  ✗ ", style="green" if proof.holds else "red")
        line.append(printable(f"{short(proof.what, LONGEST)}: {proof.told}"), style="default")
        console.print(line)


def _parts(chain: Chain, told: Told) -> list[tuple[str, RenderableType]]:
    """What there is to print, from the source on."""
    parts: list[tuple[str, RenderableType]] = [
        ("Source", _source(told.source)),
        ("Program", Group(_text(told.program), _code(chain.program))),
    ]
    if told.call:
        parts.append(("Call", _call(told.call)))
    if told.execution:
        parts.append(("Trace", _execution(told.execution)))
    if told.checked:
        call, execution = told.checked
        parts.append(("Checked against another execution", Group(_call(call), _execution(execution))))
    if told.rationale:
        parts.append(("Narration", _narration(told.rationale)))
        parts.append(("Claims", _claims(chain.claims)))
        parts.append(("Verdict", _text(_verdict(told.judged) if told.judged else NOT_YET)))
        parts.append(("Sample", _lines(_sample(told))))
    if told.exports or told.shipped:
        parts.append(("Exports", _lines(_exports(told))))
    parts.append(("Checks", _lines([f"{table}: {held}" for table, held in told.checks], "none have run yet")))
    parts.append(("Run", _runs(told)))
    if told.next:
        parts.append(("Next", _lines([f"{name}  {short(what, LONGEST)}" for name, what in told.next])))
    return parts


def _source(source: Source) -> RenderableType:
    return _text(
        f"{source.function} of {source.release}\n"
        f"{source.file}\n"
        f"licence {source.licence}, corpus {source.corpus}\n"
        f"SHA-256 of the file: {source.sha256}"
    )


def _code(program: Row) -> RenderableType:
    return Syntax(
        printable(str(program["code"]).rstrip()),
        "python",
        line_numbers=True,
        background_color="default",
        word_wrap=True,
    )


def _call(call: Call) -> RenderableType:
    promise = f", documented as {call.documented}" if call.documented else ""
    made = f", made from {call.made_from}" if call.made_from else ""
    return _text(f"{call.id} ({call.kind}{promise}{made})\n{call.code}")


def _execution(execution: Execution) -> RenderableType:
    return _text(f"{execution.id} ({execution.confirmed})\n{execution.ended.told(LONGEST)}")


def _narration(told: Rationale) -> RenderableType:
    about = f"{told.id} ({told.task}, {told.voice}, {told.tokens} tokens)"
    return Group(_text(about), _text(told.question), "", _text(told.text))


def _claims(claims: tuple[Row, ...]) -> RenderableType:
    """One line a claim: its words, and what shows or refutes it."""
    if not claims:
        return _text("none recorded")
    table = Table("", "claim", "kind", "shown by", box=box.SIMPLE_HEAD, pad_edge=False)
    for claim in claims:
        grounded = claim["finding"] == "grounded"
        table.add_row(
            "✓" if grounded else "✗",
            _text(short(str(claim["text"]), LONGEST)),
            str(claim["kind"]),
            _text(_ground(claim)),
        )
    return table


def _ground(claim: Row) -> str:
    if claim["finding"] != "grounded":
        return f"{claim['finding']}, {claim['reason']}: {claim['actual']}"
    if claim["event"] is None:
        return "the code itself or arithmetic"
    what = claim["event_name"] or claim["event_text"] or ""
    value = f" = {short(str(claim['event_value']), LONGEST)}" if claim["event_value"] is not None else ""
    return f"event {claim['event']}, line {claim['event_line']}: {claim['event_kind']} {what}{value}"


def _verdict(judged: Judged) -> str:
    because = f" because {judged.reason}: {judged.detail}" if judged.reason else ""
    measures = (
        f"{judged.grounded} claims grounded, support {judged.support}, coverage {judged.coverage}, "
        f"the answer is {judged.answer}, verifier {judged.verifier}"
    )
    return f"{judged.verdict}{because}\n{measures}"


def _sample(told: Told) -> list[str]:
    lines = []
    if dropped := told.dropped:
        lines.append(f"doesn't ship: {dropped.reason} {dropped.partner}\n{dropped.detail}")
    if shipped := told.shipped:
        lines.append(f"{shipped.id} in {shipped.side}{_retired(shipped.made)}")
    return lines


def _exports(told: Told) -> list[str]:
    """The folders that hold it, or samples that stand on it."""
    return [place if told.shipped else f"{place}: {held} samples" for place, held in told.exports]


def _runs(told: Told) -> RenderableType:
    """Which run made each row, and when."""
    table = Table("row", "run", "made", box=box.SIMPLE_HEAD, pad_edge=False)
    rows = {
        "call": told.call, "trace": told.execution, "narration": told.rationale, "verdict": told.judged,
        "sample": told.shipped,
    }  # fmt: skip
    made = {"program": told.program_made, **{name: row.made for name, row in rows.items() if row}}
    for name, one in made.items():
        table.add_row(name, one.run, f"{one.at}{_retired(one)}" if one.at else "")
    return table


def _retired(made: Made) -> str:
    return f", retired {made.retired}" if made.retired else ""


def _lines(lines: Sequence[str], otherwise: str = "none") -> Text:
    return _text("\n".join(lines) or otherwise)


def _text(content: object) -> Text:
    return Text(printable(str(content)))
