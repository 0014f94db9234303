-- One row per model and execution whose rationales it marked in both directions: marks, score, and place in its program.
with by_direction as (
    select
        model, corpus, program_id, trace_id,
        max(rating) filter (where task = 'output_prediction') as forward_rating,
        max(rating) filter (where task = 'input_prediction') as backward_rating
    from {{ ref('stg_model_narrations') }}
    where narration_id in (select narration_id from {{ ref('stg_verdicts') }} where verdict = 'verified' and reason = '' and retired_at is null)
    group by model, corpus, program_id, trace_id
),

scored as (
    select *, round(0.6 * forward_rating + 0.4 * backward_rating, 6) as rating_score
    from by_direction
    where forward_rating is not null and backward_rating is not null
)

select
    scored.model, scored.corpus, scored.program_id, program.entry_point, scored.trace_id, scored.forward_rating,
    scored.backward_rating, scored.rating_score,
    row_number() over (
        partition by scored.model, scored.program_id order by scored.rating_score desc, scored.trace_id
    ) as rating_rank,
    (select count(*) from {{ ref('stg_samples') }} as sample
     where sample.trace_id = scored.trace_id and sample.author = scored.model and sample.retired_at is null) as sample_count
from scored
left join {{ ref('stg_programs') }} as program using (program_id)
order by scored.rating_score desc, scored.trace_id
