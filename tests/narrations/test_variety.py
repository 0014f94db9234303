"""What rationales have in common is counted with values and names left aside."""

import pytest

from tracecot.narrations.wording.variety import Told, frames_of, variety


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("`x = 3` and `y = 4`. Line 12 sets `x` to `5`.", ["_.", "Line # sets _ to _."]),
        ("It has `` '`' `` in it.\nAgain.", ["It has _ in it.", "Again."]),
        ("| pass | `x` |\n| --- | --- |\n| 1 | `2` |\nSo `f` returns `2`.\n[ANSWER]2[/ANSWER]", ["So _ returns _."]),
    ],
)
def test_a_frame_is_a_sentence_without_its_values(text, frames):
    assert list(frames_of(text)) == frames


def test_the_same_words_are_not_distinct_and_others_are():
    same = variety([Told("t", "Line 1 sets `x` to `2`.", 10, 5)] * 10)
    other = variety([Told("t", "Line 1 sets `x` to `2`.", 10, 5), Told("t", "Now a new one comes.", 10, 5)])

    assert same.distinct_2 == pytest.approx(0.1)
    assert other.distinct_2 == 1
    assert (same.top_share, other.top_share) == (1, 0.5)


def test_tokens_are_counted_per_event_and_by_task():
    found = variety([Told("a", "x.", 100, 50), Told("a", "x.", 300, 50), Told("b", "x.", 120, 100)])

    assert found.tokens_per_event == 2.6
    assert found.lengths == (("a", "0 to 249", 1), ("a", "250 to 499", 1), ("b", "0 to 249", 1))


def test_nothing_has_no_variety():
    found = variety([])

    assert (found.narrations, found.sentences, found.distinct_3, found.top_share, found.frames) == (0, 0, 0.0, 0.0, ())
