"""Whether processes live, for tests that kill some."""

import time
from pathlib import Path


def lives(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0]
    except FileNotFoundError:
        return False
    return state != "Z"


def end_soon(processes):
    """Whether none of them lives any more, before long."""
    until = time.monotonic() + 30
    while any(map(lives, processes)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(lives, processes))
