"""Word documents and RTF: text and properties; what is damaged, protected or a bomb, by name."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import docx, rtf
from tests.ingest.readers.exports import BODY, as_docx, as_rtf
from tests.ingest.readers.items import Draft, Rejected, drafts, read, reasons


def one(raw: bytes, name: str = "a.docx") -> Draft:
    (found,) = read(raw, name)
    assert isinstance(found, Draft), found
    return found


def test_paragraphs_headings_and_tables_in_their_order() -> None:
    document = python_docx.Document()
    document.add_heading("The vote is put off", 0)
    document.add_paragraph(BODY[0])
    table = document.add_table(2, 2)
    for row, names in zip(table.rows, (("for", "31"), ("against", "28")), strict=True):
        for cell, name in zip(row.cells, names, strict=True):
            cell.text = name
    document.add_paragraph(BODY[1])
    stream = io.BytesIO()
    document.save(stream)
    found = one(stream.getvalue())
    assert found.text == f"The vote is put off\n\n{BODY[0]}\n\nfor\t31\nagainst\t28\n\n{BODY[1]}"
    assert found.is_file


def test_properties_are_weak_fields() -> None:
    raw = as_docx(BODY[0], title="The vote", author="Aigul Stone", created=dt.datetime(2010, 4, 15, 9, 30))
    assert one(raw).fields == {
        "title": "The vote",
        "byline": "Aigul Stone",
        "date": "2010-04-15",
        "dateBasis": "metadata",
    }
    empty = as_docx(BODY[0], title=" ", author="python-docx", created=dt.datetime(2999, 1, 1))
    assert one(empty).fields == {}


def repacked(raw: bytes, **changes: bytes | None) -> bytes:
    """The document with parts changed, added or (None) left out; the name's dots and slashes are underscores."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = changes.get(member.filename.replace("/", "_").replace(".", "_"), old.read(member))
            if content is not None:
                new.writestr(member.filename, content)
        for name, content in changes.items():
            if name.startswith("bomb"):
                new.writestr(f"word/{name}.xml", content or b"")
    return stream.getvalue()


DOCUMENT = as_docx("\n".join(BODY))
TYPES = zipfile.ZipFile(io.BytesIO(DOCUMENT)).read("[Content_Types].xml")
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "' + b"x" * 1_000 + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    + b"<w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "is of an old Office program (.doc, .xls, .ppt, .msg); save it as DOCX or text",
        ),
        (DOCUMENT[:-200], "is a damaged document of Word"),
        (repacked(DOCUMENT, word_document_xml=b"<w:document"), "is a damaged Word document"),
        (repacked(DOCUMENT, bomb=bytes(docx.MAX_PART + 1)), "unpacks to more than 256,000,000 bytes, or to more than"),
        (
            repacked(
                DOCUMENT,
                **{"[Content_Types]_xml": TYPES.replace(b"wordprocessingml.document.main", b"macroEnabled.main")},
            ),
            "holds macros (.docm); save it as .docx",
        ),
        (
            repacked(DOCUMENT, **{"[Content_Types]_xml": TYPES.replace(b"wordprocessingml", b"spreadsheetml")}),
            "is an Office file, but not a Word document",
        ),
    ],
    ids=["password", "old", "cut", "broken", "bomb", "macros", "table"],
)
def test_what_cannot_be_opened_is_named(raw: bytes, reason: str) -> None:
    ((where, said),) = reasons(read(raw, "a.docx"))
    assert where == "a.docx"
    assert said.startswith(reason)


def test_entities_are_not_unfolded() -> None:
    begin = time.monotonic()
    found = read(repacked(DOCUMENT, word_document_xml=BOMB), "a.docx")
    assert time.monotonic() - begin < 2
    assert all(isinstance(item, Rejected) or len(item.text) < 50_000 for item in found if not isinstance(item, tuple))


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 40_000), junk=st.binary(min_size=1, max_size=60))
def test_damage_is_told_and_never_raised(at: int, junk: bytes) -> None:
    at = 60 + at % (len(DOCUMENT) - 60)  # below, it is another form
    found = read(DOCUMENT[:at] + junk + DOCUMENT[at + len(junk) :], "a.docx")
    assert all(isinstance(item, Draft | Rejected) for item in found)


def test_rtf_text_and_properties() -> None:
    found = one(as_rtf("Señor José – “heard”\n" + "\n".join(BODY)), "a.rtf")
    assert found.text == "\n\n".join(["Señor José – “heard”", *BODY])
    assert found.fields == {"title": "A vote", "byline": "A. Stone", "date": "2016-05-20", "dateBasis": "metadata"}


def test_rtf_leaves_out_links_pictures_and_joins_halves_of_signs() -> None:
    body = (
        r"The {\field{\*\fldinst{HYPERLINK " + '"https://example.org/x"' + r"}}{\fldrslt{\ul vote}}} was put off"
        r"{\pict\pngblip " + "ab01" * 3_000 + r"} by \u-10179?\u-8704? deputies.\par Nobody objected.\par"
    )
    raw = ("{\\rtf1\\ansi\\uc1 " + body + "}").encode()
    assert one(raw, "a.rtf").text == "The vote was put off by \U0001f600 deputies.\n\nNobody objected."


def test_rtf_in_another_code_page() -> None:
    raw = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}}\f0 \'cf\'f0\'e8\'e2\'e5\'f2, Osh.\par}"
    assert one(raw, "a.rtf").text == "Привет, Osh."


@pytest.mark.parametrize(
    "body",
    [
        "{\\field{\\*\\fldinst{ HYPERLINK " * 40_000,
        "{\\f1" * 300_000,
        "\\u12345678901 " * 9,
        "\\uc " * 9,
        "}" * 100_000,
    ],
    ids=["links", "fonts", "numbers", "skips", "ends"],
)
def test_rtf_that_is_made_to_take_long_or_to_fail(body: str) -> None:
    begin = time.monotonic()
    found = read(("{\\rtf1\\ansi{\\fonttbl" + body).encode(), "a.rtf")
    assert time.monotonic() - begin < 10
    assert all(isinstance(item, Draft | Rejected) for item in found)


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 5_000), junk=st.text("{}\\'abu0-9* f", min_size=1, max_size=60))
def test_damaged_rtf_is_told_and_never_raised(at: int, junk: str) -> None:
    raw = as_rtf("\n".join(BODY))
    at = 6 + at % (len(raw) - 6)
    found = read(raw[:at] + junk.encode() + raw[at:], "a.rtf")
    assert all(isinstance(item, Draft | Rejected) for item in found)


def test_an_empty_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(as_docx(""))
    (found,) = drafts([path])
    assert isinstance(found, Draft)
    assert found.text == ""  # and read_articles says that it is empty


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf, "MAX_FILE", 100)
    assert "has more than 100 bytes" in reasons(read(as_rtf(BODY[0]), "a.rtf"))[0][1]
