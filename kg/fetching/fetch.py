"""The whole job: addresses in, pages in the archive, and for each address what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.readers.source import Rejected
from kg.fetching.addresses import address_of, is_same_site, shown
from kg.fetching.archive import Archive
from kg.fetching.listings import from_body, is_list
from kg.fetching.reasons import FetchError
from kg.fetching.turns import Turn, Turns
from kg.fetching.visiting import Page, Visitor

__all__ = ["DEPTH", "MOST", "Done", "Failure", "Outcome", "fetched"]

DEPTH = 3
"""How deep lists may lead to lists: an index of sitemaps, a sitemap, pages."""

MOST = 1_000
"""Pages that lists may lead to in one run, where --most says nothing."""

MAX_ADDRESSES = 1_000_000
"""Addresses that one run takes: what fits into half a gigabyte of memory."""


class Outcome(StrEnum):
    """What came of an address."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    FRESH = "fresh"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Done:
    """An address that was fetched, or need not be; `waiting`: how many are still to come.

    Of a list `elsewhere` says how many of its entries lead to other sites, `over` how many were too many.
    """

    url: str
    outcome: Outcome
    waiting: int
    elsewhere: int = 0
    over: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that was not fetched, without credentials, and why."""

    url: str
    reason: str


class _Job:
    def __init__(self, visitor: Visitor, archive: Archive, most: int) -> None:
        self._visitor, self._archive, self._left = visitor, archive, most
        self.turns = Turns(visitor.pace)

    def begin(self, texts: Iterable[str | Rejected]) -> Iterator[Failure | Rejected]:
        """Take in what is to be fetched; give back what cannot be."""
        for text in texts:
            if isinstance(text, Rejected):
                yield text
            elif len(self.turns) >= MAX_ADDRESSES:
                yield Failure(shown(text), f"is one too many: a run takes {MAX_ADDRESSES:,} addresses")
            else:
                try:
                    address = address_of(text)
                    self.turns.add(Turn(address, address))
                except FetchError as error:
                    yield Failure(shown(text), str(error))

    def fetch(self, turn: Turn, *, follow: bool) -> Iterator[Done | Failure | Rejected]:
        """Fetch one page; of a list that is followed, put its entries into the row."""
        try:
            visit = self._visitor.visit(turn.address)
        except FetchError as error:
            yield Failure(turn.address.url, str(error))
            return
        if follow and visit.pages and is_list(visit.pages[-1].content()):
            yield from self._followed(turn, visit.pages[-1])
            return
        yield Done(turn.address.url, self._kept(visit.pages), len(self.turns))

    def _kept(self, pages: tuple[Page, ...]) -> Outcome:
        if not pages:
            return Outcome.FRESH
        return Outcome.STORED if self._archive.add(pages) else Outcome.UNCHANGED

    def _followed(self, turn: Turn, page: Page) -> Iterator[Done | Failure | Rejected]:
        if turn.depth >= DEPTH:
            yield Failure(turn.address.url, f"is a list that {DEPTH} others led to; so deep is not followed")
            return
        elsewhere = over = 0
        for text in from_body(page.content(), turn.address.url):
            found = _entry(text, page)
            if not isinstance(found, Turn):
                yield found
            elif not any(is_same_site(found.address, site) for site in (turn.site, page.answer.address)):
                elsewhere += 1
            elif self._left <= 0:
                over += 1
            elif self.turns.add(Turn(found.address, turn.site, turn.depth + 1)):
                self._left -= 1
        yield Done(turn.address.url, Outcome.LIST, len(self.turns), elsewhere, over)


def _entry(text: str | Rejected, page: Page) -> Turn | Failure | Rejected:
    if isinstance(text, Rejected):
        return Failure(text.where, text.reason)
    try:
        address = address_of(text)
    except FetchError as error:
        return Failure(shown(text), f"{error}; {page.answer.address.url} lists it")
    return Turn(address, address)


def fetched(
    texts: Iterable[str | Rejected], visitor: Visitor, archive: Archive, *, follow: bool = False, most: int = MOST
) -> Iterator[Done | Failure | Rejected]:
    """Fetch what the texts name, each once, and add it to the archive.

    With `follow`, a feed or sitemap is not kept: what it lists is fetched, of the same site, `most` pages in all.
    Gives for each address what came of it, as soon as it is known; a Rejected for a list that cannot be read.
    """
    job = _Job(visitor, archive, most)
    yield from job.begin(texts)
    while (turn := job.turns.next()) is not None:
        yield from job.fetch(turn, follow=follow)
