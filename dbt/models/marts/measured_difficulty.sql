-- One row per model, corpus, task and grade: how many living samples it was asked about, and how often it was right.
select
    rate.model, rate.corpus, rate.task, sample.difficulty, count(*) as question_count,
    count(*) filter (where rate.pass_rate = 0) as never_right_count,
    count(*) filter (where rate.pass_rate = 1) as always_right_count,
    avg(rate.pass_rate) as mean_pass_rate
from {{ ref('stg_pass_rates') }} as rate
join {{ ref('stg_samples') }} as sample using (narration_id)
where sample.retired_at is null
group by rate.model, rate.corpus, rate.task, sample.difficulty
order by mean_pass_rate, rate.model, rate.corpus, rate.task, sample.difficulty
