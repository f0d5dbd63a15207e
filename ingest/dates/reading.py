"""The times that a document names: which words, and from which day to which."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from ingest.dates import intervals
from ingest.dates.expressions import Found, expressions
from ingest.dates.meaning import Clock, meaning
from ingest.dates.tense import looks_ahead
from kg.model import Interval

__all__ = ["TextDate", "dates_in"]


@dataclass(frozen=True, slots=True)
class TextDate:
    """Words that name a time: tokens `[start, end)` of the Doc, and the interval, whose `text` they are."""

    start: int
    end: int
    interval: Interval


_YEAR_FOLLOWS = {"after", "and", "around", "before", "between", "by", "during", "early", "for", "from", "in", "late"}
_YEAR_FOLLOWS |= {"mid", "of", "or", "since", "the", "till", "to", "until", "year", "(", "-", "–"}
_BEFORE = 8  # tokens before a time among which words that change it may stand: "since the beginning of the month of"

Part = Callable[[Interval], Interval]

_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (re.compile(r"\b(?:early(?: in)?|(?:beginning|start) of) (?:the )?(?:month of )?$", re.I), intervals.start_of),
    (re.compile(r"\b(?:mid[ -]?|middle of )(?:the )?(?:month of )?$", re.I), intervals.middle_of),
    (re.compile(r"\b(?:late(?: in)? |end[ -]|end of )(?:the )?(?:month of )?$", re.I), intervals.end_of),
)
_SINCE = re.compile(r"\b(?:ever )?since (?:at least )?(?:the )?$", re.I)
_UNTIL = re.compile(r"\b(?:until|till|by|no later than) (?:the )?$", re.I)
_BEFORE_IT = re.compile(r"\bbefore $", re.I)
_FROM = re.compile(r"\b(between|from) (?:the )?$", re.I)
_TO = {"between": re.compile("and"), "from": re.compile("to|until|till|through")}


def dates_in(doc: Doc, *, published: dt.date | None) -> Iterator[TextDate]:
    """The times named in a parsed text, in its order, the dateline's left out.

    Those that only the day of publication tells are left out where it is None. "On Tuesday" is the last Tuesday up to
    that day, or the next one where the clause looks ahead ("will meet on Tuesday"); "last week" goes from Monday to
    Sunday; "since March" runs to the day of publication; "within hours" counts from the day last spoken of.
    """
    for date in _joined(doc, _read(doc, published)):
        yield _changed(doc, _partial(doc, date), published)


def _read(doc: Doc, published: dt.date | None) -> Iterator[TextDate]:
    previous: Interval | None = None
    for found in expressions(doc.text):
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        if span is None or not _is_time(found, span):
            continue
        interval = meaning(found, Clock(published, ahead=looks_ahead(span.root), previous=previous))
        if interval is not None:
            previous = interval if intervals.is_day(interval) else previous
            yield TextDate(span.start, span.end, replace(interval, text=span.text))


def _is_time(found: Found, span: Span) -> bool:
    """False for what only looks like a time: the verb "may", a person called April, a newspaper, a number of people."""
    first = span[0]
    if first._.dateline or any(token.like_url for token in span):
        return False
    if found.kind == "year":
        return _is_year(first)
    if found.kind == "month" and len(span) == 1:
        return first.pos_ == "PROPN" and first.ent_type_ not in ("PERSON", "ORG")
    return found.kind != "today" or first.pos_ != "PROPN"


def _is_year(token: Token) -> bool:
    before = token.nbor(-1) if token.i else None
    if before is None or not (before.lower_ in _YEAR_FOLLOWS or before.tag_ == "POS"):
        return False
    counts = token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i == token.i + 1
    return not counts or before.lower_ == "the" or before.tag_ == "POS"


def _joined(doc: Doc, dates: Iterable[TextDate]) -> Iterator[TextDate]:
    """Two times become one in "between May and June", "from Monday to Friday"."""
    waiting: TextDate | None = None
    for date in dates:
        if waiting is not None:
            both = _from_to(doc, waiting, date)
            if both is None:
                yield waiting
            else:
                date = both
        waiting = date
    if waiting is not None:
        yield waiting


def _from_to(doc: Doc, first: TextDate, last: TextDate) -> TextDate | None:
    opening = _FROM.search(_text_before(doc, first))
    if opening is None:
        return None
    between = doc[first.end : last.start].text_with_ws
    if last.start - first.end != 1 or not _TO[opening.group(1).lower()].fullmatch(between.strip()):
        return None
    return _with(doc, first.start, last.end, intervals.from_to(first.interval, last.interval))


def _partial(doc: Doc, date: TextDate) -> TextDate:
    """The early, middle or late part of a month or more, where the words before say so."""
    for pattern, part in _PARTS:
        found = pattern.search(_text_before(doc, date))
        if found is not None:
            changed = part(date.interval)
            start = date.start if changed is date.interval else _token_at(doc, date, found)
            return _with(doc, start, date.end, changed)
    return date


def _changed(doc: Doc, date: TextDate, published: dt.date | None) -> TextDate:
    """From then on, or up to then, where the words before say so."""
    before = _text_before(doc, date)
    since, until = _SINCE.search(before), _UNTIL.search(before)
    if since is not None:
        return _with(doc, _token_at(doc, date, since), date.end, intervals.since(date.interval, published))
    if until is not None:
        return _with(doc, _token_at(doc, date, until), date.end, intervals.until(date.interval))
    return _before(doc, date, _BEFORE_IT.search(before))


def _before(doc: Doc, date: TextDate, word: re.Match[str] | None) -> TextDate:
    first = date.interval.earliest
    if word is None or first is None or (date.end < len(doc) and doc[date.end].tag_ == "POS"):
        return date
    interval = intervals.until(intervals.day(first - dt.timedelta(days=1)))
    return _with(doc, _token_at(doc, date, word), date.end, interval)


def _text_before(doc: Doc, date: TextDate) -> str:
    return doc[max(0, date.start - _BEFORE) : date.start].text_with_ws.rpartition("\n")[2]


def _token_at(doc: Doc, date: TextDate, word: re.Match[str]) -> int:
    """The token where the word before the time begins."""
    offset = doc[date.start].idx - (len(word.string) - word.start())
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return date.start if span is None else span.start


def _with(doc: Doc, start: int, end: int, interval: Interval) -> TextDate:
    return TextDate(start, end, replace(interval, text=doc[start:end].text))
