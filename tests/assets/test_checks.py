"""Each blocking check goes red for a defect that was planted for it."""

from functools import cache

import pytest

from resources.checks.expectations import validate
from resources.tables import TABLES

PLANTS = {  # (table, check): SQL that breaks it
    ("programs", "every_program_defines_its_entry_point"): "update programs set entry_point = 'elsewhere'",
    ("programs", "every_program_has_its_source_lines"): "update programs set first_line = 0",
    ("calls", "every_made_call_names_its_example"): "update calls set kind = 'made', made_from = 'call_none'",
    ("agreements", "what_is_believed_has_tests"): "update agreements set code = null, reason = null",
    ("agreement_calibration", "every_calibration_is_counted"): "update agreement_calibration set believed = draws + 1",
    ("rejected_syntheses", "every_rejection_has_a_reason"): "update rejected_syntheses set reason = ''",
    ("rejected_sources", "every_rejection_has_a_reason"): "update rejected_sources set reason = ''",
    ("raw_traces", "every_trace_is_confirmed"): "update raw_traces set label = 'recorded'",
    ("raw_traces", "every_trace_was_derived_again"): "update raw_traces set rederived = '{\"failed\": [0, 1]}'",
    ("raw_traces", "every_trace_has_all_its_events"): "delete from trace_events where seq = 1",
    ("raw_traces", "no_trace_was_also_rejected"): (
        "insert into rejected_traces by name select call_id, program_id, corpus, 'timeout' reason from raw_traces"
    ),
    ("trace_events", "every_event_is_of_a_known_kind"): "update trace_events set kind = 'miracle' where seq = 0",
    ("trace_events", "every_event_looks_back"): "update trace_events set reads = [seq] where seq = 1",
    ("rejected_traces", "every_rejection_has_a_reason"): (
        "insert into rejected_traces by name select call_id, program_id, corpus, 'Two words' reason from calls limit 1"
    ),
    ("narrations", "every_narration_is_of_a_known_task"): "update narrations set task = 'poetry'",
    ("narrations", "every_rationale_gives_its_answer"): "update narrations set rationale = answer || ' is what I had.'",
    ("narrations", "tokens_are_in_range"): "update narrations set tokens = 0",
    ("narrations", "every_difficulty_is_known"): "update narrations set difficulty = 'impossible'",
    ("rejected_narrations", "few_narrations_of_templates_are_refuted"): (
        "insert into narrations by name select n.* replace (n.narration_id || range as narration_id) "
        "from (from narrations limit 1) as n, range(300); "
        "insert into rejected_narrations by name select narration_id, 'contradicted' reason from narrations limit 250"
    ),
    ("refresh_figures", "every_figure_is_of_a_known_kind"): "update refresh_figures set figure = 'lost'",
    ("refresh_figures", "what_went_has_a_reason"): "update refresh_figures set figure = 'dropped', reason = ''",
    ("skipped_traces", "every_rejection_has_a_reason"): (
        "insert into skipped_traces by name select trace_id, 'x' task, corpus, '' reason from raw_traces limit 1"
    ),
    ("skipped_traces", "the_narrator_never_failed"): "update skipped_traces set reason = 'failed'",
    ("rejected_narrations", "the_verifier_never_failed"): "update rejected_narrations set verdict = 'error'",
    ("claims", "every_claim_is_of_a_known_kind"): "update claims set kind = 'hope'",
    ("claims", "every_grounding_event_is_there"): "update claims set event = 999999 where event is not null",
    ("verified_cot", "every_claim_of_what_is_verified_is_grounded"): "update claims set finding = 'refuted'",
    ("verified_cot", "every_verified_answer_is_right"): "update verified_cot set answer_correct = false",
    ("verified_cot", "support_is_a_share"): "update verified_cot set support = 1.5",
    ("rejected_narrations", "nothing_rejected_is_verified"): (
        "insert into rejected_narrations by name select * from verified_cot"
    ),
    ("verifier_strength", "every_exam_has_questions"): "update verifier_strength set examined = 0",
    ("verifier_strength", "every_text_of_the_exam_has_one_verdict"): "update verifier_strength set unreadable = -1",
    ("verifier_strength", "refused_share_is_a_share"): "update verifier_strength set refused_share = 1.5",
    ("exam_findings", "every_survivor_is_counted"): (
        "update exam_findings set kind = 'value_flipped', refused = false, excused = ''"
    ),
    ("samples", "every_sample_is_verified"): "delete from verified_cot",
    ("samples", "every_sample_ships_what_was_verified"): "update narrations set rationale = 'So: ' || rationale",
    ("samples", "every_sample_has_a_licence"): "update samples set licence = ''",
    ("contamination", "every_match_is_of_a_known_kind"): (
        "insert into contamination by name select program_id, corpus, 'e' evaluation, 'i' item, 'luck' kind, 1.0 score "
        "from programs limit 1"
    ),
    ("decontamination", "nothing_is_flagged_that_was_not_looked_at"): (
        "update decontamination set flagged = examined + 1"
    ),
    ("samples", "no_sample_repeats_an_evaluation_set"): (
        "insert into contamination by name select program_id, corpus, 'e' evaluation, 'i' item, 'verbatim' kind, "
        "1.0 score from samples limit 1"
    ),
    ("samples", "no_sample_changed_sides"): (
        "update samples set split = case split when 'train' then 'eval' else 'train' end"
    ),
    ("samples", "no_call_id_is_on_two_sides"): "update samples set call_id = 'call_same'",
    ("samples", "no_completion_is_on_two_sides"): "update samples set completion = 'It is so.'",
    ("samples", "no_program_id_is_on_two_sides"): "update samples set program_id = 'prog_same'",
    ("samples", "no_group_is_on_two_sides"): "update samples set \"group\" = 'same'",
    ("samples", "no_prompt_is_on_two_sides"): "update samples set prompt = 'What is it?'",
    ("rejected_samples", "nothing_rejected_ships"): (
        "insert into rejected_samples by name select narration_id, program_id, corpus from samples"
    ),
    ("model_narrations", "what_a_model_wrote_is_kept_or_has_a_reason"): (
        "update model_narrations set reason = null, narration_id = null"
    ),
    ("pass_rates", "every_pass_rate_is_counted"): 'update pass_rates set answers = 4, "right" = 5, pass_rate = 1.25',
    ("train_split", "only_train_is_here"): "update train_split set split = 'eval'",
    ("validation_split", "only_validation_is_here"): "update validation_split set split = 'eval'",
    ("eval_split", "only_eval_is_here"): "update eval_split set split = 'train'",
    ("samples", "the_eval_share_is_in_bounds"): (
        "insert into samples by name select samples.* replace (sample_id || range as sample_id) "
        "from samples, range(300) where split = 'eval'"
    ),
    ("samples", "the_validation_share_is_in_bounds"): (
        "insert into samples by name select samples.* replace (sample_id || range as sample_id, 'validation' as split) "
        "from samples, range(300) where split = 'eval'"
    ),
}


def plant(table, expectation):
    """The SQL that breaks an expectation: written down for statements, made for what holds of every table."""
    name = expectation.name
    if (table, name) in PLANTS:
        return PLANTS[table, name]
    if name == "key_is_unique":
        return f"insert into {table} from (from {table} limit 1)"
    if name == "columns_and_types_are_as_described":
        return f"alter table {table} add column stray integer"
    if name.endswith("_is_never_empty"):
        return f'update {table} set "{name.removesuffix("_is_never_empty")}" = null'
    if name == "nothing_required_is_empty":
        required = next(
            one.name for one in TABLES[table].columns if not one.nullable and one.name not in TABLES[table].key
        )
        return f'update {table} set "{required}" = null'
    if name == "no_number_is_negative":
        last = [one.name for one in TABLES[table].columns if one.type in ("INTEGER", "DOUBLE")][-1]
        return f'update {table} set "{last}" = -1'
    reference = next(one.name for one in TABLES[table].references if name.startswith(f"every_{one.name}_is_in_"))
    return f"update {table} set \"{reference}\" = 'nowhere'"


def at_least_one_row(table):
    """A row for tables that a good run leaves empty."""
    made = {"VARCHAR": "'x'", "INTEGER": "1", "DOUBLE": "1", "BOOLEAN": "true"}
    cells = ", ".join(
        f'{"null" if column.nullable else made.get(column.type, "null")}::{column.type} as "{column.name}"'
        for column in TABLES[table].columns
    )
    return f"insert into {table} by name select {cells} where (select count(*) from {table}) = 0"


@cache
def every_check():
    from tracecot_assets.checks.splits import SPLIT_SUITES
    from tracecot_assets.checks.statements import SUITES
    from tracecot_assets.checks.suites import of_every_table

    suites = {**SUITES, **SPLIT_SUITES}
    return [(name, one) for name, some in suites.items() for one in (*of_every_table(TABLES[name]), *some)]


NAMES = sorted({name for name, table in TABLES.items() if table.stage != "operation"} | {"refresh_figures"})
#: Every third table; the others only with the long tests.
SOME = [name if number % 3 == 0 else pytest.param(name, marks=pytest.mark.slow) for number, name in enumerate(NAMES)]


def test_every_table_that_is_an_asset_has_a_suite():
    assert {table for table, _ in every_check()} == set(NAMES)


@pytest.mark.parametrize("table", SOME)
def test_each_expectation_breaks_for_its_defect(spoilt, table):
    whole = spoilt.folder / "whole.duckdb"
    spoilt.snapshot(whole)
    for expectation in [one for name, one in every_check() if name == table]:
        whole_again(spoilt, whole)
        spoilt.execute([(at_least_one_row(table), ()), (plant(table, expectation), ())])

        (found,) = validate(spoilt, TABLES[table], [expectation])

        assert not found.holds, expectation.name
        assert found.examples, expectation.name


def test_an_execution_that_was_retired_needs_no_events(spoilt):
    spoilt.execute([("update raw_traces set events = 0, retired_at = now()", ())])
    (suite,) = [one for name, one in every_check() if one.name == "every_trace_has_all_its_events"]

    (found,) = validate(spoilt, TABLES["raw_traces"], [suite])

    assert found.holds


def whole_again(warehouse, whole):
    warehouse.path.write_bytes(whole.read_bytes())
