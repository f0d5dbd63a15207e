"""Which form a source has, by its content; its name counts only where the content tells nothing."""

from __future__ import annotations

import codecs
import re
from importlib import import_module
from pathlib import PurePath

from ingest.readers.source import Reader, Source

__all__ = ["READERS", "form_of", "reader_of"]

READERS = {
    "json": "records",
    "text": "text",
}
"""A form and the module of `ingest.readers` that reads it, by its function `read`."""

_MAGIC = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
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
    if found is not None:
        return found
    if _JSON.match(head):
        return "json"
    return _SUFFIXES.get(PurePath(source.where).suffix.lower(), "text")


def reader_of(form: str) -> Reader | None:
    """The reader of a form, its module imported; None where there is none."""
    module = READERS.get(form)
    if module is None:
        return None
    reader: Reader = import_module(f"ingest.readers.{module}").read
    return reader
