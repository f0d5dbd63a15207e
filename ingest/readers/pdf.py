"""PDF with a text layer: its lines put together to paragraphs; what is not text (scans) is said, not read."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ingest.readers.docx import weak_fields
from ingest.readers.pdf_layout import Line, text_of
from ingest.readers.press.reader import drafts_of
from ingest.readers.source import Item, Rejected, Source, whole

__all__ = ["MAX_CONTENT", "MAX_FILE", "MAX_PAGES", "read"]

MAX_FILE = 64_000_000
"""Bytes of the largest file that is read."""

MAX_PAGES = 3_000
"""Pages of the longest file that is read: a press database's 500 articles have 1,000 to 1,500."""

MAX_CONTENT = 2_000_000
"""Bytes of one page's drawing instructions, unpacked. A page of text has some 20,000; pypdf takes ten seconds for
2,000,000 that are nothing but instructions."""

MAX_WORK = 60_000_000
"""Bytes of all pages' drawing instructions: a thousand pages of text have 20,000,000."""

MAX_STEPS = 5_000_000
"""Instructions of all pages, those counted again that pages share: a thousand pages of text have 500,000."""

LONGEST_LINE = 10_000
"""Characters at which a line is taken to be over: no page is so wide."""

_QUIET = logging.NullHandler()


class _TooMuchError(Exception):
    """A file asks for more work than any text does."""


def read(source: Source) -> Iterator[Item]:
    """The text as one article, whatever its pages, or as the many that a press database packed into it."""
    raw = whole(source, MAX_FILE)
    if isinstance(raw, Rejected):
        yield raw
        return
    found = _opened(raw)
    if isinstance(found, str):
        yield Rejected(source.where, found)
        return
    text, fields = found
    yield from drafts_of(source, text, fields)


def _opened(raw: bytes) -> tuple[str, dict[str, str]] | str:
    """The text and what the file's properties say; or why it is not read."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, LimitReachedError, PyPdfError

    logging.getLogger("pypdf").addHandler(_QUIET)
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return "is protected by a password"
        if len(reader.pages) > MAX_PAGES:
            return f"has more than {MAX_PAGES:,} pages"
        text = text_of(_pages(reader))
        return (text, _fields(reader)) if text else "has no text: it needs OCR first (for example ocrmypdf)"
    except FileNotDecryptedError:
        return "is protected by a password"
    except ImportError:  # AES, which pypdf leaves to another package
        return "is encrypted; save it without protection"
    except (LimitReachedError, _TooMuchError, RecursionError, MemoryError):
        return "unpacks to more than any page of text has"
    except (PyPdfError, *_BROKEN):
        return "is a damaged PDF"


_BROKEN = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
    EOFError,
    NotImplementedError,
)


def _pages(reader: Any) -> Iterator[list[Line]]:
    """The lines of each page, in the order in which they are drawn."""
    steps, work = MAX_STEPS, MAX_WORK
    for page in reader.pages:
        contents = page.get_contents()
        size = len(contents.get_data()) if contents is not None else 0
        work -= size
        if size > MAX_CONTENT or work < 0:
            raise _TooMuchError
        lines = _Lines(steps)
        if size:
            page.extract_text(visitor_operand_before=lines.step, visitor_text=lines.take)
        steps = lines.left
        yield lines.found


class _Lines:
    """The lines of a page, gathered while pypdf reads it."""

    def __init__(self, left: int) -> None:
        self.found: list[Line] = []
        self.left = left
        self._is_open = False

    def step(self, operator: Any, operands: Any, matrix: Any, text_matrix: Any) -> None:
        self.left -= 1
        if self.left < 0:
            raise _TooMuchError

    def take(self, text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        """A piece of text and where it begins; a line of text may come in several pieces."""
        across = text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4]
        up = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
        height = abs(size * (text_matrix[3] or 1) * (matrix[3] or 1)) or 10.0
        for number, piece in enumerate(text.split("\n")):
            self._is_open = self._is_open and number == 0
            self._add(piece, across, up, height)

    def _add(self, piece: str, across: float, up: float, height: float) -> None:
        last = self.found[-1] if self._is_open and self.found else None
        if last is not None and abs(last.up - up) < height / 2 and len(last.text) < LONGEST_LINE:
            self.found[-1] = Line(last.across, last.up, max(last.height, height), last.text + piece)
        elif piece.strip():
            self.found.append(Line(across, up, height, piece))
            self._is_open = True


def _fields(reader: Any) -> dict[str, str]:
    said = reader.metadata
    if said is None:
        return {}
    try:
        made = said.creation_date
    except ValueError:
        made = None
    return weak_fields(said.title, said.author, made)
