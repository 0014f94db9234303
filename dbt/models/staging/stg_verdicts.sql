select narration_id, corpus, task, 'verified' as verdict, '' as reason, support, claims as claim_count, retired_at
from {{ source('warehouse', 'verified_cot') }}
union all by name
select narration_id, corpus, task, verdict, reason, support, claims as claim_count, retired_at
from {{ source('warehouse', 'rejected_narrations') }}
