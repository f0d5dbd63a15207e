"""Web pages: the article's text, found by trafilatura (Barbaresi 2021) in what is left when the furniture is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ingest.readers.addresses import mark_saved_from
from ingest.readers.furniture import clear
from ingest.readers.instants import instant_of
from ingest.readers.labels import is_label, is_prose
from ingest.readers.markup import decoded_page, squeezed, tree_of, words_of
from ingest.readers.metadata import Metadata, metadata_of, page_of
from ingest.readers.source import Draft, Item, Rejected, Source, whole, whole_characters
from ingest.readers.walls import View, refusal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["paragraphs_of", "read", "read_page"]

HALF = 0.5
"""Share of the text in a page's JSON-LD that has to be found in its elements; with less, the JSON-LD's is taken."""

TOP = 3
"""Paragraphs at the top that may only repeat title, byline and day."""

BOTTOM = 3
"""Paragraphs at the end that may say who the author is."""

LONGEST_BYLINE = 100
"""Characters of the longest line with byline or day: "By A. Author, B. Writer in Bishkek, 15 April 2010, 10:30"."""

MOSTLY = 0.6
"""Share of lines in Latin script from which the others are not the article's."""

_BIO = re.compile(r" (?:is (?:an?|the|our)|reports|covers|writes|has (?:covered|written|reported|worked))\b")
_CREDIT = re.compile(
    r"\(?(?:(?:additional )?(?:reporting|writing|editing|compiled|compiling|translated)"
    r"(?: and (?:writing|editing|reporting))? by\b)"
    r"[^.]*?(?:;[^.]*)*\.?\)?",
    re.IGNORECASE,
)
_INLINE = {"hi", "ref", "del", "code", "graphic"}
"""What stands inside a line in the tree that trafilatura gives."""

_LETTER = re.compile(r"[^\W_]")


def read(source: Source) -> Iterator[Item]:
    """The article of a page, or why it has none."""
    raw = whole(source)
    if isinstance(raw, Rejected):
        yield raw
        return
    yield read_page(raw, source)


def read_page(raw: bytes, source: Source) -> Draft | Rejected:
    """The article of a page's bytes; `source.fields` may say its `url` and, as `contentType`, the HTTP header."""
    content_type = source.fields.get("contentType")
    text = decoded_page(raw, content_type if isinstance(content_type, str) else None)
    tree = None if text is None else tree_of(text)
    if text is None or tree is None:
        return Rejected(
            source.where, "is an empty page" if text is not None else "is a page in an encoding that cannot be told"
        )
    mark_saved_from(tree, text)
    known = source.fields.get("url")
    said = metadata_of(page_of(tree), known if isinstance(known, str) else None)
    view = View.of(tree)
    found = _body(tree, said)
    reason = refusal(view, said, found)
    if reason is not None:
        return Rejected(source.where, reason)
    body = "\n\n".join(found)
    headed = body if said.title is None else f"{said.title}\n\n{body}"
    fields = _fields(said, body) | {k: v for k, v in source.fields.items() if k not in ("contentType", "url")}
    return Draft(source.where, whole_characters(source.stem), whole_characters(headed), is_file=True, fields=fields)


def paragraphs_of(tree: HtmlElement, title: str | None = None) -> list[str]:
    """The article's paragraphs and subheads without its title, in order; the tree is used up.

    Without tables and comments; `precision` and `recall` of trafilatura both did worse (`benchmarks/pages.py`).
    """
    from trafilatura import bare_extraction

    cleared = clear(tree, title)
    found = bare_extraction(cleared, include_comments=False, include_tables=False, with_metadata=False)
    body: Any = getattr(found, "body", None)
    if body is None:  # too little of it for trafilatura
        blocks = (words_of(block) for block in cleared.iter("p"))
    else:
        blocks = (line for block in body for line in _lines(block))
    return _in_one_script([line for line in blocks if _is_said(line)])


def _lines(block: Any) -> Iterator[str]:
    """A block's lines: parted where the page has line breaks or blocks in each other."""
    parts = [block.text or ""]
    for child in block:
        if child.tag in _INLINE:
            parts += [*child.itertext(), child.tail or ""]
            continue
        yield squeezed("".join(parts))
        yield from _lines(child)
        parts = [child.tail or ""]
    yield squeezed("".join(parts))


def _is_said(line: str) -> bool:
    return bool(_LETTER.search(line)) and not is_label(line) and not _CREDIT.fullmatch(line)


def _body(tree: HtmlElement, said: Metadata) -> list[str]:
    """The paragraphs in the page's elements, or, where most of it is missing there, those in its JSON-LD."""
    found = paragraphs_of(tree, said.title)
    stated = [squeezed(line) for line in (said.body or "").splitlines() if squeezed(line)]
    if sum(len(one) for one in found) < HALF * sum(len(one) for one in stated):
        found = stated
    kept = [line for number, line in enumerate(found) if number >= TOP or not _repeats(line, said)]
    return [line for number, line in enumerate(kept) if number < len(kept) - BOTTOM or not _presents(line, said)]


def _presents(line: str, said: Metadata) -> bool:
    """Whether a line at the end only says who an author is."""
    name = next((one for one in (said.byline or "").split(", ") if one and line.startswith(one)), None)
    return name is not None and bool(_BIO.match(line[len(name) :]))


def _repeats(line: str, said: Metadata) -> bool:
    """Whether a line at the top says the title, the byline or the day again."""
    names = [] if said.byline is None else said.byline.casefold().split(", ")
    bare = line.casefold().removeprefix("by ")
    if line == said.title or (names and len(bare) < LONGEST_BYLINE and all(name in bare for name in names)):
        return True
    found = instant_of(line) if len(line) < LONGEST_BYLINE else None
    return found is not None and not is_prose(line)


def _in_one_script(lines: list[str]) -> list[str]:
    """Without lines in another script, where nearly all is in Latin: labels of the site around the article."""
    latin = sum(map(_is_latin, lines))
    return [line for line in lines if _is_latin(line)] if latin >= MOSTLY * len(lines) else lines


def _is_latin(line: str) -> bool:
    letters = [sign for sign in line if sign.isalpha()]
    return sum(sign < "\u0250" for sign in letters) >= len(letters) / 2


def _fields(said: Metadata, body: str) -> dict[str, str]:
    """The metadata as fields of a draft; the language only where the text is in it."""
    from ingest.language import language_of

    stated = said.language if said.language and said.language.split("-")[0].lower() == language_of(body) else None
    fields = {
        "title": said.title,
        "byline": said.byline,
        "publisher": said.publisher,
        "url": said.url,
        "rights": said.rights,
        "language": stated,
        "date": None if said.published is None else said.published.written,
        "dateBasis": None if said.published is None else "metadata",
    }
    return {name: value for name, value in fields.items() if value}
