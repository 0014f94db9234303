-- One row per stage, corpus and what became of it: kept, or dropped for a reason.
with kept as (
    select 1 as position, 'sources' as stage, 'programs' as unit, corpus, count(*) as row_count
    from {{ ref('stg_programs') }} where retired_at is null group by all
    union all
    select 2, 'sources', 'calls', corpus, count(*) from {{ ref('stg_calls') }} where retired_at is null group by all
    union all
    select 3, 'traces', 'executions', corpus, count(*) from {{ ref('stg_traces') }} where retired_at is null group by all
    union all
    select 4, 'narrations', 'rationales', corpus, count(*) from {{ ref('stg_narrations') }} where retired_at is null group by all
    union all
    select 5, 'verification', 'rationales', corpus, count(*) from {{ ref('stg_verdicts') }}
    where retired_at is null and verdict = 'verified' and reason = '' group by all
    union all
    select 6, 'splits', 'samples', corpus, count(*) from {{ ref('stg_samples') }} where retired_at is null group by all
),

dropped as (
    select
        case stage when 'sources' then 1 when 'traces' then 3 when 'narrations' then 4 when 'verification' then 5 else 6 end as position,
        stage,
        case stage when 'sources' then 'functions, examples and records' when 'traces' then 'executions' when 'narrations' then 'rationales'
            when 'verification' then 'rationales' else 'samples' end as unit,
        corpus, reason, count(*) as row_count
    from {{ ref('stg_rejects') }}
    where retired_at is null
    group by all
)

select position, stage, unit, corpus, 'kept' as fate, '' as reason, row_count from kept
union all by name
select position, stage, unit, corpus, 'dropped' as fate, reason, row_count from dropped
order by position, corpus, fate desc, row_count desc, reason
