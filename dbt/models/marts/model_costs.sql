-- One row per model and asset: what was paid for it in all runs, what of it was accepted, and dollars per accepted row.
with asked as (
    select
        model, asset, count(*) as answer_count, count(*) filter (where not usable) as spoilt_count,
        count(*) filter (where cost is null) as unpriced_count, sum(prompt_tokens) as prompt_tokens,
        sum(completion_tokens) as completion_tokens, coalesce(sum(cost), 0) as dollars
    from {{ ref('stg_model_answers') }}
    group by model, asset
),

-- A task that agrees costs what was paid for all steps of synthesis.
with_agreements as (
    select * from asked
    union all by name
    select
        model, 'agreements' as asset, sum(answer_count) as answer_count, sum(spoilt_count) as spoilt_count,
        sum(unpriced_count) as unpriced_count, sum(prompt_tokens) as prompt_tokens,
        sum(completion_tokens) as completion_tokens, sum(dollars) as dollars
    from asked
    where asset in ('concepts', 'instructions', 'solutions', 'tests')
    group by model
)

select
    cost.model, cost.asset, cost.answer_count, cost.spoilt_count, cost.prompt_tokens, cost.completion_tokens,
    cost.unpriced_count, cost.dollars, coalesce(accepted.row_count, 0) as accepted_count,
    case when cost.unpriced_count = 0 and accepted.row_count > 0 then cost.dollars / accepted.row_count end
        as dollars_per_accepted,
    case when accepted.row_count > 0 then (cost.prompt_tokens + cost.completion_tokens) / accepted.row_count end
        as tokens_per_accepted
from with_agreements as cost
left join {{ ref('stg_accepted') }} as accepted using (model, asset)
order by cost.model, cost.asset
