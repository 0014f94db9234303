"""Makes a release out of the warehouse: files of each side in a trainer's format, and the card that measures them."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from resources.exports.files import SCHEMAS, Written, write_records
from resources.exports.manifests import MANIFEST, manifest, noted
from resources.exports.rendering import rendered
from resources.exports.shipped import shipped
from resources.reports.funnel import contaminated, covered, decontaminated, kept, losses, strength
from resources.state.replacing import replaced_by
from resources.tables import CALLS, NARRATIONS, PROGRAMS, SAMPLES
from resources.warehouse import LONG, Warehouse
from resources.warehouse.asking import Ask
from tracecot.errors import BadInput
from tracecot.splits.card import CardFacts, card
from tracecot.splits.choices import Choice, Row
from tracecot.splits.croissant import croissant
from tracecot.splits.formats.catalogue import FORMATS
from tracecot.splits.formats.names import FormatName
from tracecot.splits.formats.records import Format, Made, OfExecutions, OfRows, Record
from tracecot.splits.measures import Tally
from tracecot.splits.records import SIDES

CARD, METADATA = "README.md", "croissant.json"
EXPORTED = "export"  # in place of a run's id
NAME = "TraceCoT: verified rationales about code execution"
EVERYTHING = Choice()
_VERSIONS = {"recorder": ("raw_traces", "tracer"), "narrator": ("narrations", "narrator"),
             "verifier": ("verified_cot", "verifier"), "splitter": ("samples", "splitter")}  # fmt: skip


def release(warehouse: Warehouse, out: Path, name: FormatName, choice: Choice = EVERYTHING) -> list[Written]:
    """Writes the release in the format of this name; gives the files, the card last.

    Raises:
        BadInput: there is nothing to release, the choice makes no sense, or the folder can't be written.
    """
    if not any(warehouse.count(f"{side}_split") for side in SIDES):
        if chosen := warehouse.count("samples", "retired_at is null"):
            why = "a check stopped the run before they were laid out; `tracecot status` names it"
            raise BadInput("bad_input", f"{chosen} samples are chosen, and none is on a side yet: {why}")
        raise BadInput("bad_input", "there are no samples yet; `tracecot run` makes them")
    refuse(name, choice)
    _refuse_unmeasured(warehouse, choice)
    _refuse_unrated(warehouse, choice)
    tallies = {side: Tally() for side in SIDES}
    samples: dict[str, list[str]] = {side: [] for side in SIDES}
    try:
        out.mkdir(parents=True, exist_ok=True)
        files = _write(warehouse, out, name, choice, tallies, samples)
        with warehouse.at_once():
            facts = _facts(warehouse.records, out, name, choice, files, tallies)
        replaced_by(out / CARD, card(facts))
        replaced_by(out / METADATA, json.dumps(_metadata(facts, out, files), indent=2) + "\n")
        paths = {path: out / path for path in (*facts.records, METADATA, CARD)}
        found = {side: ids for side, ids in samples.items() if ids}
        proof = manifest(warehouse.records, name, str(choice), facts.versions, paths, found)
        replaced_by(out / MANIFEST, json.dumps(proof, indent=1) + "\n")
    except OSError as error:
        raise BadInput("bad_input", f"{out} can't be written: {error.strerror}") from None
    warehouse.publish([noted(out, proof)], EXPORTED)
    about = [Written(out / name, 0) for name in (METADATA, MANIFEST, CARD)]
    return [*(file for file in files if file.records), *about]


def released(due: tuple[FormatName, Path], state: Path) -> None:
    """Writes the release in one format to one folder, in a worker process."""
    name, folder = due
    warehouse = Warehouse(state, LONG)
    try:
        release(warehouse, folder, name)
    finally:
        warehouse.leave()


def refuse(name: FormatName, choice: Choice) -> None:
    """Refuses a choice that the format can't follow.

    Raises:
        BadInput: it takes something away that the format doesn't have, or that its records are made of.
    """
    if choice.arm == "cot":
        return
    if not FORMATS[name].has_rationale:
        raise BadInput("bad_input", f"{name} has no rationale in it; leave --arm {choice.arm} out")
    if name == "preference":
        raise BadInput("bad_input", f"preference sets whole rationales side by side; leave --arm {choice.arm} out")


def _refuse_unmeasured(warehouse: Warehouse, choice: Choice) -> None:
    """Refuses to choose by the failures of a model of which none are known.

    Raises:
        BadInput: no question of a sample has a pass rate of that model; the message names the models that were asked.
    """
    if not choice.failed_by or warehouse.count("pass_rates", "model = ?", [choice.failed_by]):
        return
    known = [str(model) for (model,) in warehouse.rows("select distinct model from pass_rates order by 1")]
    there = f"there are those of {', '.join(known)}" if known else "[models.difficulty] in tracecot.toml measures them"
    raise BadInput("bad_input", f"there are no pass rates of {choice.failed_by}; {there}")


def _refuse_unrated(warehouse: Warehouse, choice: Choice) -> None:
    """Refuses to choose by marks where nobody gave any.

    Raises:
        BadInput: no sample's execution was rated in both directions.
    """
    if choice.top_rated and not warehouse.count("samples", "retired_at is null and rating_rank is not null"):
        raise BadInput("bad_input", "no execution is rated; `rating = true` under [models] in tracecot.toml does it")


def _write(
    warehouse: Warehouse,
    out: Path,
    name: FormatName,
    choice: Choice,
    tallies: dict[str, Tally],
    samples: dict[str, list[str]],
) -> list[Written]:
    """The files of each side; the rows of the first one are counted."""
    one = FORMATS[name]
    files = []
    for side in SIDES:
        for file in one.files:
            rows = shipped(warehouse, side, choice, one.by_program)
            if file is one.files[0]:
                rows = _noted(tallies[side].counted(rows), samples[side])
            path = out / file.path.format(side=side)
            files.append(write_records(path, _made(warehouse, file, rows), SCHEMAS.get(name)))
    return files


def _noted(rows: Iterable[Row], samples: list[str]) -> Iterator[Row]:
    """The rows, whose ids are noted as they pass."""
    for row in rows:
        samples.append(str(row["sample_id"]))
        yield row


def _made(warehouse: Warehouse, file: OfRows | OfExecutions, rows: Iterable[Row]) -> Iterator[Made]:
    match file:
        case OfRows(render=render):
            return render(rows)
        case OfExecutions():
            return rendered(warehouse, file, rows)


def _facts(
    ask: Ask, out: Path, name: FormatName, choice: Choice, files: Sequence[Written],
    tallies: dict[str, Tally],
) -> CardFacts:  # fmt: skip
    """What the card says."""
    left_out: Counter[str] = Counter()
    for file in files:
        left_out.update(file.left_out)
    return CardFacts(
        name=NAME,
        format_name=name,
        record=FORMATS[name].record,
        choice=choice,
        configs=configs(FORMATS[name], {file.path.relative_to(out).as_posix() for file in files if file.records}),
        records={file.path.relative_to(out).as_posix(): file.records for file in files if file.records},
        left_out=left_out,
        columns=_columns(next((file.first for file in files if file.records), {})),
        sides={side: one.measures() for side, one in tallies.items() if one.sources or side != "validation"},
        kept=kept(ask),
        losses=losses(ask),
        strength=strength(ask),
        contamination=contaminated(ask),
        tried=decontaminated(ask),
        covered=covered(ask),
        versions=_versions(ask),
        rebuild=["make run", f"tracecot export --format {name}{_options(choice)} --out release"],
    )


def _columns(first: Record) -> dict[str, str]:
    """The columns of a record that the warehouse describes, and those that are a format's own."""
    described = {
        column.name: column.meaning for table in (NARRATIONS, CALLS, PROGRAMS, SAMPLES) for column in table.columns
    }
    return {name: meaning for name in first if (meaning := _OWN.get(name) or described.get(name))}


#: What formats call things that no table has.
_OWN = {
    "messages": "the conversation: what is asked, and the rationale",
    "prompt": "what is asked, the program included; before it, where the answer is scored, how to answer",
    "completion": "what is learned: the rationale, its answer in tags", "text": "what is learned",
    "chosen": "the verified rationale", "rejected": "a text that goes wrong, which the verifier refutes",
    "corruption": "the kind of error", "was": "what stands in the verified text, or the call that is asked about",
    "says": "what stands there instead, or the recorded call that the rejected text is really about",
    "error_start": "where the first refuted statement begins, in characters of the rejected text",
    "error_end": "where it ends", "error": "that statement", "really": "what is so instead, by the verifier",
    "task_type": "the task", "info": "what the reward needs, as JSON", "extra_info": "what the reward needs",
    "verifier_metadata": "what the reward needs", "output": "what the call gives: a value, or `ValueError: message`",
    "expected_answer": "the answer without tags", "second_sample_id": "the sample of the second turn",
    "second_answer": "its answer", "second_trace_id": "the execution that it is about",
    "difficulty": "easy, medium or hard, by the measures below",
    "rating": "the mean of a model's marks for the text, 0 to 10, and no word on what is true; 0 where nobody gave any",
    "rating_score": "0.6 of the forward and 0.4 of the backward rating of the execution; 0 where one is missing",
    "rating_rank": "its place by that among the executions of its program, from 1, the best; 0 where there is none",
}  # fmt: skip


def _metadata(facts: CardFacts, out: Path, files: Sequence[Written]) -> dict[str, object]:
    """The same for machines."""
    licences = sorted({licence for side in facts.sides.values() for _, _, licence in side.sources})
    described = [file.described(out) for file in files if file.records]
    return croissant(NAME, facts.versions["TraceCoT"], licences, described)


def configs(one: Format, written: set[str]) -> dict[str, dict[str, str]]:
    """The files of each side by the name of their configuration: `default`, or what tells a second file apart."""
    found: dict[str, dict[str, str]] = {}
    for file in one.files:
        name = "default" if file is one.files[0] else Path(file.path).stem.removeprefix("{side}").strip("_")
        paths = {side: file.path.format(side=side) for side in SIDES}
        there = {side: path for side, path in paths.items() if path in written}
        if there:
            found[name] = there
    return found


def _options(choice: Choice) -> str:
    """The options of the command that asks for this."""
    asked = ("direction", choice.direction), ("difficulty", choice.difficulty), ("arm", choice.arm)
    usual = (EVERYTHING.direction, EVERYTHING.difficulty, EVERYTHING.arm)
    said = "".join(f" --{name} {word}" for (name, word), plain in zip(asked, usual, strict=True) if word != plain)
    said += f" --top-rated {choice.top_rated}" if choice.top_rated else ""
    return said + (f" --failed-by {choice.failed_by} --at-most {choice.at_most:g}" if choice.failed_by else "")


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
