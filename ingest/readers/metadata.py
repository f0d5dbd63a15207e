"""What a web page says of its article beside the text: title, byline, outlet, days, language, address, rights.

Pages say it several times over: in JSON-LD, in OpenGraph and other `meta` elements, in microdata, in what readers see.
Each field has its order of belief, and what cannot be true is not believed: an address that is the home page's, an
author who is the outlet, a publication after the latest change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.addresses import believed, saved_from
from ingest.readers.bylines import byline_of
from ingest.readers.headlines import headline_of, shown_lines
from ingest.readers.instants import Instant, instant_of
from ingest.readers.jsonld import Node, article_nodes, first_text, name_of, nodes_of, page_nodes
from ingest.readers.markup import squeezed, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Metadata", "Page", "metadata_of", "page_of"]

SHORT = 60
"""Characters of the longest element that is looked at for a day to be seen: "Published: 15 April 2010, 10:30 GMT+6"."""


LONGEST_TITLE, TITLES = 400, 12
"""Characters of the longest title of a page, and how many of them are looked at."""

LONGEST_CREDIT = 80
"""Characters of the longest element that is looked at for "By A. Author and B. Author"."""

NEAR, FAR = 60, 300
"""Elements after the title, and from the top of the page, that are looked at for a day to be seen."""

_POSTED = re.compile(
    r"^(?:(?:first )?(?:published|posted|created|submitted|date|issued|added)(?: on| at)?\s*:?\s*|on )", re.IGNORECASE
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)", re.IGNORECASE)
_BY = re.compile(r"(?:(?:Written|Reported|Posted|Story|Text|Words|Report) )?(?:[Bb]y|BY):? [A-Z]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article, each where known.

    `published` and `modified` are days as written there, in the outlet's own zone; `body` is the text in its JSON-LD;
    `free` is False where the page says that its text is for subscribers.
    """

    title: str | None
    byline: str | None
    publisher: str | None
    published: Instant | None
    modified: Instant | None
    language: str | None
    url: str | None
    rights: str | None
    body: str | None
    free: bool | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart: the tree, its article in JSON-LD, names and contents of its meta elements, its microdata."""

    tree: HtmlElement
    article: Node
    web_page: Node
    site: Node
    meta: Mapping[str, Sequence[str]]
    items: Mapping[str, Sequence[str]]

    def said(self, *names: str) -> Iterator[str]:
        """The contents of meta elements, in the order of the names."""
        for name in names:
            yield from self.meta.get(name, ())

    def linked(self, rel: str) -> Iterator[str]:
        """The targets of `link` elements and of links with that relation."""
        for element in self.tree.xpath("//link[@rel and @href] | //a[@rel and @href]"):
            if rel in element.get("rel").lower().split():
                yield element.get("href").strip()


def page_of(tree: HtmlElement) -> Page:
    """The page that a tree is."""
    nodes = nodes_of(tree)
    title = " ".join(words_of(one) for one in tree.iter("h1"))
    pages = page_nodes(nodes)
    return Page(
        tree=tree,
        article=_the_article(article_nodes(nodes), title),
        web_page=pages[0] if pages else {},
        site=next((node for node in nodes if node.get("@type") == "WebSite"), {}),
        meta=_meta(tree),
        items=_items(tree),
    )


def metadata_of(page: Page, known_url: str | None = None) -> Metadata:
    """What the page says; `known_url` is where it is known to come from, which a stated address has to fit."""
    publisher = _publisher(page)
    heads = [words_of(one) for one in page.tree.iter("h1")]
    headline = headline_of(_titles(page), shown_lines(page.tree), heads=heads, publisher=publisher)
    if publisher is None and headline is not None:
        publisher = headline.beside
    modified = _first_day(_modified(page))
    published = _first_day(_published(page))
    if published is None or (modified is not None and published.day > modified.day):
        published = _seen_day(page.tree, None if headline is None else headline.text) or published
    return Metadata(
        title=None if headline is None else headline.text,
        byline=byline_of(_bylines(page), publisher),
        publisher=publisher,
        published=published,
        modified=modified,
        language=_language(page),
        url=believed(_urls(page), known_url or saved_from(page.tree)),
        rights=_rights(page),
        body=first_text(page.article.get("articleBody")),
        free=_is_free(page),
    )


# ------------------------------------------------------------------------------------------------ taking apart


def _the_article(nodes: Sequence[Node], title: str) -> Node:
    """Of the articles in JSON-LD the one that the page shows: with its headline, else the first with any."""
    headed = [node for node in nodes if first_text(node.get("headline") or node.get("name"))]
    shown = (
        n
        for n in headed
        if squeezed(str(first_text(n.get("headline") or n.get("name")))).casefold()[:60] in title.casefold()
    )
    return (
        next(shown, headed[0] if headed else nodes[0] if nodes else {}) if title else (headed or list(nodes) or [{}])[0]
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = squeezed(element.get("content") or "")
        names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        for name in dict.fromkeys(name.strip().lower() for name in names if name):
            if content:
                found.setdefault(name, []).append(content)
    return found


def _items(tree: HtmlElement) -> dict[str, list[str]]:
    """The properties of the first article in microdata, by name; those of items in it only where they are its own."""
    of_type = tree.xpath("//*[@itemscope][contains(@itemtype, 'Article') or contains(@itemtype, 'Posting')]")
    found: dict[str, list[str]] = {}
    for element in of_type[0].xpath(".//*[@itemprop]") if of_type else ():
        inside = next((e for e in element.iterancestors() if e.get("itemscope") is not None), None)
        own = inside is of_type[0]
        owner = "" if own or inside is None else f"{(inside.get('itemprop') or '').split(' ')[0].lower()}."
        for name in element.get("itemprop").lower().split():
            value = _item_value(element)
            if value:
                found.setdefault(owner + name, []).append(value)
    return found


def _item_value(element: HtmlElement) -> str:
    """https://html.spec.whatwg.org/multipage/microdata.html#values"""
    given = element.get("content") or (element.get("datetime") if element.tag == "time" else None)
    if element.tag in ("a", "link") and element.get("itemprop") in ("url", "license", "mainEntityOfPage"):
        given = given or element.get("href")
    return squeezed(given) if given else words_of(element) if element.get("itemscope") is None else ""


# -------------------------------------------------------------------------------------------------- the fields


def _titles(page: Page) -> list[str]:
    """Titles as stated, the most careful place first."""
    headline = first_text(page.article.get("headline")) or first_text(page.article.get("name"))
    items = [*page.items.get("headline", ()), *page.items.get("name", ())]
    named = page.said("og:title", "twitter:title", "parsely-title", "sailthru.title", "citation_title")
    old = page.said("dc.title", "dcterms.title", "title", "hdl", "headline")
    shown = [words_of(one) for one in page.tree.xpath("//head/title")[:1]]
    stated = (squeezed(text) for text in filter(None, (headline, *items, *named, *old, *shown)))
    return [text for text in stated if len(text) <= LONGEST_TITLE][:TITLES]


def _publisher(page: Page) -> str | None:
    in_node = name_of(page.article.get("publisher") or page.web_page.get("publisher"))
    site = page.said("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "citation_publisher")
    items = page.items.get("publisher.name", page.items.get("publisher", ()))
    app = page.said("application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone", "cre")
    candidates = (*in_node, *site, *items, *name_of(page.site), *app)
    stated = next((squeezed(name) for name in candidates if _is_name(name)), None)
    if stated is None:
        return None
    return re.sub(r"\s*\((?:https?://|www\.)\S+\)$", "", re.sub(r"^the (?=[A-Z])", "The ", stated))


def _is_name(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text)) and not re.match(r"https?://|@", text) and len(text) < 80


def _bylines(page: Page) -> Iterator[list[str]]:
    """Names of authors from each place that has some, the most careful first."""
    yield name_of(page.article.get("author"))
    yield list(page.said("parsely-author", "citation_author", "sailthru.author"))
    yield [*page.items.get("author.name", ()), *page.items.get("author", ())]
    yield list(page.said("byl", "author", "article:author", "dc.creator", "dcterms.creator", "cxenseparse:author"))
    yield list(page.said("twitter:data1")) if "written by" in map(str.lower, page.said("twitter:label1")) else []
    yield [words_of(one) for one in page.tree.xpath("//a[@rel='author' or contains(@rel, 'author ')]")]
    yield list(_seen_bylines(page.tree))
    yield name_of(page.article.get("creator"))


def _seen_bylines(tree: HtmlElement) -> Iterator[str]:
    """What stands in elements that are called a byline, the innermost; failing that in ones that begin with "By"."""
    named = (
        "contains(@class, 'byline')",
        "contains(@class, 'Byline')",
        "contains(@class, 'author-name')",
        "@class='author'",
    )
    called = f"[{' or '.join(named)}]"
    outer = tree.xpath(f"//*{called}[not(.//*{called})] | //*[@itemprop='author'][not(.//*[@itemprop])]")
    yield from (text for text in map(words_of, outer[:1]) if text)
    for element in tree.xpath("//p | //span | //div | //dd | //li | //font | //b | //i | //em")[:400]:
        text = words_of(element) if len(element) < 3 else ""
        if len(text) < LONGEST_CREDIT and _BY.match(text):
            yield text
            return


def _published(page: Page) -> Iterator[str]:
    yield from _node_days(page.article, "datePublished", "dateCreated")
    yield from page.items.get("datepublished", ())
    yield from page.said("article:published_time", "og:published_time", "og:article:published_time", "parsely-pub-date")
    yield from page.said("sailthru.date", "article.published", "citation_publication_date", "citation_date")
    yield from page.said("datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created")
    yield from page.said("dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "date")
    yield from page.said("cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate", "pdate")
    yield from _node_days(page.web_page, "datePublished")
    hatom = "//*[contains(concat(' ', @class, ' '), ' published ')]/@title | //time[@pubdate]/@datetime"
    yield from page.tree.xpath(hatom)
    yield from page.tree.xpath("//h1/following::time[not(ancestor::aside)][@datetime][1]/@datetime")
    yield from page.tree.xpath("//article//time[@datetime][1]/@datetime")


def _modified(page: Page) -> Iterator[str]:
    yield from _node_days(page.article, "dateModified")
    yield from page.items.get("datemodified", ())
    yield from page.said("article:modified_time", "og:updated_time", "dcterms.modified", "last-modified", "revised")


def _node_days(node: Node, *names: str) -> Iterator[str]:
    yield from (text for text in (first_text(node.get(name)) for name in names) if text)


def _first_day(texts: Iterable[str]) -> Instant | None:
    return next(filter(None, map(instant_of, texts)), None)


def _seen_day(tree: HtmlElement, title: str | None) -> Instant | None:
    """The day in a short element, such as "Published: 15 April 2010": after the title, else on the page's top."""
    kinds = (
        "[self::time or self::span or self::div or self::p or self::dd or self::li or self::td or self::font or self::i"
    )
    near = tree.xpath(f"//body//*{kinds} or self::small or self::b or self::em or self::h2 or self::h6]")
    place = next((n for n, one in enumerate(near) if title and words_of(one) == title), None)
    heads = tree.xpath("//h1")
    below = (
        heads[0].xpath(f"following::*{kinds}]")[:NEAR]
        if heads
        else near[place : place + NEAR]
        if place is not None
        else []
    )
    for element in [*below, *near[:FAR]]:
        text = words_of(element) if len(element) < 4 else ""
        if 5 < len(text) <= SHORT and not _UPDATED.match(text):
            found = instant_of(_POSTED.sub("", text))
            if found is not None and not text.isdigit():
                return found
    return None


def _language(page: Page) -> str | None:
    root = page.tree.getroottree().getroot()
    stated = first_text(page.article.get("inLanguage"))
    named = page.said("og:locale", "content-language", "dc.language", "dcterms.language", "language")
    candidates = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        root.get("xml:lang"),
        stated,
        *named,
    )
    tags = (text.strip().replace("_", "-") for text in candidates if text)
    return next((tag for tag in tags if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag)), None)


def _urls(page: Page) -> list[str]:
    main = page.article.get("mainEntityOfPage") or page.article.get("url")
    stated = (
        *page.linked("canonical"),
        *page.said("og:url", "parsely-link"),
        first_text(main),
        *page.items.get("url", ()),
    )
    return [url for url in stated if url]


def _rights(page: Page) -> str | None:
    node = (first_text(page.article.get(key)) for key in ("license", "copyrightNotice"))
    said = page.said("dcterms.license", "dc.rights", "dcterms.rights", "rights", "copyright")
    return next((squeezed(text) for text in (*node, *page.linked("license"), *said) if text), None)


def _is_free(page: Page) -> bool | None:
    stated = page.article.get("isAccessibleForFree", page.web_page.get("isAccessibleForFree"))
    tier = next(page.said("article:content_tier"), "").lower()
    if isinstance(stated, bool):
        return stated
    if isinstance(stated, str) and stated.strip().lower() in ("true", "false"):
        return stated.strip().lower() == "true"
    return False if tier in ("locked", "metered") else None
