"""Everything that one row's page shows: program, text, events, claims, chain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resources.lineage.chain import Chain, chain_of
from resources.state.living import DAGSTER
from resources.tables.rows import traces_of
from resources.warehouse.asking import Row
from tracecot_cli.chains.retirement import since_and_why
from tracecot_cli.chains.telling import ended
from tracecot_cli.platform.check_history import latest_checks
from tracecot_cli.view.lineage import LONGEST, Part, lineage
from tracecot_cli.view.spans import Sentence, cut
from tracecot_cli.view.stepping import Step, steps

if TYPE_CHECKING:
    from resources.lineage.replaying import Proof, Reader


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about."""

    chain: Chain
    title: str
    fate: str  # "ships in train", "dropped at verification", ...
    retired: str  # since when it lives no more and why; empty while it does
    code: Sequence[str]
    call: str
    outcome: str
    steps: Sequence[Step]
    sentences: Sequence[Sentence]
    whole: Sequence[Row]  # claims about the text as a whole
    parts: Sequence[Part]
    proofs: "Sequence[Proof]" = ()

    @property
    def packed(self) -> list[list[object]]:
        """The events for the page's script."""
        return [step.packed for step in self.steps]

    @property
    def findings(self) -> list[Row]:
        """The claims that don't hold."""
        return [claim for claim in self.chain.claims if claim["finding"] != "grounded"]


def subject_of(text: str, reader: "Reader", state: Path) -> Subject:
    """What the page of an id shows.

    Raises:
        BadInput: there is no such row, or more than one.
    """
    chain = chain_of(text, reader.records)
    return about(chain, reader, state)


def about(chain: Chain, reader: "Reader", state: Path, proofs: "Iterable[Proof]" = ()) -> Subject:
    """What the page of a chain shows."""
    shown, call = chain.answer_trace or chain.trace, chain.answer_call or chain.call
    code = str(chain.program["code"])
    sentences, whole = cut(str(chain.narration["rationale"]), chain.claims) if chain.narration else ([], [])
    return Subject(
        chain,
        title=f"{chain.program['qualname']} of {chain.program['distribution']}",
        fate=_fate(chain),
        retired=_retired(chain),
        code=code.rstrip("\n").split("\n"),
        call=f"{chain.program['entry_point']}({call['input']})" if call else "",
        outcome=ended(shown).told(LONGEST) if shown else "",
        steps=_steps(code, str(shown["trace_id"]), reader) if shown else (),
        sentences=sentences,
        whole=whole,
        parts=lineage(chain, latest_checks(state / DAGSTER, chain.tables)),
        proofs=tuple(proofs),
    )


def _steps(code: str, trace_id: str, reader: "Reader") -> Sequence[Step]:
    rows = reader.read("from raw_traces where trace_id = ?", [trace_id])
    events = reader.read("from trace_events where trace_id = ?", [trace_id])
    (trace,) = traces_of(rows, events)
    return steps(code, trace)


def _fate(chain: Chain) -> str:
    if chain.narration is None:
        return ""
    if chain.ships:
        return f"ships in {chain.ships['split']}"
    if chain.rejection:
        return "verified, dropped at splits"
    if chain.verdict and "reason" in chain.verdict:
        return "dropped at verification"
    if chain.sample:
        return f"shipped in {chain.sample['split']} once"
    return "verified, not divided yet" if chain.verdict else "not verified yet"


def _retired(chain: Chain) -> str:
    return since_and_why(chain.sample or chain.narration or chain.trace or chain.call or chain.program)
