"""Which of the addresses that a page gives for itself is to be believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from kg.ids import host_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["believed", "mark_saved_from", "saved_from"]

_HOME = re.compile(r"/?(?:(?:index|default|home)\.\w+)?/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?", re.IGNORECASE)
"""The path of a home page, also of one in a language: /, /index.html, /en/."""

_SECOND_LEVEL = {"ac", "co", "com", "edu", "gov", "net", "org"}
_MARK = "kg-saved-from"


def believed(stated: Sequence[str], known: str | None) -> str | None:
    """The first stated address that can be the article's own; failing that the known one.

    It is absolute (made so by the known address), no home page, and where the page is known to come from a site, of
    that site. Without a known address, the sites that the stated ones name have to agree, or the most named counts.
    """
    whole = [url for url in (_absolute(one, known) for one in stated) if url is not None]
    fit = [url for url in whole if not _is_home(url)]
    site = _site(known) if known and _parts(known) else _commonest([_site(url) for url in whole])
    return next((url for url in fit if _site(url) == site), known if known and _parts(known) else None)


def saved_from(tree: HtmlElement) -> str | None:
    """Where a browser says that it saved the page from; `mark_saved_from` has put it on the tree."""
    found: str | None = tree.getroottree().getroot().get(_MARK)
    return found


def mark_saved_from(tree: HtmlElement, text: str) -> None:
    """Keep on the tree the address in the comment that browsers write: <!-- saved from url=(0027)https://… -->."""
    found = re.search(r"<!--\s*(?:saved from url=\(\d+\)|url:)\s*(https?://\S+)", text[:4096])
    if found is not None:
        tree.getroottree().getroot().set(_MARK, found[1])


def _absolute(url: str, base: str | None) -> str | None:
    try:
        joined = urljoin(base or "", url.strip())
    except ValueError:
        return None
    parts = _parts(joined)
    return urlunsplit(parts._replace(fragment="")) if parts is not None else None


def _parts(url: str) -> SplitResult | None:
    """The parts of an address of the web; None for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname else None


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_HOME.fullmatch(parts.path)) and not re.search(r"\d", parts.query)


def _site(url: str) -> str:
    """The registered part of the host, by its usual shape: bbc.co.uk of news.bbc.co.uk."""
    labels = (host_of(url) or "").split(".")
    return ".".join(labels[-3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2 :])


def _commonest(sites: Sequence[str]) -> str | None:
    return max(dict.fromkeys(sites), key=sites.count, default=None)
