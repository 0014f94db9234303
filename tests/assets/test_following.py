"""Rows follow their program into the corpus that took it over."""

from tests.prepared import prepared


def test_what_stands_on_a_program_follows_it_into_another_corpus_at_once(tmp_path):
    from tracecot_assets.stages.leaving import follow_programs

    warehouse = prepared(tmp_path)
    warehouse.execute([
        ("insert into programs (program_id, corpus) values ('taken', 'new'), ('stays', 'old')", []),
        ("insert into raw_traces (trace_id, program_id) values ('t', 'taken'), ('s', 'stays')", []),
        ("update raw_traces set corpus = 'old'", []),
        ("insert into skipped_traces (trace_id, corpus) values ('t', 'old'), ('s', 'old')", []),
    ])  # fmt: skip

    follow_programs(warehouse)

    for table in ("raw_traces", "skipped_traces"):
        assert warehouse.rows(f"select trace_id, corpus from {table} order by 1") == [("s", "old"), ("t", "new")]
