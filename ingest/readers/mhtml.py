"""Pages that a browser saved with their pictures in one file: MIME multipart/related (RFC 2557), .mht or .mhtml."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage

from ingest.readers.html import read_page
from ingest.readers.source import Item, Rejected, Source, whole

__all__ = ["read"]

MAX_BYTES = 32_000_000
"""The largest saved page that is read, pictures and all: they take a third more bytes than in files of their own."""


def read(source: Source) -> Iterator[Item]:
    """The article of the page in the file: its first part of HTML."""
    raw = whole(source, MAX_BYTES)
    if isinstance(raw, Rejected):
        yield raw
        return
    message = email.message_from_bytes(raw, policy=policy.default)
    part = next(
        (one for one in message.walk() if one.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    content = None if part is None else part.get_payload(decode=True)
    if part is None or not isinstance(content, bytes):
        yield Rejected(source.where, "is a saved page without HTML in it")
        return
    known = {"contentType": str(part.get("Content-Type", "")), **_address(message, part)}
    yield read_page(content, replace(source, fields={**known, **source.fields}))


def _address(message: EmailMessage, part: EmailMessage) -> dict[str, str]:
    """Where the page was saved from, as the browser says."""
    stated = (message.get("Snapshot-Content-Location"), part.get("Content-Location"))
    found = next((str(url).strip() for url in stated if url and str(url).strip().startswith("http")), None)
    return {} if found is None else {"url": found}
