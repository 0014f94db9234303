select
    narration_id, program_id, trace_id, corpus, task, model, reason, attempts as attempt_count, cost, rating
from {{ source('warehouse', 'model_narrations') }}
where retired_at is null
