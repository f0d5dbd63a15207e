"""Of articles that repeat one another, which is the original, and which of the others are versions and reprints."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.copies.alike import Printed
from kg.names import normalised

__all__ = ["Links", "credited", "links", "original", "together"]

TOP, BOTTOM = 400, 200
"""Characters at the beginning and the end of a text in which a credit or a dateline stands."""

_CREDIT = "source|via|from|text|report|reporting|copyright|©|by|with|—|–|-"

TextOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Links:
    """Of which article, by its id, an article is a later version, and of which it is a reprint."""

    version_of: str | None = None
    reprint_of: str | None = None


def links(members: Sequence[Printed], given: Mapping[str, str], text_of: TextOf) -> dict[str, Links]:
    """What each member of a group is; none for the original, nor for those whose links are given with the input.

    All lead to the original, and a later version to the first of its outlet besides: there are no chains, and no link
    leads to an article whose own link is given, unless that one leads out of the group; so nothing goes round.
    """
    first = original(members, given, text_of)
    if first is None:
        return {}
    found: dict[str, Links] = {}
    printed: dict[tuple[str, str], Printed] = dict.fromkeys(_printers(first), first)
    others = (member for member in members if member.id != first.id and member.id not in given)
    for member in sorted(others, key=lambda one: (one.published or dt.date.max, one.id)):
        before = next((printed[key] for key in _printers(member) if key in printed), None)
        for key in _printers(member):
            printed.setdefault(key, before or member)
        version = None if before is None else before.id
        found[member.id] = Links(version, None if version == first.id else first.id)
    return found


def original(members: Sequence[Printed], given: Mapping[str, str], text_of: TextOf) -> Printed | None:
    """The earliest; of several of one day the one that others name in a credit or dateline; of these the lowest id.

    `given` says which members repeat another article by the input's word. These are no original, unless that article
    is none of the group: then the first of them is. None where all lead to one another.
    """
    ids = {member.id for member in members}
    free = [member for member in members if given.get(member.id) not in ids]
    candidates = [member for member in free if member.id in given] or free
    if not candidates:
        return None
    day = min(member.published or dt.date.max for member in candidates)
    earliest = sorted((m for m in candidates if (m.published or dt.date.max) == day), key=lambda member: member.id)
    if len(earliest) == 1:
        return earliest[0]
    texts = [(member, text_of(member.text_sha256) or "") for member in members]
    return max(earliest, key=lambda one: sum(_names(one, other, text) for other, text in texts))


def _names(one: Printed, other: Printed, text: str) -> bool:
    return one.outlet is not None and one.outlet != other.outlet and credited(text, one.outlet)


def credited(text: str, outlet: str) -> bool:
    """Whether a dateline or a credit, at the top or at the end of a text, names the outlet.

    >>> credited("BISHKEK, April 15 (Example Wire) – Talks began.", "Example Wire")
    True
    """
    name = re.escape(normalised(outlet))
    if not name:
        return False
    in_brackets = rf"\(\s*{name}\s*\)"
    in_line = rf"(?m)^\W*(?:(?:{_CREDIT})(?:\b|\s)[^.\n]{{0,60}})?\b{name}\W*$"
    for part in (text[:TOP], text[-BOTTOM:]):
        lines = "\n".join(map(normalised, part.split("\n")))
        if re.search(in_brackets, lines) or re.search(in_line, lines):
            return True
    return False


def _printers(article: Printed) -> Iterator[tuple[str, str]]:
    """By what an outlet is known: its name, the host of its addresses; without both, the title stands for it."""
    for kind, value in (("outlet", article.outlet), ("host", article.host)):
        if value:
            yield kind, value
    if not article.outlet and not article.host and article.title:
        yield "title", normalised(article.title)


def together(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """For each id all that the pairs tie it to, one after the other, and itself."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = found.get(one, {one}) | found.get(other, {other})
        for id_ in joined:
            found[id_] = joined
    return found
