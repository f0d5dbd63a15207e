"""Which form a source has, by its content; its name counts only where the content tells nothing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from importlib import import_module
from pathlib import PurePath

from ingest.readers.compressed import SUFFIXES, begins
from ingest.readers.marks import markup_form
from ingest.readers.press.marks import is_export
from ingest.readers.source import Reader, Source

__all__ = ["READERS", "form_of", "form_of_members", "objection", "reader_of"]

READERS = {
    "compressed": "compressed",
    "docx": "docx",
    "feed": "feed",
    "html": "html",
    "json": "records",
    "links": "links",
    "mhtml": "mhtml",
    "ole": "docx",  # which tells what is protected from what is old
    "pdf": "pdf",
    "press": "press.reader",
    "rtf": "rtf",
    "table": "table",
    "text": "text",
    "wacz": "wacz",
    "warc": "warc",
    "zip": "archive",
}
"""A form and the module of `ingest.readers` that reads it, by its function `read`."""

_MAGIC = {
    b"WARC/": "warc",
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "compressed",
    b"BZh": "compressed",
    b"\xfd7zXZ\x00": "compressed",
    b"\x28\xb5\x2f\xfd": "compressed",
    b"{\\rtf": "rtf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"ID3": "sound",
    b"OggS": "sound",
    b"RIFF": "sound",
    b"\x1aE\xdf\xa3": "sound",
    b"\x00\x00\x00\x18ftyp": "sound",
    b"\x00\x00\x00\x20ftyp": "sound",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"Rar!\x1a\x07": "packed",
    b"7z\xbc\xaf\x27\x1c": "packed",
}
_MEMBERS = (
    ("docx", re.compile(r"word/document\d*\.xml")),
    ("xlsx", re.compile(r"xl/workbook\.(?:xml|bin)")),
    ("pptx", re.compile(r"ppt/presentation\.xml")),
    ("opendocument", re.compile(r"META-INF/manifest\.xml")),
    ("epub", re.compile(r"META-INF/container\.xml")),
    ("wacz", re.compile(r"archive/.*\.warc(?:\.gz)?")),
)
"""Forms that are ZIP archives, each with a member that none of the others has."""

_WITH = {"docx": "[Content_Types].xml", "xlsx": "[Content_Types].xml", "wacz": "datapackage.json"}
"""What such an archive holds beside."""

_UNREAD = {
    "image": "is a picture; the text in it must be recognised first (OCR)",
    "sound": "is a sound or a film; it must be written down first",
    "packed": "is an archive that is not read (RAR, 7z); unpack it, or make it a ZIP",
    "xlsx": "is a workbook of Excel; save its sheet as CSV",
    "pptx": "is a presentation; save it as text",
    "opendocument": "is of LibreOffice; save it as DOCX, text or CSV",
    "epub": "is an electronic book; save it as text",
}
_BINARY = "is a binary file, or text in an encoding that cannot be told; save it as UTF-8"

_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\{\]])")
_SUFFIXES = {".jsonl": "json", ".ndjson": "json", ".json": "json", ".csv": "table", ".tsv": "table"} | {
    ".html": "html",
    ".htm": "html",
}


def form_of(source: Source) -> str:
    """The form of a source; "text" for what has no marks of another."""
    head = source.head.removeprefix(codecs.BOM_UTF8)
    found = next((form for magic, form in _MAGIC.items() if head.startswith(magic)), None)
    if found is not None:
        return "warc" if found == "compressed" and begins(head, b"WARC/") else found
    if _JSON.match(head):
        return "json"
    marked = markup_form(source.head)
    if marked is not None:
        return marked
    name = PurePath(source.where)
    suffix = name.with_suffix("").suffix if name.suffix.lower() in SUFFIXES else name.suffix
    return _SUFFIXES.get(suffix.lower()) or _form_of_text(source.head)


def _form_of_text(head: bytes) -> str:
    """A press database's export by its marks, a table by its header, which names a column of texts; else text."""
    from ingest.readers.table import is_table

    if is_export(head):
        return "press"
    return "table" if is_table(head) else "text"


def form_of_members(names: Collection[str]) -> str:
    """The form of a ZIP archive by the names of its members; "zip" for one that is only a folder of files."""
    for form, mark in _MEMBERS:
        if _WITH.get(form, next(iter(names), "")) in names and any(map(mark.fullmatch, names)):
            return form
    return "zip"


def reader_of(form: str) -> Reader | None:
    """The reader of a form, its module imported; None where there is none."""
    module = READERS.get(form)
    if module is None:
        return None
    reader: Reader = import_module(f"ingest.readers.{module}").read
    return reader


def objection(form: str) -> str:
    """Why what has a form without a reader is not taken, and what to do."""
    return _UNREAD.get(form, _BINARY)
