"""Cuts a document into pieces that overlap, at a paragraph's, a line's or a word's end where there is one."""

from collections.abc import Iterator

from tracecot.sources.synthesis.records import Chunk, Document

ENDS = ("\n\n", "\n", ". ", " ")  # the best first


def chunks(document: Document, characters: int, overlap: int) -> Iterator[Chunk]:
    """The pieces in order; each but the first begins so many characters before the end of the one before it.

    >>> [chunk.text for chunk in chunks(Document("a.txt", "one two three four"), 9, 3)]
    ['one two ', 'wo three ', 'ee four']
    """
    if not 0 <= overlap < characters // 2:
        raise ValueError(f"an overlap of {overlap} is too much for pieces of {characters} characters")
    start, text = 0, document.text
    while start < len(text):
        end = _end(text, start, characters)
        if text[start:end].strip():
            yield Chunk(document.id, start, end, text[start:end])
        if end == len(text):
            return
        start = end - overlap


def _end(text: str, start: int, characters: int) -> int:
    """Where a piece ends: after the last good place in its second half."""
    furthest = min(len(text), start + characters)
    if furthest == len(text):
        return furthest
    for mark in ENDS:
        found = text.rfind(mark, start + characters // 2, furthest)
        if found >= 0:
            return found + len(mark) if found + len(mark) <= furthest else furthest
    return furthest
