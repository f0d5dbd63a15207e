"""How a page is laid out: paragraphs, headings and datelines, which no sentence runs across."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from spacy.tokens import Doc, Token

__all__ = ["DATELINE", "Line", "datelines", "lines", "seams", "set_extensions", "stretches"]

DATELINE = "dateline"
"""The extension attribute of a token that belongs to a dateline: `token._.dateline`."""

WRAPPED = 0.3
"""Share of single line breaks before a lower-case letter from which a text counts as wrapped at a line length."""

TOP = 5
"""Lines at the top of a page, blank ones not counted, in which a dateline may stand."""

HEADING = (12, 150)
"""Characters that a heading has, at least and at most, to be known again where the body repeats it."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\ \d{{1,2}}|\d{{1,2}}\ {_MONTH})(?:,?\ \d{{4}})?"
_UPPER = "[A-ZÀ-ÖØ-Þ]"
_NAME = rf"{_UPPER}[\w.'’-]*(?:[ /]{_UPPER}[\w.'’-]*){{0,3}}"
_PLACE = rf"{_NAME}(?:\ ?,\ ?{_NAME}){{0,2}}"
_CAPITALS = rf"{_UPPER}(?:{_UPPER}|[.'’ ]){{2,}}(?:\ ?,\ ?{_NAME}){{0,2}}"
_AGENCY = rf"\({_UPPER}[\w./&' -]{{0,28}}\)"
_DASH = r"(?:\.?-{1,2}|[–—])"
_BODY = r"\s*(?=[\"“‘'«]?[A-ZÀ-ÖØ-Þ0-9])"
_DATELINE = re.compile(
    rf"""(?:
        (?:{_PLACE}\ ?,?\ ?)? (?:{_DAY}\ ?)? {_AGENCY} \s* (?:{_DASH}|:)    # BISHKEK, April 15 (Agency) -
      | {_PLACE} \s* {_DASH} \s+ {_DAY} \s? :                               # Osh - 15 April 2010:
      | {_CAPITALS} (?:\ ?,\ ?{_DAY})? \s* (?:{_DASH}|:(?=\s))              # OSH, Kyrgyzstan, April 15: or OSH --
      | \w+ (?:\ {_NAME}|\ ?,\ ?{_NAME})? ,\ {_DAY} \s* {_DASH}         # Osh News, 15 April -
      | {_PLACE} \s+ {_DASH} (?=\s)                                         # Osh - The
    ) {_BODY}""",
    re.VERBOSE,
)
_GLUED_AGENCY = re.compile(rf"(?<=[\w?!’\"”]){_AGENCY}\s*{_DASH}{_BODY}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text that is not blank, and where it begins (code points)."""

    start: int
    text: str


def set_extensions() -> None:
    """Make `token._.dateline` known to spaCy, False where not set."""
    if not Token.has_extension(DATELINE):
        Token.set_extension(DATELINE, default=False)


def lines(text: str) -> Iterator[Line]:
    """The lines that are not blank, without the white space around them."""
    for found in re.finditer(r"\S(?:[^\n]*\S)?", text):
        yield Line(found.start(), found.group())


def datelines(text: str) -> Iterator[tuple[int, int]]:
    """`(start, end)` of the datelines in the text's first lines, from the place to the dash or colon."""
    top = _top(text)
    for line, skip in zip(top, _repeated(top), strict=True):
        found = _DATELINE.match(line.text, skip) or _GLUED_AGENCY.search(line.text, skip, HEADING[1])
        if found is not None:
            yield line.start + found.start(), line.start + found.end()


def seams(text: str) -> list[int]:
    """Where, inside a line, one thing ends and another begins: after a repeated heading, around a dateline."""
    top = _top(text)
    headings = (line.start + skip for line, skip in zip(top, _repeated(top), strict=True) if skip)
    return sorted({*headings, *chain.from_iterable(datelines(text))})


def _top(text: str) -> list[Line]:
    return [line for line, _ in zip(lines(text), range(TOP), strict=False)]


def _repeated(top: Sequence[Line]) -> Iterator[int]:
    """For each line, how much of its beginning is only an earlier line, the heading, said again."""
    least, most = HEADING
    for i, line in enumerate(top):
        headings = {earlier.text for earlier in top[:i] if least <= len(earlier.text) <= most}
        starts = [len(heading) for heading in headings if line.text.startswith(heading) and line.text != heading]
        yield max(starts, default=0)


def stretches(doc: Doc) -> Iterator[list[int]]:
    """The tokens, white space left out, of each stretch of text that no sentence crosses; never empty."""
    ends = sorted({*_line_ends(doc), *_seam_tokens(doc), 0, len(doc)})
    for start, end in pairwise(ends):
        words = [i for i in range(start, end) if not doc[i].is_space]
        if words:
            yield words


def _line_ends(doc: Doc) -> Iterator[int]:
    """Tokens after a line break; in a text wrapped at a line length, after a blank line only."""
    least = 2 if _is_wrapped(doc.text) else 1
    return (token.i + 1 for token in doc if token.is_space and token.text.count("\n") >= least)


def _seam_tokens(doc: Doc) -> Iterator[int]:
    offsets = seams(doc.text)
    if offsets:
        starts = [token.idx for token in doc]
        yield from (bisect_left(starts, offset) for offset in offsets)


def _is_wrapped(text: str) -> bool:
    breaks = re.findall(r"[^\n]\n(?=([^\n]))", text)
    return len(breaks) > 2 and sum(map(str.islower, breaks)) / len(breaks) >= WRAPPED
