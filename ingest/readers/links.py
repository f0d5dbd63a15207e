"""Lists of addresses: sitemaps (https://www.sitemaps.org/protocol.html) and texts with an address a line.

They hold no articles. `read` says so; `addresses` gives what they hold, one after another, for fetching.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.source import Item, Rejected, Source
from kg.errors import InputError
from kg.plain import counted

__all__ = ["LONGEST", "Address", "addresses", "entries", "read"]

LONGEST = 8_192
"""Characters of the longest address that is taken; servers refuse longer ones."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as a list has it, when its page was last changed as the sitemap writes it, and whether it is itself a
    sitemap's; whether it can be fetched is for who fetches it to see.
    """

    url: str
    changed: str | None = None
    sitemap: bool = False


def read(source: Source) -> Iterator[Item]:
    """No article: how many addresses there are, and how their pages are brought."""
    count = 0
    try:
        for _ in addresses(source):
            count += 1
    except InputError as error:
        yield Rejected(source.where, str(error).removeprefix(f"{source.where}: "))
        return
    what = f"holds {counted(count, 'address')}, no texts"
    yield Rejected(source.where, f"{what}; kg fetch --from {source.where} brings them" if count else what)


def addresses(source: Source) -> Iterator[str]:
    """The addresses in a sitemap, an index of sitemaps, or a text; raises InputError for a sitemap that is broken."""
    return (entry.url for entry in entries(source))


def entries(source: Source) -> Iterator[Address]:
    """The same with what the sitemap says of them; nothing is held but the entry at hand."""
    if source.head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        yield from _in_sitemap(source)
    else:
        yield from _in_lines(source)


def _in_lines(source: Source) -> Iterator[Address]:
    while line := source.stream.readline(4 * LONGEST):
        text = line.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").strip()
        if text.lower().startswith(("http://", "https://")) and len(text) <= LONGEST:
            yield Address(text)


def _in_sitemap(source: Source) -> Iterator[Address]:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    count = 0
    try:
        root = None
        for event, element in iterparse(source.stream, events=("start", "end"), forbid_dtd=True):
            root = element if root is None else root
            if event == "end" and _name(element.tag) in ("url", "sitemap"):
                found = _entry(element)
                root.clear()
                if found is not None:
                    count += 1
                    yield found
    except ParseError as error:
        line, column = error.position
        reason = f"is broken XML (line {line}, column {column}); {counted(count, 'address')} before that"
        raise InputError(f"{source.where}: {reason}") from error
    except DefusedXmlException as error:
        raise InputError(f"{source.where}: declares a document type or entities, which no sitemap has") from error


def _entry(element: object) -> Address | None:
    parts = {_name(child.tag): (child.text or "").strip() for child in element}  # type: ignore[attr-defined]
    url = parts.get("loc", "")
    if not url or len(url) > LONGEST:
        return None
    return Address(url, parts.get("lastmod") or None, sitemap=_name(element.tag) == "sitemap")  # type: ignore[attr-defined]


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]
