"""What the top of a page says about the article: its address, its heading, its date."""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice

from ingest.dates.expressions import expressions
from ingest.dates.meaning import Clock, meaning
from ingest.nlp.layout import TOP, datelines, lines

__all__ = ["date_in_address", "day_in_words", "heading_of", "stated_date", "stated_url"]

LONGEST_HEADING = 150
"""Characters; of 1,072 news pages looked at, headings have 20 to 130."""

_URL = re.compile(r"https?://\S+")
_PATH_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:/|\b)")
_DATE_LINE = re.compile(
    r"(?:(?:published|posted|updated|date|on)\b:?\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?P<date>[^:|]*?\d{4})(?:[\s,|–-]+(?:at\s+)?\d\d?[:.]\d\d.*)?",
    re.IGNORECASE,
)

_DAY_BEFORE = re.compile(r"(?P<date>[^:|]*?\d{4}),?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


def stated_url(text: str) -> str | None:
    """The address that the text's first line consists of, or None."""
    first = next(lines(text), None)
    return first.text if first is not None and _URL.fullmatch(first.text) else None


def heading_of(text: str) -> str | None:
    """The first line, addresses left out, where it looks like a heading: short, more follows, no sentence's end."""
    top = [line.text for line in islice(lines(text), TOP) if not _URL.fullmatch(line.text)]
    if len(top) < 2 or len(top[0]) > LONGEST_HEADING or len(top[0].split()) < 2:
        return None
    first = top[0]
    is_dated = bool(_DATE_LINE.fullmatch(first)) or any(True for _ in datelines(first))
    return None if is_dated or first.endswith((".", ":", ",", ";")) else first


def stated_date(text: str) -> dt.date | None:
    """The full date in the text's dateline, or that a line at its top consists of; None where there is none."""
    for start, end in datelines(text):
        found = _full_date(text[start:end])
        if found is not None:
            return found
    for line in islice(lines(text), TOP):
        match = _DATE_LINE.fullmatch(line.text) if len(line.text) < LONGEST_HEADING else None
        if match is not None:
            found = _full_date(match["date"], alone=True)
            if found is not None:
                return found
    return None


def date_in_address(url: str) -> dt.date | None:
    """The date in an address such as https://example.org/2010/04/15/talks, or None."""
    found = _PATH_DATE.search(url)
    try:
        return dt.date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None


def day_in_words(text: str) -> str | None:
    """The day that "15 April 2010" or "April 15, 2010, Thursday" names, as 2010-04-15; None for other texts."""
    found = _DATE_LINE.fullmatch(text.strip().rstrip(".")) or _DAY_BEFORE.match(text.strip())
    day = None if found is None else _full_date(found["date"], alone=True)
    return None if day is None else day.isoformat()


def _full_date(text: str, *, alone: bool = False) -> dt.date | None:
    """The day of the one complete date in a text, which may have to be all of it."""
    for found in expressions(text):
        if found.kind in ("date", "iso") and (not alone or text.strip(" ,") == text[found.start : found.end]):
            interval = meaning(found, Clock(None))
            if interval is not None:
                return interval.earliest
    return None
