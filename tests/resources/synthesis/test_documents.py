"""Documents are read from disk; of a PDF it is said what reads it, and what is missing where nothing does."""

import sys
from types import ModuleType

import pytest

from resources.synthesis.documents import content_of, read_documents
from tracecot.errors import BadInput
from tracecot.sources.synthesis.records import Document


def pdf(*lines: str) -> bytes:
    """A PDF of one page that says these lines."""
    text = "BT /F1 14 Tf 72 720 Td 18 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    fonts = "/Resources << /Font << /F1 5 0 R >> >>"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R {fonts} >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode("ascii")


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.pdf"
    path.write_bytes(pdf("A binary heap is a tree.", "It keeps the least item first."))
    return path


@pytest.fixture
def docling(monkeypatch):
    """Puts another docling in the place of the real one: it does this to a path."""

    def put(convert) -> None:
        converter, exceptions = ModuleType("docling.document_converter"), ModuleType("docling.exceptions")
        converter.DocumentConverter = type("DocumentConverter", (), {"convert": lambda self, path: convert(path)})
        exceptions.ConversionError = type("ConversionError", (Exception,), {})
        for one in (ModuleType("docling"), converter, exceptions):
            monkeypatch.setitem(sys.modules, one.__name__, one)

    return put


@pytest.fixture
def no_docling(monkeypatch):
    monkeypatch.setitem(sys.modules, "docling.document_converter", None)


def offline(path):
    raise FileNotFoundError("Cannot find the models on the Hub,\nand nobody can be reached.")


def test_a_pdf_is_read_by_what_is_there(book, no_docling) -> None:
    pytest.importorskip("pypdf")

    (read,) = read_documents([book])

    assert read.text.split("\n")[:2] == ["A binary heap is a tree.", "It keeps the least item first."]


def test_a_docling_without_its_models_leaves_it_to_pypdf(book, docling) -> None:
    pytest.importorskip("pypdf")
    docling(offline)

    assert isinstance(next(read_documents([book])), Document)


def test_what_is_missing_to_read_a_pdf_is_said(book, docling, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    docling(offline)
    ((_, without_models),) = read_documents([book])
    monkeypatch.setitem(sys.modules, "docling.document_converter", None)
    ((_, without_anything),) = read_documents([book])

    assert "docling-tools models download" in without_models
    assert "Cannot find the models on the Hub, and nobody" in without_models
    assert "tracecot[documents]" in without_anything
    assert "tracecot[pdf]" in without_anything


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"no PDF", b""])
def test_a_pdf_that_is_none_is_unreadable_and_the_rest_goes_on(tmp_path, no_docling, content) -> None:
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(content)
    (tmp_path / "b.md").write_text("Text.")

    (name, why), read = read_documents([tmp_path])

    assert name.endswith("a.pdf")
    assert "pypdf can't read it" in why
    assert read.text == "Text."


def test_the_digest_of_documents_follows_their_content(tmp_path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    first = content_of([tmp_path])
    path.write_text("two")

    assert content_of([tmp_path]) != first
    with pytest.raises(BadInput, match="isn't there"):
        content_of([tmp_path / "gone"])


def test_a_link_in_a_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.md").write_text("A secret.")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "own.md").write_text("A heap is a tree.")
    (tmp_path / "folder" / "linked.md").symlink_to(tmp_path / "secret.md")

    (found,) = read_documents([tmp_path / "folder"])

    assert isinstance(found, Document)
    assert "heap" in str(found)
