"""What the tests of readers share: bytes read as a file of some name would be."""

from __future__ import annotations

import io

from ingest.readers.finding import drafts
from ingest.readers.forms import form_of, reader_of
from ingest.readers.source import Draft, Item, Rejected, Source, source_of

__all__ = ["Draft", "Item", "Rejected", "Source", "drafts", "read", "reasons"]


def read(raw: bytes, name: str = "a.bin") -> list[Draft | Rejected | Source]:
    """What the reader of the bytes' form gives; sources in it have their stream still to be read."""
    source = source_of(io.BytesIO(raw), where=name, stem=name.rpartition(".")[0])
    reader = reader_of(form_of(source))
    assert reader is not None, form_of(source)
    return list(reader(source))


def reasons(items: list[Draft | Rejected | Source]) -> list[tuple[str, str]]:
    return [(item.where, item.reason) for item in items if isinstance(item, Rejected)]
