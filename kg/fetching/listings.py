"""Lists of addresses: a file of lines, failures of an earlier run, a sitemap, a feed."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ingest.readers.links import addresses
from ingest.readers.source import Rejected, Source, source_of, whole
from kg.errors import InputError

__all__ = ["MAX_LIST", "from_body", "from_file", "is_list"]

MAX_LIST = 64_000_000
"""Bytes of the longest list that is read; a sitemap has 50 MB at most (sitemaps.org)."""

_HEAD = 8_192  # bytes in which a list's first element stands
# possessive: a page of many comments is not tried in every possible way
_PROLOG = rb"\A(?:\xef\xbb\xbf)?\s*+(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)\s*+)*+<(?:\w+:)?"
_SITEMAP = re.compile(_PROLOG + rb"(?:urlset|sitemapindex)\b", re.DOTALL)
_ROOT = re.compile(_PROLOG + rb"(?:rss|feed|RDF|urlset|sitemapindex)\b", re.DOTALL)


def from_file(path: Path) -> Iterator[str | Rejected]:
    """The addresses in a file, `-` being standard input; a Rejected where it cannot be read."""
    if str(path) == "-":
        yield from _addresses(source_of(sys.stdin.buffer, where="-", stem="stdin"))
        return
    try:
        with path.open("rb") as file:
            yield from _addresses(source_of(file, where=str(path), stem=path.stem))
    except OSError as error:
        yield Rejected(str(path), f"cannot be read: {error.strerror or error}")


def from_body(body: bytes, url: str) -> Iterator[str | Rejected]:
    """The addresses of what a feed or sitemap that was fetched lists."""
    yield from _addresses(source_of(io.BytesIO(body), where=url, stem=url))


def is_list(body: bytes) -> bool:
    """Whether a page is a feed or a sitemap, by its first element."""
    return _ROOT.match(body[:_HEAD]) is not None


def _addresses(source: Source) -> Iterator[str | Rejected]:
    raw = whole(source, MAX_LIST)
    if isinstance(raw, Rejected):
        yield raw
    elif _SITEMAP.match(raw[:_HEAD]):
        yield from _mapped(raw, source.where)
    elif is_list(raw):
        yield from _linked(raw, source.where)
    else:
        yield from _written(raw, source.where)


def _written(raw: bytes, where: str) -> Iterator[str | Rejected]:
    """An address a line, `#` before a remark; or an object with `url` a line, as failures are written."""
    for number, line in enumerate(raw.decode("utf-8-sig", "replace").split("\n"), 1):
        text = line.strip()
        if text.startswith("{"):
            yield _url(text, f"{where}:{number}")
        elif text and not text.startswith("#"):
            yield text


def _url(text: str, where: str) -> str | Rejected:
    try:
        url = json.loads(text).get("url")
    except (ValueError, RecursionError):
        return Rejected(where, "is broken JSON")
    return url if isinstance(url, str) else Rejected(where, "has no field `url`")


def _mapped(raw: bytes, where: str) -> Iterator[str | Rejected]:
    """The addresses of a sitemap, or of a list of sitemaps."""
    try:
        yield from addresses(source_of(io.BytesIO(raw), where=where, stem=where))
    except InputError as error:
        yield Rejected(where, str(error).removeprefix(f"{where}: "))


def _linked(raw: bytes, where: str) -> Iterator[str | Rejected]:
    """The addresses of a feed's entries."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(raw)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        yield Rejected(where, "is a feed of broken XML")
        return
    parts = {"item", "entry"}
    for part in (element for element in root.iter() if element.tag.rpartition("}")[2] in parts):
        named = ((child.tag.rpartition("}")[2], child) for child in part)
        links = (c.text or c.get("href") for n, c in named if n == "link" and c.get("rel", "alternate") == "alternate")
        found = next((link.strip() for link in links if link and link.strip()), None)
        if found:
            yield found
