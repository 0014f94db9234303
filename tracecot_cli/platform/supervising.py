"""Runs a server made of several processes, and ends all of them when it is told to stop."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

PATIENCE = 45.0  # seconds for runs and servers to end by themselves; less than systemd waits


def supervised(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> int:
    """Runs the command until it ends, or an interrupt or a SIGTERM ends it; gives the exit status, 0 when told to stop.

    It has a group of its own, so that Ctrl-C comes here alone and is passed on once: its first process ends the others.
    """
    told: list[int] = []
    processes: list[subprocess.Popen[bytes]] = []

    def stop(number: int, _: FrameType | None) -> None:
        told.append(number)
        for one in processes:
            one.send_signal(signal.SIGINT)

    # Before it starts: a process that a shell put into the background ignores interrupts, and so would what it starts.
    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        processes.append(subprocess.Popen(command, env=environment, cwd=folder, start_new_session=True))
        status = _ended(processes[0], told)
    finally:
        for one in processes:
            with suppress(ProcessLookupError):  # what outlived the first process
                os.killpg(one.pid, signal.SIGKILL)
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if told else status


def _ended(process: "subprocess.Popen[bytes]", told: Sequence[int]) -> int:
    """Waits for the end; not for ever once it was told to stop."""
    while True:
        try:
            return process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            if told:
                process.kill()
