"""What the top of a page says about the article: its address, its heading, its date."""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice

from ingest.dates.expressions import expressions
from ingest.dates.meaning import Clock, meaning
from ingest.nlp.credits import byline_in, credit_in
from ingest.nlp.layout import TOP, Line, datelines, lines

__all__ = [
    "agency_of",
    "byline_of",
    "date_in_address",
    "dateline_day",
    "day_in_words",
    "full_date",
    "heading_of",
    "stated_date",
    "stated_url",
]

LONGEST_HEADING = 150
"""Characters; of 1,072 news pages looked at, headings have 20 to 130."""

AGENCIES = frozenset(
    ["anadolu", "ansa", "bloomberg", "dpa", "efe", "ferghana", "interfax", "jiji", "kyodo"]
    + ["lusa", "novosti", "ntb", "reuters", "ritzau", "sputnik", "ukrinform", "xinhua", "yonhap"]
)
"""Agencies whose names have neither two capitals nor a word such as Press: what stands in brackets may be a country."""

_AGENCY = re.compile(r"\(([^()]+)\)")
_AGENCY_NAME = re.compile(r"[A-Z]{2}|\.[A-Za-z]{2}|\b(?:News|Press|Agency|Times|Post|Today|Radio|TV)\b")
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
    """The first line that says more than where, when and by whom, if it looks like a heading: short, no sentence's end.

    Addresses, bylines and credits above it are passed over; text must follow.
    """
    top = [line.text for line in _top(text) if not (credit_in(line.text) or byline_in(line.text))]
    if len(top) < 2 or len(top[0]) > LONGEST_HEADING or len(top[0].split()) < 2:
        return None
    first = top[0]
    is_dated = bool(_DATE_LINE.fullmatch(first)) or any(True for _ in datelines(first))
    return None if is_dated or first.endswith((".", ":", ",", ";")) else first


def byline_of(text: str) -> str | None:
    """Who has written the text, by a line at its top such as "By Jane Doe"; None where none says it."""
    return next(filter(None, (byline_in(line.text) for line in _top(text))), None)


def agency_of(text: str) -> str | None:
    """The agency in the text's dateline: "Reuters" in "BISHKEK, April 15 (Reuters) –"; None where none is named."""
    for start, end in datelines(text):
        found = _AGENCY.search(text, start, end)
        name = "" if found is None else found[1].strip()
        if _AGENCY_NAME.search(name) or AGENCIES & set(name.lower().split()):
            return name
    return None


def _top(text: str) -> list[Line]:
    """The first lines, addresses left out."""
    return [line for line in islice(lines(text), TOP) if not _URL.fullmatch(line.text)]


def stated_date(text: str) -> dt.date | None:
    """The full date in the text's dateline, or that a line at its top consists of; None where there is none."""
    for start, end in datelines(text):
        found = full_date(text[start:end])
        if found is not None:
            return found
    for line in islice(lines(text), TOP):
        match = _DATE_LINE.fullmatch(line.text) if len(line.text) < LONGEST_HEADING else None
        if match is not None:
            found = full_date(match["date"], alone=True)
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
    day = None if found is None else full_date(found["date"], alone=True)
    return None if day is None else day.isoformat()


def full_date(text: str, *, alone: bool = False) -> dt.date | None:
    """The day of the one complete date in a text, which may have to be all of it."""
    for found in expressions(text):
        if found.kind in ("date", "iso") and (not alone or text.strip(" ,") == text[found.start : found.end]):
            interval = meaning(found, Clock(None))
            if interval is not None:
                return interval.earliest
    return None


def dateline_day(text: str) -> tuple[int, int] | None:
    """Month and day of the month in a dateline that has no year, such as "OSH, April 15 (Agency) -"; else None."""
    for start, end in datelines(text):
        for found in expressions(text[start:end]):
            if found.kind == "date" and full_date(text[start:end]) is None:
                day = meaning(found, Clock(dt.date(2012, 7, 1)))  # a leap year: all that counts is month and day
                if day is not None and day.earliest is not None:
                    return day.earliest.month, day.earliest.day
    return None
