select run_id as made_by_run, made_at, corpus, rows_of, figure, reason, row_count
from {{ source('warehouse', 'refresh_figures') }}
