select narration_id, program_id, trace_id, corpus, task, model, answers as answer_count, "right" as right_count, pass_rate
from {{ source('warehouse', 'pass_rates') }}
