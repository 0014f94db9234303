"""Makes a release out of the warehouse: rows of both sides and the card that measures them."""

import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from resources.asking import Ask, Row
from resources.exports import CARD, FORMATS, write_release
from resources.funnel import kept, losses, strength
from resources.warehouse import Warehouse
from tracecot.errors import BadInput
from tracecot.splits.card import CardFacts, card
from tracecot.splits.measures import SideMeasures, measure

_MEASURED = (
    'program_id, corpus, task, voice, label, licence, tokens, events, code_lines, distribution, version, "group"'
)
_VERSIONS = {"recorder": ("raw_traces", "tracer"), "narrator": ("narrations", "narrator"),
             "verifier": ("verified_cot", "verifier"), "splitter": ("samples", "splitter")}  # fmt: skip


def release(warehouse: Warehouse, out: Path, file_format: str) -> list[tuple[Path, int]]:
    """Writes the release; gives each file with its number of rows.

    Raises:
        BadInput: there is nothing to release, or the folder can't be written.
    """
    ask = warehouse.records
    sides = {side: measure(ask(f"select {_MEASURED} from {side}_split", [])) for side in ("train", "eval")}
    if not any(side.rows for side in sides.values()):
        raise BadInput("bad_input", "there are no samples yet; `tracecot run` makes them")
    facts = _facts(sides, file_format, ask)
    rows = {side: _rows(warehouse, f"{side}_split") for side in sides}
    try:
        paths = write_release(out, file_format, rows, card(facts))
    except OSError as error:
        raise BadInput("bad_input", f"{out} can't be written: {error.strerror}") from None
    return [(path, 0 if path.name == CARD else sides[path.stem].rows) for path in paths]


def _facts(sides: dict[str, SideMeasures], file_format: str, ask: Ask) -> CardFacts:
    """What the card says."""
    return CardFacts(
        name="TraceCoT: verified rationales about code execution",
        file_format=FORMATS[file_format][0],
        train=sides["train"],
        evaluation=sides["eval"],
        kept=kept(ask),
        losses=losses(ask),
        strength=strength(ask),
        versions=_versions(ask),
        rebuild=["make run", f"tracecot export --format {file_format} --out release"],
    )


def _versions(ask: Ask) -> dict[str, str]:
    """The versions of everything that has a say in the rows."""
    pythons = ask("select distinct python as word from raw_traces where retired_at is null order by 1", [])
    versions = {
        "TraceCoT": version("tracecot"),
        "Python of the executions": ", ".join(str(row["word"]) for row in pythons),
        "Python of this export": sys.version.split()[0],
    }
    for name, (table, column) in _VERSIONS.items():
        found = ask(f"select distinct {column} as word from {table} where retired_at is null order by 1", [])
        versions[name] = ", ".join(str(row["word"]) for row in found)
    return versions


def _rows(warehouse: Warehouse, table: str) -> Iterator[Row]:
    """The rows in the order of their ids."""
    for batch in warehouse.read(f"select * from {table} order by sample_id").to_batches(max_chunksize=2_000):
        yield from batch.to_pylist()
