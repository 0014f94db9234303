"""Pairs to prefer by: the honest rationale, and a corruption of it that the verifier refutes."""

import json
from collections.abc import Iterable, Iterator
from random import Random

from tracecot.ids import digest
from tracecot.splits.formats.chat import said
from tracecot.splits.formats.records import LeftOut, Made, Row, Told
from tracecot.splits.render import METADATA
from tracecot.targets import INPUT_PREDICTION, WHOLE, Target
from tracecot.verification.corruptions.catalogue import FALSE, corruption
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.records import Corruption
from tracecot.verification.oracle import excuse
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify


def preference(rows: Iterable[Told]) -> Iterator[Made]:
    """Prompt, chosen and rejected (TRL), and what the rejected text is wrong about."""
    for told in rows:
        made = refuted(told)
        if made is None:
            yield LeftOut(str(told.row["sample_id"]), "no_refuted_corruption")
            continue
        yield {
            "prompt": [said("user", told.row["prompt"])],
            "chosen": [said("assistant", told.row["completion"])],
            "rejected": [said("assistant", made.rationale.text)],
            "corruption": made.kind, "was": made.was, "says": made.says,
            **{name: told.row[name] for name in METADATA},
        }  # fmt: skip


def refuted(told: Told) -> Corruption | None:
    """The first corruption that the verifier refutes, in an order that the sample's id decides.

    None where the text can't be verified without executions of further calls, or every corruption of it is excused.
    """
    row = told.row
    honest = Rationale(str(row["task"]), str(row["completion"]), str(row["answer"]), _target(row))
    verdict = verify(honest, told.program, told.asked, told.answered)
    if verdict.verdict != "verified":
        return None
    paper = Honest(honest, told.program.code, told.answered.trace, verdict.claims)
    kinds = [kind.__name__ for kind in FALSE]
    Random(digest(row["sample_id"])).shuffle(kinds)
    for kind in kinds:
        made = corruption(paper, kind)
        if made is not None and not _may_be_right(made) and not excuse(paper, made) and _is_refuted(made, told):
            return made
    return None


def _target(row: Row) -> Target:
    """The moment that the question is about, where it is about one."""
    return Target.of(json.loads(str(row["target"]))) if row.get("target") else WHOLE


def _may_be_right(made: Corruption) -> bool:
    """Whether it answers with another call, which nobody executed: it may give the same result."""
    return made.rationale.task == INPUT_PREDICTION and made.lie.answer is not None


def _is_refuted(made: Corruption, told: Told) -> bool:
    return verify(made.rationale, told.program, told.asked, told.answered).verdict == "refuted"
