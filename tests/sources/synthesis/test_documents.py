"""Documents become text, text becomes chunks with offsets, chunks have key phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracecot.sources.synthesis.chunks import chunks
from tracecot.sources.synthesis.phrases import key_phrases
from tracecot.sources.synthesis.reading import Unreadable, document, json_text, page_text
from tracecot.sources.synthesis.records import Document


@given(st.text(alphabet="ab. \n", min_size=1, max_size=400), st.integers(9, 60), st.integers(0, 3))
def test_chunks_say_where_they_stand_and_leave_out_nothing_but_blanks(text, characters, overlap) -> None:
    found = list(chunks(Document("a.txt", text), characters, overlap))

    covered = {place for one in found for place in range(one.start, one.end)}
    assert all(one.text == text[one.start : one.end] for one in found)
    assert all(len(one.text) <= characters for one in found)
    assert "".join(text[place] for place in range(len(text)) if place not in covered).strip() == ""


def test_neighbouring_chunks_overlap() -> None:
    first, second, *_ = chunks(Document("a.txt", "word " * 100), 50, 10)

    assert second.start == first.end - 10


def test_an_overlap_of_half_a_chunk_is_refused() -> None:
    with pytest.raises(ValueError, match="too much"):
        list(chunks(Document("a.txt", "text"), 10, 5))


def test_a_page_gives_what_its_reader_sees() -> None:
    page = (
        "<html><head><title>no</title><style>p{}</style></head><body><h1>Heaps</h1><p>a &lt; b<br>c</p></body></html>"
    )

    assert page_text(page) == "Heaps\na < b\nc"


def test_json_gives_its_texts_in_their_order() -> None:
    assert json_text('{"title": "one", "parts": ["two", 3, {"x": "four"}]}') == "one\n\ntwo\n\nfour"


@pytest.mark.parametrize(
    ("path", "content", "why"),
    [("a.json", "{", "isn't JSON"), ("a.md", "  \n", "no text"), ("a.exe", "MZ", "aren't read"), ("a", "x", "none")],
)
def test_what_gives_no_text_is_refused(path, content, why) -> None:
    with pytest.raises(Unreadable, match=why):
        document(path, content)


def test_key_phrases_are_what_a_text_is_about() -> None:
    text = (
        "Binary search finds a value in a sorted list. Each step of binary search compares the middle element. "
        "The sorted list is halved, so binary search needs few comparisons. The weather was fine."
    )

    assert set(key_phrases(text, 3)) >= {"binary search", "sorted list"}
    assert "weather" not in key_phrases(text, 3)


@given(st.text(max_size=300), st.integers(0, 5))
def test_any_text_has_at_most_so_many_phrases(text, most) -> None:
    assert len(key_phrases(text, most)) <= most
