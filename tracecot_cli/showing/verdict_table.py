"""What `tracecot verify` shows: how many of each verdict, what was found, and the worst of it."""

from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracecot_cli.showing.printable import printable, short
from tracecot_cli.showing.worst import Shown, Worst

VERDICTS = ("verified", "refuted", "unreadable", "error")
LONGEST = 300  # characters of a finding that are printed
_COLOURS = {"verified": "green", "refuted": "red", "unreadable": "yellow", "error": "magenta"}


class VerdictTable:
    """Counts verdict rows as they pass."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.claims: Counter[str] = Counter()  # by the verdict on their rationale
        self.grounded: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.findings: Counter[tuple[str, str, str]] = Counter()  # verdict, kind, reason
        self.worst = Worst()

    @property
    def all_verified(self) -> bool:
        """Whether nothing was refused."""
        return set(self.verdicts) <= {"verified"}

    def add(self, row: Mapping[str, object], text: str = "") -> None:
        """Counts one verdict or error row, on this text."""
        verdict = str(row["verdict"])
        self.verdicts[verdict] += 1
        error, findings = row.get("error"), row.get("findings")
        if isinstance(error, Mapping):
            self.errors[str(error["kind"])] += 1
            return
        self.claims[verdict] += int(str(row["claims"]))
        self.grounded[verdict] += int(str(row["grounded"]))
        for finding in findings if isinstance(findings, list) else ():
            self.findings[verdict, str(finding["kind"]), str(finding["reason"])] += 1
        self.worst.add(row, text)

    def show(self, console: Console | None = None) -> None:
        """Prints the tables, on standard error if not told otherwise."""
        console = console or Console(stderr=True, highlight=False)
        console.print(self._verdicts())
        found = self._found()
        if found.row_count:
            console.print(found)
        shown = list(self.worst)
        if shown:
            console.print("[italic]The worst[/]")
        for one in shown:
            console.print(_heading(one))
            console.print(Padding(_marked(one, console.color_system is None), (0, 0, 0, 2)))

    def _verdicts(self) -> Table:
        table = Table(title="Verdicts", title_justify="left")
        table.add_column("verdict")
        for name in ("rationales", "share", "claims", "grounded"):
            table.add_column(name, justify="right")
        for verdict in VERDICTS:
            if count := self.verdicts[verdict]:
                share = f"{100 * count / self.verdicts.total():.1f} %"
                claims = [] if verdict == "error" else [f"{self.claims[verdict]:,}", f"{self.grounded[verdict]:,}"]
                table.add_row(Text(verdict, style=_COLOURS[verdict]), f"{count:,}", share, *claims)
        return table

    def _found(self) -> Table:
        """By verdict, kind of claim and reason: the most frequent first."""
        table = Table("verdict", "kind of claim", "reason", title="What was found", title_justify="left")
        table.add_column("findings", justify="right")
        for (verdict, kind, reason), count in self.findings.most_common():
            table.add_row(verdict, kind, reason, f"{count:,}")
        for kind, count in self.errors.most_common():
            table.add_row("error", "", kind, f"{count:,}")
        return table


def _heading(one: Shown) -> Text:
    return Text.assemble(
        (printable(short(one.record, 80)), "bold"), "  ", (f"{one.kind} {one.reason}", "red"),
    )  # fmt: skip


def _marked(one: Shown, is_plain: bool) -> Text:
    """The text with the finding marked, and what really happened; in brackets of its own where there are no colours."""
    left, right = ("»", "«") if is_plain else ("", "")
    found = f"{left}{printable(short(one.text, LONGEST))}{right}"
    return Text.assemble(
        (printable(one.before), "dim"), (found, "bold red underline"), (printable(one.after), "dim"),
        "\n→ ", printable(short(one.actual, LONGEST)),
    )  # fmt: skip
