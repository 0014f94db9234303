"""The landing sensor: a file that lands, or changes, has its corpus made."""

import json
import time
from typing import TypedDict

import dagster as dg

from resources.datasets import content_digest
from resources.settings import Landing, RecordsCorpus, landed, load_settings
from tracecot_assets.partitions import range_tags, register
from tracecot_assets.tags import asked

SECONDS_BETWEEN = 30
SETTLED = 5.0  # seconds without a change, after which a file counts as whole


class Seen(TypedDict):
    """What is remembered of a file, so that one that did not change isn't read again."""

    changed: int  # nanoseconds
    size: int
    digest: str


@dg.sensor(
    job_name="pipeline",
    minimum_interval_seconds=SECONDS_BETWEEN,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Makes a corpus of each JSON lines or Parquet file that lands in the folder of `[landing]`, and "
    "makes it anew when the file changes. New corpora of tracecot.toml become partitions, too.",
)
def landing(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """One run for each file that is new or has changed."""
    settings = load_settings()
    register(context.instance, settings)
    if settings.landing is None:
        return dg.SensorResult(skip_reason="tracecot.toml names no landing folder")
    before: dict[str, Seen] = json.loads(context.cursor or "{}")
    seen = _seen(settings.landing, before)
    requests = [_request(name, one["digest"]) for name, one in seen.items() if one != before.get(name)]
    return dg.SensorResult(run_requests=requests, cursor=json.dumps(seen))


def _seen(place: Landing, before: dict[str, Seen]) -> dict[str, Seen]:
    """The files that are whole, by name; one that still changes stays as it was seen before."""
    seen: dict[str, Seen] = {}
    for corpus in landed(place):
        changed = corpus.path.stat().st_mtime_ns
        if time.time() - changed / 1e9 >= SETTLED:
            seen[corpus.name] = _looked_at(corpus, before.get(corpus.name))
        elif corpus.name in before:
            seen[corpus.name] = before[corpus.name]
    return seen


def _looked_at(corpus: RecordsCorpus, before: Seen | None) -> Seen:
    """The file's digest, read again when its time or its size differ."""
    status = corpus.path.stat()
    if before and (before["changed"], before["size"]) == (status.st_mtime_ns, status.st_size):
        return before
    return Seen(changed=status.st_mtime_ns, size=status.st_size, digest=content_digest(corpus))


def _request(name: str, digest: str) -> dg.RunRequest:
    """One run for one file; the same content under the same name is asked for once."""
    tags = {**range_tags(name, name), **asked("sensor", "landed", [name])}
    return dg.RunRequest(run_key=f"{name}:{digest}", tags=tags)
