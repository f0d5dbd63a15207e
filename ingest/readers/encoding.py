"""From bytes to text: which encoding they are in."""

from __future__ import annotations

import codecs
import re
import unicodedata

import charset_normalizer

from ingest.readers.source import SAMPLE

__all__ = ["decoded", "encoding_of", "encoding_of_head"]

_WESTERN = "cp1252"
_FEW = 0.1
"""Share of bytes above ASCII up to which text is held for Western European wherever it can be: English with some
accents. Sentences full of accents on purpose have 0.13 to 0.3, those in Greek and Cyrillic letters 0.8."""

_SIGN_IN_WORD = re.compile(r"[^\W\d_][¢-©¬-¶¸¹¼-¾×÷]|[¢-©¬-¶¸¹¼-¾×÷][^\W\d_]")
"""What another one-byte encoding turns into when it is read as Western European: Polish "³" for "ł", for one."""

_ASCII = bytes(range(128))
_BOMS = {  # UTF-32 first: its mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_BLANKS = 0.02  # share of blanks and line ends that text in words has at least: sentences in 19 languages 0.11 to 0.22
_STRAY = 8  # so many control characters make no text binary, however short it is
_CONTROL = 0.01  # share of control characters from which a decoded text counts as binary


def decoded(raw: bytes) -> str | None:
    """The text; None for what is none, or is in an encoding that cannot be told."""
    encoding = encoding_of(raw)
    text = None if encoding is None else _decode(raw, encoding)
    return None if text is None or _is_binary(text) else text


def encoding_of(raw: bytes) -> str | None:
    """Python's name of the encoding: as a mark says, UTF-8, UTF-16 and UTF-32 without one, else the likeliest."""
    marked = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), None)
    if marked is not None:
        return marked
    if _has_nulls(raw):
        return next((name for name in _WIDE if _is_wide(raw, name)), "utf-8")
    return "utf-8" if _decode(raw, "utf-8") is not None else _guessed(raw)


def encoding_of_head(head: bytes) -> str | None:
    """The same, of the beginning of a file, which may be cut off within a character."""
    if len(head) < SAMPLE:
        return encoding_of(head)
    return encoding_of(head[: SAMPLE // 4 * 4] if _has_nulls(head) else head[: head.rfind(b"\n") + 1] or head)


def _has_nulls(raw: bytes) -> bool:
    """Whether so many bytes are zero as in text of two or four bytes a character, whose blanks have them."""
    return raw.count(b"\0", 0, SAMPLE) > max(1, _BLANKS * min(len(raw), SAMPLE))


def _decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_wide(raw: bytes, encoding: str) -> bool:
    """Whether the bytes are words in that encoding: assigned characters, and blanks among them."""
    text = _decode(raw[: SAMPLE - SAMPLE % 4] if len(raw) > SAMPLE else raw, encoding)
    if not text or _is_binary(text):
        return False
    blanks = sum(character in " \n\r\t" for character in text)
    assigned = all(unicodedata.category(character) not in ("Cn", "Co", "Cs") for character in text)
    return assigned and blanks >= max(1, _BLANKS * len(text))


def _guessed(raw: bytes) -> str | None:
    """The likeliest encoding; Western European where little is accented and that puts no sign inside a word.

    A few accented names tell the one-byte encodings hardly apart, and English news is mostly in that one.
    """
    text = _decode(raw, _WESTERN)
    western = text is not None and not _SIGN_IN_WORD.search(text)
    if western and len(raw.translate(None, _ASCII)) <= _FEW * len(raw):
        return _WESTERN
    found = charset_normalizer.from_bytes(raw)
    if western and any(match.encoding == _WESTERN for match in found):
        return _WESTERN
    best = found.best()
    return None if best is None else best.encoding


def _is_binary(text: str) -> bool:
    """Whether the text holds control characters as no text does."""
    sample = text[:SAMPLE]
    controls = sum(character < " " and character not in "\t\n\r\f" for character in sample)
    return controls > max(_STRAY, _CONTROL * len(sample))
