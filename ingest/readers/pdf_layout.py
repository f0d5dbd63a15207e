"""Lines on pages become paragraphs: running heads left out, columns one after another, words at line ends joined.

What cannot be told from the places where lines begin: tables, captions between columns, text set around a picture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

__all__ = ["Line", "text_of"]

EDGE = 3
"""Lines at a page's top and bottom among which running heads, feet and page numbers are looked for."""

REPEATED = 0.5
"""Share of the pages (and at least two) on which a line at the edge must stand to be a running head. Odd and even
pages may have heads of their own, so half."""

GAP = 1.35
"""A distance to the line above, in the page's usual distance, from which a paragraph begins. Typesetting leaves half a
line between paragraphs or more, and within one the distance varies by less than a tenth."""

INDENT = 0.8
"""How far a paragraph's first line is set in, in heights of its letters; typesetting takes one to two."""

SHORT = 0.75
"""A line that is shorter than this share of the usual one, and ends a sentence, ends a paragraph."""

BROKEN = 0.6
"""A line that is shorter than this share of the usual one ends a paragraph whatever it ends with, as a heading does."""

COMMON = 0.03
"""Share of the distances from one line to the next that makes one of them common."""

_NUMBER = re.compile(r"[\s|–—-]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s|–—-]*", re.IGNORECASE)
_HYPHEN = re.compile(r"[^\W\d_]{2}[-\xad‐]$")
_SENTENCE_END = (".", "!", "?", "”", '"', "’", ":")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where it begins, from the page's left and from its foot, how high its letters are."""

    across: float
    up: float
    height: float
    text: str


def text_of(pages: Iterable[Sequence[Line]]) -> str:
    """The text of pages, blank lines between paragraphs; "" where there is none."""
    kept = [[line for line in page if line.text.strip()] for page in pages]
    running = _running(kept)
    ordered = [_in_columns(_body(page, running)) for page in kept]
    leading, width = _leading(ordered), _width(ordered)
    paragraphs: list[list[str]] = []
    last = None
    for page in filter(None, ordered):
        found = _paragraphs(page, leading, width)
        if last is not None and _goes_on(last, page[0], width):
            _append(paragraphs[-1], found.pop(0))
        paragraphs += found
        last = page[-1]
    return "\n\n".join(" ".join("".join(pieces).split()) for pieces in paragraphs)


def _running(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """What stands, figures aside, at one place at the edge of so many pages that it is a running head or foot."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({_shape(page[number]) for number in _edge(page)})
    return {shape for shape, count in counts.items() if count >= max(2, REPEATED * len(pages))}


def _shape(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", " ".join(line.text.split()).lower()), round(line.up)


def _edge(page: Sequence[Line]) -> set[int]:
    """The numbers of the lines highest and lowest on a page, in whatever order they are drawn."""
    ranked = sorted(range(len(page)), key=lambda number: page[number].up)
    return {*ranked[:EDGE], *ranked[-EDGE:]}


def _body(page: Sequence[Line], running: set[tuple[str, int]]) -> list[Line]:
    """The page without running heads and feet and its number."""
    edge = _edge(page)
    return [line for number, line in enumerate(page) if number not in edge or not _is_running(line, running)]


def _is_running(line: Line, running: set[tuple[str, int]]) -> bool:
    return _shape(line) in running or _NUMBER.fullmatch(line.text.strip()) is not None


def _in_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines in the order of reading: as they are drawn, unless they are drawn across columns row by row."""
    rows = sum(_are_beside(first, second) for first, second in pairwise(lines))
    if len(lines) < 6 or rows < len(lines) / 4:
        return list(lines)
    right = median(second.across for first, second in pairwise(lines) if _are_beside(first, second))
    first = [line for line in lines if line.across < right - 2 * line.height]
    return [*first, *(line for line in lines if line.across >= right - 2 * line.height)]


def _are_beside(first: Line, second: Line) -> bool:
    return abs(first.up - second.up) < first.height / 2 and second.across > first.across + 5 * first.height


def _paragraphs(lines: Sequence[Line], leading: float, width: float) -> list[list[str]]:
    """The paragraphs, each as the pieces of its text."""
    found: list[list[str]] = []
    above: Line | None = None
    for line in lines:
        text = line.text.strip()
        if above is not None and not _begins(above, line, leading * line.height, width):
            _append(found[-1], [text])
        else:
            found.append([text])
        above = line
    return found


def _width(pages: Iterable[Sequence[Line]]) -> float:
    """Characters of a full line: the median of the longest quarter."""
    lengths = sorted(len(line.text) for page in pages for line in page)
    return median(lengths[len(lengths) * 3 // 4 :]) if lengths else 0.0


def _leading(pages: Iterable[Sequence[Line]]) -> float:
    """The distance between lines of one paragraph, in heights of letters: the smallest that is common."""
    steps = ((first, second) for page in pages for first, second in pairwise(page) if first.height == second.height)
    distances = [round(20 * (first.up - second.up) / first.height) / 20 for first, second in steps]
    counts = Counter(distance for distance in distances if 0.9 <= distance < 4)
    common = [distance for distance, count in counts.items() if count >= max(2, COMMON * counts.total())]
    return min(common or counts, default=0.0)


def _begins(above: Line, line: Line, usual: float, width: float) -> bool:
    """Whether a line begins a paragraph: by its distance, its size, its indent, or the short line above it."""
    distance = above.up - line.up
    if abs(above.height - line.height) > 0.15 * above.height:
        return True
    if distance < 0:  # the next column
        return not _goes_on(above, line, width)
    if distance > GAP * usual > 0 or distance > 3 * line.height:
        return True
    if _HYPHEN.search(above.text.rstrip()):
        return False
    if INDENT * line.height < line.across - above.across < 5 * line.height:
        return True
    share = len(above.text) / width if width else 1.0
    return share < BROKEN or (share < SHORT and above.text.rstrip().endswith(_SENTENCE_END))


def _goes_on(above: Line, line: Line, width: float) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    text = above.text.strip()
    if _HYPHEN.search(text):
        return True
    is_full = len(text) >= SHORT * width
    return not text.endswith(_SENTENCE_END) and (is_full or line.text.strip()[:1].islower())


def _append(above: list[str], below: Sequence[str]) -> None:
    """Joins two texts, given in pieces; a word that was divided for the line's end is put together.

    Before a capital the hyphen is the word's own ("Jalal-Abad"); before a small letter it may be ("well-known"), but
    mostly is not.
    """
    end = above[-1]
    if not _HYPHEN.search(end):
        above.append(" ")
    elif below[0][:1].islower() or end.endswith("\xad"):
        above[-1] = end[:-1]
    above += below
