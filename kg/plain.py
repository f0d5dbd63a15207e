"""Text on its way to a terminal or a spreadsheet: other people's is shown, and steers neither; numbers have nouns."""

from __future__ import annotations

import unicodedata

__all__ = ["counted", "harmless", "inert", "one_line", "visible"]

_INVISIBLE = {"Cc", "Cf", "Cs"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def visible(text: str) -> str:
    r"""Without control characters and marks that turn the direction of writing; a line end is a blank.

    >>> visible("a\x1b[31mb\u202e\nc")
    'a[31mb c'
    """
    if text.isprintable():
        return text
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)


def harmless(text: str) -> str:
    r"""As `visible`, but line ends and tabs stay: for a cell of a table, whose data they are.

    >>> harmless("a\x1b[31mb\u202e\nc")
    'a[31mb\nc'
    """
    return "".join(c if c in "\n\t" else visible(c) for c in text) if not text.isprintable() else text


def one_line(text: str) -> str:
    """The same on one line, every run of white space as one blank."""
    return visible(" ".join(text.split()))


def counted(number: int, noun: str) -> str:
    """The number with its noun.

    >>> counted(1, "verdict"), counted(2_000, "verdict"), counted(2, "address")
    ('1 verdict', '2,000 verdicts', '2 addresses')
    """
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def inert(cell: str) -> str:
    """A cell that a spreadsheet runs as no formula: an apostrophe before what begins one (OWASP, "CSV injection").

    >>> inert("=1+1"), inert("Ak-Jol")
    ("'=1+1", 'Ak-Jol')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
