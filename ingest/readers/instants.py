"""Days as metadata write them: ISO 8601, RFC 2822, with the month's name, in figures, as seconds since 1970."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from ingest.masthead import full_date

__all__ = ["Instant", "instant_of"]

_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)(?:[T ]+\d\d?:\d\d(?::\d\d)?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_SLASHES = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)\b")
_FIGURES = re.compile(r"(\d\d?)([./-])(\d\d?)\2(\d{4})\b")
_SECONDS = re.compile(r"1?\d{9}(?:\d{3})?")
_TIME = re.compile(r"[\s,|–-]*(?:at\s+)?\d\d?[:.]\d\d.*$", re.IGNORECASE)
_UTC = {"Z", "UTC", "GMT", "+00:00", "+0000"}


@dataclass(frozen=True, slots=True)
class Instant:
    """A day as it is written, in its own zone; `utc`: with a time in UTC, so that the outlet's own day is unsure."""

    day: dt.date
    utc: bool = False

    @property
    def written(self) -> str:
        """In ISO 8601: the day, and where it is of a time in UTC, a sign of that ("2010-04-15T00:00Z")."""
        return f"{self.day.isoformat()}{'T00:00Z' if self.utc else ''}"


def instant_of(text: str | None) -> Instant | None:
    """The day that a text is, or begins with; None for none, or where figures leave open which is the month.

    >>> instant_of("2010-04-15T01:00:00+06:00")
    Instant(day=datetime.date(2010, 4, 15), utc=False)
    """
    written = " ".join((text or "").split())
    for reading in (_iso, _in_figures, _rfc, _in_words, _since_1970):
        try:
            found = reading(written)
        except (ValueError, OverflowError, IndexError, TypeError):
            continue
        if found is not None:
            return found
    return None


def _iso(text: str) -> Instant | None:
    found = _ISO.match(text) or _SLASHES.match(text) or _COMPACT.fullmatch(text)
    if found is None:
        return None
    zone = found[4] if found.re is _ISO else None
    return Instant(dt.date(int(found[1]), int(found[2]), int(found[3])), utc=zone in _UTC)


def _in_figures(text: str) -> Instant | None:
    """15.04.2010, 15/04/2010 and 04/15/2010; with slashes both parts under 13 tell nothing."""
    found = _FIGURES.match(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second:
        return Instant(dt.date(year, second, first))
    return Instant(dt.date(year, first, second)) if second > 12 else None


def _rfc(text: str) -> Instant | None:
    """Thu, 15 Apr 2010 01:00:00 +0600."""
    if ":" not in text:
        return None
    moment = parsedate_to_datetime(text)
    return Instant(moment.date(), utc=text.split()[-1] in _UTC)


def _in_words(text: str) -> Instant | None:
    day = full_date(_TIME.sub("", text), alone=True)
    return None if day is None else Instant(day)


def _since_1970(text: str) -> Instant | None:
    if not _SECONDS.fullmatch(text):
        return None
    seconds = int(text) / (1000 if len(text) > 10 else 1)
    return Instant(dt.datetime.fromtimestamp(seconds, dt.UTC).date(), utc=True)
