"""How often solutions that agree with tests are right: HumanEval's truth against solutions and tests made wrong."""

import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, Skipped
from benchmarks.programs import EVAL_DATA
from resources.sandbox import Sandbox
from resources.settings import load_settings
from resources.settings.tables import Evaluation
from resources.synthesis.calibrating import heat_map, known_tasks
from tracecot.sources.agreement.calibration import WANTED, Worth, draws, labelled, least_score, worth

HUMANEVAL = "humaneval.jsonl"


def figures(picture: Path | None = None) -> Iterator[Figure | Skipped]:
    """The share of consensuses that are right, by number of solutions and tests, and what least scores are worth."""
    path = Path(os.environ.get(EVAL_DATA, "")) / HUMANEVAL
    if not path.is_file():
        yield Skipped("agreement", f"{EVAL_DATA} names no folder that has {HUMANEVAL}")
        return
    with Sandbox(limits=load_settings().limits) as sandbox:
        known = known_tasks([Evaluation(name="humaneval", path=path, shape="humaneval")])
        tasks = list(labelled(known, sandbox))
    yield Figure("agreement: tasks with a known truth", len(tasks), f"of {HUMANEVAL}, half of all answers wrong")
    drawn = list(draws(tasks))
    for solutions, tests in dict.fromkeys((one.solutions, one.tests) for one in drawn):
        some = [one for one in drawn if (one.solutions, one.tests) == (solutions, tests)]
        yield _figure(f"{solutions} solutions, {tests} tests", worth(some, by_root=False, bounds=(0.0,))[0])
    for by_root, name in ((False, "solutions x tests"), (True, "sqrt(solutions) x tests")):
        measured = worth(drawn, by_root=by_root)
        for one in measured:
            yield _figure(f"{name} >= {one.least_score:g}", one)
        yield Figure(
            f"agreement: {name}, least score for {WANTED:.0%} right", least_score(measured) or 0, "0: none is enough"
        )
    if picture is not None:
        picture.write_bytes(heat_map(drawn))


def _figure(name: str, one: Worth) -> Figure:
    share = one.believed / one.draws if one.draws else 0.0
    return Figure(f"agreement: {name}", 100 * one.right_share, f"% right of {share:.0%} that reach a consensus", 1)
