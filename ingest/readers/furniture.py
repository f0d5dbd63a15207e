"""What surrounds an article on its page, taken out of the tree by its structure.

Captions, share bars, related links, newsletter boxes, comments, advertisements, embeds and bylines are known by their
element, their role, or a word in their class or id: a whole word ("share", not "shareholder"). What holds most of the
page's prose is never furniture, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest.readers.furniture_words import BLOCKS, PHRASES, TAGS, WORDS
from ingest.readers.labels import SENTENCE, ends_sentence
from ingest.readers.markup import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["clear", "prose_words"]

MOST = 0.3
"""Share of the page's prose that a part may hold and still be furniture.

On the saved pages of `tests/ingest/readers` rules were made with, one piece of furniture holds less, a body more.
"""

ALL = 0.8
"""Share of the page's prose from which what is called furniture cannot be all of that: a site that puts each paragraph
into an element named after advertisements. On the same pages it is at most .5."""

_ROLES = {
    "navigation",
    "complementary",
    "search",
    "banner",
    "contentinfo",
    "dialog",
    "alert",
    "menu",
    "toolbar",
    "tooltip",
}
_PHRASE = re.compile(rf"\b(?:{'|'.join(PHRASES)})\b")
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


_LEADING = re.compile(
    r"^(?:read (?:more|also|next)|our standards|also read|see also|related|more|watch|listen|opinion)\s*[:|»–-]",
    re.IGNORECASE,
)


def prose_words(element: HtmlElement) -> int:
    """Words in an element's paragraphs of prose, what stands in links left out."""
    total = 0
    for one in element.iter("p", "div", "li", "td", "blockquote", "font", "article"):
        own = _own_text(one)
        total += len(own.split()) if len(own.split()) >= SENTENCE else 0
    return total


def clear(tree: HtmlElement, title: str | None = None) -> HtmlElement:
    """Take out of the tree, in place, what is not the article, its title too; gives the tree."""
    if title:
        _drop((one for one in tree.iter("h1", "h2", "h3", "b", "font") if words_of(one) == title), tree)
    total = max(prose_words(tree), 1)
    tagged = (one for one in tree.iter() if one.tag in TAGS or _is_custom(one))
    _drop((one for one in tagged if prose_words(one) <= MOST * total), tree)
    _drop(_called(tree, total), tree)
    _drop((one for one in tree.iter("p", "li", "div", "h2", "h3", "h4", "blockquote") if _only_leads_on(one)), tree)
    return tree


def _drop(elements: Iterable[HtmlElement], tree: HtmlElement) -> None:
    for element in list(elements):
        if _is_attached(element, tree):
            element.drop_tree()


def _called(tree: HtmlElement, total: int) -> list[HtmlElement]:
    """The elements that are called furniture; where they hold nearly all of the prose together, those without any."""
    found = [(one, prose_words(one)) for one in tree.iter(*BLOCKS) if _is_called_furniture(one)]
    small = [(one, count) for one, count in found if count <= MOST * total]
    held = {one for one, _ in small}
    outer = sum(count for one, count in small if not any(above in held for above in one.iterancestors()))
    return [one for one, count in small if count == 0 or outer <= ALL * total]


def _is_custom(element: HtmlElement) -> bool:
    """Elements of AMP are adverts, embeds and tools."""
    return isinstance(element.tag, str) and element.tag.startswith("amp-")


def _is_attached(element: HtmlElement, tree: HtmlElement) -> bool:
    return element.getparent() is not None and element.getroottree().getroot() is tree.getroottree().getroot()


def _is_called_furniture(element: HtmlElement) -> bool:
    if element.tag in ("aside", "footer") or element.get("role", "").lower() in _ROLES:
        return True
    if (
        element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "")
    ):
        return True
    if element.get("itemprop") in ("description", "author", "publisher", "datePublished", "comment", "image"):
        return True
    return any(
        _names_furniture(element.get(key) or "")
        for key in ("class", "id", "data-component", "data-testid", "data-type")
    )


def _names_furniture(names: str) -> bool:
    for name in names.split():
        parts = [part.lower() for part in _PARTS.findall(name)]
        if WORDS.intersection(parts) or _PHRASE.search(" ".join(parts)):
            return True
    return False


def _own_text(element: HtmlElement) -> str:
    """The text of an element without that of the blocks and links in it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in ("b", "i", "em", "strong", "span", "u", "q", "abbr", "cite", "sup", "small"):
            parts.append(child.text_content())
        parts.append(child.tail or "")
    return " ".join(parts)


def _only_leads_on(element: HtmlElement) -> bool:
    """A block that is nothing but a link, with at most a label before it: no sentence of the article."""
    links = list(element.iter("a"))
    if not links or any(True for _ in element.iter("p", "table", "article", "section", "h1") if _ is not element):
        return False
    text = words_of(element)
    linked = sum(len(words_of(link)) for link in links)
    if not text:
        return False
    return (
        linked >= 0.9 * len(text)
        and not (len(links) == 1 and ends_sentence(text) and len(text.split()) > 12)
        or (bool(_LEADING.match(text)) and linked >= 0.5 * len(text))
    )
