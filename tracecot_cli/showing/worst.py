"""The findings of a file that are worth showing: the gravest of each sort, from as many records as there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

WORST = 5  # findings shown in full
AROUND = 70  # characters shown of the text on each side of a finding
#: Which findings to show first: what is false before what can't be read.
GRAVITY = ("contradicted", "out_of_order", "not_found", "wrong_answer", "not_understood", "thin")


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding, with the text around it."""

    record: str
    kind: str
    reason: str
    before: str
    text: str
    after: str
    actual: str


class Worst:
    """Keeps the few findings that will be shown, whatever passes."""

    def __init__(self) -> None:
        self._kept: dict[str, list[tuple[int, Shown]]] = {reason: [] for reason in GRAVITY}

    def add(self, row: Mapping[str, object], text: str) -> None:
        """Looks at the findings of a verdict row on this text."""
        findings = row.get("findings")
        seen: dict[str, int] = {}
        for finding in findings if isinstance(findings, list) else ():
            reason = str(finding["reason"])
            place = seen[reason] = seen.get(reason, -1) + 1
            self._keep(reason, place, str(row["id"]), finding, text)

    def _keep(self, reason: str, place: int, record: str, finding: Mapping[str, object], text: str) -> None:
        """Keeps it if fewer are at hand that come earlier among those of their record."""
        kept = self._kept.setdefault(reason, [])
        if len(kept) == WORST and kept[-1][0] <= place:
            return
        kept.append((place, _shown(record, finding, text)))
        kept.sort(key=lambda one: one[0])
        del kept[WORST:]

    def __iter__(self) -> Iterator[Shown]:
        """One of each reason, then another of each, until there are enough; the gravest first."""
        rounds = [
            (number, order, shown)
            for order, kept in enumerate(self._kept.values())
            for number, (_, shown) in enumerate(kept)
        ]
        chosen = sorted(rounds, key=lambda one: one[:2])[:WORST]
        return (shown for _, _, shown in sorted(chosen, key=lambda one: (one[1], one[0])))


def _shown(record: str, finding: Mapping[str, object], text: str) -> Shown:
    start, end = int(str(finding["start"])), int(str(finding["end"]))
    kind, reason, actual = str(finding["kind"]), str(finding["reason"]), str(finding["actual"])
    if end - start >= len(text):
        return Shown(record, kind, reason, "", "the whole text", "", actual)
    return Shown(record, kind, reason, _end_of(text[:start]), text[start:end], _beginning_of(text[end:]), actual)


def _end_of(text: str) -> str:
    """The last words of a line."""
    line = text[-AROUND:].rpartition("\n")[2]
    return line if len(line) < AROUND or len(text) == AROUND else f"…{line[line.find(' ') + 1 :]}"


def _beginning_of(text: str) -> str:
    """The first words of a line."""
    line = text[:AROUND].partition("\n")[0]
    return line if len(line) < AROUND or len(text) == AROUND else f"{line[: line.rfind(' ') + 1]}…"
