select
    sample_id, narration_id, trace_id, answer_trace_id, call_id, program_id, corpus, task, difficulty, split,
    "group" as split_group, tokens as token_count,
    author, rating, rating_score, rating_rank,
    run_id as made_by_run, made_at, retired_at, retired_because
from {{ source('warehouse', 'samples') }}
