"""How a page is laid out: paragraphs, headings and datelines, which no sentence runs across."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from spacy.tokens import Doc, Token

from ingest.nlp.credits import byline_in, credit_in

__all__ = ["CREDIT", "DATELINE", "Line", "credits_in", "datelines", "lines", "seams", "set_extensions", "stretches"]

CREDIT = "credit"
"""The extension attribute of a token that belongs to a byline, a credit or a pointer elsewhere: `token._.credit`."""

DATELINE = "dateline"
"""The extension attribute of a token that belongs to a dateline: `token._.dateline`."""

WRAPPED = 0.3
"""Share of single line breaks before a lower-case letter from which a text counts as wrapped at a line length."""

TOP = 5
"""Lines at the top of a page, blank ones not counted, in which a dateline may stand."""

SHORT = 0.6
"""Share of the usual length of a wrapped line under which one before a capital ends a heading or a paragraph."""

HEADING = (12, 150)
"""Characters that a heading has, at least and at most, to be known again where the body repeats it."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\ \d{{1,2}}|\d{{1,2}}\ {_MONTH})(?:,?\ \d{{4}})?"
_UPPER = "[A-ZÀ-ÖØ-Þ]"
_NAME = rf"{_UPPER}[\w.'’-]*(?:[ /]{_UPPER}[\w.'’-]*){{0,3}}"
_PLACE = rf"{_NAME}(?:\ ?,\ ?{_NAME}){{0,2}}"
_CAPITALS = rf"{_UPPER}(?:{_UPPER}|[.'’ ]){{2,}}(?:\ ?,\ ?{_NAME}){{0,2}}"
_AGENCY = rf"\((?:{_UPPER}|\d{{1,2}}\.[a-z])[\w./&' -]{{0,28}}\)"
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
    """Make `token._.dateline` and `token._.credit` known to spaCy, False where not set."""
    for name in (DATELINE, CREDIT):
        if not Token.has_extension(name):
            Token.set_extension(name, default=False)


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


def credits_in(text: str) -> Iterator[tuple[int, int]]:
    """`(start, end)` of credits and of pointers to other pages; of bylines, where they stand at the top."""
    for number, line in enumerate(lines(text)):
        found = credit_in(line.text)
        if found is None and number < TOP and byline_in(line.text) is not None:
            found = 0, len(line.text)
        if found is not None:
            yield line.start + found[0], line.start + found[1]


def seams(text: str) -> list[int]:
    """Where one thing ends and another begins though the line goes on, or the text is wrapped.

    After a repeated heading, around datelines and credits, behind the short lines of a wrapped text.
    """
    top = _top(text)
    headings = (line.start + skip for line, skip in zip(top, _repeated(top), strict=True) if skip)
    return sorted(
        {*headings, *chain.from_iterable(datelines(text)), *chain.from_iterable(credits_in(text)), *_short(text)}
    )


def _short(text: str) -> Iterator[int]:
    """Where lines of a wrapped text end that are too short to have been wrapped there."""
    pairs = list(pairwise(lines(text))) if _is_wrapped(text) else []
    lengths = [len(line.text) for line, following in pairs if following.text[:1].islower()]
    usual = median(lengths) if lengths else 0
    for line, following in pairs:
        if len(line.text) < SHORT * usual and following.text[:1].isupper():
            yield following.start


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
