"""The text of an event is the program's own, however its source is laid out."""

from tests.traces.made import traced

SPREAD = """
def f(values, least=1):
    picked = sorted(
        {abs(value) for value in values},
        key=lambda value: -value,
    )
    if len(picked) < least:
        raise ValueError(
            'too few: %d'
            % len(picked)
        )
    return picked[
        len(picked) - 1 :
    ]
"""


def test_what_stands_on_several_lines_is_told_as_it_was_written() -> None:
    texts = {event.text for call in ("[3, -1]", "[], 1") for event in traced(SPREAD, call).events}
    assert "sorted({abs(value) for value in values}, key=lambda value: -value)" in texts
    assert "raise ValueError('too few: %d' % len(picked))" in texts
    assert "picked[len(picked) - 1:]" in texts
    assert not [text for text in texts if "__tracecot" in text]
