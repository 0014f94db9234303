-- One row per refresh, corpus, table and figure: what was new, changed, reused, retired or dropped, over time.
select
    made_at as refreshed_at, made_by_run, corpus, rows_of, figure, reason, row_count,
    row_count / sum(row_count) filter (where figure in ('new', 'changed', 'reused'))
        over (partition by made_by_run, corpus, rows_of) as share_of_living
from {{ ref('stg_refresh_figures') }}
order by refreshed_at, corpus, rows_of, figure, reason
