"""The catalogue shows how much the rationales differ."""


def test_the_catalogue_shows_wording_and_lengths(first_run, warehouse):
    from tracecot_assets.reports.variety import of_the_narrations

    told = of_the_narrations(warehouse)

    assert 0 < told["distinct pairs of words"].value < told["distinct triples of words"].value < 1
    assert 0 < told["share of the most frequent frame"].value < 0.5
    assert told["tokens per event"].value > 1
    assert "output_prediction" in told["tokens by task"].md_str
    assert told["plot sentences by frame"].md_str.startswith("![")
    assert "data:image/png" in told["plot output_prediction by tokens"].md_str
