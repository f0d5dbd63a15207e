"""Plain text: decoded, one article a file."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.masthead import byline_of
from ingest.readers.encoding import decoded
from ingest.readers.source import Draft, Item, Rejected, Source, whole, whole_characters

__all__ = ["decoded", "read"]


def read(source: Source) -> Iterator[Item]:
    """The text as one article."""
    raw = whole(source)
    if isinstance(raw, Rejected):
        yield raw
        return
    text = decoded(raw)
    if text is None:
        reason = "is a binary file, or text in an encoding that cannot be told; save it as UTF-8"
        yield Rejected(source.where, reason)
        return
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    byline = byline_of(plain)
    fields = source.fields if byline is None else {"byline": byline, **source.fields}
    yield Draft(source.where, whole_characters(source.stem), plain, is_file=True, fields=fields)
