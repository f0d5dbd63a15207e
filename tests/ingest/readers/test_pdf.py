"""PDF: paragraphs put together again, properties as weak fields, and what is no text named."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from ingest.readers import pdf
from ingest.readers.pdf_layout import Line, text_of
from tests.ingest.readers.exports import BODY, as_pdf
from tests.ingest.readers.items import Draft, Rejected, read, reasons

NAMES = ["Osh", "Naryn", "Talas", "Batken", "Jalal-Abad", "Kochkor", "Suusamyr", "Toktogul", "Tokmok", "Uzgen", "Kant"]
LONG = tuple(
    f"In {NAMES[n % 11]} and in {NAMES[n * 3 % 7]} {n} deputies left. {BODY[n % 3]} {BODY[n * 5 % 3]}"
    for n in range(40)
)


def text_in(raw: bytes) -> str:
    (found,) = read(raw, "a.pdf")
    assert isinstance(found, Draft), found
    assert found.is_file
    return found.text


def drawn(*lines: tuple[float, float, str]) -> bytes:
    """A page with words at places."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont("Times-Roman", 11)
    for across, up, text in lines:
        canvas.drawString(across, up, text)
    canvas.save()
    return stream.getvalue()


def columns(parts: tuple[str, ...]) -> bytes:
    stream = io.BytesIO()
    template = BaseDocTemplate(stream, pagesize=A4, invariant=1)
    frames = [Frame(50, 60, 230, 700), Frame(310, 60, 230, 700)]
    template.addPageTemplates(PageTemplate(frames=frames))
    style = ParagraphStyle("text", fontName="Times-Roman", fontSize=10, leading=12, firstLineIndent=12, alignment=4)
    template.build([Paragraph(part, style) for part in parts])
    return stream.getvalue()


def test_paragraphs_are_whole_and_heads_and_page_numbers_are_gone() -> None:
    assert text_in(as_pdf("\n".join(LONG))) == "\n\n".join(LONG)


def test_columns_are_read_one_after_another() -> None:
    assert text_in(columns(LONG)) == "\n\n".join(LONG)


def test_columns_that_are_drawn_row_by_row() -> None:
    left = [f"the left column goes on, line {n}" for n in range(8)]
    right = [f"the right one stands beside it, {n}" for n in range(8)]
    rows = [(x, 700 - 13 * n, col[n]) for n in range(8) for x, col in ((60, left), (320, right))]
    assert text_in(drawn(*rows)).replace("\n\n", " ") == " ".join(left + right)


def test_words_divided_at_a_lines_end_are_joined() -> None:
    lines = [
        "The mayor of the city had said on Monday that the depu-",
        "ties would meet again soon, and that nobody had re-",
    ]
    lines += ["signed. The hall in Jalal-", "Abad was shut."]
    raw = drawn(*((60, 700 - 13 * n, line) for n, line in enumerate(lines)))
    assert "the deputies would meet again soon, and that nobody had resigned. The hall in Jalal-Abad" in text_in(raw)


def test_properties_are_weak_fields() -> None:
    (found,) = read(as_pdf("\n".join(LONG), title="A vote is put off", author="Aigul Stone"), "a.pdf")
    assert isinstance(found, Draft)
    assert found.fields["title"] == "A vote is put off"
    assert found.fields["byline"] == "Aigul Stone"
    assert found.fields["dateBasis"] == "metadata"


def _with(raw: bytes, **metadata: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(raw)))
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("made", ["D:19040101000000", "D:29990101000000", "yesterday", ""])
def test_a_day_that_cannot_be_true_is_none(made: str) -> None:
    (found,) = read(_with(as_pdf(LONG[0]), CreationDate=made, Title="untitled", Author="(anonymous)"), "a.pdf")
    assert isinstance(found, Draft)
    assert not found.fields


def _encrypted(password: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(as_pdf(LONG[0]))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _with_content(content: bytes) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(as_pdf(LONG[0]))))
    stream = DecodedStreamObject()
    stream.set_data(content)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (drawn(), "has no text: it needs OCR first (for example ocrmypdf)"),
        (_encrypted("secret"), "is protected by a password"),
        (as_pdf(LONG[0])[:300], "is a damaged PDF"),
        (b"%PDF-1.7\nnothing more", "is a damaged PDF"),
        (_with_content(b" " * (pdf.MAX_CONTENT + 1)), "unpacks to more than any page of text has"),
        (_pages(pdf.MAX_PAGES + 1), "has more than 3,000 pages"),
    ],
    ids=["scan", "password", "cut", "stub", "bomb", "pages"],
)
def test_what_is_no_text_is_named(raw: bytes, reason: str) -> None:
    assert reasons(read(raw, "a.pdf")) == [("a.pdf", reason)]


def test_a_file_that_anybody_may_open_is_read() -> None:
    assert text_in(_encrypted("")).endswith(LONG[0])


def test_a_small_file_does_not_keep_the_reader_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_STEPS", 100)
    assert reasons(read(_with_content(b"q Q " * 60), "a.pdf"))[0][1] == "unpacks to more than any page of text has"


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_FILE", 100)
    assert "has more than 100 bytes" in reasons(read(as_pdf(LONG[0]), "a.pdf"))[0][1]


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 5_000), junk=st.binary(min_size=1, max_size=60))
def test_damage_is_told_and_never_raised(at: int, junk: bytes) -> None:
    raw = as_pdf(LONG[0])
    at = 5 + at % (len(raw) - 5)
    found = read(raw[:at] + junk + raw[at + len(junk) :], "a.pdf")
    assert all(isinstance(item, Draft | Rejected) for item in found)


LINES = st.lists(
    st.builds(Line, st.floats(0, 600), st.floats(0, 800), st.floats(1, 40), st.text("ab c-.1", max_size=12)),
    max_size=12,
)


@given(pages=st.lists(LINES, max_size=4))
def test_no_letter_is_lost_or_made(pages: list[list[Line]]) -> None:
    text = text_of(pages)
    given_letters = sorted(sign for page in pages for line in page for sign in line.text if sign.isalpha())
    found = sorted(sign for sign in text if sign.isalpha())
    assert len(found) <= len(given_letters)
    if len(pages) < 2:  # no running heads
        assert found == given_letters
