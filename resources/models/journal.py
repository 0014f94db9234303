"""Every paid answer, kept for ever: one JSON line each, on disk before anybody reads it, so that a crash loses none."""

import fcntl
import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tracecot.errors import TraceCoTError

FILE, LOCK = "model_answers.jsonl", "paying.lock"
WAITING = "Another process is asking a model from the same budget; this one waits for it."


class StrangeJournal(TraceCoTError):
    """The file of answers was written by another version of TraceCoT, or by somebody else."""


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
        self._spoilt: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._read = 0  # bytes of the file that are counted
        self.spent, self.tokens, self.unpriced, self.calls = 0.0, 0, 0, 0
        self._dollars: defaultdict[tuple[str, str], float] = defaultdict(float)  # by model and purpose
        self.refresh()

    def entries(self) -> list[Entry]:
        """All answers, in the order in which they came; a line that a crash cut off is none."""
        return _entries(self.path.read_bytes()) if self.path.is_file() else []

    def refresh(self) -> None:
        """Takes in what was added since, by other processes too: they spend from the same budget."""
        if not self.path.is_file() or self.path.stat().st_size == self._read:
            return
        with self.path.open("rb") as file:
            file.seek(self._read)
            whole, newline, _ = file.read().rpartition(b"\n")
        self._read += len(whole) + len(newline)
        for entry in _entries(whole):
            self._count(entry)

    def get(self, asked_key: str) -> Entry | None:
        """The usable answer to this, however it was sampled."""
        return self._by_key.get(asked_key)

    def spoilt(self, asked_key: str, sampling_key: str) -> list[Entry]:
        """The answers to this, sampled in this way, that couldn't be used: they were paid for too."""
        return self._spoilt.get((asked_key, sampling_key), [])

    def dollars(self, model: str, *purposes: str) -> float:
        """What the model's answers for these purposes cost, in all runs."""
        return sum(self._dollars[model, purpose] for purpose in purposes)

    def add(self, *entries: Entry) -> None:
        """Keeps the answers; they are on disk when this returns, and don't count before."""
        lines = [json.dumps(asdict(entry), ensure_ascii=True) for entry in entries]
        with self.path.open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            # Somebody may have cut the file off since: what it had is counted already, what comes now is not.
            self._read = min(self._read, self.path.stat().st_size)
            # A line that was cut off must not swallow this one.
            file.write(("" if self._ends_whole() else "\n") + "".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        self.refresh()

    @contextmanager
    def alone(self, tell: Callable[[str], None] | None = None) -> Iterator[None]:
        """Holds the right to pay, which one process has at a time; the system gives it back if the process dies."""
        with (self.path.parent / LOCK).open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if tell is not None:
                    tell(WAITING)
                fcntl.flock(file, fcntl.LOCK_EX)
            self.refresh()
            yield

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
        self._dollars[entry.model, entry.purpose] += entry.cost or 0.0
        if entry.usable:
            self._by_key[entry.asked_key] = entry
        else:
            self._spoilt[entry.asked_key, entry.sampling_key].append(entry)


def _entries(lines: bytes) -> list[Entry]:
    found = []
    for line in lines.split(b"\n"):
        try:
            told = json.loads(line)
        except ValueError:
            continue  # the last line of a process that was killed while it wrote
        try:
            found.append(Entry(**told))
        except TypeError as error:
            if not isinstance(told, dict) or "asked_key" not in told:
                continue  # nothing that was paid for
            raise StrangeJournal(
                f"{FILE} in the state folder has an answer that this version can't read ({error}); what is paid for "
                f"must not be asked again, so use the version of TraceCoT that wrote it, or move the file away"
            ) from None
    return found
