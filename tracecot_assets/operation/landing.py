"""The landing sensor: a file that lands, changes or leaves has its corpus made, or retired."""

import json
import time
from collections.abc import Iterator
from typing import TypedDict

import dagster as dg

from resources.settings import load_settings
from resources.settings.landed import landed, passed_over
from resources.settings.tables import RecordsCorpus
from tracecot_assets.operation.partitions import range_tags, register
from tracecot_assets.operation.tags import asked

SECONDS_BETWEEN = 30


class Seen(TypedDict):
    """What is remembered of a file: how it looked, and whether it was so at the look before.

    One that is still is whole; once it is, its run has been asked for.
    """

    changed: int  # nanoseconds
    size: int
    still: bool


@dg.sensor(
    job_name="pipeline",
    minimum_interval_seconds=SECONDS_BETWEEN,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Makes a corpus of each JSON lines or Parquet file that lands in the folder of `[landing]`, makes it "
    "anew when the file changes, and retires it when the file leaves. New corpora of tracecot.toml become partitions, "
    "too.",
)
def landing(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One run for each file that is new or has changed, or else one for all that left."""
    settings = load_settings()
    corpora = register(context.instance, settings)
    if settings.landing is None:
        return dg.SkipReason("tracecot.toml names no landing folder")
    if settings.landing_gone:
        context.log.warning(settings.landing_gone)
        return dg.SkipReason(settings.landing_gone)  # what was seen stays remembered
    before: dict[str, Seen] = json.loads(context.cursor or "{}")
    problems = list(passed_over(settings.landing).values())
    now = dict(_seen(landed(settings.landing), before, problems))
    requests = [_request(name, [name], "landed") for name, one in now.items() if _is_due(one, before.get(name))]
    if not requests and corpora and (left := sorted(set(before) - set(now))):
        requests = [_request(corpora[0], left, "left")]  # any run retires what left
    for problem in problems if requests else ():
        context.log.warning(problem)
    told = None if requests else "; ".join(problems) or "nothing has landed, changed or left"
    return dg.SensorResult(run_requests=requests, skip_reason=told, cursor=json.dumps(now))


def _seen(corpora: Iterator[RecordsCorpus], before: dict[str, Seen], problems: list[str]) -> Iterator[tuple[str, Seen]]:
    """How each file looks; one that can't be read stays as it was seen before, and is told of."""
    for corpus in corpora:
        last = before.get(corpus.name)
        try:
            yield corpus.name, _look(corpus, last)
        except OSError as error:
            problems.append(f"{corpus.path} can't be read: {error.strerror}; mend that, or take it away")
            if last:
                yield corpus.name, last


def _look(corpus: RecordsCorpus, before: Seen | None) -> Seen:
    with corpus.path.open("rb") as file:
        file.read(1)  # raises where it can't be read
    status = corpus.path.stat()
    looks = (status.st_mtime_ns, status.st_size)
    still = before is not None and looks == (before["changed"], before["size"])
    return Seen(changed=looks[0], size=looks[1], still=still)


def _is_due(one: Seen, before: Seen | None) -> bool:
    """Whether it is still and was not: what an older version remembered was asked for."""
    return one["still"] and before is not None and not before.get("still", True)


def _request(first: str, named: list[str], why: str) -> dg.RunRequest:
    """One run of one partition, on account of these files; its key is new, since Dagster asks for none twice."""
    key = f"{', '.join(named)[:80]}:{time.time_ns()}"
    return dg.RunRequest(run_key=key, tags={**range_tags(first, first), **asked("sensor", why, named)})
