"""Days, weeks, months, years and what lies between them, as intervals with their EDTF string.

EDTF is ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/): `2010-04-14`, `2010-04`, `198X`, `2010-22` (summer),
`2010-04-05/2010-04-11`, `../2010-04-14` (open), `2010-04-14~` (about).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import replace

from kg.model import Interval

__all__ = [
    "about",
    "day",
    "decade",
    "end_of",
    "from_to",
    "is_day",
    "middle_of",
    "month",
    "month_before",
    "season",
    "since",
    "span",
    "start_of",
    "until",
    "week",
    "weekend",
    "year",
]

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SIMPLE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_ONE = dt.timedelta(days=1)


def day(date: dt.date) -> Interval:
    """One day."""
    return Interval(date.isoformat(), date, date)


def span(first: dt.date, last: dt.date) -> Interval:
    """From one day to another, both included; the later one first is put right."""
    first, last = sorted((first, last))
    return day(first) if first == last else Interval(f"{first}/{last}", first, last)


def week(date: dt.date) -> Interval:
    """Monday to Sunday around a day."""
    monday = date - dt.timedelta(days=date.weekday())
    return span(monday, monday + dt.timedelta(days=6))


def weekend(date: dt.date) -> Interval:
    """Saturday and Sunday of the week around a day."""
    saturday = date + dt.timedelta(days=5 - date.weekday())
    return span(saturday, saturday + _ONE)


def month(year_: int, month_: int) -> Interval:
    """A month; raises ValueError for one that the calendar does not have."""
    last = calendar.monthrange(year_, month_)[1]
    return Interval(f"{year_:04}-{month_:02}", dt.date(year_, month_, 1), dt.date(year_, month_, last))


def month_before(date: dt.date, months: int) -> Interval:
    """The month so many months before that of a day (after it, where negative)."""
    count = date.year * 12 + date.month - 1 - months
    return month(count // 12, count % 12 + 1)


def year(year_: int) -> Interval:
    """A year."""
    return Interval(f"{year_:04}", dt.date(year_, 1, 1), dt.date(year_, 12, 31))


def decade(year_: int) -> Interval:
    """Ten years: 1980 for the 1980s."""
    return Interval(f"{year_ // 10:03}X", dt.date(year_ // 10 * 10, 1, 1), dt.date(year_ // 10 * 10 + 9, 12, 31))


def season(name: str, year_: int) -> Interval:
    """Spring (from March), summer, autumn or winter (from December of that year)."""
    code = _SEASONS[name]
    first = dt.date(year_, 3 * (code - 20), 1)
    return Interval(f"{year_:04}-{code}", first, month_before(first, -2).latest)


def since(interval: Interval, published: dt.date | None) -> Interval:
    """From the interval's first day to the day of publication; open where that is not known or not later."""
    first = interval.earliest
    if first is None:
        return interval
    if published is None or published < first:
        return Interval(f"{_first(interval)}/..", first, None)
    return replace(span(first, published), edtf=f"{_first(interval)}/{published}" if first != published else f"{first}")


def until(interval: Interval) -> Interval:
    """Any time up to the interval's last day."""
    return Interval(f"../{interval.latest}", None, interval.latest)


def from_to(first: Interval, last: Interval) -> Interval:
    """From the first day of one to the last day of the other; the first alone where they are the wrong way round."""
    if first.earliest is None or last.latest is None or first.earliest > last.latest:
        return first
    edtf = f"{_first(first)}/{_last(last)}"
    return Interval(edtf, first.earliest, last.latest)


def about(interval: Interval) -> Interval:
    """The same, marked as approximate."""
    return replace(interval, edtf=interval.edtf + "~") if "/" not in interval.edtf else interval


def start_of(interval: Interval) -> Interval:
    """The first ten days of a month; of anything longer the first third."""
    return _third(interval, 0)


def middle_of(interval: Interval) -> Interval:
    """The 10th to the 20th of a month; of anything longer the second third."""
    return _third(interval, 1)


def end_of(interval: Interval) -> Interval:
    """The 20th to the last of a month; of anything longer the last third."""
    return _third(interval, 2)


def is_day(interval: Interval) -> bool:
    """True for a single day."""
    return interval.earliest is not None and interval.earliest == interval.latest


def _third(interval: Interval, index: int) -> Interval:
    first, last = interval.earliest, interval.latest
    if first is None or last is None or (last - first).days < 27:
        return interval
    if (last - first).days < 31:
        days = [(1, 10), (10, 20), (20, last.day)][index]
        return span(first.replace(day=days[0]), first.replace(day=days[1]))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    begin = month_before(first, -(months * index // 3))
    end = month_before(first, -(months * (index + 1) // 3 - 1))
    return from_to(begin, end)


def _first(interval: Interval) -> str:
    """The EDTF of an interval as the beginning of another."""
    return interval.edtf if _SIMPLE.fullmatch(interval.edtf) else str(interval.earliest)


def _last(interval: Interval) -> str:
    return interval.edtf if _SIMPLE.fullmatch(interval.edtf) else str(interval.latest)
