-- One row per living sample: the whole chain back to the lines of the source file.
select
    sample.sample_id, sample.split, sample.split_group, sample.task, sample.narration_id, sample.trace_id,
    sample.answer_trace_id, sample.call_id, call.call_input, call.call_kind, sample.program_id, sample.corpus,
    program.entry_point, program.distribution, program.distribution_version, program.source_path, program.source_module,
    program.source_name, program.source_first_line, program.source_last_line, program.licence, trace.trace_label,
    trace.trace_python, trace.event_count, narration.voice, narration.token_count, verdict.support, verdict.claim_count,
    rate.pass_rate, rate.model as pass_rate_of, sample.author, sample.rating, sample.rating_score, sample.rating_rank,
    sample.made_by_run, sample.made_at
from {{ ref('stg_samples') }} as sample
left join {{ ref('stg_narrations') }} as narration on narration.narration_id = sample.narration_id
left join {{ ref('stg_traces') }} as trace on trace.trace_id = sample.trace_id
left join {{ ref('stg_calls') }} as call on call.call_id = sample.call_id
left join {{ ref('stg_programs') }} as program on program.program_id = sample.program_id
left join {{ ref('stg_verdicts') }} as verdict on verdict.narration_id = sample.narration_id and verdict.retired_at is null
left join (
    select narration_id, min(pass_rate) as pass_rate, arg_min(model, (pass_rate, model)) as model
    from {{ ref('stg_pass_rates') }} group by narration_id
) as rate on rate.narration_id = sample.narration_id
where sample.retired_at is null
