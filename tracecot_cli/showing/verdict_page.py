"""The page of `tracecot verify --html`: rationales folded, sentences coloured, beside each what it stands on."""

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, TextIO

from tracecot.execution import Trace
from tracecot.values import Plain
from tracecot_cli.rows.lines import Row
from tracecot_cli.rows.verifying import Judgement
from tracecot_cli.showing.evidence import LONGEST_SHOWN, Exhibit, told
from tracecot_cli.showing.pretty import ending
from tracecot_cli.showing.printable import printable, short
from tracecot_cli.showing.verdict_table import VERDICTS, VerdictTable

if TYPE_CHECKING:
    from jinja2 import Environment

#: Rationales with all their sentences on one page; a browser is slow with more.
MOST_REFUSED, MOST_VERIFIED = 1_000, 500
MOST_LINES = 500  # of a program


class VerdictPage:
    """Gathers what the page shows while the verdicts pass."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._shown = {"verified": 0, "refused": 0}
        self._number = 0

    def add(self, judgement: Judgement) -> None:
        """Keeps one verdict for the page, if there is room."""
        self._number += 1
        sort = "verified" if judgement.row["verdict"] == "verified" else "refused"
        if self._shown[sort] < (MOST_VERIFIED if sort == "verified" else MOST_REFUSED):
            self._shown[sort] += 1
            self._parts.append(_part(judgement, self._number))

    def write(self, file: TextIO, table: VerdictTable) -> None:
        """Writes the page, with the figures of the table."""
        from markupsafe import Markup

        environment = _environment()
        script, style = (environment.get_template(name).render() for name in ("verdicts.js", "verdicts.css"))
        total = table.verdicts.total()
        page = environment.get_template("verdicts.html").render(
            total=total,
            verdicts=[(name, table.verdicts[name]) for name in VERDICTS if table.verdicts[name]],
            findings=table.findings.most_common(),
            errors=table.errors.most_common(),
            parts=[Markup(part) for part in self._parts],
            left_out=total - len(self._parts),
            script=Markup(script),
            digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            style=Markup(style),
        )
        file.write(page)


def _part(judgement: Judgement, number: int) -> str:
    """One rationale as HTML."""
    rationale, answered, verdict = judgement.rationale, judgement.answered, judgement.verdict
    template = _environment().get_template("verdict.html")
    if rationale is None or answered is None or verdict is None:
        return template.render(number=number, row=judgement.row, error=judgement.row["error"])
    code = rationale.request.program.code
    sentences, whole = told(rationale.rationale, verdict.claims, Exhibit(code, answered.trace))
    return template.render(
        number=number,
        row=judgement.row,
        task=rationale.task,
        answer=short(rationale.answer, 400),
        call=short(f"{rationale.request.program.entry_point}({answered.call.input})", 400),
        ended=short(_ending(answered.trace), 400),
        code=code.split("\n")[:MOST_LINES],
        told=sentences,
        whole=whole,
        first=_first(judgement.row),
        more=len(rationale.rationale) - LONGEST_SHOWN,
    )


def _ending(trace: Trace) -> str:
    value = getattr(trace.outcome, "value", None)
    return f"returned {value.repr}" if isinstance(value, Plain) else ending(trace)


def _first(row: Row) -> str:
    """The first thing that doesn't hold, in a line."""
    findings = row["findings"]
    if not isinstance(findings, list) or not findings:
        return ""
    reason, words = str(findings[0]["reason"]).replace("_", " "), " ".join(str(findings[0]["text"]).split())
    return f"{reason}: {short(words, 60)}" if words else reason


@lru_cache(1)
def _environment() -> "Environment":
    """The templates; everything that they are handed is escaped, and what can't be shown is spelled out."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return Environment(
        loader=PackageLoader("tracecot_cli.showing"), autoescape=True, finalize=shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
