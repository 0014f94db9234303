"""Makes plain text of Markdown, HTML and JSON."""

import json
from html.parser import HTMLParser
from pathlib import PurePath

from tracecot.sources.synthesis.records import Document

TEXTS = frozenset({".txt", ".md", ".markdown", ".rst"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
UNSEEN = frozenset({"script", "style", "template", "noscript", "head"})
BLOCKS = frozenset("p div section article h1 h2 h3 h4 h5 h6 li ul ol table tr pre blockquote br".split())


class Unreadable(ValueError):
    """A document that gives no text."""


def document(path: str, content: str) -> Document:
    """The document with its text, by the ending of its name.

    Raises:
        Unreadable: it isn't what its ending says, it says nothing, or the ending isn't known.
    """
    kind = PurePath(path).suffix.lower()
    if kind in TEXTS:
        text = content
    elif kind in PAGES:
        text = page_text(content)
    elif kind == ".json":
        text = json_text(content)
    else:
        raise Unreadable(f"documents with the ending {kind or 'none'!r} aren't read")
    if not text.strip():
        raise Unreadable("there is no text in it")
    return Document(path, text)


def page_text(content: str) -> str:
    r"""What a reader of an HTML page sees, a block a line.

    >>> page_text("<p>One <b>two</b></p><script>no()</script><p>three</p>")
    'One two\nthree'
    """
    page = _Page()
    page.feed(content)
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen.append(tag)
        elif tag == "body":
            self.unseen.clear()  # whatever was left open in the head
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)


def json_text(content: str) -> str:
    """The texts in a JSON value, in their order, a paragraph each.

    Raises:
        Unreadable: it isn't JSON.
    """
    try:
        waiting = [json.loads(content)]
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it isn't JSON: {error}") from error
    found: list[str] = []
    while waiting:
        match waiting.pop():
            case str(text):
                found.append(text)
            case dict(members):
                waiting += reversed(members.values())
            case list(elements):
                waiting += reversed(elements)
    return "\n\n".join(found)
