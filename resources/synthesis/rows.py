"""Turns what synthesis made, and what of it agrees, into rows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from resources import tables
from resources.state.replacing import replaced_by
from resources.tables.rows import Row, made_of
from resources.warehouse import Change, Renew, Warehouse
from tracecot.execution import Execute, Limits
from tracecot.ids import digest
from tracecot.sources.agreement.consensus import agree
from tracecot.sources.agreement.records import Agreement, Rules, Task
from tracecot.sources.synthesis import tasks
from tracecot.sources.synthesis.chain import Synthesized
from tracecot.sources.synthesis.records import Concept, Said

Agreed = Sequence[tuple[tasks.Task, Agreement]]
AS_BEFORE = "select {} from {} where retired_at is null and {} in (select unnest(?::varchar[]))"
SURVIVORS = """
    select instruction_id as id, agreements.code, entry_point, believed as tests
    from agreements join instructions using (instruction_id)
    where agreements.retired_at is null and agreements.code is not null order by id
"""
UNSAID: Mapping[str, None] = {"prompt_id": None, "answer_id": None, "model": None}


@dataclass(frozen=True, slots=True)
class Judging:
    """How tasks are judged, and which were: a task is executed again only when something of it differs."""

    rules: Rules
    limits: Limits
    judged: Mapping[str, str]  # by instruction: what it was judged from

    @classmethod
    def on(cls, warehouse: Warehouse, rules: Rules, limits: Limits) -> "Judging":
        """With what the warehouse has."""
        rows = warehouse.rows("select instruction_id, judged_from from agreements where retired_at is null")
        return cls(rules, limits, {str(name): str(known) for name, known in rows})

    def source(self, one: tasks.Task) -> str:
        """A digest of all that decides what is believed of a task."""
        task = _task(one)
        return digest(task.entry_point, task.solutions, task.tests, str(self.rules), str(self.limits))

    def is_new(self, one: tasks.Task) -> bool:
        """Whether it has solutions and tests that were not judged."""
        own = one.instruction.id
        return bool(one.solutions and one.tests) and self.judged.get(own) != self.source(one)

    def settled(self, made: Synthesized) -> list[str]:
        """The instructions whose tasks were judged before, and stay as they were."""
        return [one.instruction.id for one in made.tasks if one.solutions and one.tests and not self.is_new(one)]


def agreed(made: Synthesized, judging: Judging, execute: Execute) -> Agreed:
    """What solutions and tests of each new task agree on; places in the two are those of the task's own lists."""
    new = [one for one in made.tasks if judging.is_new(one)]
    return [(one, agree(_task(one), execute, judging.rules)) for one in new]


def _task(one: tasks.Task) -> Task:
    codes, asserted = tuple(each.code for each in one.solutions), tuple(each.code for each in one.tests)
    return Task(one.instruction.id, one.signature.entry_point, codes, asserted)


def changes(made: Synthesized, found: Agreed, judging: Judging, warehouse: Warehouse) -> list[Change]:
    """All tables of synthesis as they are now: what stays keeps its run, what has lost its source retires."""
    settled = judging.settled(made)

    def before(table: tables.Table, column: str, of: str = "true") -> list[Row]:
        own = ", ".join(f'"{name}"' for name in table.own)
        return list(warehouse.records(f"{AS_BEFORE.format(own, table.name, column)} and {of}", [settled]))

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
        (
            tables.TEST_RESULTS,
            [
                *before(tables.TEST_RESULTS, "instruction_id"),
                *(row for one, agreement in found for row in _results(one, agreement)),
            ],
        ),
        (
            tables.AGREEMENTS,
            [
                *before(tables.AGREEMENTS, "instruction_id"),
                *({**_agreement(agreement), "judged_from": judging.source(one)} for one, agreement in found),
            ],
        ),
        (
            tables.REJECTED_SYNTHESES,
            [
                *before(tables.REJECTED_SYNTHESES, "about", "step = 'agreement'"),
                *_once("reject_id", map(_reject, [*made.rejected_rows(), *_disbelieved(found)])),
            ],
        ),
    ]
    return [Renew(table, made_of(table, some)) for table, some in rows]


def write_survivors(warehouse: Warehouse, path: Path) -> int:
    """Writes a record for each task that agrees, as a corpus of kind jsonl reads it; gives their number."""
    rows = warehouse.records(SURVIVORS, [])
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    replaced_by(path, text)  # where it differs: else it would land once more
    return len(rows)


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
        "clusters": len(found.clusters), "score": best.score if best else 0.0,
        "root_score": best.root_score if best else 0.0, "reason": found.reason or None,
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


def _reject(row: Row) -> Row:
    return {"reject_id": digest(dict(row))[:20], **row, "prompt_id": row["prompt_id"] or None}
