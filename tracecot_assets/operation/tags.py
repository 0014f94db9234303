"""Tags of runs: who asked for one, for which corpora, and which versions it works with."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Literal

from tracecot.execution import TRACER
from tracecot.narrations.records import NARRATOR
from tracecot.splits.records import SPLITTER
from tracecot.verification.records import VERIFIER

Asker = Literal["schedule", "sensor", "command line"]  # a run without one was asked for in the UI

LONGEST = 120  # characters: the list of runs shows no more in a line

#: On every run of a job, whoever asks for it.
VERSIONS: Mapping[str, str] = {
    "tracecot/version": version("tracecot"), "tracecot/recorder": TRACER, "tracecot/narrator": NARRATOR,
    "tracecot/verifier": VERIFIER, "tracecot/splitter": SPLITTER,
}  # fmt: skip


def asked(by: Asker, reason: str, corpora: Sequence[str] = ()) -> dict[str, str]:
    """Who asked, why, and for which corpora; of many only the first are named.

    >>> asked("schedule", "nightly", ["toolz", "boltons"])["tracecot/corpora"]
    'toolz, boltons'
    """
    tags = {"tracecot/asked_by": by, "tracecot/reason": reason}
    named = ", ".join(corpora)
    if len(named) > LONGEST:
        named = f"{named[:LONGEST].rpartition(', ')[0]} and others, {len(corpora)} in all"
    return {**tags, "tracecot/corpora": named} if corpora else tags
