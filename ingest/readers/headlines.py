"""Headlines: which of a page's titles is the article's, without the outlet's name before or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.markup import words_of
from kg.names import normalised

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Headline", "headline_of", "shown_lines"]

_PARTING = re.compile(r"\s+(?:[|–—•·»«-]|::|//)\s+|\s*\|\s*|:\s+")
_LONGEST = 300
"""Characters of the longest element that may be a headline."""

LONGEST_OUTLET = 6
"""Words of the longest name of an outlet that is found behind a headline."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline, and what stood beside it in a title of the page: mostly the outlet."""

    text: str
    beside: str | None = None


def shown_lines(tree: HtmlElement) -> list[str]:
    """What stands alone in an element that may be a heading, headings of the first level first."""
    first = (words_of(one) for one in tree.iter("h1"))
    alone = (
        words_of(one) for one in tree.iter("h2", "h3", "b", "strong", "font", "div", "td", "p", "span") if len(one) < 3
    )
    return [line for line in dict.fromkeys((*first, *alone)) if len(line.split()) > 1 and len(line) <= _LONGEST]


def headline_of(
    stated: Sequence[str], shown: Sequence[str], *, heads: Sequence[str], publisher: str | None
) -> Headline | None:
    """The headline that readers see, where a stated title agrees with it; else the first stated without the outlet.

    `stated` are titles from metadata, the most careful first; `shown` is what stands alone on the page, `heads` its
    headings of the first level. A title agrees with a heading of which it is the beginning or the whole, perhaps with
    another part before or behind.
    """
    by_form: dict[str, str] = {}
    for line in shown:
        by_form.setdefault(_plain(line), line)
    for title in stated:
        seen = [one for one in _variants(title) if _plain(one.text) in by_form]
        if seen:
            longest = max(seen, key=lambda one: len(one.text))
            return Headline(by_form[_plain(longest.text)], longest.beside)
    return _cut_off(stated, shown) or _alone(stated, heads, publisher)


def _variants(title: str) -> Iterator[Headline]:
    """The title whole, then without what stands before or behind one of its parting signs, the longest first."""
    yield Headline(title)
    for found in reversed(list(_PARTING.finditer(title))):
        before, behind = title[: found.start()], title[found.end() :]
        for text, beside in ((before, behind), (behind, before)):
            if len(text.split()) > 2:
                yield Headline(text, beside if len(beside.split()) <= LONGEST_OUTLET else None)


def _cut_off(stated: Sequence[str], shown: Sequence[str]) -> Headline | None:
    """A heading of which a stated title is the beginning: some systems cut them at 40 or 110 characters."""
    for title in stated:
        plain = _plain(title)
        for line in shown[:20]:
            if len(plain) > 20 and _plain(line).startswith(plain):
                return Headline(line)
    return None


def _alone(stated: Sequence[str], heads: Sequence[str], publisher: str | None) -> Headline | None:
    """The one heading of the first level that is no outlet's name; else the first title without the outlet."""
    telling = [head for head in heads if len(head.split()) > 2 and not _is_outlet(head, publisher or "")]
    if len(telling) == 1:
        return Headline(telling[0])
    title = next(filter(None, (_without_outlet(one, publisher) for one in stated)), None)
    return None if title is None else Headline(title)


def _without_outlet(title: str, publisher: str | None) -> str | None:
    """The title without parts at its end or beginning that are the outlet; None for one that is nothing else."""
    parts = _PARTING.split(title)
    kept = list(_PARTING.finditer(title))
    if publisher is None or not kept:
        return None if publisher and _is_outlet(title, publisher) else title
    if _is_outlet(parts[-1], publisher):
        return _without_outlet(title[: kept[-1].start()], publisher)
    return title[kept[0].end() :] if _is_outlet(parts[0], publisher) else title


def _is_outlet(part: str, publisher: str) -> bool:
    ours, theirs = _plain(part), _plain(publisher)
    return bool(ours) and (ours == theirs or (min(len(ours), len(theirs)) > 3 and (ours in theirs or theirs in ours)))


def _plain(text: str) -> str:
    return "".join(sign for sign in normalised(text) if sign.isalnum())
