"""Word documents (.docx, Office Open XML): paragraphs, headings and tables in their order; nothing in them is run."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.readers.press.reader import drafts_of
from ingest.readers.source import Item, Rejected, Source, whole

__all__ = ["MAX_FILE", "MAX_PART", "MAX_UNPACKED", "read", "weak_fields"]

MAX_FILE = 64_000_000
"""Bytes of the largest document that is read; pictures make up most of one."""

MAX_PART = 32_000_000
"""Bytes of the largest part of text in a document: a press database's 500 articles have 10,000,000."""

MAX_UNPACKED = 256_000_000
"""Bytes of all parts together, which python-docx holds in memory."""

FIRST = dt.date(1990, 1, 1)
"""No document of Word's, of RTF or of PDF was written earlier: an earlier day is the program's, not the author's."""

_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, SyntaxError)


def read(source: Source) -> Iterator[Item]:
    """The document as one article, or as the many that a press database packed into it."""
    raw = whole(source, MAX_FILE)
    if isinstance(raw, Rejected):
        yield raw
        return
    reason = _objection(raw)
    if reason is not None:
        yield Rejected(source.where, reason)
        return
    try:
        text, fields = _opened(raw)
    except _BAD:
        yield Rejected(source.where, "is a damaged Word document")
        return
    yield from drafts_of(source, text, fields)


def _objection(raw: bytes) -> str | None:
    """Why the bytes are not opened; None where they can be."""
    if raw.startswith(_OLD):
        if _ENCRYPTED in raw:
            return "is protected by a password"
        return "is of an old Office program (.doc, .xls, .ppt, .msg); save it as DOCX or text"
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            members = package.infolist()
            kinds = package.read("[Content_Types].xml") if _size(members) <= MAX_UNPACKED else b""
    except _BAD:
        return "is a damaged Word document"
    if _size(members) > MAX_UNPACKED or any(one.file_size > MAX_PART for one in members if one.filename[-4:] == ".xml"):
        return f"unpacks to more than {MAX_UNPACKED:,} bytes, or to more than {MAX_PART:,} of text"
    if b"macroEnabled" in kinds:
        return "holds macros (.docm); save it as .docx"
    return None if b"wordprocessingml" in kinds else "is an Office file, but not a Word document"


def _size(members: list[zipfile.ZipInfo]) -> int:
    return sum(member.file_size for member in members)


def _opened(raw: bytes) -> tuple[str, dict[str, str]]:
    """The text, a blank line between paragraphs, and what the document's properties say of it."""
    import docx

    document = docx.Document(BytesIO(raw))
    blocks = (_block(block) for block in document.iter_inner_content())
    said = document.core_properties
    return "\n\n".join(filter(None, blocks)), weak_fields(said.title, said.author, said.created)


def _block(block: Any) -> str:
    """The text of a paragraph; of a table, a line a row, its cells apart by tabs."""
    if not hasattr(block, "rows"):
        return str(block.text).strip()
    rows = ("\t".join(_cell_texts(row)) for row in block.rows)
    return "\n".join(row for row in rows if row.strip())


def _cell_texts(row: Any) -> list[str]:
    """The texts of a row's cells; one that spans several columns is given once."""
    return [" ".join(cell.text.split()) for cell in dict.fromkeys(row.cells)]


def weak_fields(title: object, author: object, created: dt.datetime | None) -> dict[str, str]:
    """Fields from the properties of a document: those that say something; a day only where it can be true.

    The day on which a file was made is not the day of publication, but hardly far from it, where nothing better is
    known.
    """
    said = {"title": title, "byline": author}
    fields = {name: value.strip() for name, value in said.items() if isinstance(value, str) and _says(value)}
    if created is not None and FIRST <= created.date() <= dt.date.today():
        fields |= {"date": created.date().isoformat(), "dateBasis": "metadata"}
    return fields


def _says(value: str) -> bool:
    """Whether a property was written by somebody, and not by the program that made the file."""
    plain = value.strip().strip("()").lower()
    return bool(plain) and plain not in _EMPTY and not plain.startswith(("microsoft word -", "python-docx"))


_EMPTY = {
    "unspecified",
    "anonymous",
    "untitled",
    "user",
    "author",
    "title",
    "word document",
    "document1",
    "windows user",
}
