"""The exam's figures are of what they name."""

from benchmarks.exam import by
from tracecot.verification.examination.exam import HONEST, ExamRow


def seen(budget, kind, verdict):
    refused = verdict != "verified"
    return {"budget": budget}, ExamRow(0, kind, verdict, False, refused, refused, refused, "")


def test_each_budget_has_its_own_figures():
    rows = [
        seen(1_500, HONEST, "verified"), seen(400, HONEST, "verified"), seen(400, HONEST, "refuted"),
        seen(1_500, "value_flipped", "refuted"), seen(400, "value_flipped", "verified"),
        seen(400, "value_flipped", "unreadable"),
    ]  # fmt: skip

    wide, tight = by("budget", rows, " tokens")

    assert (wide.what, wide.number) == ("exam: 1500 tokens", 100.0)
    assert "100.00 % of 1 honest ones verified" in wide.unit
    assert (tight.what, tight.number) == ("exam: 400 tokens", 50.0)
    assert "% of 2 false ones refused, 0.00 % refuted; 50.00 % of 2 honest ones verified" in tight.unit
