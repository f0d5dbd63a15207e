"""What the exports have in common: articles with fields, labels before values, dates in words, names of languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.dates.expressions import expressions
from ingest.dates.meaning import Clock, meaning

__all__ = [
    "LANGUAGES",
    "Printed",
    "blocks",
    "day_of",
    "filled",
    "is_day_line",
    "language_of_name",
    "merged",
    "paragraphs",
    "split_label",
    "tail_start",
]

WIDEST = 120
"""Characters of a line up to which it may be one of a paragraph that was cut into lines; exports cut at 65 to 80."""

LANGUAGES = {
    "arabic": "ar",
    "chinese": "zh",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "hindi": "hi",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
}

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?"
_DAY_LINE = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:{_MONTHS} \d\d?,? \d{{4}}|\d\d?\.? {_MONTHS},? \d{{4}})\b"
    rf"|{_MONTHS} \d{{4}}$"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """An article of an export: its text, paragraphs apart by blank lines, its fields as in `Draft`, and its number."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)
    accession: str | None = None


def day_of(text: str) -> str | None:
    """The first full date in a text, as 2010-04-15."""
    for found in expressions(text[:200]) if re.search(r"\d{4}", text[:200]) else ():
        interval = meaning(found, Clock(None)) if found.kind in ("date", "iso") else None
        if interval is not None and interval.earliest is not None:
            return interval.earliest.isoformat()
    return None


def is_day_line(line: str) -> bool:
    """Whether a line begins with a full date ("April 15, 2010 Thursday", "15 April 2010"), or is a month and a year."""
    return _DAY_LINE.match(line) is not None


def filled(fields: dict[str, str | None]) -> dict[str, str]:
    """The fields that are known; a date in them is the database's."""
    said = {name: value.strip() for name, value in fields.items() if value and value.strip()}
    return said | {"dateBasis": "metadata"} if "date" in said else said


def language_of_name(name: str) -> str | None:
    """The tag of the language that is first named."""
    words = re.findall(r"[a-z]+", name.lower())
    return LANGUAGES.get(words[0]) if words else None


def split_label(line: str, labels: Iterable[str]) -> tuple[str, str] | None:
    """A label at the line's beginning, and what stands behind it; None where there is none of those labels."""
    name, colon, value = line.partition(":")
    return (name.strip(), value.strip()) if colon and name.strip() in labels else None


def tail_start(lines: Sequence[str], is_part: Iterable[str]) -> int:
    """Where the labelled lines begin that close an article, each label once: above it a text may hold such lines too.

    Lines without a label belong to the one above them (a value in several lines), up to a blank line.
    """
    seen: set[str] = set()
    start = len(lines)
    for first, last in reversed(list(blocks(lines))):
        found = [name for name, _ in filter(None, (split_label(line, is_part) for line in lines[first:last]))]
        if split_label(lines[first], is_part) is None or seen.intersection(found) or len(set(found)) < len(found):
            break
        seen.update(found)
        start = first
    return start


def blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches of lines between blank ones."""
    start = None
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            start = number if start is None else start
        elif start is not None:
            yield start, number
            start = None


def merged(lines: Sequence[str], labels: Iterable[str]) -> dict[str, str]:
    """The values of labelled lines, each with the unlabelled ones below it, up to a blank line."""
    found: dict[str, str] = {}
    name = None
    for line in lines:
        said = split_label(line, labels)
        if said is not None and said[0] not in found:
            name = said[0]
            found[name] = said[1]
        elif not line.strip():
            name = None
        elif name is not None:
            found[name] = f"{found[name]} {line.strip()}".strip()
    return found


def paragraphs(lines: Sequence[str]) -> str:
    """The text of lines, a blank line between paragraphs, lines that were cut for their width joined."""
    plain = [line.strip() for line in lines]
    width = max(map(len, plain), default=0)
    found: list[list[str]] = []
    for first, last in blocks(plain):
        found.append([plain[first]])
        for above, line in zip(plain[first:last], plain[first + 1 : last], strict=False):
            if width <= WIDEST and len(above) + 1 + len(line.split()[0]) > width:
                found[-1].append(line)
            else:
                found.append([line])
    return "\n\n".join(" ".join(parts) for parts in found)
