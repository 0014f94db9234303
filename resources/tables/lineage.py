"""Which columns a column is made of, for columns whose origin their table's keys don't tell.

What a column refers to (`Column.refers_to`) is its origin too, and the sides repeat `samples`.
"""

from collections.abc import Iterator, Mapping

from resources.tables.columns import Table
from resources.tables.narrations import CURRICULUM
from resources.tables.splits import EVAL_SPLIT, SHIPPED, STANDING, TRAIN_SPLIT, VALIDATION_SPLIT

Origins = Mapping[str, tuple[str, ...]]  # by column: `table.column`s of other tables

_EXECUTED = ("programs.code", "calls.input")
_JUDGED: Origins = {
    "answer_correct": ("narrations.answer", "raw_traces.value_repr"),
    "support": ("claims.event", "trace_events.kind"),
    "coverage": ("narrations.rationale", "claims.start", "claims.end"),
    "claims": ("claims.claim_id",),
    "grounded": ("claims.finding",),
    "bare_sentences": ("narrations.rationale",),
}


def _as_in(table: str, *columns: str) -> dict[str, tuple[str, ...]]:
    """Columns that are taken over as they are."""
    return {column: (f"{table}.{column}",) for column in columns}


ORIGINS: Mapping[str, Origins] = {
    "concepts": {"name": ("documents.text",), "description": ("documents.text",)},
    "instructions": {"text": ("concepts.name", "concepts.description")},
    "solutions": {"code": ("instructions.text", "instructions.signature")},
    "tests": {"code": ("instructions.text", "instructions.signature")},
    "test_results": {"result": ("solutions.code", "tests.code")},
    "agreements": {"code": ("solutions.code",), "believed": ("tests.code",), "agreeing": ("test_results.result",)},
    "calls": {"input": ("programs.docstring", "programs.code"), "documented": ("programs.docstring",)},
    "raw_traces": {
        "outcome": _EXECUTED, "value_type": _EXECUTED, "value_repr": _EXECUTED, "raised_line": _EXECUTED,
        "stdout": _EXECUTED, "events": ("trace_events.seq",), "rederived_events": ("trace_events.value_repr",),
    },
    "trace_events": {
        "text": ("programs.code",), "line": ("programs.code",), "name": ("programs.code",), "value_type": _EXECUTED,
        "value_repr": _EXECUTED, "args": _EXECUTED,
    },
    "narrations": {
        "question": ("programs.code", "programs.entry_point", "calls.input"),
        "rationale": ("trace_events.text", "trace_events.value_repr", "raw_traces.value_repr", "calls.input"),
        "answer": ("raw_traces.value_repr", "trace_events.value_repr", "calls.input", "programs.code"),
        **{column.name: ("trace_events.kind",) for column in CURRICULUM if column.name != "difficulty"},
    },
    "claims": {
        "text": ("narrations.rationale",), "start": ("narrations.rationale",), "end": ("narrations.rationale",),
        "event": ("trace_events.seq",), "finding": ("trace_events.value_repr",), "actual": ("trace_events.value_repr",),
    },
    "verified_cot": {**_as_in("narrations", "task"), **_JUDGED},
    "rejected_narrations": {
        **_as_in("narrations", "task"), **_JUDGED, "reason": ("claims.reason",), "detail": ("claims.actual",),
    },
    "exam_findings": {**_as_in("narrations", "task", "voice"), "was": ("narrations.rationale",)},
    "contamination": {"score": ("programs.code",)},
    "samples": {
        **_as_in("narrations", "task", "voice", "layout", "answer", "tokens", "author"),
        **_as_in("narrations", *(column.name for column in CURRICULUM)),
        **_as_in("raw_traces", "call_id", "events", "label"),
        **_as_in("programs", "licence", "distribution", "version", "path", "qualname", "first_line", "last_line"),
        **_as_in("verified_cot", "support"),
        **{column.name: ("model_narrations.rating",) for column in STANDING},
        "prompt": ("programs.code", "narrations.question"), "completion": ("narrations.rationale",),
        "code_lines": ("programs.code",), "answer_characters": ("narrations.answer",),
        "group": ("programs.code", "programs.helpers"), "split": ("programs.code", "programs.helpers"),
    },
    "rejected_samples": {"reason": ("programs.code", "narrations.rationale"), "partner": ("programs.program_id",)},
    "pass_rates": {"right": ("narrations.answer",), **_as_in("narrations", "task")},
    **{
        side.name: _as_in("samples", *(column.name for column in SHIPPED))
        for side in (TRAIN_SPLIT, VALIDATION_SPLIT, EVAL_SPLIT)
    },
}  # fmt: skip


def origins(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each column that is made of others, with those (`table.column`)."""
    known = ORIGINS.get(table.name, {})
    for column in table.columns:
        found = known.get(column.name, (column.refers_to,) if column.refers_to else ())
        if found:
            yield column.name, found
