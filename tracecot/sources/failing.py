"""What becomes of a mistake of ours with one record: its rejection, so that the others go on."""

from collections.abc import Callable
from typing import TypeVar

from tracecot.sources.records import RejectedSource

FAILED = "failed"  # the reason
Made = TypeVar("Made")


def attempted(work: Callable[[], Made], rejected: Callable[[str, str], RejectedSource]) -> Made | RejectedSource:
    """What the work gives; where it fails, what `rejected` makes of the reason and the detail."""
    try:
        return work()
    except Exception as error:  # a mistake of ours with one record; the others go on, and the log tells
        return rejected(FAILED, f"{type(error).__name__}: {error}"[:300])
