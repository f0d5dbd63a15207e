"""By which marks at its beginning a source is a page, a saved page, a feed, or a list of addresses."""

from __future__ import annotations

import codecs
import re

__all__ = ["markup_form"]

_BEFORE = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
"""What may stand before the first element: white space, declarations, comments."""

_FIRST = re.compile(r"<(?:!doctype\s+)?([A-Za-z][\w:.-]*)", re.IGNORECASE)
# fmt: off
_PAGE = {
    "html", "head", "body", "title", "meta", "link", "script", "style", "base", "div", "p", "span", "table",
    "article", "main", "section", "header", "center", "font", "h1", "h2", "frameset", "noscript", "nav", "br",
    "img", "a", "ul", "b", "i",
}
# fmt: on
_FEED = {"rss", "feed", "rdf", "channel"}
_LINKS = {"urlset", "sitemapindex"}
_RSS_1 = re.compile(r"purl\.org/rss|my\.netscape\.com/rdf")
_HEADERS = re.compile(r"(?:[A-Za-z-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+")
_MULTIPART = re.compile(r"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def markup_form(head: bytes) -> str | None:
    """html, mhtml, feed or links; None for anything else."""
    text = _text(head)
    if text.lstrip().startswith("<"):
        return _by_element(text)
    headers = _HEADERS.match(text)
    if headers is not None and _MULTIPART.search(headers.group()):
        return "mhtml"
    return "links" if _lists_addresses(text, whole=len(head) < 65_536) else None


def _text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _by_element(text: str) -> str | None:
    """By the first element, or the document type that names it."""
    before = _BEFORE.match(text)
    found = _FIRST.match(text, before.end() if before else 0)
    if found is None:
        return None
    name = found[1].lower().rpartition(":")[2]
    if name == "rdf":
        return "feed" if _RSS_1.search(text) else None
    return next((form for form, names in (("feed", _FEED), ("links", _LINKS), ("html", _PAGE)) if name in names), None)


def _lists_addresses(text: str, *, whole: bool) -> bool:
    """Whether every line is an address or, with # before it, a remark."""
    lines = [line.strip() for line in (text.splitlines() if whole else text.splitlines()[:-1])]
    told = [line for line in lines if line and not line.startswith("#")]
    return bool(told) and all(map(_ADDRESS.fullmatch, told))
