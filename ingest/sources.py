"""Files, folders and standard input as drafts of articles: found, decoded, and parted into records."""

from __future__ import annotations

import codecs
import json
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import charset_normalizer

__all__ = ["FIELDS", "MAX_BYTES", "Draft", "Rejected", "drafts", "whole_characters"]

_WESTERN = "cp1252"
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¢-©¬-¶¸¹¼-¾×÷]|[¢-©¬-¶¸¹¼-¾×÷][^\W\d_]")
"""What another one-byte encoding turns into when it is read as Western European: Polish "³" for "ł", for one."""

MAX_BYTES = 8_000_000
"""The largest text file that is read: what `ingest.nlp.MAX_CHARACTERS` take up at most in UTF-8."""

MAX_LINE = 16_000_000
"""Bytes of the longest line of JSON Lines that is read: those characters, each escaped in six, and the other fields."""

_KEPT = {"claims", "texts", "decisions.jsonl"}

TEXTS = {".txt", ".text"}
RECORDS = {".jsonl", ".ndjson", ".json"}

FIELDS = ("title", "date", "url", "publisher", "rights", "language")
"""What a JSON record may say beside `id` and `text`."""

_JSON = {
    dict: "an object",
    list: "a list",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
_SURROGATES = re.compile("[\ud800-\udfff]")
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf")
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SAMPLE = 65_536  # bytes that are looked at for the marks of a binary file
_CONTROL = 0.01  # share of control characters from which a decoded text counts as binary
_STRAY = 8  # so many of them make no text binary, however short it is


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be taken: where (file, or file:line), and why, in one sentence without a full stop."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that may become an article: where it stands, what the input calls it, and what else is said with it.

    `fields` are those of a JSON record (title, date, url, publisher, rights, language), not yet checked.
    """

    where: str
    given_id: str
    text: str
    is_file: bool
    fields: Mapping[str, Any] = field(default_factory=dict)


Item = Draft | Rejected


def drafts(paths: Iterable[Path]) -> Iterator[Item]:
    """What the paths hold, in their order; of a folder, the text and JSON Lines files below it, sorted by path.

    `-` is standard input: JSON Lines where it begins with a brace, else one text.
    """
    for path in paths:
        if str(path) == "-":
            yield from _standard_input(sys.stdin.buffer)
        elif path.is_dir():
            yield from _folder(path)
        else:
            yield from _file(path)


def _folder(folder: Path) -> Iterator[Item]:
    names = (path for path in folder.rglob("*") if path.suffix.lower() in TEXTS | RECORDS and path.is_file())
    shown = sorted(path for path in names if not _is_hidden(path, folder) and not _is_kept(path))
    if not shown:
        kinds = ", ".join(sorted(TEXTS | RECORDS))
        yield Rejected(str(folder), f"the folder holds no article (files that end in {kinds})")
    for path in shown:
        yield from _file(path)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_kept(path: Path) -> bool:
    """Whether the file is what a project keeps of articles that it has read: texts and claims beside its kg.toml."""
    above = [root for root in path.absolute().parents if (root / "kg.toml").is_file()]
    return any(path.absolute().relative_to(root).parts[0] in _KEPT for root in above)


def _file(path: Path) -> Iterator[Item]:
    suffix = path.suffix.lower()
    try:
        if _is_device(path):
            yield Rejected(str(path), "is neither a file, nor a folder, nor a pipe")
            return
        if suffix not in RECORDS:
            yield _text_file(path)
            return
        with path.open("rb") as stream:
            if suffix == ".json":
                yield from _whole(stream, str(path), path.stem)
            else:
                yield from _records(_lines(stream), str(path), path.stem)
    except OSError as error:
        yield Rejected(str(path), f"cannot be read: {error.strerror or error}")


def _is_device(path: Path) -> bool:
    mode = path.stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode))


def _text_file(path: Path) -> Item:
    with path.open("rb") as stream:
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return _too_large(str(path), max(path.stat().st_size, len(raw)))
    return _text(raw, str(path), path.stem)


def _too_large(where: str, size: int) -> Rejected:
    return Rejected(
        where, f"has {size:,} bytes or more; one article has at most {MAX_BYTES:,} (many go in as JSON Lines)"
    )


def _standard_input(stream: BinaryIO) -> Iterator[Item]:
    head = []
    for line in _lines(stream):
        head.append(line)
        if line.strip():
            break
    if head and _begins_record(head[-1]):
        yield from _records(chain(head, _lines(stream)), "-", "stdin")
        return
    raw = b"".join(head) + stream.read(MAX_BYTES)
    yield _text(raw, "-", "stdin") if len(raw) <= MAX_BYTES else _too_large("-", len(raw))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; one that is too long, or has no end, is cut off and is the last."""
    while line := stream.readline(MAX_LINE + 1):
        yield line
        if len(line) > MAX_LINE:
            return


def _begins_record(line: bytes) -> bool:
    return line.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")


def _whole(stream: BinaryIO, where: str, stem: str) -> Iterator[Item]:
    """A .json file: one record, a list of records, or JSON Lines under that name."""
    raw = stream.read()
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


def whole_characters(text: str) -> str:
    """The text with halves of surrogate pairs, which no encoding can hold, replaced one by one (U+FFFD)."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(raw: bytes, where: str, stem: str) -> Item:
    text = _decoded(raw)
    if text is None:
        return Rejected(where, "is a binary file, or text in an encoding that cannot be told; save it as UTF-8")
    return Draft(where, whole_characters(stem), text.replace("\r\n", "\n").replace("\r", "\n"), is_file=True)


def _decoded(raw: bytes) -> str | None:
    """UTF-8, else UTF-16 where it is marked, else what charset-normalizer finds; None for what is no text."""
    encoding = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), "utf-8")
    text: str | None
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = None if raw.count(b"\0", 0, _SAMPLE) > _STRAY else _guessed(raw)
    return None if text is None or _is_binary(raw, text) else text


def _guessed(raw: bytes) -> str | None:
    """The text in the likeliest encoding; Western European where that puts no sign inside a word.

    A few accented names tell the one-byte encodings hardly apart, and English news is mostly in that one.
    """
    found = charset_normalizer.from_bytes(raw)
    best = found.best()
    if best is None:
        return None
    western = (str(match) for match in found if match.encoding == _WESTERN)
    return next((text for text in western if not _SIGN_IN_WORD.search(text)), str(best))


def _is_binary(raw: bytes, text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = sum(character < " " and character not in "\t\n\r\f" for character in sample)
    return raw.startswith(_MAGIC) or controls > max(_STRAY, _CONTROL * len(sample))
