"""LexisNexis and Nexis Uni: the older plain text ("1 of 250 DOCUMENTS") and the newer form ("End of Document").

The structures are those that readers of such files describe: LexisNexisTools for R (github.com/JBGruber), AmCAT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.press.fields import (
    Printed,
    blocks,
    day_of,
    filled,
    is_day_line,
    language_of_name,
    merged,
    paragraphs,
    split_label,
    tail_start,
)
from ingest.readers.press.marks import NUMBERED

__all__ = ["newer", "older"]

_HEAD = {"BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "SERIES", "EDITION", "SOURCE", "ABSTRACT"}
_TAIL = {
    "LOAD-DATE", "LANGUAGE", "GRAPHIC", "PUBLICATION-TYPE", "JOURNAL-CODE", "SUBJECT", "NOTES", "CORRECTION", "TYPE",
    "DOCUMENT-TYPE", "DISTRIBUTION", "ORGANIZATION", "PERSON", "COMPANY", "TICKER", "INDUSTRY", "GEOGRAPHIC", "COUNTRY",
    "CITY", "STATE", "URL", "CORRECTION-DATE", "UPDATE", "ACC-NO", "ISSN", "PHOTO", "NAME", "SERIES", "KEYWORDS",
}  # fmt: skip
_NEW_HEAD = {"Section", "Length", "Byline", "Dateline", "Highlight", "Series"}
_NEW_TAIL = {
    "Language", "Publication-Type", "Journal Code", "Subject", "Industry", "Company", "Organization", "Person",
    "Ticker", "Geographic", "Load-Date", "Acc-No", "Document-Type", "Country", "City", "State", "URL", "ISSN",
    "Correction-Date", "Series", "Keywords", "Type",
}  # fmt: skip
_SECTIONS = ("Correction-Date", "Correction", "Notes", "Graphic")
_COPYRIGHT = re.compile(r"(?:Copyright|\(c\)|©)(?:\s|$)", re.IGNORECASE)
_RIGHTS = re.compile(r".{0,40}all rights reserved\.?$", re.IGNORECASE)
_COVER = re.compile(r"(?:Date and Time|Job Number|Search Terms|Client/Matter):|Documents? \(\d+\)")
_EDITION = re.compile(r"(?:\S+ ){0,4}Edition\b.{0,20}|Final|Correction Appended", re.IGNORECASE)
_LINK = re.compile(r"Link to (?:Image|PDF|Full Text)|Page \d+ of \d+", re.IGNORECASE)

HEAD_LINES = 12
"""Lines with words at an article's beginning within which its day stands, in all forms."""

NOTE = 4
"""Lines with words that a note on rights has at most."""

CAPTIONS = 6
"""Lines with words that a caption or a note below an article has at most."""


def older(text: str) -> Iterator[Printed]:
    """The articles of an export in the older form, in their order; cover and search terms are none."""
    yield from map(_older, _numbered(text))


def newer(text: str) -> Iterator[Printed]:
    """The articles that end in "End of Document"; such a line that no head follows stands in the text of one."""
    waiting: list[str] = []
    for part in re.split(r"^[ \t]*End of Document[ \t]*$", text, flags=re.MULTILINE):
        lines = [line.strip() for line in part.split("\n")]
        if not waiting or _has_head(lines):
            yield from _newer(waiting)
            waiting = lines
        elif any(lines):
            waiting += ["End of Document", *lines]
    yield from _newer(waiting)


def _numbered(text: str) -> Iterator[list[str]]:
    """The lines of each article below its "3 of 250 DOCUMENTS"; a line of a text that looks like one is none."""
    starts: list[tuple[int, int]] = []
    number, total = 0, None
    for found in NUMBERED.finditer(text):
        if (
            (total or found["total"]) == found["total"]
            and int(found["number"]) > number
            and _is_dated(text, found.end())
        ):
            number, total = int(found["number"]), found["total"]
            starts.append((found.start(), found.end()))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (_, begin), end in zip(starts, ends, strict=False):
        yield text[begin:end].split("\n")


def _is_dated(text: str, begin: int) -> bool:
    """Whether an article's head stands there: an outlet's name, its rights perhaps, and a day."""
    top = [line.strip() for line in text[begin : begin + 2_000].split("\n") if line.strip()][: HEAD_LINES - 4]
    return any(is_day_line(line) for line in top[1:])


def _older(lines: list[str]) -> Printed:
    lines = [line.strip() for line in lines]
    lines, rights_below = _without_rights(lines)
    day = next(n for n, line in enumerate(lines) if is_day_line(line))
    rights, outlet = _rights_and_outlet(lines[:day])
    begin, title, head = _older_head(lines, day)
    end = begin + tail_start(lines[begin:], _TAIL)
    tail = merged(lines[end:], _TAIL)
    fields = {
        "title": title,
        "publisher": outlet,
        "date": day_of(lines[day]),
        "byline": head.get("BYLINE"),
        "rights": rights or rights_below,
        "language": language_of_name(tail.get("LANGUAGE", "")),
        "url": tail.get("URL"),
    }
    return Printed(paragraphs(lines[begin:end]), filled(fields))


def _without_rights(lines: list[str]) -> tuple[list[str], str]:
    """The lines without the note on rights that closes an article, and that note."""
    closing = [number for number, line in enumerate(lines) if line][-NOTE:]
    start = next((number for number in reversed(closing) if _COPYRIGHT.match(lines[number])), None)
    if start is None:
        return lines, ""
    end = next((number for number in range(start, len(lines)) if not lines[number]), len(lines))
    below = [line for line in lines[end:] if line]
    is_note = all(_RIGHTS.match(line) for line in below)
    return (lines[:start], _note([*lines[start:end], *below])) if is_note else (lines, "")


def _note(lines: Sequence[str]) -> str:
    return ", ".join(line.strip().rstrip(",") for line in lines if line.strip())


def _rights_and_outlet(lines: Sequence[str]) -> tuple[str, str]:
    """What stands above the day: a note on rights, perhaps, and the outlet's name, which is the last line."""
    said = [line.strip() for line in lines if line.strip() and not _LINK.match(line.strip())]
    rights = said[:-1] if said and any(_COPYRIGHT.match(line) for line in said[:-1]) else []
    return _note(rights), said[-1] if said else ""


def _older_head(lines: Sequence[str], day: int) -> tuple[int, str, dict[str, str]]:
    """Where the text begins, the headline, and the labelled lines above the text, each label once."""
    title: list[str] = []
    head: dict[str, str] = {}
    below = [(day + begin, day + end) for begin, end in blocks(lines[day:])][1:]  # the edition stands with the day
    for begin, end in below:
        said = split_label(lines[begin], _HEAD)
        if said is not None and said[0] not in head:
            head[said[0]] = " ".join([said[1], *lines[begin + 1 : end]]).strip()
        elif head:
            return begin, " ".join(title), head
        elif not _EDITION.fullmatch(lines[begin]):
            title += lines[begin:end]
    first = below[1][0] if len(below) > 1 else len(lines)
    return (len(lines), " ".join(title), head) if head else (first, " ".join(title[:1]), head)


def _has_head(lines: Sequence[str]) -> bool:
    """Whether an article begins here: a day near the top, and soon after it what only heads have."""
    top = [line for line in lines if line][: HEAD_LINES * 2]
    day = next((n for n, line in enumerate(top[:HEAD_LINES]) if n and is_day_line(line)), None)
    below = top[day + 1 : day + HEAD_LINES] if day is not None else []
    return any(split_label(line, _NEW_HEAD) or _COPYRIGHT.match(line) or line == "Body" for line in below)


def _newer(lines: Sequence[str]) -> Iterator[Printed]:
    """The article in the lines up to its "End of Document"; none where no head stands in them."""
    body = _body_line(lines)
    day = max((n for n in range(body) if is_day_line(lines[n])), default=0)
    if not day:
        return
    rights = [line for line in lines[day + 1 : body] if _COPYRIGHT.match(line) or _RIGHTS.match(line)]
    head = merged(lines[day + 1 : body], _NEW_HEAD)
    end = _newer_end(lines, body)
    tail = merged(lines[end:], _NEW_TAIL)
    title, outlet = _title_and_outlet([line for line in lines[:day] if line and not _LINK.match(line)])
    fields = {
        "title": title,
        "publisher": outlet,
        "date": day_of(lines[day]),
        "byline": head.get("Byline"),
        "rights": _note(rights),
        "language": language_of_name(tail.get("Language", "")),
        "url": tail.get("URL"),
    }
    yield Printed(paragraphs(lines[body + 1 : end]), filled(fields))


def _body_line(lines: Sequence[str]) -> int:
    """The line "Body" above the text; without it, the last labelled line of the head."""
    found = next((n for n, line in enumerate(lines) if line == "Body"), None)
    if found is not None:
        return found
    day = next((n for n, line in enumerate(lines) if n and is_day_line(line)), 0)
    heads = [n for n in range(day, min(day + HEAD_LINES * 2, len(lines))) if split_label(lines[n], _NEW_HEAD)]
    return max(heads, default=0) + 1 if heads else 0


def _title_and_outlet(above: Sequence[str]) -> tuple[str, str]:
    """Headline and outlet of the lines above the day; where a cover stands there too, the last two lines."""
    has_cover = any(_COVER.match(line) for line in above)
    title = above[-2:-1] if has_cover else above[:-1]
    return " ".join(title), above[-1] if above else ""


def _newer_end(lines: Sequence[str], body: int) -> int:
    """Where the text ends: at the classification, the load-date, or the caption or note above them."""
    start = body + 1
    end = start + tail_start(lines[start:], _NEW_TAIL)
    heads = [n for n in range(start, len(lines)) if lines[n] == "Classification"]
    labelled = [n for n in heads if (below := _next(lines, n)) and split_label(below, _NEW_TAIL)]
    end = labelled[-1] if labelled else end
    for name in _SECTIONS:
        end = _section_above(lines, start, end, name)
    return end


def _next(lines: Sequence[str], number: int) -> str | None:
    return next((line for line in lines[number + 1 :] if line), None)


def _section_above(lines: Sequence[str], start: int, end: int, name: str) -> int:
    """The last line above that names the section, where what follows is as short as a caption; else the end."""
    said = [n for n in range(start, end) if lines[n]][-CAPTIONS:]
    return next((n for n in reversed(said) if lines[n] == name), end)
