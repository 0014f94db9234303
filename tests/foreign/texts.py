"""The foreign rationales: texts that nobody of ours wrote, each with changes that make it false."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.verification.made import ORIGIN, Executed
from tracecot.execution import Trace
from tracecot.sources.records import Program
from tracecot.verification.alternatives import named_calls
from tracecot.verification.records import Rationale, Verdict
from tracecot.verification.verify import verify

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Foreign:
    """One file: a program, a call, a rationale, and single replacements that make it say something false."""

    path: Path
    head: dict[str, str]
    code: str
    text: str
    lies: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, path: Path) -> "Foreign":
        """The file, read."""
        head, _, rest = path.read_text().partition("===== code\n")
        code, _, rest = rest.partition("===== rationale\n")
        text, _, lies = rest.partition("===== false\n")
        pairs = [line.partition(" => ")[::2] for line in lies.splitlines() if line]
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        return cls(path, fields, code, text.strip("\n"), tuple(pairs))

    @cached_property
    def name(self) -> str:
        """For people: folder and file."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def answer(self) -> str:
        """The right answer."""
        if self.head["task"] == "input_prediction":
            return f"{self.head['function']}({self.head['input']})"
        return self.head.get("output") or self.head["raises"]

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Those that are executed: that of the call asked about, and those that the text and its changes name."""
        program = Program("tests", self.code, self.head["function"], ORIGIN)
        asked = self.head["input"]
        texts = [self.text, *(self.text.replace(old, new) for old, new in self.lies)]
        named = (source for text in texts for source in named_calls(text, program, asked))
        return (asked, *dict.fromkeys(named))

    def verdict(self, executed: Executed, text: str) -> Verdict:
        """The verdict on the text or on a changed one."""
        evidence, *named = executed.evidence
        rationale = Rationale(self.head["task"], text, self.answer)
        others = [each for each in named if isinstance(each.trace, Trace)]
        return verify(rationale, executed.program, evidence, evidence, alternatives=others)


def foreign_texts() -> list[Foreign]:
    """All of them, in the order of their names."""
    return [Foreign.of(path) for path in sorted(FOLDER.glob("*/*.txt"))]
