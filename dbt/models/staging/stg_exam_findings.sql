select
    narration_id, kind, corpus, task, voice, verdict,
    case
        when excused <> '' then 'excused'
        when verdict = 'error' then 'error'
        when kind = 'honest' then 'honest refused'
        else 'survived'
    end as weakness
from {{ source('warehouse', 'exam_findings') }}
