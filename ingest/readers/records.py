"""JSON Lines, and JSON with one record or a list of them: a record is an article."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from ingest.readers.source import FIELDS, Draft, Item, Rejected, Source, whole_characters

__all__ = ["MAX_LINE", "MAX_WHOLE", "read"]

LINES = (".jsonl", ".ndjson")
"""Names of files that are JSON Lines also where the first line is broken."""

MAX_LINE = 16_000_000
"""Bytes of the longest line of JSON Lines that is read: those characters, each escaped in six, and the other fields."""

MAX_WHOLE = 200_000_000
"""Bytes of the longest list of records, which must be read as a whole: some 50,000 articles, and 1 GB of memory."""

_JSON = {
    dict: "an object",
    list: "a list",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


def read(source: Source) -> Iterator[Item]:
    """The records of JSON Lines, or of one JSON text, each with its line or its number."""
    first = source.stream.readline(MAX_LINE + 1)
    if _is_record(first) or source.where.lower().endswith(LINES):
        yield from _records(chain(filter(None, [first]), _lines(source.stream)), source.where, source.stem)
    else:
        raw = first + source.stream.read(MAX_WHOLE + 1)
        if len(raw) > MAX_WHOLE:
            yield Rejected(source.where, f"is one JSON text of more than {MAX_WHOLE:,} bytes; make it JSON Lines")
        else:
            yield from _whole(raw, source.where, source.stem)


def _is_record(line: bytes) -> bool:
    """Whether a line is a JSON object by itself, as in JSON Lines."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; one that is too long, or has no end, is cut off and is the last."""
    while line := stream.readline(MAX_LINE + 1):
        yield line
        if len(line) > MAX_LINE:
            return


def _whole(raw: bytes, where: str, stem: str) -> Iterator[Item]:
    """A .json file: one record, a list of records, or JSON Lines under that name."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        yield from _records(raw.splitlines(keepends=True), where, stem)
        return
    records = found if isinstance(found, list) else [found]
    for number, record in enumerate(records, 1):
        yield _draft(record, f"{where}:{number}", f"{stem}:{number}")
    if not records:
        yield Rejected(where, "the list holds no article")


def _records(stream: Iterable[bytes], where: str, stem: str) -> Iterator[Item]:
    """JSON Lines: a record a line, blank lines left out."""
    number = found = 0
    for number, line in enumerate(stream, 1):
        raw = line.removeprefix(codecs.BOM_UTF8).strip()
        if raw:
            found += 1
            yield _record(raw, f"{where}:{number}", f"{stem}:{number}")
    if not found:
        yield Rejected(where, "is empty" if number == 0 else "holds blank lines only")


def _record(raw: bytes, where: str, given_id: str) -> Item:
    if len(raw) > MAX_LINE:
        return Rejected(where, f"is a line of more than {MAX_LINE:,} bytes; nothing after it was read")
    try:
        record = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Rejected(where, f"is not UTF-8 (byte {error.start + 1} of the line), as JSON Lines must be")
    except json.JSONDecodeError as error:
        return Rejected(where, f"is broken JSON ({error.msg}, column {error.colno})")
    except (ValueError, RecursionError):
        return Rejected(where, "is JSON of a depth or of numbers that no article has")
    return _draft(record, where, given_id)


def _draft(record: object, where: str, given_id: str) -> Item:
    """The record as a draft, lone halves of surrogate pairs replaced (offsets stay); checks `id` and `text`."""
    if not isinstance(record, dict):
        return Rejected(where, f'is {_JSON[type(record)]}, not an object such as {{"id": "a1", "text": "…"}}')
    text, id_ = record.get("text"), record.get("id")
    if "text" not in record:
        return Rejected(where, "has no field `text`")
    if not isinstance(text, str):
        return Rejected(where, f"the field `text` is {_JSON[type(text)]}, not a string")
    if isinstance(id_, bool) or not isinstance(id_, str | int | None):
        return Rejected(where, f"the field `id` is {_JSON[type(id_)]}, not a string or a whole number")
    name = given_id if id_ is None or id_ == "" else whole_characters(str(id_))
    fields = {key: record[key] for key in FIELDS if record.get(key) not in (None, "")}
    return Draft(where, name, whole_characters(text), is_file=False, fields=fields)
