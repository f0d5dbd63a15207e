"""Tables (CSV, TSV): a row is an article; the header says which column holds what."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from ingest.masthead import day_in_words
from ingest.nlp import MAX_CHARACTERS
from ingest.readers.encoding import decoded, encoding_of, encoding_of_head
from ingest.readers.source import Draft, Item, Rejected, Source, whole_characters

__all__ = ["COLUMNS", "is_table", "read"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "fulltext", "articletext", "body", "bodytext", "articlebody", "content", "maintext", "story"),
    "id": ("id", "articleid", "docid", "documentid", "uid", "guid", "an", "accessionnumber"),
    "title": ("title", "headline", "heading"),
    "date": (
        "date",
        "published",
        "publishedat",
        "publishedon",
        "datepublished",
        "publishdate",
        "publisheddate",
        "publicationdate",
        "pubdate",
        "day",
    ),
    "url": ("url", "link", "address", "permalink", "uri", "weburl", "webaddress"),
    "publisher": ("publisher", "outlet", "newspaper", "publication", "source", "sourcename", "medium", "media"),
    "byline": ("byline", "author", "authors", "writer", "journalist"),
    "language": ("language", "lang"),
    "rights": ("rights", "license", "licence", "copyright"),
}
"""What a column may be called, in any case, with blanks, hyphens or underscores anywhere; the first that is there."""

DELIMITERS = ",;\t|"
LONGEST_NAME, MOST_WORDS = 40, 5
"""Characters and words of the name of a column in a file whose name does not end in .csv or .tsv."""

_LONGEST_FIELD = 2 * MAX_CHARACTERS  # of a longer one, the end of its quotation is missing
_LONGEST_LINE = 2 * _LONGEST_FIELD
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # Excel's first line, which names the delimiter


@dataclass(frozen=True, slots=True)
class _Header:
    names: tuple[str, ...]
    delimiter: str

    def column(self, field: str) -> int | None:
        """Which column holds a field of an article."""
        plain = [re.sub(r"[\W_]", "", name).lower() for name in self.names]
        return next((plain.index(name) for name in COLUMNS[field] if name in plain), None)

    @property
    def known(self) -> int:
        """How many fields it names."""
        return sum(self.column(field) is not None for field in COLUMNS)


def is_table(head: bytes) -> bool:
    """Whether the beginning of a file is a header that names a column of texts and another one."""
    line = _first_line(head)
    header = None if line is None else _header(line)
    if header is None or len(header.names) < 2 or header.column("text") is None:
        return False
    return all(0 < len(name) <= LONGEST_NAME and len(name.split()) <= MOST_WORDS for name in header.names)


def read(source: Source) -> Iterator[Item]:
    """Each row as an article, with its line in the file."""
    csv.field_size_limit(_LONGEST_FIELD)  # of the whole process: the module knows no other way
    encoding = encoding_of_head(source.head) or "utf-8"
    stream = io.TextIOWrapper(source.stream, encoding, errors="surrogateescape", newline="")
    try:
        yield from _table(stream, source)
    except csv.Error as error:
        reason = "has a quotation without an end, or a line of a length that no article has"
        yield Rejected(source.where, f"{reason} ({error}); the rows before it are taken")
    finally:
        stream.detach()


def _table(stream: TextIO, source: Source) -> Iterator[Item]:
    lines = _lines(stream)
    first = next(lines, "")
    skipped = 1
    if _SEPARATOR.fullmatch(first):
        first, skipped = next(lines, ""), 2
    header = _header(first)
    if not first.strip():
        yield Rejected(source.where, "is empty" if not first else "has no header in its first line")
    elif header.column("text") is None:
        yield Rejected(source.where, _no_texts(header))
    else:
        yield from _rows(csv.reader(lines, delimiter=header.delimiter), header, source, skipped)


def _rows(rows: Iterator[list[str]], header: _Header, source: Source, skipped: int) -> Iterator[Item]:
    begin, found = skipped + 1, False
    for row in rows:
        number, begin = begin, skipped + 1 + rows.line_num  # type: ignore[attr-defined]
        if any(cell.strip() for cell in row):
            found = True
            yield _draft(row, header, source, number)
    if not found:
        yield Rejected(source.where, "has a header and no rows")


def _lines(stream: TextIO) -> Iterator[str]:
    while line := stream.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise csv.Error(f"line of more than {_LONGEST_LINE:,} characters")
        yield line


def _draft(row: Sequence[str], header: _Header, source: Source, number: int) -> Item:
    where = f"{source.where}:{number}"
    if len(row) > len(header.names):
        reason = f"has {len(row)} cells, the header {len(header.names)}: a text with {header.delimiter!r} in it"
        return Rejected(where, f"{reason} must stand in quotation marks")
    values = {field: _cell(row, header.column(field)) for field in COLUMNS}
    text = values.pop("text").replace("\r\n", "\n").replace("\r", "\n")
    name = values.pop("id").strip() or f"{whole_characters(source.stem)}:{number}"
    fields = {**source.fields, **{field: value for field, value in values.items() if value.strip()}}
    if "date" in values and fields.get("date"):
        fields["date"] = day_in_words(fields["date"]) or fields["date"]
    return Draft(where, name, text, is_file=False, fields=fields)


def _cell(row: Sequence[str], column: int | None) -> str:
    """The cell; bytes that are not of the file's encoding are decoded by themselves."""
    cell = row[column] if column is not None and column < len(row) else ""
    if cell.isascii() or not any("\udc80" <= character <= "\udcff" for character in cell):
        return whole_characters(cell)
    raw = cell.encode("utf-8", "surrogateescape")
    return decoded(raw) or raw.decode("utf-8", "replace")


def _header(line: str) -> _Header:
    """The header that a line is with the delimiter that makes most of it: fields that are known, then columns."""
    headers = (_Header(_names(line, delimiter), delimiter) for delimiter in DELIMITERS)
    return max(headers, key=lambda header: (header.known, len(header.names)))


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    row = next(csv.reader([line], delimiter=delimiter), [])
    return tuple(name.strip().lstrip("\ufeff") for name in row)


def _first_line(head: bytes) -> str | None:
    """The first line in ASCII, as headers are; None for what begins with no such line, or with one alone."""
    encoding = encoding_of(head[:64]) if b"\0" in head[:64] else "latin-1"
    text = head.removeprefix(b"\xef\xbb\xbf").decode(encoding or "latin-1", "ignore")
    lines = text.splitlines()[:3]
    first = lines[1] if len(lines) > 2 and _SEPARATOR.fullmatch(lines[0]) else lines[0] if lines else ""
    return first if len(lines) > 1 and len(first) <= 2_000 else None


def _no_texts(header: _Header) -> str:
    found = ", ".join(repr(name[:LONGEST_NAME]) for name in header.names[:20])
    return f"has no column of texts: its header has {found}; one of {', '.join(COLUMNS['text'])} is needed"
