"""Calibration of agreement: its tasks from evaluation sets, its rows, and its picture."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import pyarrow as pa

from resources import tables
from resources.reports.plots import heat
from resources.settings.tables import Evaluation
from resources.sources.evaluations import evaluation_items
from resources.tables.rows import made_of
from tracecot.sources.agreement.calibration import SIZES, Draw, Known, Worth, worth
from tracecot.sources.agreement.records import SingleTest

SCORES = {False: "solutions x tests", True: "sqrt(solutions) x tests"}


def known_tasks(evaluations: Iterable[Evaluation]) -> Iterator[Known]:
    """The tasks of evaluation sets that have several tests beside their solution: those of HumanEval's shape.

    Raises:
        BadSettings: a file isn't there, or isn't of its shape.
    """
    for item in evaluation_items(one for one in evaluations if one.shape == "humaneval"):
        tests = tuple(SingleTest(place, source, promise) for place, (source, promise) in enumerate(item.pairs))
        yield Known(item.code, item.entry_point, tests)


def calibration_rows(drawn: Sequence[Draw]) -> pa.Table:
    """Rows of `agreement_calibration`: each size under each score, then what least scores are worth over all."""
    rows = []
    for by_root, name in SCORES.items():
        for (solutions, tests), some in groupby(drawn, key=lambda one: (one.solutions, one.tests)):
            rows += [_row(solutions, tests, name, one) for one in worth(list(some), by_root=by_root, bounds=(0.0,))]
        rows += [_row(0, 0, name, one) for one in worth(drawn, by_root=by_root)]
    return made_of(tables.AGREEMENT_CALIBRATION, rows)


def _row(solutions: int, tests: int, name: str, one: Worth) -> dict[str, object]:
    return {
        "solutions": solutions, "tests": tests, "decides": name, "least_score": one.least_score, "draws": one.draws,
        "believed": one.believed, "right": one.right, "right_share": one.right_share,
    }  # fmt: skip


def heat_map(drawn: Sequence[Draw]) -> bytes:
    """The share of consensuses that are right, as a picture: solutions down, tests across."""
    shares = {
        size: worth(list(some), by_root=False, bounds=(0.0,))[0].right_share
        for size, some in groupby(drawn, key=lambda one: (one.solutions, one.tests))
    }
    rows = [[shares.get((solutions, tests), 0.0) for tests in SIZES] for solutions in SIZES]
    return heat("share of consensuses that are right", SIZES, SIZES, rows, ("solutions", "tests"))
