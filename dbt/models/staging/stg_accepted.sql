select model, 'model_narrations' as asset, count(narration_id) as row_count from {{ source('warehouse', 'model_narrations') }} group by model
union all
select model, 'ratings', count(rating) from {{ source('warehouse', 'model_narrations') }} group by model
union all
select model, 'pass_rates', count(*) from {{ source('warehouse', 'pass_rates') }} group by model
union all
select model, 'concepts', count(*) from {{ source('warehouse', 'concepts') }} where model is not null group by model
union all
select model, 'instructions', count(*) from {{ source('warehouse', 'instructions') }} group by model
union all
select model, 'solutions', count(*) from {{ source('warehouse', 'solutions') }} group by model
union all
select model, 'tests', count(*) from {{ source('warehouse', 'tests') }} group by model
union all
select instruction.model, 'agreements', count(agreement.code)
from {{ source('warehouse', 'agreements') }} as agreement
join {{ source('warehouse', 'instructions') }} as instruction using (instruction_id)
group by instruction.model
