"""The pictures of a release are of its own rows."""


def test_the_samples_are_pictured(warehouse):
    from tracecot_assets.reports.splits import _figures, pictures

    figures = _figures(warehouse)
    living = warehouse.count("samples", "retired_at is null")

    assert sum(number for _, number in figures["difficulty"]) == living
    assert sum(number for _, number in figures["length in tokens"]) == living
    assert sum(number for _, number in figures["samples by task"]) == living
    assert ("range", 1) in figures["programs by builtin"]
    assert "FunctionDef" in dict(figures["programs by construct"])
    assert all(picture.value.startswith("![samples ") for picture in pictures(warehouse).values())
