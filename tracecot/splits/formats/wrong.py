"""A text that the verifier refutes, and where it goes wrong first."""

from dataclasses import dataclass

from tracecot.answer_tags import all_tagged
from tracecot.splits.formats.records import Record
from tracecot.verification.records import Refuted, Verdict


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong text beside an honest one."""

    kind: str
    text: str
    answer: str  # that it gives
    was: str  # what stands in the honest text, or the call that is asked about
    says: str  # what stands there instead, or the call that the text is really about
    verdict: Verdict

    @property
    def told(self) -> Record:
        """What is wrong and where, as columns of a row."""
        start, end, really = self._first()
        return {
            "corruption": self.kind, "was": self.was, "says": self.says, "error_start": start, "error_end": end,
            "error": self.text[start:end], "really": really,
        }  # fmt: skip

    def _first(self) -> tuple[int, int, str]:
        """The first statement that is refuted, and what really is so; the tagged answer where none is."""
        for claim in sorted(self.verdict.claims, key=lambda one: one.start):
            if isinstance(claim.finding, Refuted):
                return claim.start, claim.end, claim.finding.actual
        last = all_tagged(self.text)[-1:]
        return (last[0].inside, last[0].inside_end, "") if last else (0, 0, "")
