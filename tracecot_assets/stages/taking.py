"""What is taken of a corpus's harvest, as rows: nothing that was withdrawn, or that another corpus has."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from resources.settings.tables import Corpus
from resources.tables.rows import Row, call_row, program_row, rejected_source_row
from resources.upkeep.withdrawing import withdrawals
from resources.warehouse import Warehouse
from tracecot.sources.gathering import Admitted, Gathered, rejected
from tracecot.sources.records import RejectedSource
from tracecot.sources.withdrawing import holds
from tracecot_assets.stages.leaving import in_another


@dataclass(slots=True)
class Taken:
    """What is taken of a corpus, as rows."""

    programs: list[Row] = field(default_factory=list)
    calls: list[Row] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)


def taken_of(warehouse: Warehouse, corpus: Corpus, found: Sequence[Gathered]) -> Taken:
    """What is taken of that which the corpus gives."""
    elsewhere = _programs_of_others(warehouse, corpus)
    withdrawn = withdrawals(warehouse)
    taken = Taken()
    for one in found:
        match one:
            case RejectedSource():
                taken.rejected.append(rejected_source_row(one))
            case Admitted(program=program) if any(holds(program, source) for source in withdrawn):
                taken.rejected.append(rejected_source_row(rejected(program, "withdrawn", "its source was withdrawn")))
            case Admitted(program=program) if program.id in elsewhere:
                taken.rejected.append(rejected_source_row(_in_another(one, elsewhere[program.id])))
            case Admitted(program=program, calls=calls, paths=paths):
                taken.programs.append(program_row(program, paths))
                taken.calls += [call_row(call, corpus.name) for call in calls]
    taken.rejected = list({row["source_id"]: row for row in taken.rejected}.values())
    return taken


def _programs_of_others(warehouse: Warehouse, corpus: Corpus) -> dict[str, str]:
    """Programs that live in other corpora, with the corpus: the same program is taken once."""
    found = warehouse.rows(
        "select program_id, corpus from programs where corpus <> ? and retired_at is null", [corpus.name]
    )
    return {str(program_id): str(name) for program_id, name in found}


def _in_another(one: Admitted, corpus: str) -> RejectedSource:
    program, origin = one.program, one.program.origin
    return RejectedSource(
        program.corpus, origin.distribution, origin.path, origin.qualname, origin.first_line,
        "duplicate", in_another(corpus),
    )  # fmt: skip
