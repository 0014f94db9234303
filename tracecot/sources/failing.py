"""What becomes of a mistake of ours with one record, file or example: its rejection, so that the others go on."""

from collections.abc import Callable
from typing import TypeVar

FAILED = "failed"  # the reason
Made = TypeVar("Made")
Lost = TypeVar("Lost")


def attempted(work: Callable[[], Made], rejected: Callable[[str, str], Lost]) -> Made | Lost:
    """What the work gives; where it fails, what `rejected` makes of the reason and the detail."""
    try:
        return work()
    except Exception as error:  # a mistake of ours with one of many; the others go on, and the log tells
        return rejected(FAILED, f"{type(error).__name__}: {error}"[:300])
