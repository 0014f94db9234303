select 'sources' as stage, corpus, reason, retired_at from (select corpus, reason, null::timestamp as retired_at from {{ source('warehouse', 'rejected_sources') }})
union all by name
select 'traces' as stage, corpus, reason, retired_at from {{ source('warehouse', 'rejected_traces') }}
union all by name
select 'narrations' as stage, corpus, reason, retired_at from {{ source('warehouse', 'skipped_traces') }}
union all by name
select 'verification' as stage, corpus, reason, retired_at from {{ source('warehouse', 'rejected_narrations') }}
union all by name
select 'splits' as stage, corpus, reason, null::timestamp as retired_at from {{ source('warehouse', 'rejected_samples') }}
