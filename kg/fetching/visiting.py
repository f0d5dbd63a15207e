"""A page: robots.txt asked, redirects followed, each checked anew; the answer taken in whole, or by name refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.fetching.addresses import Address, redirected
from kg.fetching.bodies import bounded, unpacked
from kg.fetching.index import LISTS, Kept, media_type
from kg.fetching.limits import Limits
from kg.fetching.pacing import Pace
from kg.fetching.reasons import FetchError, PassingError
from kg.fetching.robots import Robots
from kg.fetching.trying import PASSING_STATUSES, Patience, persistent, retry_after

if TYPE_CHECKING:
    from kg.fetching.client import Answer, Client

__all__ = ["FRESH", "TYPES", "Page", "Visit", "Visitor"]

FRESH = 24.0
"""Hours for which a page that is in the archive is not asked for again."""

TYPES = LISTS | {
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""What is fetched: everything that `kg ingest` can find an article in."""

REDIRECT_BYTES = 100_000
"""Bytes that an answer may have which only leads elsewhere."""

_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Page:
    """An answer with its body as it came; `not_modified`: what the archive has still holds. `location`: a redirect."""

    answer: Answer
    body: bytes
    location: str = ""
    not_modified: bool = False

    @property
    def type(self) -> str:
        """What it is, as its server says."""
        return _type(self.answer)

    def content(self) -> bytes:
        """The body, unpacked."""
        return b"".join(unpacked(iter([self.body]), self.answer.header("content-encoding")))


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for an address: the pages that are new, redirects first; none where all is fresh.

    `end`: the address at which the page is.
    """

    pages: tuple[Page, ...]
    end: Address


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who visits pages, and how. `kept`: what there is of an address; `fresh`: hours for which that is good."""

    client: Client
    robots: Robots
    pace: Pace
    patience: Patience
    kept: Callable[[str], Kept | None]
    fresh: float = FRESH
    now: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))

    def visit(self, address: Address) -> Visit:
        """Ask for the address and follow where it leads. Raises FetchError."""
        pages: list[Page] = []
        passed: list[str] = []
        while True:
            _check_way(address, passed, self.client.limits)
            passed.append(address.url)
            kept = self.kept(address.url)
            if kept is not None and self._is_fresh(kept):
                location = kept.location
            else:
                pages.append(self._page(address, kept))
                location = _next(pages[-1], kept)
            if not location:
                return Visit(tuple(pages), address)
            address = redirected(address, location)

    def _is_fresh(self, kept: Kept) -> bool:
        # what seems to come from the future (the clock was set back) is no ground to wait for it
        return dt.timedelta(0) <= self.now() - kept.asked < dt.timedelta(hours=self.fresh)

    def _page(self, address: Address, kept: Kept | None) -> Page:
        self.robots.check(address)
        return persistent(lambda: self._asked(address, kept), self.patience)

    def _asked(self, address: Address, kept: Kept | None) -> Page:
        self.pace.wait(address.host)
        with self.client.answer(address, _conditions(kept)) as answer:
            return _page(answer, kept, self.client.limits)


def _check_way(address: Address, passed: list[str], limits: Limits) -> None:
    if address.url in passed:
        raise FetchError(f"is redirected in a circle ({address.url})")
    if len(passed) > limits.redirects:
        raise FetchError(f"is redirected more than {limits.redirects} times")


def _conditions(kept: Kept | None) -> Mapping[str, str]:
    """Headers that ask for the page only if it is another than the one that is kept (RFC 9110, section 13.1)."""
    if kept is None or kept.location:
        return {}
    conditions = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified}
    return {name: value for name, value in conditions.items() if value and value.isascii()}


def _next(page: Page, kept: Kept | None) -> str:
    return kept.location if page.not_modified and kept is not None else page.location


def _page(answer: Answer, kept: Kept | None, limits: Limits) -> Page:
    """The answer taken in. Raises FetchError for one that is no page, before its body is read."""
    if answer.status == 304:
        if kept is None:
            raise FetchError("answers 304 (not modified) to somebody who has nothing of it")
        return Page(answer, b"", not_modified=True)
    location = answer.header("location")
    if answer.status in _REDIRECTS and location:
        redirected(answer.address, location)
        return Page(answer, _body(answer, min(limits.bytes, REDIRECT_BYTES)), location=location)
    _check(answer, limits)
    return Page(answer, _body(answer, limits.bytes))


def _check(answer: Answer, limits: Limits) -> None:
    if answer.status in PASSING_STATUSES:
        wait = retry_after(answer.header("retry-after"), answer.when)
        asked = f" and asks to wait {wait:,.0f} seconds" if wait else ""
        raise PassingError(f"answers {_status(answer)}{asked}", wait)
    if answer.status != 200:
        raise FetchError(f"answers {_status(answer)}")
    if _type(answer) not in TYPES:
        said = f"{_type(answer)[:80]!r}" if _type(answer) else "of no kind that its server names"
        raise FetchError(f"is {said}, and pages, texts, feeds, PDF and Word (docx) are fetched")
    length = answer.header("content-length")
    if length.isdigit() and int(length) > limits.bytes:
        raise FetchError(f"has {int(length):,} bytes, more than {limits.bytes:,} (--max-size)")


def _status(answer: Answer) -> str:
    return f"{answer.status} ({answer.phrase[:80]})" if answer.phrase else str(answer.status)


def _type(answer: Answer) -> str:
    return media_type(answer.header("content-type"))


def _body(answer: Answer, most: int) -> bytes:
    """The body as it comes; it is unpacked to see that it can be, and how large it is then."""
    body = bytearray()

    def taken() -> Iterator[bytes]:
        for chunk in bounded(answer.chunks, most):
            body.extend(chunk)
            yield chunk

    for _ in bounded(unpacked(taken(), answer.header("content-encoding")), most):
        pass
    return bytes(body)
