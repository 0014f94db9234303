"""What must be true of each table beyond its keys, columns and references: a statement or two about its content."""

from resources import tables
from resources.checks.expectations import Expectation, holds
from resources.settings.tables import MOST_TOKENS
from resources.tables import Table
from tracecot.execution import EventKind
from tracecot.narrations.curriculum import GRADES
from tracecot.narrations.records import TASKS
from tracecot.targets import OF_PROGRAMS
from tracecot.traces.proving import FAILED
from tracecot.verification.records import ClaimKind


def _one_of(column: str, allowed: tuple[str, ...]) -> str:
    return f'it."{column}" in ({", ".join(repr(one) for one in allowed)})'


def _share(column: str, table: Table) -> Expectation:
    return holds(f"{column}_is_a_share", f"{column} is between 0 and 1.", f'it."{column}" between 0 and 1', table)


def _has_reason(table: Table) -> Expectation:
    return holds(
        "every_rejection_has_a_reason", "Every row says why, as one word.",
        "regexp_full_match(it.reason, '[a-z_]+')", table,
    )  # fmt: skip


EVENTS_ARE_COUNTED = "it.events = (select count(*) from trace_events as event where event.trace_id = it.trace_id)"

CLOSED = r"\s*(\[/[A-Z][A-Z_]*\]|</[a-z][a-z_]*>)\s*$"  # the tag behind the answer

REFUTED_AT_MOST, FEW = 0.02, 200  # of the narrations of templates, where there are so many
_TEMPLATES = "narrations where coalesce(author, '') = '' and retired_at is null"
OF_TEMPLATES = f"(select count(*) from {_TEMPLATES})"
REFUTED = (
    "(select count(*) from rejected_narrations where retired_at is null and reason <> 'thin' "
    f"and narration_id in (select narration_id from {_TEMPLATES}))"
)

#: By table; each is blocking, since what breaks it must not flow on.
SUITES: dict[str, tuple[Expectation, ...]] = {
    "programs": (
        holds(
            "every_program_defines_its_entry_point", "The code defines the function that is called.",
            "regexp_matches(it.code, '(def|class)\\s+' || it.entry_point || '\\b|\\b' || it.entry_point || '\\s*[:=]')",
            tables.PROGRAMS,
        ),
        holds(
            "every_program_has_its_source_lines", "It is known which lines of which file a program comes from.",
            "it.path <> '' and it.first_line >= 1 and it.last_line >= it.first_line", tables.PROGRAMS,
        ),
    ),
    "calls": (
        holds(
            "every_made_call_names_its_example", "A call that was made from another says from which.",
            "it.kind not in ('made', 'proposed', 'changed') or it.made_from in (select call_id from calls)",
            tables.CALLS,
        ),
    ),
    **dict.fromkeys(("documents", "concepts", "instructions", "solutions", "tests", "test_results"), ()),
    "agreements": (
        holds(
            "what_is_believed_has_tests", "A solution that is believed has tests, and else there is a reason.",
            "(it.code is not null and len(it.believed) > 0) or it.reason <> ''", tables.AGREEMENTS,
        ),
    ),
    "agreement_calibration": (
        holds(
            "every_calibration_is_counted", "No more are right than are believed, and no more than were drawn.",
            'it."right" between 0 and it.believed and it.believed <= it.draws', tables.AGREEMENT_CALIBRATION,
        ),
    ),
    "rejected_syntheses": (_has_reason(tables.REJECTED_SYNTHESES),),
    "rejected_sources": (_has_reason(tables.REJECTED_SOURCES),),
    "raw_traces": (
        holds(
            "every_trace_is_confirmed", "An untraced execution under another hash seed ended in the same way.",
            _one_of("label", ("cross-checked", "re-derived")), tables.RAW_TRACES,
        ),
        holds(
            "every_trace_was_derived_again", "What follows of it from the program's text was counted.",
            f"it.counted_events is not null and it.rederived not like '%{FAILED}%'", tables.RAW_TRACES, blocking=False,
        ),
        holds(
            "every_trace_has_all_its_events", "There are as many events as the trace says, and at least one.",
            f"it.retired_at is not null or (it.events > 0 and {EVENTS_ARE_COUNTED})", tables.RAW_TRACES,
        ),
        holds(
            "no_trace_was_also_rejected", "A call has an execution or a rejection, never both.",
            "it.retired_at is not null or "
            "it.call_id not in (select call_id from rejected_traces where retired_at is null)", tables.RAW_TRACES,
        ),
    ),
    "trace_events": (
        holds(
            "every_event_is_of_a_known_kind", "Kinds are those of docs/traces.md.",
            _one_of("kind", EventKind.__args__), tables.TRACE_EVENTS,  # type: ignore[attr-defined]
        ),
        holds(
            "every_event_looks_back", "What an event takes values from, or stands under, came before it.",
            "coalesce(list_max(it.reads), -1) < it.seq and coalesce(it.under, -1) < it.seq", tables.TRACE_EVENTS,
        ),
    ),
    "rejected_traces": (_has_reason(tables.REJECTED_TRACES),),
    "narrations": (
        holds(
            "every_narration_is_of_a_known_task", "Tasks are those of docs/narrations.md.",
            _one_of("task", (*TASKS, *OF_PROGRAMS)), tables.NARRATIONS,
        ),
        holds(
            "every_rationale_gives_its_answer", "The text ends with the answer of the row.",
            f"it.answer <> '' and ends_with(regexp_replace(it.rationale, '{CLOSED}', ''), it.answer)",
            tables.NARRATIONS,
        ),
        holds(
            "tokens_are_in_range", f"A rationale has at least one token and at most {MOST_TOKENS:,}.",
            f"it.tokens between 1 and {MOST_TOKENS}", tables.NARRATIONS,
        ),
        holds(
            "every_difficulty_is_known", "A rationale is easy, medium or hard.",
            f"it.difficulty is null or {_one_of('difficulty', GRADES)}", tables.NARRATIONS,
        ),
    ),
    "skipped_traces": (
        _has_reason(tables.SKIPPED_TRACES),
        holds(
            "the_narrator_never_failed", "No execution is left out because of a mistake of the narrator.",
            "it.reason <> 'failed'", tables.SKIPPED_TRACES, blocking=False,
        ),
    ),
    "model_narrations": (
        holds(
            "what_a_model_wrote_is_kept_or_has_a_reason", "A narration, or why there is none.",
            "(it.narration_id is null) <> (it.reason is null)", tables.MODEL_NARRATIONS,
        ),
    ),
    "claims": (
        holds(
            "every_claim_is_of_a_known_kind", "Kinds are those of docs/verification.md.",
            _one_of("kind", ClaimKind.__args__), tables.CLAIMS,  # type: ignore[attr-defined]
        ),
        holds(
            "every_grounding_event_is_there", "The event that shows a claim is an event of its execution.",
            "it.event is null or (it.trace_id, it.event) in (select (trace_id, seq) from trace_events)", tables.CLAIMS,
        ),
    ),
    "verified_cot": (
        holds(
            "every_claim_of_what_is_verified_is_grounded", "Nothing verified has a claim that isn't grounded.",
            "it.narration_id not in (select narration_id from claims where finding <> 'grounded')", tables.VERIFIED_COT,
        ),
        holds(
            "every_verified_answer_is_right", "The answer is right and something besides it is grounded.",
            "it.answer_correct and it.grounded >= 2", tables.VERIFIED_COT,
        ),
        _share("support", tables.VERIFIED_COT),
    ),
    "rejected_narrations": (
        holds(
            "few_narrations_of_templates_are_refuted",
            f"At most {REFUTED_AT_MOST:.0%} of what templates wrote is not verified (thin aside), of {FEW} or more.",
            f"it.reason = 'thin' or {OF_TEMPLATES} < {FEW} or {REFUTED} <= {REFUTED_AT_MOST} * {OF_TEMPLATES}",
            tables.REJECTED_NARRATIONS, blocking=False,
        ),
        holds(
            "the_verifier_never_failed", "No narration is left out because of a mistake of the verifier.",
            "it.verdict <> 'error'", tables.REJECTED_NARRATIONS, blocking=False,
        ),
        holds(
            "nothing_rejected_is_verified", "A narration is verified or rejected, never both.",
            "it.retired_at is not null or "
            "it.narration_id not in (select narration_id from verified_cot where retired_at is null)",
            tables.REJECTED_NARRATIONS,
        ),
    ),
    "verifier_strength": (
        holds(
            "every_exam_has_questions", "Each kind was examined, and no more were refused than were examined.",
            "it.examined > 0 and it.refused between 0 and it.examined", tables.VERIFIER_STRENGTH,
        ),
        holds(
            "every_text_of_the_exam_has_one_verdict", "Each text that was examined is counted under one verdict.",
            "it.refuted + it.unreadable + it.error + it.verified = it.examined", tables.VERIFIER_STRENGTH,
        ),
        _share("refused_share", tables.VERIFIER_STRENGTH),
    ),
    "exam_findings": (
        holds(
            "every_survivor_is_counted", "A kind has as many survivors here as `verifier_strength` says.",
            "it.kind = 'honest' or (select count(*) from exam_findings as other where other.kind = it.kind "
            "and not other.refused and other.excused = '') "
            "= (select examined - refused from verifier_strength as strength where strength.kind = it.kind)",
            tables.EXAM_FINDINGS,
        ),
    ),
    "refresh_figures": (
        holds(
            "every_figure_is_of_a_known_kind", "Rows are new, changed, reused, retired or dropped.",
            _one_of("figure", ("new", "changed", "reused", "retired", "dropped")), tables.REFRESH_FIGURES,
        ),
        holds(
            "what_went_has_a_reason", "Rows that were retired or dropped say why.",
            "it.figure not in ('retired', 'dropped') or it.reason <> ''", tables.REFRESH_FIGURES,
        ),
    ),
}  # fmt: skip
