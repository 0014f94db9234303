"""Pairs to prefer by: the honest rationale, and one that goes wrong as a reasoner does, which the verifier refutes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from random import Random

from tracecot.ids import digest
from tracecot.splits.formats.chat import said
from tracecot.splits.formats.mistaken import carried_on, of_other_calls
from tracecot.splits.formats.records import LeftOut, Made, Told, target_of
from tracecot.splits.formats.wrong import Wrong
from tracecot.splits.render import METADATA
from tracecot.targets import INPUT_PREDICTION
from tracecot.verification.corruptions.catalogue import FALSE, corruption
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.order import distant_swapped, neighbours_swapped, sentence_moved
from tracecot.verification.corruptions.reasons import again_false, same_way_false, still_false
from tracecot.verification.corruptions.records import Corruption
from tracecot.verification.examination.oracle import excuse
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify

#: Wrong about the order alone, or about what came before: a reasoner's errors are seldom such.
_SLIGHT = (neighbours_swapped, distant_swapped, sentence_moved, again_false, still_false, same_way_false)
SLIGHT = tuple(kind.__name__ for kind in _SLIGHT)
LOCAL = tuple(kind.__name__ for kind in FALSE if kind not in _SLIGHT)
ONE_IN = 10  # rows that may have a slight one, where there is nothing else


def preference(rows: Iterable[Told]) -> Iterator[Made]:
    """Prompt, chosen and rejected (TRL), and what the rejected text is wrong about; rows come program by program."""
    for _, group in groupby(rows, key=lambda told: told.row["program_id"]):
        of_program = list(group)
        for told in of_program:
            made = refuted(told, of_program)
            yield LeftOut(str(told.row["sample_id"]), "no_refuted_corruption") if made is None else {
                "prompt": [said("user", told.row["prompt"])],
                "chosen": [said("assistant", told.row["completion"])],
                "rejected": [said("assistant", made.text)],
                **made.told,
                **{name: told.row[name] for name in METADATA},
            }  # fmt: skip


def refuted(told: Told, of_program: Sequence[Told]) -> Wrong | None:
    """A wrong text that the verifier refutes, the most plausible that there is; which one the sample's id decides.

    None where the text can't be verified without executions of further calls, or nothing wrong is found.
    """
    row = told.row
    honest = Rationale(str(row["task"]), str(row["completion"]), str(row["answer"]), target_of(row))
    verdict = verify(honest, told.program, told.asked, told.answered)
    if verdict.verdict != "verified":
        return None
    paper = Honest(honest, told.program.code, told.answered.trace, verdict.claims)
    chance = Random(digest(row["sample_id"]))
    carrying = [of_other_calls(told, of_program), carried_on(told, paper)]
    chance.shuffle(carrying)
    slight = SLIGHT if chance.randrange(ONE_IN) == 0 else ()
    return next(chain(*carrying, _corrupted(told, paper, LOCAL, chance), _corrupted(told, paper, slight, chance)), None)


def _corrupted(told: Told, paper: Honest, kinds: Sequence[str], chance: Random) -> Iterator[Wrong]:
    """Corruptions of these kinds that are refuted, in an order of chance."""
    for kind in chance.sample(kinds, len(kinds)):
        made = corruption(paper, kind)
        if made is None or _may_be_right(made) or excuse(paper, made):
            continue
        verdict = verify(made.rationale, told.program, told.asked, told.answered)
        if verdict.verdict == "refuted":
            yield Wrong(kind, made.rationale.text, made.rationale.answer, made.was, made.says, verdict)


def _may_be_right(made: Corruption) -> bool:
    """Whether it answers with another call, which nobody executed: it may give the same result."""
    return made.rationale.task == INPUT_PREDICTION and made.lie.answer is not None
