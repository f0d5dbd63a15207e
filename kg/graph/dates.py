"""What several reports, taken together, say about when; and how a person would write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from kg.model import Interval

__all__ = ["Days", "conflicting", "fused_days", "fused_period", "overlap", "written"]

_FIRST, _LAST = dt.date.min, dt.date.max


class Days(Protocol):
    """Anything that is dated by its first and its last day, both inclusive; None where that end is open."""

    @property
    def earliest(self) -> dt.date | None:
        """The first day."""

    @property
    def latest(self) -> dt.date | None:
        """The last day."""


def fused_days(intervals: Sequence[Interval]) -> Interval | None:
    """When an event was: the days that all reports allow; where they contradict each other, all days that any allows.

    A set of days is written as EDTF does it: `[2010-04-05..2010-04-11]` is one of them.
    """
    if not intervals:
        return None
    first, last = max(map(_start, intervals)), min(map(_end, intervals))
    if first > last:
        first, last = min(map(_start, intervals)), max(map(_end, intervals))
    return _same_as_one_of(intervals, first, last) or _interval(first, last, "[{}..{}]", "")


def fused_period(intervals: Sequence[Interval]) -> Interval | None:
    """When a state held: from the first day that any report allows to the last."""
    if not intervals:
        return None
    first, last = min(map(_start, intervals)), max(map(_end, intervals))
    return _same_as_one_of(intervals, first, last) or _interval(first, last, "{}/{}", "..")


def conflicting(intervals: Sequence[Days]) -> bool:
    """Whether no day fits all reports."""
    return bool(intervals) and max(map(_start, intervals)) > min(map(_end, intervals))


def overlap(a: Days, b: Days) -> bool:
    """Whether there is a day that fits both."""
    return not conflicting((a, b))


def written(interval: Interval) -> str:
    """The days as a person would write them: `5–11 Apr 2010`, `28 Mar – 3 Apr 2010`, `since 1 May 2005`."""
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return f"until {_day(last)}" if last is not None else f"since {_day(first)}" if first is not None else ""
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{_day(first)[:-5]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: dt.date) -> str:
    # not strftime("%b"): month names would follow the machine's language
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    return f"{day.day} {month} {day.year:04}"


def _start(interval: Days) -> dt.date:
    return _FIRST if interval.earliest is None else interval.earliest


def _end(interval: Days) -> dt.date:
    return _LAST if interval.latest is None else interval.latest


def _same_as_one_of(intervals: Sequence[Interval], first: dt.date, last: dt.date) -> Interval | None:
    same = [i for i in intervals if (_start(i), _end(i)) == (first, last)]
    return min(same, key=lambda i: (i.edtf, i.text or ""), default=None)


def _interval(first: dt.date, last: dt.date, form: str, unknown: str) -> Interval:
    starts, ends = (None if first == _FIRST else first), (None if last == _LAST else last)
    if starts is not None and starts == ends:
        return Interval(starts.isoformat(), starts, ends)
    edtf = form.format(starts or unknown, ends or unknown)
    return Interval(edtf, starts, ends)
