"""Plain text: decoded, one article a file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import charset_normalizer

from ingest.readers.source import SAMPLE, Draft, Item, Rejected, Source, whole, whole_characters

__all__ = ["decoded", "read"]

_WESTERN = "cp1252"
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¢-©¬-¶¸¹¼-¾×÷]|[¢-©¬-¶¸¹¼-¾×÷][^\W\d_]")
"""What another one-byte encoding turns into when it is read as Western European: Polish "³" for "ł", for one."""

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_STRAY = 8  # so many control characters make no text binary, however short it is
_CONTROL = 0.01  # share of control characters from which a decoded text counts as binary


def read(source: Source) -> Iterator[Item]:
    """The text as one article."""
    raw = whole(source)
    if isinstance(raw, Rejected):
        yield raw
        return
    text = decoded(raw)
    if text is None:
        reason = "is a binary file, or text in an encoding that cannot be told; save it as UTF-8"
        yield Rejected(source.where, reason)
        return
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    yield Draft(source.where, whole_characters(source.stem), plain, is_file=True, fields=source.fields)


def decoded(raw: bytes) -> str | None:
    """UTF-8, else UTF-16 where it is marked, else what charset-normalizer finds; None for what is no text."""
    encoding = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), "utf-8")
    text: str | None
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = None if raw.count(b"\0", 0, SAMPLE) > _STRAY else _guessed(raw)
    return None if text is None or _is_binary(text) else text


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


def _is_binary(text: str) -> bool:
    sample = text[:SAMPLE]
    controls = sum(character < " " and character not in "\t\n\r\f" for character in sample)
    return controls > max(_STRAY, _CONTROL * len(sample))
