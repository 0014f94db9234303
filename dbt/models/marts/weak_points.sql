-- One row per kind of corruption, weakness, corpus, task and voice: where the verifier's exam shows it weak, and how much.
select
    found.kind, found.weakness, found.corpus, found.task, found.voice, count(*) as text_count,
    min(found.narration_id) as example_narration_id, any_value(strength.examined) as examined_of_kind,
    any_value(strength.low) as refused_share_low, any_value(strength.high) as refused_share_high
from {{ ref('stg_exam_findings') }} as found
join {{ source('warehouse', 'verifier_strength') }} as strength using (kind)
group by all
order by text_count desc, found.kind, found.corpus, found.task, found.voice
