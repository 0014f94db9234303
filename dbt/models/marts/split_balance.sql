-- One row per side, corpus and task: how much of the side they are.
with living as (
    select * from {{ ref('stg_samples') }} where retired_at is null
),

sides as (
    select split, count(*) as sample_count from living group by split
)

select
    living.split, living.corpus, living.task,
    count(*) as sample_count,
    count(distinct living.program_id) as program_count,
    count(distinct living.split_group) as group_count,
    sum(living.token_count) as token_count,
    count(*) / any_value(sides.sample_count) as side_share
from living
join sides using (split)
group by all
order by living.split, sample_count desc, living.corpus, living.task
