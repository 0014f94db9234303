"""Turns what synthesis made, and what of it agrees, into rows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from resources import tables
from resources.rows import made_of
from resources.warehouse import Change, Replace
from tracecot.execution import Execute
from tracecot.ids import digest
from tracecot.sources.agreement.consensus import agree
from tracecot.sources.agreement.records import Agreement, Task
from tracecot.sources.synthesis import tasks
from tracecot.sources.synthesis.chain import Synthesized
from tracecot.sources.synthesis.records import Concept, Said

Row = dict[str, Any]
Agreed = Sequence[tuple[tasks.Task, Agreement]]
UNSAID: Mapping[str, None] = {"prompt_id": None, "answer_id": None, "model": None}


def agreed(made: Synthesized, execute: Execute) -> Agreed:
    """What solutions and tests of each task agree on; places in the two are those of the task's own lists."""
    finished = [one for one in made.tasks if one.solutions and one.tests]
    return [(one, agree(_task(one), execute)) for one in finished]


def _task(one: tasks.Task) -> Task:
    codes, asserted = tuple(each.code for each in one.solutions), tuple(each.code for each in one.tests)
    return Task(one.instruction.id, one.signature.entry_point, codes, asserted)


def changes(made: Synthesized, found: Agreed) -> list[Change]:
    """All tables of synthesis as they are now."""
    rows: list[tuple[tables.Table, list[Row]]] = [
        (
            tables.DOCUMENTS,
            _once(
                "document_id", ({"document_id": one.id, "path": one.path, "text": one.text} for one in made.documents)
            ),
        ),
        (tables.CONCEPTS, _once("concept_id", map(_concept, made.concepts))),
        (tables.INSTRUCTIONS, [_instruction(one) for one in made.tasks]),
        (tables.SOLUTIONS, [row for one in made.tasks for row in _solutions(one)]),
        (tables.TESTS, [row for one in made.tasks for row in _tests(one)]),
        (tables.TEST_RESULTS, [row for one, agreement in found for row in _results(one, agreement)]),
        (tables.AGREEMENTS, [_agreement(agreement) for _, agreement in found]),
        (tables.REJECTED_SYNTHESES, _once("reject_id", map(_reject, [*made.rejected_rows(), *_disbelieved(found)]))),
    ]
    return [Replace(table, made_of(table, some)) for table, some in rows]


def write_survivors(found: Agreed, path: Path) -> int:
    """Writes a record for each task that agrees, as a corpus of kind jsonl reads it; gives their number."""
    lines = [json.dumps(agreement.record) for _, agreement in found if agreement.code]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    return len(lines)


def _once(key: str, rows: Iterable[Row]) -> list[Row]:
    return list({row[key]: row for row in rows}.values())


def _said(said: Said | None) -> Row:
    if said is None:
        return dict(UNSAID)
    return {"prompt_id": said.prompt_id, "answer_id": said.answer_id, "model": said.model}


def _concept(one: Concept) -> Row:
    chunk = one.chunk
    place = (chunk.document_id, chunk.start, chunk.end) if chunk else (None, None, None)
    return {
        "concept_id": one.id, "name": one.name, "description": one.description, "relevance": one.relevance,
        "difficulty": one.difficulty, **dict(zip(("document_id", "first", "last"), place, strict=True)),
        **_said(one.said),
    }  # fmt: skip


def _instruction(task: tasks.Task) -> Row:
    one = task.instruction
    return {
        "instruction_id": one.id, "concept_id": one.concept_id, "level": one.level, "domain": one.domain,
        "approach": one.approach, "text": one.text, "entry_point": task.signature.entry_point,
        "signature": task.signature.head, **_said(one.said),
    }  # fmt: skip


def _solutions(task: tasks.Task) -> list[Row]:
    own = task.instruction.id
    return [{"instruction_id": own, "solution": one.key, "code": one.code, **_said(one.said)} for one in task.solutions]


def _tests(task: tasks.Task) -> list[Row]:
    situations = {one.key: one.text for one in task.scenarios}
    return [
        {
            "instruction_id": task.instruction.id, "suite": one.suite, "scenario": one.scenario,
            "situation": situations[one.scenario], "code": one.code, **_said(one.said),
        }
        for one in task.tests
    ]  # fmt: skip


def _results(task: tasks.Task, found: Agreement) -> list[Row]:
    """A row for each cell of the matrix."""
    return [
        {
            "instruction_id": task.instruction.id, "solution": task.solutions[place].key,
            "suite": task.tests[test.place].suite, "scenario": task.tests[test.place].scenario, "result": cell,
        }
        for place, cells in zip(found.matrix.solutions, found.matrix.cells, strict=True)
        for test, cell in zip(found.matrix.tests, cells, strict=True)
    ]  # fmt: skip


def _agreement(found: Agreement) -> Row:
    best = found.clusters[0] if found.clusters else None
    return {
        "instruction_id": found.task.id, "code": found.code or None,
        "believed": found.record["tests"],
        "agreeing": len(best.rows) if best else 0, "passed": len(best.columns) if best else 0,
        "clusters": len(found.clusters), "reason": found.reason or None,
    }  # fmt: skip


def _disbelieved(found: Agreed) -> Iterable[Row]:
    """The solutions and tests that nobody believes."""
    for task, agreement in found:
        for one in agreement.rejects:
            if one.place >= 0:
                key = task.solutions[one.place].key if one.what == "solution" else _test_key(task, one.place)
                detail = f"{key}: {one.detail}"
                yield {
                    "step": "agreement", "about": task.instruction.id, "reason": one.reason, "detail": detail,
                    "prompt_id": None,
                }  # fmt: skip


def _test_key(task: tasks.Task, place: int) -> str:
    return f"{task.tests[place].suite} {task.tests[place].scenario}"


def _reject(row: Mapping[str, Any]) -> Row:
    return {"reject_id": digest(dict(row))[:20], **row, "prompt_id": row["prompt_id"] or None}
