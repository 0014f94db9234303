"""The exam as an asset: rows that agree with one another, figures in the catalogue, marks to be reached."""

import pytest

from tracecot.verification.corruptions.catalogue import KINDS


def test_findings_and_strength_agree(warehouse):
    rows = warehouse.rows("""
        select
            kind, strength.examined - strength.refused,
            count(found.kind) filter (not found.refused and found.excused = '')
        from verifier_strength as strength left join exam_findings as found using (kind)
        where kind <> 'honest' group by all
    """)

    assert {kind for kind, _, _ in rows} <= set(KINDS)
    assert len(rows) > 15
    assert [kind for kind, survived, found in rows if survived != found] == []


def test_a_finding_leads_to_its_narration(warehouse):
    assert warehouse.rows("""
        select count(*) from exam_findings
        where narration_id not in (select narration_id from narrations) or says = '' and was = '' and kind <> 'honest'
    """) == [(0,)]


def test_the_catalogue_shows_shares_and_a_table_of_kinds(first_run, warehouse):
    from tracecot_assets.reports.exam import NAMES, of_the_exam

    told = of_the_exam(warehouse)

    assert set(NAMES) < set(told)
    assert 0.5 < told["corrupted refused"].value <= 1
    assert "value_off_by_one" in told["kinds"].md_str


@pytest.mark.parametrize(
    ("corrupted", "honest", "passed"),
    [
        ((1000, 995), (1000, 5), True), ((1000, 994), (1000, 5), False), ((1000, 995), (1000, 6), False),
        ((0, 0), (10, 0), False), ((10, 10), (0, 0), False),
        ((40, 39), (40, 1), True), ((40, 36), (40, 0), False), ((40, 40), (40, 4), False),
    ],
)  # fmt: skip
def test_the_marks_are_995_and_5_in_a_thousand(first_run, corrupted, honest, passed):
    from resources.settings.tables import Checks
    from tracecot_assets.checks.strength import passes

    assert passes(corrupted, honest, Checks()) is passed


def test_a_handful_of_excuses_stops_nothing_and_many_do(first_run):
    from resources.settings.tables import Checks
    from tracecot_assets.checks.strength import beyond_chance, over_the_mark

    excused = {f"kind{n}": (30, 0) for n in range(40)} | {"few": (8, 1), "most": (8, 5), "many": (300, 30)}

    assert over_the_mark(excused, Checks()) == ["few", "most", "many"]
    assert beyond_chance(excused, Checks()) == ["most", "many"]
