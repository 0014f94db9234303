"""Every paid answer, kept for ever: one JSON line each, on disk before anybody reads it, so that a crash loses none."""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "model_answers.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as it was paid for."""

    asked_key: str  # of system text, prompt, shape and model
    sampling_key: str
    model: str
    purpose: str
    about: str
    system: str
    prompt: str
    text: str
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    at: str  # UTC, ISO 8601
    usable: bool = True  # whether it has the shape that was asked for


class Journal:
    """The answers in a folder: looked up by what was asked, appended to as they come."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        folder.mkdir(parents=True, exist_ok=True)
        self._by_key: dict[str, Entry] = {}
        self.spent, self.tokens, self.unpriced, self.calls = 0.0, 0, 0, 0
        for entry in self.entries():
            self._count(entry)

    def entries(self) -> list[Entry]:
        """All answers, in the order in which they came; a line that a crash cut off is none."""
        if not self.path.is_file():
            return []
        found = []
        for line in self.path.read_text(encoding="utf-8").split("\n"):
            try:
                found.append(Entry(**json.loads(line)))
            except (ValueError, TypeError):
                continue  # the last line of a process that was killed while it wrote
        return found

    def get(self, asked_key: str) -> Entry | None:
        """The usable answer to this, however it was sampled."""
        return self._by_key.get(asked_key)

    def add(self, entry: Entry) -> None:
        """Keeps the answer; it is on disk when this returns."""
        line = json.dumps(asdict(entry), ensure_ascii=True)
        with self.path.open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            # A line that was cut off must not swallow this one.
            file.write(("" if self._ends_whole() else "\n") + line + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._count(entry)

    def _ends_whole(self) -> bool:
        if not self.path.stat().st_size:
            return True
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _count(self, entry: Entry) -> None:
        self.calls += 1
        self.tokens += entry.prompt_tokens + entry.completion_tokens
        self.spent += entry.cost or 0.0
        self.unpriced += entry.cost is None
        if entry.usable:
            self._by_key[entry.asked_key] = entry
