"""The day of publication: who says it, and how surely.

What is given with the input is taken as it is. Else there are witnesses: the metadata of the page or file, a full date
in the dateline or on a line at the top, the address, the file's name. The first of them is believed, and how far the
others agree makes the confidence. The day when a file was last changed is no witness: a copy changes it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.masthead import date_in_address, dateline_day, stated_date

__all__ = [
    "CONFIDENCE",
    "PRINTING",
    "Publication",
    "Said",
    "Witness",
    "day_objection",
    "judged",
    "publication",
    "witnesses",
]

CONFIDENCE: Mapping[str, float] = {
    "agree": 0.98,
    "near": 0.9,
    "metadata": 0.95,
    "stated": 0.9,
    "inferred": 0.9,
    "conflict": 0.5,
}
"""The chance that the day is right, by what the witnesses say: two the same day (agree), two within a day of each other
(near), one alone, or others more than a day off (conflict).

Set by judgement. On the 78 saved pages of our own (`python -m benchmarks.pages`, each choice of a page's witnesses)
each case was right every time, agree in 25 of 25 and metadata in 72 of 72,
which bounds them from below only; how often real
sites err is not known here. A conflict is a half because either may be right. What counts is the order."""

PRINTING = dt.date(1450, 1, 1)
"""No article was published before there was printing: an earlier day is a mistake, as 0001-01-01."""

_BASES = {"metadata", "stated", "inferred"}
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?=$|[T ])")
_UTC = re.compile(r"(?:Z|UTC|[+-]00:?00)$")
_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Publication:
    """The day, its basis, the chance that it is right, and the case of CONFIDENCE that this comes from.

    The chance is None for a day that was given.
    """

    day: dt.date | None = None
    basis: str | None = None
    confidence: float | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A day, by whom it is said, and whether it is the day in UTC of an outlet whose own day may be the next one."""

    day: dt.date
    basis: str
    utc: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A date that came with a text, if any, and its basis: "given" is final."""

    date: str | None
    basis: str = "given"


def publication(*, text: str, url: str | None, name: str, said: Said, given: dt.date | None) -> Publication:
    """The day on which a text was published.

    `given` is the day that holds for all that says none. `url` and `name` are the article's address and what its file
    is called.
    """
    stated = _day(said.date)
    if stated is not None and said.basis not in _BASES:
        return Publication(stated, "given")
    possible = stated is not None and day_objection(stated) is None
    first = [Witness(stated, said.basis, utc=bool(_UTC.search(said.date or "")))] if stated and possible else []
    if not first and given is not None:
        return Publication(given, "given")
    return judged([*first, *witnesses(text, url, name)], dateline_day(text))


def judged(said: Sequence[Witness], month_and_day: tuple[int, int] | None = None) -> Publication:
    """What witnesses make together, the most trusted first; `month_and_day` is a dateline's, which has no year.

    A time in UTC tells the outlet's own day only to within one: where the address has the next or the last day, that is
    the outlet's.
    """
    if not said:
        return Publication()
    first, *others = said
    shifted = next((w for w in others if first.utc and w.basis == "inferred" and _apart(first, w) == 1), None)
    believed = first if shifted is None else shifted
    gaps = [_apart(believed, other) for other in others if other is not shifted]
    gaps += [0] if shifted is not None else []
    gaps += [] if month_and_day is None else [_to_dateline(believed.day, month_and_day)]
    case = _case(believed.basis, gaps)
    return Publication(believed.day, believed.basis, CONFIDENCE[case], case)


def day_objection(day: dt.date) -> str | None:
    """Why no article can have been published on that day; None where one can. Tomorrow is today further east."""
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    if day > tomorrow:
        return f"is in the future; days up to {tomorrow} are taken"
    return f"is before there was printing; days from {PRINTING} on are taken" if day < PRINTING else None


def _case(basis: str, gaps: Sequence[int]) -> str:
    if not gaps:
        return basis
    if max(gaps) > 1:
        return "conflict"
    return "agree" if 0 in gaps else "near"


def witnesses(text: str, url: str | None, name: str) -> Iterator[Witness]:
    """The days that the text, its address and the name of its file tell, in the order of belief."""
    stated = stated_date(text)
    if stated is not None:
        yield Witness(stated, "stated")
    in_address = None if url is None else date_in_address(url)
    if in_address is not None:
        yield Witness(in_address, "inferred")
    in_name = _in_name(name)
    if in_name is not None:
        yield Witness(in_name, "inferred")


def _apart(one: Witness, other: Witness) -> int:
    return abs((one.day - other.day).days)


def _to_dateline(day: dt.date, month_and_day: tuple[int, int]) -> int:
    """Days between a day and the nearest one with that month and day of the month; datelines have no year."""
    found = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            found.append(abs((dt.date(year, *month_and_day) - day).days))
        except ValueError:  # 29 February, or a year that is none
            continue
    return min(found, default=0)


def _day(text: str | None) -> dt.date | None:
    found = _DAY.match(text or "")
    try:
        return dt.date.fromisoformat(found[1]) if found is not None else None
    except ValueError:
        return None


def _in_name(name: str) -> dt.date | None:
    """The day in a file's name, such as 2010-04-15-talks."""
    found = _NAME.search(name)
    try:
        return dt.date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None
