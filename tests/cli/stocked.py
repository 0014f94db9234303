"""A warehouse with one program and everything that became of its calls, for tests of what reads it."""

import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from resources.tables import FLAG, NUMBER, SHARE, TABLES, TEXT
from resources.warehouse import Replace, Warehouse
from resources.warehouse.asking import Row

RUN = "run-1"
#: What stands in a column that a test says nothing about.
_DEFAULTS: dict[str, object] = {TEXT: "", NUMBER: 0, SHARE: 1.0, FLAG: True}

SHIPPED: Row = {
    "program_id": "prog_a1", "corpus": "pack", "task": "output_prediction", "voice": "terse", "layout": "tags",
    "prompt": "What?\n\n```python\ndef f(x):\n    return x + 1\n```",
    "completion": "`x + 1` is `4`.\n[ANSWER]4[/ANSWER]",
    "answer": "4", "events": 3, "code_lines": 2, "answer_characters": 1, "tokens": 9, "support": 1.0,
    "label": "cross-checked", "licence": "MIT", "distribution": "pack", "version": "1.2", "path": "pack/m.py",
    "qualname": "f", "first_line": 10, "last_line": 11, "splitter": "1", "steps": 3,
    "lines": 2, "loop_depth": 0, "branches_both_ways": 0, "calls": 1, "recursion_depth": 1, "value_kinds": 1,
    "string_share": 0.0, "difficulty": "easy", "author": "",
}  # fmt: skip
TRAIN: Row = {
    **SHIPPED, "sample_id": "samp_a1", "narration_id": "narr_a1", "call_id": "call_a1", "trace_id": "trace_a1",
    "answer_trace_id": "trace_a1", "group": "module:pack:pack.m", "split": "train",
}  # fmt: skip
EVAL: Row = {
    **SHIPPED, "sample_id": "samp_e1", "narration_id": "narr_e1", "call_id": "call_e1", "trace_id": "trace_e1",
    "answer_trace_id": "trace_e1", "group": "module:pack:pack.n", "split": "eval", "licence": "PSF-2.0",
    "completion": "Ünïcode “quotes” and \n lines.",
}  # fmt: skip


def _narration(name: str, trace: str, checked: str | None = None, task: str = "output_prediction") -> Row:
    return {
        "narration_id": name, "program_id": "prog_a1", "trace_id": trace, "answer_trace_id": checked or trace,
        "corpus": "pack", "task": task, "voice": "terse", "layout": "tags", "question": "What does `f(3)` return?",
        "rationale": "`x + 1` is `4`.\n[ANSWER]4[/ANSWER]", "answer": "4", "tokens": 9, "narrator": "1",
    }  # fmt: skip


def _trace(name: str, call: str, value: str) -> Row:
    return {
        "trace_id": name, "program_id": "prog_a1", "call_id": call, "corpus": "pack", "outcome": "returned",
        "value_type": "int", "value_repr": value, "label": "cross-checked", "python": "3.13", "events": 3,
        "tracer": "1",
    }  # fmt: skip


def _claim(number: int, narration: str, **more: object) -> Row:
    return {
        "claim_id": f"claim_{narration}_{number}", "narration_id": narration, "trace_id": "trace_a1", "corpus": "pack",
        "position": number, "kind": "value", "text": "`x + 1` is `4`", "finding": "grounded", "verifier": "1", **more,
    }  # fmt: skip


def _judged(narration: str, **more: object) -> Row:
    return {
        "narration_id": narration, "program_id": "prog_a1", "trace_id": "trace_a1", "answer_trace_id": "trace_a1",
        "corpus": "pack", "task": "output_prediction", "claims": 2, "grounded": 2, "verifier": "1", **more,
    }  # fmt: skip


ROWS: dict[str, Sequence[Row]] = {
    "programs": [
        {"program_id": "prog_a1", "corpus": "pack", "code": "def f(x):\n    return x + 1\n", "entry_point": "f",
         "distribution": "pack", "version": "1.2", "path": "pack/m.py", "module": "pack.m", "qualname": "f",
         "first_line": 10, "last_line": 11, "licence": "MIT", "helpers": []},
    ],
    "calls": [
        {"call_id": name, "program_id": "prog_a1", "corpus": "pack", "input": source, "kind": kind,
         "documented": promise}
        for name, source, kind, promise in [
            ("call_a1", "3", "documented", "4"), ("call_a2", "4", "made", ""), ("call_b1", "'x'", "made", ""),
            ("call_e1", "5", "made", ""),
        ]
    ],
    "rejected_sources": [
        {"source_id": "s1", "corpus": "pack", "reason": "no_calls", "detail": "no example"},
        {"source_id": "s2", "corpus": "pack", "reason": "no_calls", "detail": "no example"},
        {"source_id": "s3", "corpus": "pack", "reason": "uses_io", "detail": "open"},
    ],
    "raw_traces": [
        _trace("trace_a1", "call_a1", "4"), _trace("trace_a2", "call_a2", "5"), _trace("trace_e1", "call_e1", "6"),
    ],
    "trace_events": [
        {"trace_id": trace, "seq": 1, "kind": "value", "line": 2, "text": "x + 1", "value_type": "int",
         "value_repr": value, "args": [], "reads": []}
        for trace, value in [("trace_a1", "4"), ("trace_a2", "5"), ("trace_e1", "6")]
    ],
    "rejected_traces": [
        {"call_id": "call_b1", "program_id": "prog_a1", "corpus": "pack", "reason": "timeout", "detail": "2 s"},
    ],
    "narrations": [
        _narration("narr_a1", "trace_a1"), _narration("narr_dup", "trace_a1"), _narration("narr_bad", "trace_a1"),
        _narration("narr_back", "trace_a1", "trace_a2", "input_prediction"), _narration("narr_e1", "trace_e1"),
    ],
    "skipped_traces": [
        {"trace_id": "trace_a2", "task": "input_prediction", "corpus": "pack", "reason": "over_budget",
         "detail": "1600"},
    ],
    "claims": [
        _claim(0, "narr_a1", event=1), _claim(1, "narr_a1", kind="answer", text="4", event=None),
        _claim(0, "narr_bad", finding="refuted", reason="contradicted", actual="`x + 1` is 4 here",
               text="`x + 1` is `9`"),
    ],
    "verified_cot": [_judged("narr_a1"), _judged("narr_dup"), _judged("narr_back")],
    "rejected_narrations": [
        _judged("narr_bad", verdict="refuted", reason="contradicted", detail="`x + 1` is 4 here", grounded=1),
    ],
    "verifier_strength": [
        {"kind": "value", "examined": 100, "refused": 99, "excused": 3, "verifier": "1"},
        {"kind": "honest", "examined": 100, "refused": 0, "verifier": "1"},
    ],
    "samples": [TRAIN, EVAL],
    "rejected_samples": [
        {"narration_id": "narr_dup", "program_id": "prog_a1", "corpus": "pack", "reason": "duplicate_question",
         "partner": "narr_a1", "detail": "question asked before"},
    ],
    "train_split": [TRAIN],
    "eval_split": [EVAL],
}  # fmt: skip


def stock(folder: Path) -> Warehouse:
    """A warehouse in the folder with the rows above."""
    shutil.copytree(_stocked().name, folder, dirs_exist_ok=True)
    return Warehouse(folder)


@cache
def _stocked() -> TemporaryDirectory[str]:
    """Filled once, because making the tables takes a hundred times as long as copying them."""
    folder = TemporaryDirectory(prefix="stocked-")
    warehouse = Warehouse(Path(folder.name))
    warehouse.prepare()
    changes = [Replace(TABLES[name], _table(name, rows)) for name, rows in ROWS.items()]
    warehouse.publish(changes, RUN)
    return folder


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    """The rows with what they leave out filled in; the warehouse adds the run and the time."""
    table = TABLES[name]
    columns = [column for column in table.columns if column.name not in ("run_id", "made_at")]
    filled = [
        {
            column.name: row.get(column.name, None if column.nullable else _DEFAULTS.get(column.type))
            for column in columns
        }
        for row in rows
    ]
    schema = pa.schema([field for field in table.arrow if field.name not in ("run_id", "made_at")])
    return pa.Table.from_pylist(filled, schema=schema)
