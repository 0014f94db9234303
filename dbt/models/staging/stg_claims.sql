select claim_id, narration_id, trace_id as answer_trace_id, corpus, finding, reason
from {{ source('warehouse', 'claims') }}
