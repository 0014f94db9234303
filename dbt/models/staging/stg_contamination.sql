select program_id, corpus, evaluation, item, kind, score
from {{ source('warehouse', 'contamination') }}
