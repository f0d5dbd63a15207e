"""Rich Text Format: its text, and what its information group says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ingest.readers.docx import weak_fields
from ingest.readers.press.reader import drafts_of
from ingest.readers.source import Item, Rejected, Source, whole

__all__ = ["MAX_FILE", "read"]

MAX_FILE = 32_000_000
"""Bytes of the largest file that is read: 500 articles of a press database have about 10,000,000."""

MAX_FONTS = 200_000
"""Bytes of the longest table of fonts: striprtf's time for one that is broken grows with the square of its length."""

_PICTURE = re.compile(r"(?<![0-9a-fA-F\r\n])[0-9a-fA-F\r\n]{2000,}")
_INFO = re.compile(r"\{\\(?P<name>title|author)\s(?P<value>[^{}]{0,500})\}")
_MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)\b")
_BAD = (ValueError, TypeError, LookupError, OverflowError)


def read(source: Source) -> Iterator[Item]:
    """The text as one article, or as the many that a press database packed into it."""
    raw = whole(source, MAX_FILE)
    if isinstance(raw, Rejected):
        yield raw
        return
    marked = raw.decode("cp1252", "replace")
    text = None if "\\fonttbl" in marked and _fonts(marked) > MAX_FONTS else _plain(marked)
    if text is None:
        yield Rejected(source.where, "is a damaged RTF file")
        return
    yield from drafts_of(source, text, _fields(marked))


def _fonts(marked: str) -> int:
    from striprtf.striprtf import font_table_group

    return len(font_table_group(marked))  # type: ignore[no-untyped-call]


def _plain(marked: str) -> str | None:
    """The text without its marks; None for what striprtf cannot read."""
    from striprtf.striprtf import rtf_to_text

    # addresses behind links are no text, and striprtf's search for them takes time with the square of a line
    unlinked = _PICTURE.sub("", marked).replace("\\fldinst", "\\datafield")
    try:
        text: str = rtf_to_text(unlinked, errors="replace")  # type: ignore[no-untyped-call]
    except _BAD:
        return None
    whole_signs = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = (line.strip() for line in whole_signs.replace("\r", "\n").replace("\xad", "").split("\n"))
    return "\n\n".join(filter(None, lines))


def _fields(marked: str) -> dict[str, str]:
    start = marked.find("{\\info")
    group = marked[start : start + 5_000] if start >= 0 else ""
    said = {found["name"]: _plain("{\\rtf1\\ansi " + found["value"] + "}") for found in _INFO.finditer(group)}
    return weak_fields(said.get("title"), said.get("author"), _made(group))


def _made(group: str) -> dt.datetime | None:
    found = _MADE.search(group)
    try:
        return dt.datetime(*map(int, found.groups())) if found is not None else None  # type: ignore[arg-type]
    except ValueError:
        return None
