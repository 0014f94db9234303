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
    process = subprocess.Popen(command, env=environment, cwd=folder, start_new_session=True)
    told: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        told.append(number)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        status = _ended(process, told)
    finally:
        with suppress(ProcessLookupError):  # what outlived the first process
            os.killpg(process.pid, signal.SIGKILL)
        for one, handler in before.items():
            signal.signal(one, handler)
    return 0 if told else status


def _ended(process: "subprocess.Popen[bytes]", told: Sequence[int]) -> int:
    """Waits for the end; not for ever once it was told to stop."""
    while True:
        try:
            return process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            if told:
                process.kill()
