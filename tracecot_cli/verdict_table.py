"""What `tracecot verify` shows: how many of each verdict, what was found, and the worst of it."""

from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape
from rich.table import Table

WORST = 5  # findings shown in full
#: Which findings to show first: what is false before what can't be read.
_GRAVITY = ("wrong_answer", "contradicted", "out_of_order", "not_found", "not_understood", "thin")


class VerdictTable:
    """Counts verdict rows as they pass."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.findings: Counter[tuple[str, str, str]] = Counter()  # verdict, kind, reason
        self.worst: list[tuple[int, str, Mapping[str, object]]] = []

    @property
    def all_verified(self) -> bool:
        """Whether nothing was refused."""
        return set(self.verdicts) <= {"verified"}

    def add(self, row: Mapping[str, object]) -> None:
        """Counts one verdict or error row."""
        verdict = str(row["verdict"])
        self.verdicts[verdict] += 1
        error, findings = row.get("error"), row.get("findings")
        if isinstance(error, Mapping):
            self.errors[str(error["kind"])] += 1
        if isinstance(findings, list):
            for finding in findings:
                self.findings[verdict, str(finding["kind"]), str(finding["reason"])] += 1
                self._keep_if_worst(str(row["id"]), finding)

    def _keep_if_worst(self, record: str, finding: Mapping[str, object]) -> None:
        reason = str(finding["reason"])
        gravity = _GRAVITY.index(reason) if reason in _GRAVITY else len(_GRAVITY)
        self.worst.append((gravity, record, finding))
        if len(self.worst) > 10 * WORST:
            self._shorten()

    def _shorten(self) -> None:
        self.worst = sorted(self.worst, key=lambda one: one[0])[:WORST]

    def show(self) -> None:
        """Prints the tables on standard error."""
        console = Console(stderr=True)
        total = self.verdicts.total()
        verdicts = Table("verdict", "rows", "share", title="Verdicts", title_justify="left")
        for verdict in ("verified", "refuted", "unreadable", "error"):
            if count := self.verdicts[verdict]:
                verdicts.add_row(verdict, str(count), f"{100 * count / total:.1f} %")
        console.print(verdicts)
        self._show_findings(console)

    def _show_findings(self, console: Console) -> None:
        found = Table("verdict", "kind", "reason", "findings", title="What was found", title_justify="left")
        for (verdict, kind, reason), count in self.findings.most_common():
            found.add_row(verdict, kind, reason, str(count))
        for kind, count in self.errors.most_common():
            found.add_row("error", kind, "", str(count))
        if found.row_count:
            console.print(found)
        self._shorten()
        for _, record, finding in self.worst:
            text, actual = escape(str(finding["text"])), escape(str(finding["actual"]))
            console.print(f"[bold]{escape(record)}[/]: “{text}” [red]{finding['reason']}[/]: {actual}", soft_wrap=True)
