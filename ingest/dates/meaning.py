"""What the words that name a time mean to a reader on the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.dates import intervals
from ingest.dates.expressions import MONTHS, NUMBERS, WEEKDAYS, Found
from kg.model import Interval

__all__ = ["Clock", "meaning"]


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a reader stands: the day of publication, whether the clause looks ahead, the day last spoken of."""

    published: dt.date | None
    ahead: bool = False
    previous: Interval | None = None


def meaning(found: Found, clock: Clock) -> Interval | None:
    """The time that the words name on that day; None where they name none, or none without a day of publication."""
    try:
        return _READINGS[found.kind](_Words(found.match), clock)
    except (ValueError, OverflowError):  # 31 April, or before the year 1
        return None


class _Words:
    """The named parts of a match, in lower case; of twin groups ("day", "day2") the one that took part."""

    def __init__(self, match: re.Match[str]) -> None:
        self._groups = match.groupdict()

    def __getitem__(self, name: str) -> str | None:
        value = self._groups.get(name) or self._groups.get(f"{name}2")
        return None if value is None else value.lower().replace("\u00a0", " ")

    def number(self, name: str) -> int:
        word = self[name] or "1"
        digits = re.match(r"\d+", word)
        if digits is not None:
            return int(digits.group())
        return NUMBERS.index(word) + 1 if word in NUMBERS else 1

    @property
    def month(self) -> int:
        name = self["month"] or ""
        return int(name) if name.isdigit() else MONTHS.index(name[:3]) + 1


def _date(words: _Words, clock: Clock) -> Interval | None:
    return _day(words, clock, words.number("day"))


def _days(words: _Words, clock: Clock) -> Interval | None:
    first, last = (_day(words, clock, words.number(name)) for name in ("day", "last"))
    return None if first is None or last is None else intervals.from_to(first, last)


def _day(words: _Words, clock: Clock, number: int) -> Interval | None:
    year = _year_of(words, clock, lambda year: dt.date(year, words.month, number))
    return None if year is None else intervals.day(dt.date(year, words.month, number))


def _month(words: _Words, clock: Clock) -> Interval | None:
    year = _year_of(words, clock, lambda year: dt.date(year, words.month, 1))
    return None if year is None else intervals.month(year, words.month)


def _year_of(words: _Words, clock: Clock, date: Callable[[int], dt.date]) -> int | None:
    """The year that is written, or the one that puts the date next to the day of publication, before or after it."""
    if words["year"] is not None:
        return words.number("year")
    if clock.published is None:
        return None
    this = clock.published.year
    if words["its"] is not None:
        return this + _SIDES.get(words["its"], 0)
    first = clock.published if words["day"] is not None else clock.published.replace(day=1)
    if _side(words, clock) > 0:
        return this if date(this) >= first else this + 1
    is_named = words["which"] is not None and words["day"] is None  # "last July", said in July, is a year ago
    return this if date(this) < first or (date(this) == first and not is_named) else this - 1


_SIDES = {"last": -1, "this past": -1, "past": -1, "the previous": -1, "next": 1, "this coming": 1, "coming": 1}
_SIDES |= {"the following": 1}


def _side(words: _Words, clock: Clock) -> int:
    """-1 for a time that has passed, 1 for one to come."""
    return _SIDES.get(words["which"] or "", 1 if clock.ahead else -1)


def _years(words: _Words, clock: Clock) -> Interval:
    first, last = words.number("year"), words.number("last")
    return intervals.from_to(intervals.year(first), intervals.year(last if last > 99 else first // 100 * 100 + last))


def _decade(words: _Words, clock: Clock) -> Interval:
    return intervals.decade(words.number("year") * 10)


def _season(words: _Words, clock: Clock) -> Interval:
    return intervals.season(words["season"] or "", words.number("year"))


def _year(words: _Words, clock: Clock) -> Interval:
    return intervals.year(words.number("year"))


def _weekday(words: _Words, clock: Clock) -> Interval | None:
    """Counted from the day of publication, which is itself meant by its name alone."""
    published = clock.published
    if published is None:
        return None
    away = WEEKDAYS.index(words["weekday"] or "") - published.weekday()
    strictly = words["which"] not in (None, "this")
    if _side(words, clock) > 0:
        this_week = words["which"] == "this"
        return intervals.day(published + _days_long(away if this_week else away % 7 or 7 * strictly))
    return intervals.day(published - _days_long(-away % 7 or 7 * strictly))


def _weekend(words: _Words, clock: Clock) -> Interval | None:
    if clock.published is None:
        return None
    side = _side(words, clock)
    begun = clock.published.weekday() >= 5
    weeks = side if words["which"] in ("next", "last") or (side < 0 and not begun) else 0
    return intervals.weekend(clock.published + _days_long(7 * weeks))


def _unit(words: _Words, clock: Clock) -> Interval | None:
    published = clock.published
    if published is None:
        return None
    which = (words["which"] or "").split()
    side = {"last": -1, "next": 1}.get(which[-1], 0)
    if words["unit"] == "night":
        return intervals.day(published + _days_long(side))
    whole = _around(published, words["unit"] or "", side)
    if which[0] == "late":
        return intervals.end_of(whole)
    return intervals.start_of(whole) if which[0] == "early" else whole


def _around(published: dt.date, unit: str, side: int) -> Interval:
    """The week, month or year of a day, the one before (-1) or after (1)."""
    if unit == "week":
        return intervals.week(published + _days_long(7 * side))
    return intervals.month_before(published, -side) if unit == "month" else intervals.year(published.year + side)


def _past(words: _Words, clock: Clock) -> Interval | None:
    """The last three days: up to the day of publication."""
    if clock.published is None:
        return None
    return intervals.span(_back(clock.published, words.number("number"), words["unit"] or ""), clock.published)


def _ago(words: _Words, clock: Clock) -> Interval | None:
    """Two days ago is a day, a week ago about one, three months ago a month; "more than" leaves the beginning open."""
    published, unit, number = clock.published, words["unit"] or "", words.number("number")
    if published is None:
        return None
    date = _back(published, number, unit)
    if words["more"] is not None:
        return intervals.until(intervals.day(date))
    if unit == "day":
        return intervals.day(date)
    if unit == "week":
        return intervals.about(intervals.day(date))
    if unit == "decade":
        return intervals.about(intervals.year(date.year))
    return intervals.month(date.year, date.month) if unit == "month" else intervals.year(date.year)


def _ahead(words: _Words, clock: Clock) -> Interval | None:
    """In three days: only where the clause looks ahead, elsewhere it says how long something took."""
    if clock.published is None or not clock.ahead:
        return None
    date = _back(clock.published, -words.number("number"), words["unit"] or "")
    if words["unit"] == "day":
        return intervals.day(date)
    return intervals.week(date) if words["unit"] == "week" else intervals.month(date.year, date.month)


_MONTHS_LONG = {"month": 1, "year": 12, "decade": 120}


def _back(date: dt.date, number: int, unit: str) -> dt.date:
    """The day so many units before."""
    if unit in ("day", "week"):
        return date - _days_long(number * (7 if unit == "week" else 1))
    first = intervals.month_before(date, number * _MONTHS_LONG[unit]).earliest
    if first is None:
        raise ValueError(number)
    return first.replace(day=min(date.day, 28))


def _beside(words: _Words, clock: Clock) -> Interval | None:
    """The next day, two days earlier: counted from the day last spoken of."""
    if clock.previous is None or clock.previous.earliest is None or not intervals.is_day(clock.previous):
        return None
    back = words["which"] == "previous" or words["way"] in ("earlier", "before")
    return intervals.day(clock.previous.earliest + _days_long(words.number("number") * (-1 if back else 1)))


def _hours(words: _Words, clock: Clock) -> Interval | None:
    """Within hours: the day last spoken of or the next, if it had come; else the day of publication."""
    start = clock.previous
    if start is None or start.earliest is None or not intervals.is_day(start):
        return _today(words, clock)
    following = start.earliest + _days_long(1)
    last = following if clock.published is None else min(following, max(clock.published, start.earliest))
    return intervals.span(start.earliest, last)


def _same_day(words: _Words, clock: Clock) -> Interval | None:
    return _today(words, clock)


def _today(words: _Words, clock: Clock) -> Interval | None:
    return None if clock.published is None else intervals.day(clock.published)


def _yesterday(words: _Words, clock: Clock) -> Interval | None:
    return _away(clock, -2 if words["two"] else -1)


def _tomorrow(words: _Words, clock: Clock) -> Interval | None:
    return _away(clock, 2 if words["two"] else 1)


def _away(clock: Clock, days: int) -> Interval | None:
    return None if clock.published is None else intervals.day(clock.published + _days_long(days))


def _days_long(days: int) -> dt.timedelta:
    return dt.timedelta(days=days)


_READINGS: dict[str, Callable[[_Words, Clock], Interval | None]] = {
    "iso": _date,
    "days": _days,
    "date": _date,
    "month": _month,
    "years": _years,
    "decade": _decade,
    "season": _season,
    "year": _year,
    "weekday": _weekday,
    "weekend": _weekend,
    "unit": _unit,
    "past": _past,
    "ago": _ago,
    "ahead": _ahead,
    "beside": _beside,
    "hours": _hours,
    "same day": _same_day,
    "today": _today,
    "yesterday": _yesterday,
    "tomorrow": _tomorrow,
}
