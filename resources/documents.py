"""Reads documents from disk, those in a folder too; PDF through docling, where it is installed."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracecot.errors import BadInput
from tracecot.ids import digest
from tracecot.sources.synthesis.reading import PAGES, TEXTS, Unreadable, document
from tracecot.sources.synthesis.records import Document

PDF = ".pdf"
KNOWN = TEXTS | PAGES | {".json", PDF}
NO_DOCLING = "reading PDF needs docling: pip install 'tracecot[documents]'"


def content_of(paths: Iterable[Path]) -> str:
    """A digest of what lies there, without reading it as text: what tells whether anything changed."""
    found = []
    for path in _files(paths):
        try:
            found.append([str(path), hashlib.sha256(path.read_bytes()).hexdigest()])
        except OSError as error:
            found.append([str(path), str(error)])
    return digest(found)


def read_documents(paths: Iterable[Path]) -> Iterator[Document | tuple[str, str]]:
    """Each document, or its path and why it can't be read; of a folder those with endings that are known.

    Raises:
        BadInput: a path isn't there.
    """
    yield from map(_read, _files(paths))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise BadInput("bad_input", f"{path} isn't there")
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() in KNOWN and one.is_file())
        else:
            yield path


def _read(path: Path) -> Document | tuple[str, str]:
    try:
        if path.suffix.lower() == PDF:
            return document(f"{path}.md", _markdown(path))
        return document(str(path), path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        return str(path), str(error)


def _markdown(path: Path) -> str:
    """The text of a PDF.

    Raises:
        Unreadable: docling isn't there, or can't read it.
    """
    try:
        from docling.document_converter import DocumentConverter
        from docling.exceptions import ConversionError
    except ImportError as error:
        raise Unreadable(NO_DOCLING) from error
    try:
        return str(DocumentConverter().convert(path).document.export_to_markdown())
    except ConversionError as error:
        raise Unreadable(f"docling can't read it: {error}") from error
