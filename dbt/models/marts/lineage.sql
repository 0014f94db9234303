-- One row per program, call, execution, rationale, claim and sample, living or retired, with the ids of all that it
-- stands on: an id in `stands_on` or `id` finds a row, what is above it and what is below. A view: the claims are many.
{{ config(materialized='view') }}
with
refused_calls as (
    select call_id, min(reason) as reason from {{ source('warehouse', 'rejected_traces') }} group by call_id
),

dropped as (
    select narration_id, min(reason) as reason from {{ source('warehouse', 'rejected_samples') }} group by narration_id
),

verdicts as (
    select narration_id, arg_min(if(verdict = 'verified', reason, verdict || ': ' || reason), (retired_at is not null, verdict)) as reason
    from {{ ref('stg_verdicts') }} group by narration_id
),

exported as (
    select sample_id, list(distinct folder order by folder) as exports from {{ ref('stg_exports') }} group by sample_id
),

told as (
    select
        'program' as kind, program_id as id, program_id, null::varchar as call_id, null::varchar as trace_id,
        null::varchar as answer_trace_id, null::varchar as narration_id, corpus, '' as reason, null::varchar as split,
        []::varchar[] as exports, retired_at, retired_because
    from {{ ref('stg_programs') }}
    union all
    select
        'call', call.call_id, call.program_id, call.call_id, null, null, null, call.corpus, coalesce(refused.reason, ''),
        null, [], call.retired_at, call.retired_because
    from {{ ref('stg_calls') }} as call left join refused_calls as refused on refused.call_id = call.call_id
    union all
    select
        'trace', trace_id, program_id, call_id, trace_id, null, null, corpus, '', null, [], retired_at, retired_because
    from {{ ref('stg_traces') }}
    union all
    select
        'narration', narration.narration_id, narration.program_id, trace.call_id, narration.trace_id,
        narration.answer_trace_id, narration.narration_id, narration.corpus,
        coalesce(nullif(verdict.reason, ''), dropped.reason, ''), null, [], narration.retired_at, narration.retired_because
    from {{ ref('stg_narrations') }} as narration
    left join {{ ref('stg_traces') }} as trace on trace.trace_id = narration.trace_id
    left join verdicts as verdict on verdict.narration_id = narration.narration_id
    left join dropped on dropped.narration_id = narration.narration_id
    union all
    select
        'claim', claim.claim_id, narration.program_id, trace.call_id, narration.trace_id, claim.answer_trace_id,
        claim.narration_id, claim.corpus, claim.reason, null, [], narration.retired_at, narration.retired_because
    from {{ ref('stg_claims') }} as claim
    left join {{ ref('stg_narrations') }} as narration on narration.narration_id = claim.narration_id
    left join {{ ref('stg_traces') }} as trace on trace.trace_id = narration.trace_id
    union all
    select
        'sample', sample.sample_id, sample.program_id, sample.call_id, sample.trace_id, sample.answer_trace_id,
        sample.narration_id, sample.corpus, '', sample.split, coalesce(exported.exports, []), sample.retired_at,
        sample.retired_because
    from {{ ref('stg_samples') }} as sample left join exported on exported.sample_id = sample.sample_id
)

select
    told.kind, told.id, told.program_id, told.call_id, told.trace_id, told.answer_trace_id, told.narration_id,
    list_distinct([told.program_id, told.call_id, told.trace_id, told.answer_trace_id, told.narration_id]) as stands_on,
    told.corpus, program.distribution, program.distribution_version, program.source_path, program.source_name,
    program.source_first_line, program.source_last_line, program.source_sha256, program.licence,
    told.reason, told.split, told.exports, told.retired_at, told.retired_because
from told left join {{ ref('stg_programs') }} as program on program.program_id = told.program_id
