select trace_id, program_id, call_id, corpus, outcome, label as trace_label, python as trace_python, events as event_count, retired_at, retired_because
from {{ source('warehouse', 'raw_traces') }}
