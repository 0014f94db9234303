select
    answer_key, model, asset, purpose, about, prompt_tokens, completion_tokens, cost, usable, run_id as made_by_run, made_at
from {{ source('warehouse', 'model_answers') }}
