"""Which press database a text was exported from, by the marks that its exports bear."""

from __future__ import annotations

import codecs
import re

__all__ = ["ACCESSION", "NUMBERED", "database_of", "is_export"]

NUMBERED = re.compile(r"^[ \t]*(?P<number>\d{1,6}) of (?P<total>\d{1,6}) DOCUMENTS?[ \t]*$", re.MULTILINE)
"""The line above each article of LexisNexis's older plain text."""

ACCESSION = re.compile(
    r"^(?:AN[ \t|]+)?[ \t]*Document (?P<id>[A-Za-z][A-Za-z0-9]*\d{8}[A-Za-z0-9]{6,16})[ \t|]*$", re.MULTILINE
)
"""The line at the end of each article of Factiva: the source's code, the day, and a number."""

_LENGTH = re.compile(r"^Length: {0,3}[\d,.]+ words?[ \t]*$", re.MULTILINE)
_BODY = re.compile(r"^Body[ \t]*$", re.MULTILINE)
_WORDS = re.compile(
    r"^(?:WC[ \t|]+|WC\n+)?[ \t]*[\d,.]+ words[ \t|]*\n+(?:PD[ \t|]+|PD\n+)?[ \t]*\d\d? \w+ \d{4}\b", re.MULTILINE
)
_UNDERSCORES = re.compile(r"^_{30,}[ \t]*$", re.MULTILINE)
_PROQUEST = re.compile(
    r"^(?:ProQuest document ID:|Report Information from ProQuest|ProQuest document link)", re.MULTILINE
)


def database_of(text: str) -> str | None:
    """What exported a text ("nexis older", "nexis newer", "factiva", "proquest"); None for one that is no export.

    The first mark tells: an article may quote those of other databases, but below its own.
    """
    marks = {
        "nexis older": NUMBERED.search(text),
        "nexis newer": _LENGTH.search(text) if _BODY.search(text) else None,
        "factiva": ACCESSION.search(text),
        "proquest": _UNDERSCORES.search(text) if _PROQUEST.search(text) else None,
    }
    marks["factiva"] = _WORDS.search(text) or marks["factiva"]
    starts = {name: mark.start() for name, mark in marks.items() if mark is not None}
    return min(starts, key=lambda name: starts[name], default=None)


def is_export(head: bytes) -> bool:
    """Whether the first bytes of a text file are those of an export."""
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    text = head.decode(encoding, "replace").removeprefix("\ufeff")
    return database_of(text.replace("\r\n", "\n").replace("\r", "\n")) is not None
