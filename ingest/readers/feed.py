"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom; an entry with its full text is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.readers.bylines import byline_of
from ingest.readers.html import paragraphs_of
from ingest.readers.instants import instant_of
from ingest.readers.markup import squeezed, tree_of, words_of
from ingest.readers.source import Draft, Item, Rejected, Source, whole, whole_characters

__all__ = ["ENTRY", "SUMMARY", "read"]

MAX_BYTES = 32_000_000
"""The largest feed that is read: a newspaper's whole archive as one Atom file."""

ENTRY = 40
"""Words from which an entry's content (`content:encoded`, Atom's `content`) counts as the full text."""

SUMMARY = 120
"""Words from which an entry's description does: some feeds have nothing else, and summaries have 20 to 60 words."""

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
"""A document type that only names where it stands, as RSS 0.91 has it: nobody looks there."""

_CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|(?:read|continue reading|more)\b.{0,80}?[»>→.…]*)\s*$", re.IGNORECASE
)
_SYNDICATED = re.compile(r"the post .{0,300} (?:first appeared|appeared first) on .{0,100}", re.IGNORECASE)


def read(source: Source) -> Iterator[Item]:
    """The entries of a feed with their texts; those with a summary only are Rejected with the address of the page."""
    raw = whole(source, MAX_BYTES)
    if isinstance(raw, Rejected):
        yield raw
        return
    raw = _DOCTYPE.sub(b"", raw, count=1)
    danger = _danger(raw)
    if danger is not None:
        yield Rejected(source.where, danger)
        return
    import feedparser

    found = feedparser.parse(BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not found.entries:
        yield Rejected(source.where, "is a feed without entries")
    for number, entry in enumerate(found.entries, 1):
        yield _item(entry, found.feed, source, number)


def _danger(raw: bytes) -> str | None:
    """Why a feed is not parsed at all: it declares entities, as attacks do. Broken XML is feedparser's to mend."""
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    from defusedxml import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        parseString(raw, ContentHandler(), forbid_external=True)
    except DefusedXmlException:
        return "declares XML entities, which feeds do not need and attacks use"
    except (SAXException, ValueError, LookupError):
        return "declares XML entities, which feeds do not need and attacks use" if b"<!ENTITY" in raw else None
    return None


def _item(entry: Any, feed: Any, source: Source, number: int) -> Item:
    where = f"{source.where}:{number}"
    title = _plain(entry.get("title"))
    lines, full = _text(entry, title)
    if not full:
        link = _link(entry)
        words = sum(len(line.split()) for line in lines)
        told = f"has only a summary of {words} words" if words else "has no text"
        return Rejected(where, f"{told}; kg fetch {link} brings the page" if link else told)
    body = "\n\n".join(lines)
    name = squeezed(str(entry.get("id") or f"{source.stem}:{number}"))
    text = body if title is None else f"{title}\n\n{body}"
    fields = _fields(entry, feed, title) | dict(source.fields)
    return Draft(where, whole_characters(name), whole_characters(text), is_file=False, fields=fields)


def _text(entry: Any, title: str | None) -> tuple[list[str], bool]:
    """The entry's paragraphs, and whether they are the full text."""
    contents = [str(one.get("value") or "") for one in entry.get("content", ())]
    content = _lines(max(contents, key=len, default=""), title)
    summary = _lines(str(entry.get("summary") or ""), title)
    if _is_full(content, ENTRY):
        return content, True
    longest = max(content, summary, key=lambda lines: sum(map(len, lines)))
    return longest, _is_full(summary, SUMMARY)


def _lines(markup: str, title: str | None) -> list[str]:
    if not markup.strip():
        return []
    if "<" not in markup:
        found = [squeezed(line) for line in markup.splitlines() if line.strip()]
    else:
        tree = tree_of(f"<html><body><article>{markup}</article></body></html>")
        found = [] if tree is None else paragraphs_of(tree, title)
    return [line for line in found if not _SYNDICATED.fullmatch(line.rstrip("."))]


def _is_full(lines: list[str], least: int) -> bool:
    return bool(lines) and sum(len(line.split()) for line in lines) >= least and not _CUT.search(lines[-1])


def _fields(entry: Any, feed: Any, title: str | None) -> dict[str, str]:
    publisher = _plain(entry.get("source", {}).get("title")) or _plain(feed.get("title"))
    authors = [str(one.get("name") or "") for one in entry.get("authors", ())]
    published = instant_of(entry.get("published") or entry.get("updated"))
    language = entry.get("content", [{}])[0].get("language") or feed.get("language")
    fields = {
        "title": title,
        "byline": byline_of([[name for name in authors if name], [str(entry.get("author") or "")]], publisher),
        "publisher": publisher,
        "url": _link(entry),
        "rights": _plain(entry.get("rights")) or _plain(feed.get("rights")),
        "date": None if published is None else published.written,
        "dateBasis": None if published is None else "metadata",
        "language": language if isinstance(language, str) else None,
    }
    return {name: value for name, value in fields.items() if value}


def _link(entry: Any) -> str | None:
    link = str(entry.get("feedburner_origlink") or entry.get("link") or "").strip()
    return link if link.startswith(("http://", "https://")) else None


def _plain(markup: Any) -> str | None:
    """A title without markup."""
    text = str(markup or "").strip()
    if "<" in text or "&" in text:
        tree = tree_of(f"<p>{text}</p>")
        text = text if tree is None else words_of(tree)
    return squeezed(text) or None
