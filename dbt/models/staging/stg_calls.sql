select call_id, program_id, corpus, input as call_input, kind as call_kind, retired_at, retired_because
from {{ source('warehouse', 'calls') }}
