-- One row per corpus, evaluation set and kind: how many programs repeat how many items.
with compared as (
    select corpus, count(*) as program_count from {{ ref('stg_programs') }} where retired_at is null group by corpus
)

select
    found.corpus, found.evaluation, found.kind,
    count(distinct found.program_id) as contaminated_count,
    count(distinct found.item) as item_count,
    count(distinct found.program_id) / any_value(compared.program_count) as contaminated_share
from {{ ref('stg_contamination') }} as found
join compared using (corpus)
group by all
order by contaminated_count desc, found.corpus, found.evaluation, found.kind
