"""The words that may name a time: one pattern a construction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

__all__ = ["MONTHS", "NUMBERS", "WEEKDAYS", "Found", "expressions"]


@dataclass(frozen=True, slots=True)
class Found:
    """Words that may name a time: `[start, end)` in the text, and the construction's name."""

    start: int
    end: int
    kind: str
    match: re.Match[str]


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
_THIS = r"(?P<which>last|this|next|this past|this coming|past|coming|the following|the previous)"
_TO = (
    r"(?: ?[-–] ?| to | through | and (?=\d+(?:st|nd|rd|th)?(?:\W*$|[,.;:)]| (?:in|at|on|to|for|when|after|of|by)\b)))"
)
_PART = r"(?: (?:early|late|midday|morning|afternoon|evening|night)\b)?"
_ITS_YEAR = rf"(?:(?:,? |, ?| of )(?P<year>{_YEAR})\b(?! ?%)| (?P<its>this|last|next) year)"

_PATTERNS: dict[str, str] = {
    "iso": rf"\b(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)\b(?![-/])",
    "days": rf"\b(?P<day>{_DAY})(?: ?[-–] ?| to | and )(?P<last>{_DAY}) (?:of )?(?P<month>{_MONTH}){_ITS_YEAR}?"
    rf"|\b(?P<month2>{_MONTH}) (?P<day2>{_DAY}){_TO}(?P<last2>{_DAY})\b(?![:.]?\d){_ITS_YEAR.replace('>', '2>')}?",
    "date": rf"(?:\b{_WEEKDAY},? (?:the )?)?\b(?P<day>{_DAY}) (?:of )?(?P<month>{_MONTH})(?!\w){_ITS_YEAR}?"
    rf"|(?:\b{_WEEKDAY},? )?\b(?:(?P<which>last|this|next) )?(?P<month2>{_MONTH}) (?:the )?(?P<day2>{_DAY})\b"
    rf"(?![:.]?\d|,\d| ?%| (?:percent|per|people)){_ITS_YEAR.replace('>', '2>')}?",
    "month": rf"\b(?:{_THIS} )?(?P<month>{_MONTH})(?!\w){_ITS_YEAR}?",
    "years": rf"(?<![\d,.$€£-])\b(?P<year>{_YEAR}) ?[-–/] ?(?P<last>{_YEAR}|\d\d)\b(?![-/\d])",
    "decade": r"\b(?:the )?(?P<year>(?:1[5-9]|20)\d)0['’]?s\b",
    "season": rf"\b(?P<season>spring|summer|autumn|fall|winter) (?:of )?(?P<year>{_YEAR})\b",
    "year": rf"(?<![\d,.$€£/:])(?<!\d-)(?<!(?-i:[A-Z])-)\b(?P<year>{_YEAR})\b(?![\d:/%-]|[,.]\d| ?%)",
    "weekday": rf"\b(?:{_THIS} )?(?P<weekday>{_WEEKDAY})\b{_PART}",
    "weekend": r"\b(?P<which>last|this|next|the|this past|this coming|the past) weekend\b",
    "unit": r"(?<!the )\b(?P<which>last|this|next|earlier this|later this|late last|early this|early last|late this) "
    r"(?P<unit>week|month|year|night)\b(?! long)",
    "past": rf"\b(?:last|past|previous) (?:(?P<number>{_NUMBER}) )?(?P<unit>day|week|month|year|decade)s?\b",
    "ago": rf"\b(?P<more>more than |over )?(?P<number>an?|{_NUMBER}) (?P<unit>day|week|month|year|decade)s? ago\b",
    "ahead": rf"\b(?:with)?in (?P<number>an?|{_NUMBER}) (?P<unit>day|week|month|year)s?['’]?(?: time)?\b",
    "beside": rf"\b(?:the (?P<which>next|following|previous) day|(?P<number>an?|{_NUMBER}) days? "
    r"(?P<way>earlier|later|before|after))\b",
    "hours": r"\b(?:within |(?:a few |several |some |few )?(?=\w+ (?:after|later|earlier)))(?:hours|minutes)"
    r"(?: (?:after|later|earlier)\b)?",
    "same day": r"\b(?:earlier|later) (?:in|on|that) (?:the )?(?:same )?day\b",
    "today": rf"\b(?:(?:earlier|later) )?(?:today\b{_PART}|tonight|this (?:morning|afternoon|evening))\b",
    "yesterday": rf"\b(?P<two>the day before )?yesterday\b{_PART}",
    "tomorrow": rf"\b(?P<two>the day after )?tomorrow\b{_PART}",
}


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(p.replace(" ", "[ \u00a0]"), re.IGNORECASE) for kind, p in _PATTERNS.items()}


def expressions(text: str) -> Iterator[Found]:
    """The words that may name a time, in their order, none across another; of two that begin together the longer."""
    taken = 0
    found = (
        Found(m.start(), m.end(), kind, m) for kind, pattern in _compiled().items() for m in pattern.finditer(text)
    )
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if one.start >= taken:
            yield one
            taken = one.end
