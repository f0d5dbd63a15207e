"""Which form a source has, by its content; its name counts only where the content tells nothing."""

from __future__ import annotations

import codecs
import re
import zlib
from importlib import import_module
from pathlib import PurePath

from ingest.readers.press.marks import is_export
from ingest.readers.source import Reader, Source

__all__ = ["READERS", "form_of", "reader_of"]

READERS = {
    "docx": "docx",
    "json": "records",
    "pdf": "pdf",
    "press": "press.reader",
    "rtf": "rtf",
    "text": "text",
    "wacz": "wacz",
    "warc": "warc",
}
"""A form and the module of `ingest.readers` that reads it, by its function `read`."""

_MAGIC = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "docx",  # Word's old form, and its protected files
    b"WARC/": "warc",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "rtf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
}
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\{\]])")
_SUFFIXES = {".jsonl": "json", ".ndjson": "json", ".json": "json"}


def form_of(source: Source) -> str:
    """The form of a source; "text" for what has no marks of another."""
    head = source.head.removeprefix(codecs.BOM_UTF8)
    found = next((form for magic, form in _MAGIC.items() if head.startswith(magic)), None)
    if found in _INSIDE:
        return _INSIDE[found](head)
    if found is not None:
        return found
    if _JSON.match(head):
        return "json"
    named = _SUFFIXES.get(PurePath(source.where).suffix.lower(), "text")
    return "press" if named == "text" and is_export(head) else named


def _in_gzip(head: bytes) -> str:
    try:
        return "warc" if zlib.decompressobj(31).decompress(head, 8).startswith(b"WARC/") else "gzip"
    except zlib.error:
        return "gzip"


def _in_zip(head: bytes) -> str:
    """By the name of the first file in it, which stands 30 bytes after the beginning."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first.startswith((b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/")):
        return "docx"
    return "wacz" if first.startswith((b"datapackage", b"archive/", b"pages/", b"indexes/")) else "zip"


_INSIDE = {"gzip": _in_gzip, "zip": _in_zip}


def reader_of(form: str) -> Reader | None:
    """The reader of a form, its module imported; None where there is none."""
    module = READERS.get(form)
    if module is None:
        return None
    reader: Reader = import_module(f"ingest.readers.{module}").read
    return reader
