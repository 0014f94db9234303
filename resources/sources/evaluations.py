"""Reads the files of declared evaluation sets."""

import json
from collections.abc import Iterable, Iterator

from resources.settings.tables import Evaluation
from tracecot.errors import BadSettings
from tracecot.splits.evaluation_items import EvaluationItem, evaluation_item


def evaluation_items(evaluations: Iterable[Evaluation]) -> Iterator[EvaluationItem]:
    """All items, set by set.

    Raises:
        BadSettings: a file isn't there, or a line of it isn't of the shape that was declared. Nothing is passed over:
            an item that can't be read can't be found in the programs either.
    """
    for one in evaluations:
        try:
            with one.path.open(encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _item(one, number, line)
        except OSError as error:
            raise BadSettings(f"evaluation {one.name}: {one.path} can't be read: {error.strerror}") from error


def _item(one: Evaluation, number: int, line: str) -> EvaluationItem:
    try:
        return evaluation_item(json.loads(line), one.shape, one.name, number)
    except (KeyError, TypeError, ValueError) as error:
        raise BadSettings(
            f"evaluation {one.name}: line {number} is no record of the shape {one.shape}: {error}"
        ) from error
