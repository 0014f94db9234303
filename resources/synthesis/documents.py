"""Reads documents from disk, those in a folder too; PDF through docling, or pypdf where that can't work."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracecot.errors import BadInput
from tracecot.ids import digest
from tracecot.sources.synthesis.reading import PAGES, TEXTS, Unreadable, document
from tracecot.sources.synthesis.records import Document

PDF = ".pdf"
KNOWN = TEXTS | PAGES | {".json", PDF}
NO_READER = "reading PDF needs docling (pip install 'tracecot[documents]') or pypdf (pip install 'tracecot[pdf]')"
NO_MODELS = (
    "docling needs its models, which it fetches at its first use and which aren't here: `docling-tools models "
    "download` fetches them where there is a network, or pip install 'tracecot[pdf]' reads a PDF's own text without any"
)


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
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() in KNOWN and _lies_there(one))
        else:
            yield path


def _lies_there(path: Path) -> bool:
    """Whether it is a file of this folder; what a link points to may lie anywhere."""
    return not path.is_symlink() and path.is_file()


def _read(path: Path) -> Document | tuple[str, str]:
    try:
        if path.suffix.lower() == PDF:
            return document(f"{path}.md", _pdf_text(path))
        return document(str(path), path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        return str(path), str(error)


def _pdf_text(path: Path) -> str:
    """The text of a PDF: as docling lays it out where it can work, else the text that the file itself has.

    Raises:
        Unreadable: nothing that reads PDF is there, or what is can't read this one.
    """
    without = NO_READER
    try:
        return _by_docling(path)
    except ImportError:
        pass  # it is an optional extra
    except OSError as error:  # it fetches its models at the first use, and they are nowhere
        without = f"{NO_MODELS} ({' '.join(str(error).split())[:120]})"
    try:
        return _by_pypdf(path)
    except ImportError as error:
        raise Unreadable(without) from error


def _by_docling(path: Path) -> str:
    from docling.document_converter import DocumentConverter
    from docling.exceptions import ConversionError

    try:
        return str(DocumentConverter().convert(path).document.export_to_markdown())
    except ConversionError as error:
        raise Unreadable(f"docling can't read it: {error}") from error


def _by_pypdf(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return "\n\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, ValueError) as error:
        raise Unreadable(f"pypdf can't read it: {error}") from error
