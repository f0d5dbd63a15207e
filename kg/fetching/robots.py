"""robots.txt: what a host allows, as RFC 9309 has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.fetching.addresses import Address, address_of, redirected
from kg.fetching.bodies import unpacked
from kg.fetching.limits import Limits
from kg.fetching.pacing import Pace
from kg.fetching.reasons import FetchError, PassingError
from kg.fetching.trying import PASSING_STATUSES, Patience, persistent, retry_after

if TYPE_CHECKING:
    from protego import Protego

    from kg.fetching.client import Answer, Client

__all__ = ["LONGEST_PAUSE", "PRODUCT", "Robots"]

PRODUCT = "crisis-kg"
"""The name under which robots.txt may speak of us, and by which the User-Agent begins."""

LONGEST_PAUSE = 300.0
"""Seconds: a host that wants longer pauses between two requests wants no visits."""

_MOST = 512_000
"""Bytes of robots.txt that count; RFC 9309, section 2.5, wants 500 KiB at least."""

_REDIRECTS = 5
"""As RFC 9309, section 2.3.1.2, wants followed at least."""


class Robots:
    """What the robots.txt of each host says; fetched once a run and host, when the first page of it is wanted.

    None there (4xx): everything is allowed. Not to be had (5xx, 429, no connection, another network): nothing is.
    """

    def __init__(self, client: Client, pace: Pace, patience: Patience) -> None:
        self._client, self._pace, self._patience = client, pace, patience
        self._known: dict[str, Protego | str] = {}

    def check(self, address: Address) -> None:
        """Raises FetchError where the page must not be fetched."""
        if address.origin not in self._known:
            self._known[address.origin] = self._fetched(address)
        rules = self._known[address.origin]
        if isinstance(rules, str):
            raise FetchError(rules)
        if not rules.can_fetch(address.url, PRODUCT):
            raise FetchError(f"is not to be fetched, says {address.origin}/robots.txt")

    def _fetched(self, address: Address) -> Protego | str:
        """The rules, or why there are none to be had."""
        try:
            text = self._text(address_of(f"{address.origin}/robots.txt"), address)
        except FetchError as error:
            return str(error)
        rules = _parsed(text)
        pause = _pause(rules)
        if pause > LONGEST_PAUSE:
            return f"{address.origin}/robots.txt wants {pause:g} seconds between two requests; so long is not waited"
        self._pace.slow_down(address.host, pause)
        return rules

    def _text(self, robots: Address, address: Address) -> str:
        place = Address(robots.url, robots.scheme, robots.host, robots.port, robots.target, address.credentials)
        for _ in range(_REDIRECTS + 1):
            got = persistent(lambda asked=place: self._asked(asked), self._patience)  # type: ignore[misc]
            if isinstance(got, str):
                return got
            place = got
        # RFC 9309, section 2.3.1.2: with more redirects it may be taken as not there
        return ""

    def _asked(self, place: Address) -> str | Address:
        """The text of robots.txt, or where it is instead."""
        self._pace.wait(place.host)
        with self._client.answer(place) as answer:
            location = answer.header("location")
            if 300 <= answer.status < 400 and location:
                return redirected(place, location)
            if answer.status in PASSING_STATUSES or answer.status >= 500:
                wait = retry_after(answer.header("retry-after"), answer.when)
                raise PassingError(f"{place.url} answers {answer.status}, so that nothing may be fetched there", wait)
            return _beginning(answer, self._client.limits) if answer.status == 200 else ""


def _beginning(answer: Answer, limits: Limits) -> str:
    text = bytearray()
    for piece in unpacked(answer.chunks, answer.header("content-encoding")):
        text += piece
        if len(text) >= min(_MOST, limits.bytes):
            break
    return text[:_MOST].decode("utf-8-sig", "replace")


def _parsed(text: str) -> Protego:
    from protego import Protego

    return Protego.parse(text)


def _pause(rules: Protego) -> float:
    rate = rules.request_rate(PRODUCT)
    return max(rules.crawl_delay(PRODUCT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
