"""ProQuest: its export as plain text, articles between lines of underscores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.press.fields import (
    Printed,
    day_of,
    filled,
    language_of_name,
    merged,
    paragraphs,
    split_label,
    tail_start,
)

__all__ = ["articles"]

_BETWEEN = re.compile(r"^_{30,}[ \t]*$", re.MULTILINE)
_NUMBER = "ProQuest document ID"
_TEXT = ("Full text", "Full Text")
_TAIL = {
    "Subject", "Location", "People", "Company / organization", "Classification", "Identifier / keyword", "Title",
    "Alternate title", "Publication title", "Pages", "First page", "Number of pages", "Volume", "Issue",
    "Publication year", "Publication date", "Year", "Section", "Publisher", "Place of publication",
    "Country of publication", "Publication subject", "ISSN", "e-ISSN", "CODEN", "Source type", "Source attribution",
    "Language of publication", "Document type", "Document feature", "Dateline", "Column", "Credit", "Illustration",
    "DOI", "Accession number", _NUMBER, "Document URL", "Copyright", "Last updated", "Last Updated", "Database",
    "Business indexing term", "Supplement", "Narrow subject", "Broad subject", "URL", "Author", "Publication info",
}  # fmt: skip
_HEAD = {"Author", "Publication info", "Abstract", "Links", "Author affiliation"}


def articles(text: str) -> Iterator[Printed]:
    """The articles of an export; cover, contents and closing note are none, nor what has a summary only (no text)."""
    waiting: list[str] = []
    for part in _BETWEEN.split(text):
        lines = [line.strip() for line in part.split("\n")]
        has_text = bool(waiting) or any(split_label(line, _TEXT) for line in lines)
        if any(split_label(line, (_NUMBER,)) for line in lines):
            yield _article([*waiting, *lines])
            waiting = []
        elif has_text:  # a line of underscores in a text leaves its beginning without a number
            waiting += [*lines, ""]


def _article(lines: Sequence[str]) -> Printed:
    start = next((n for n, line in enumerate(lines) if split_label(line, _TEXT)), None)
    begin = start if start is not None else 0
    end = begin + tail_start(lines[begin:], _TAIL)
    tail = merged(lines[end:], _TAIL)
    head = merged(lines[:begin], _HEAD)
    fields = {
        "title": tail.get("Title") or next((line for line in lines if line and not _is_numbering(line)), None),
        "byline": head.get("Author") or tail.get("Author"),
        "publisher": tail.get("Publication title"),
        "date": day_of(tail.get("Publication date", "")),
        "rights": tail.get("Copyright"),
        "language": language_of_name(tail.get("Language of publication", "")),
        "url": tail.get("Document URL", "").partition("?")[0],
    }
    body = [lines[begin].partition(":")[2], *lines[begin + 1 : end]] if start is not None else []
    return Printed(paragraphs(body), filled(fields), tail.get(_NUMBER))


def _is_numbering(line: str) -> bool:
    return re.fullmatch(r"Document \d+ of \d+", line) is not None
