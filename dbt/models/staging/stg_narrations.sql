select narration_id, program_id, trace_id, answer_trace_id, corpus, task, voice, tokens as token_count, retired_at, retired_because
from {{ source('warehouse', 'narrations') }}
