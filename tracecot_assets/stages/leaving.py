"""What becomes of a corpus that leaves: its rows are kept and marked, and who had the same programs is asked again."""

import pyarrow as pa

from resources import tables
from resources.warehouse import Change, Renew, Replace, Warehouse
from tracecot_assets.platform import Platform, refresh

LANDING = "[landing]"  # stands for the landing folder among corpora, none of which can be called so
GONE = ""  # the fingerprint of a corpus that has left: if it comes back, it is gathered again
_GONE = """
    select distinct corpus from (
        select corpus from programs where retired_at is null
        union all select corpus from rejected_sources union all select corpus from sketches
    )
    where not list_contains(?, corpus) order by 1
"""


def retire_gone(platform: Platform, run_id: str) -> None:
    """Retires the corpora that `tracecot.toml` no longer names.

    Raises:
        LandingGone: the landing folder is away, and with it nobody knows what.
    """
    platform.settings.require_landing()
    named = [corpus.name for corpus in platform.settings.corpora]
    for (corpus,) in platform.warehouse.rows(_GONE, [[*named, LANDING]]):
        platform.warehouse.publish(without(platform.warehouse, str(corpus)), run_id)


def without(warehouse: Warehouse, corpus: str) -> list[Change]:
    """What changes when a corpus leaves."""
    part = ("corpus", corpus)
    nothing = [
        *(Renew(table, _none(table), part) for table in (tables.PROGRAMS, tables.CALLS)),
        *(Replace(table, _none(table), part) for table in (tables.REJECTED_SOURCES, tables.SKETCHES)),
    ]
    asked_again = [refresh("sources", name, GONE) for name in _that_had_the_same(warehouse, corpus)]
    return [*nothing, refresh("sources", corpus, GONE), *asked_again]


def _none(table: tables.Table) -> pa.Table:
    return pa.schema([table.arrow.field(name) for name in table.own]).empty_table()


def _that_had_the_same(warehouse: Warehouse, corpus: str) -> list[str]:
    """Corpora that left a program out because this one had it."""
    found = warehouse.rows(
        "select distinct corpus from rejected_sources where reason = 'duplicate' and detail = ? and corpus <> ?",
        [in_another(corpus), corpus],
    )
    return [str(name) for (name,) in found]


def in_another(corpus: str) -> str:
    """What is said of a program that another corpus has."""
    return f"the same program is in the corpus {corpus}"


#: What tells a row's corpus, by table; the other tables of the stages are laid out anew.
_TOLD_BY = {
    "raw_traces": ("programs", "program_id"),
    "rejected_traces": ("programs", "program_id"),
    "narrations": ("programs", "program_id"),
    "skipped_traces": ("raw_traces", "trace_id"),
    "claims": ("narrations", "narration_id"),
    "verified_cot": ("programs", "program_id"),
    "rejected_narrations": ("programs", "program_id"),
}


def follow_programs(warehouse: Warehouse) -> None:
    """Gives the rows of a program that another corpus took over to that corpus."""
    with warehouse.at_once():  # asked first, since an update that changes nothing still writes
        asked = any(
            warehouse.rows(f"select 1 from {table} as it where exists ({_moved(table)}) limit 1") for table in _TOLD_BY
        )
    if asked:
        # In their order: some tables follow those before them.
        warehouse.execute(
            [(f"update {table} as it set corpus = other.corpus {_moved(table)}", []) for table in _TOLD_BY]
        )


def _moved(table: str) -> str:
    """What a row of the table follows, where that is of another corpus than the row."""
    other, column = _TOLD_BY[table]
    return f"from {other} as other where other.{column} = it.{column} and other.corpus <> it.corpus"
