"""Watches a process with all that it starts: processor time so far, and the memory of each process, from /proc."""

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.25  # seconds between two looks
TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one moment."""

    at: float  # seconds since the epoch
    processor: float  # seconds of all processes, those that have ended too
    largest: int  # bytes of the largest process just then


class Watch(threading.Thread):
    """Looks at the process until it is told that it is over."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._over = pid, threading.Event()
        self._used = 0.0  # by the processes that were there at the last look
        self.looks: list[Look] = []
        self.peak = 0  # bytes: the most that any of the processes ever had

    def run(self) -> None:
        while True:
            self._look()
            if self._over.wait(EVERY):
                return

    def over(self) -> None:
        self._over.set()
        self.join()

    def between(self, start: float, end: float) -> tuple[float, int]:
        """Processor seconds and the largest process from one moment to another."""
        inside = [one.largest for one in self.looks if start <= one.at <= end]
        return self._processor(end) - self._processor(start), max(inside, default=0)

    def _processor(self, at: float) -> float:
        before = [one.processor for one in self.looks if one.at <= at]
        return before[-1] if before else 0.0

    def _look(self) -> None:
        used, largest = 0.0, 0
        for pid in family(self._pid):
            used += processor_of(pid)
            now, most = memory_of(pid)
            largest, self.peak = max(largest, now), max(self.peak, most)
        self.took(time.time(), used, largest)

    def took(self, at: float, used: float, largest: int) -> None:
        """Notes what the processes that are there have used.

        What one that ended had used goes to its parent, or nowhere where nobody waited for it: then the sum falls, and
        what has been counted stays counted.
        """
        so_far = self.looks[-1].processor if self.looks else 0.0
        self.looks.append(Look(at, so_far + max(0.0, used - self._used), largest))
        self._used = used


def family(pid: int) -> Iterator[int]:
    """The process and all that it started, and they."""
    children: dict[int, list[int]] = {}
    for path in PROC.iterdir():
        if path.name.isdigit() and (fields := _stat(int(path.name))):
            children.setdefault(int(fields[1]), []).append(int(path.name))
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children.get(one, [])


def processor_of(pid: int) -> float:
    """Seconds that it used, and that those of its children used that have ended."""
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) / TICKS if fields else 0.0


def memory_of(pid: int) -> tuple[int, int]:
    """Bytes that it has, and the most that it ever had."""
    try:
        lines = (PROC / str(pid) / "status").read_text(encoding="utf-8").splitlines()
    except OSError:  # it has ended meanwhile
        return 0, 0
    kilobytes = {
        name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines) if name in _WANTED
    }
    return kilobytes.get("VmRSS", 0) * 1024, kilobytes.get("VmHWM", 0) * 1024


_WANTED = ("VmRSS", "VmHWM")


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, which may have blanks; none where the process has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
