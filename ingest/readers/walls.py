"""Pages that are no article, told by name: errors, walls of consent and payment, lists of links, pages all script."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.furniture import prose_words
from ingest.readers.labels import is_prose
from ingest.readers.markup import words_of
from ingest.readers.metadata import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["STUB", "View", "refusal"]

STUB = 80
"""Words that a page for subscribers must show to be taken: with the first paragraphs there, the claims in them stand;
with a sentence or two the page is a stub."""

SHORT = 150
"""Words of an article from which no sign of an error page or a wall of consent makes it one."""

LINKS = 20
"""Links of a page that may be an index; the pages of articles have as many, but prose too."""

_ERROR = re.compile(
    "|".join(
        (
            r"(?:error\s*)?\b(?:40[0134]|410|50[0234])\b"
            r"(?:\s*(?:error|[-–—:|]|not found|forbidden|gone|bad|service|internal).*)?$",
            r"(?:.*\b)?(?:page|file|article|story|document|content|url)\b.{0,30}\b(?:not (?:be )?found|unavailable"
            r"|(?:doesn[’']t|does not|no longer) exist|can(?:not|[’']t) be found|no longer available|is missing"
            r"|has (?:been )?(?:moved|removed))",
            r"not found\b.*|access denied.*|forbidden.*|just a moment.*|attention required.*",
            r"are you (?:a )?(?:human|robot).*|(?:security|human) (?:check|verification).*",
            r"service unavailable.*|bad gateway.*|internal server error.*",
            r"(?:temporarily )?(?:unavailable|down for maintenance).*",
            r"(?:oops|sorry|whoops)\b[,!.… ]*(?:we|the page|this page|that page|but|something|nothing)\b.*",
            r"(?:oops|whoops)\W*",
        )
    ),
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"\b(?:enable|requires?|turn on|without|needs?|activate|support)\b.{0,40}\bjava\s?script\b"
    r"|\bjava\s?script\b.{0,40}\b(?:enabled?|disabled|required|turned o)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy (?:policy|choices|settings|notice)|your privacy|personal data|partners|vendors"
    r"|legitimate interests?|accept all|reject all|manage (?:options|preferences|choices)|personali[sz]ed ads|gdpr"
    r"|store and/or access)\b",
    re.IGNORECASE,
)
_TO_READER = re.compile(r"\b(?:we|our|you|your|I agree|I accept)\b", re.IGNORECASE)
_PAYWALL = re.compile(
    "|".join(
        (
            r"(?:subscribe|sign (?:up|in)|log ?in|register|become a (?:member|subscriber))\b[^.]{0,60}"
            r"\b(?:to (?:continue|read|keep|unlock|access|view|see)|for (?:full|unlimited) access)",
            r"(?:to|continue) (?:continue )?reading[^.]{0,60}\b(?:subscri|sign|log|regist|account)",
            r"\b(?:article|story|content|rest|page)\b[^.]{0,40}\b(?:is|are) (?:only |exclusively )?"
            r"(?:for|reserved for|available to|exclusive to|limited to)[^.]{0,20}\b(?:subscriber|member|premium)",
            r"\balready a (?:subscriber|member)\b",
            r"\byou(?:[’']ve| have) (?:reached|used|read)\b[^.]{0,40}\b(?:free|limit)",
            r"\b(?:subscribers?|members?)[ -]only\b|\bunlock (?:this|the) (?:article|story)\b",
        )
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class View:
    """What a page looks like before its furniture goes: its words, titles, links and scripts."""

    words: str
    titles: tuple[str, ...]
    links: int
    linked: int
    prose: int
    scripts: int

    @classmethod
    def of(cls, tree: HtmlElement) -> View:
        """The view of a tree, which stays as it is."""
        shown = tree.xpath("//body//text()[not(ancestor::script) and not(ancestor::style) and not(ancestor::template)]")
        links = [len(words_of(link).split()) for link in tree.iter("a")]
        heads = [words_of(one) for one in tree.xpath("//head/title | //h1 | //h2")[:3]]
        return cls(
            words=" ".join(" ".join(shown).split()),
            titles=tuple(filter(None, heads)),
            links=sum(count > 0 for count in links),
            linked=sum(links),
            prose=prose_words(tree),
            scripts=len(tree.xpath("//script[not(contains(@type, 'json'))]")),
        )


def refusal(view: View, said: Metadata, paragraphs: Sequence[str]) -> str | None:
    """Why a page is no article: one clause, or None where it is one."""
    return next(filter(None, (check(view, said, paragraphs) for check in _CHECKS)), None)


def _count(paragraphs: Sequence[str]) -> int:
    return sum(len(one.split()) for one in paragraphs)


def _is_error(view: View, said: Metadata, paragraphs: Sequence[str]) -> str | None:
    if _count(paragraphs) >= SHORT or said.published is not None:
        return None
    for title in view.titles:
        bare = re.split(r"\s+[|–—]\s+", title)
        if any(_ERROR.fullmatch(part.strip(" .!")) for part in (title, *bare)):
            return f"is an error page ({title[:60]!r}), saved in place of an article"
    return None


def _is_consent(view: View, said: Metadata, paragraphs: Sequence[str]) -> str | None:
    """Most sentences are about cookies and consent, and nothing says when the page was published."""
    text = paragraphs or [view.words]
    about = sum(len(one.split()) for one in text if len(_CONSENT.findall(one)) >= 2 and _TO_READER.search(one))
    if said.published is not None or len(_CONSENT.findall(view.words)) < 3 or about < 0.5 * max(_count(text), 1):
        return None
    return "is a wall that asks for consent to cookies; open the page, answer, and save it again"


def _is_script(view: View, said: Metadata, paragraphs: Sequence[str]) -> str | None:
    if _count(paragraphs) >= STUB or any(map(is_prose, paragraphs)) and not _SCRIPT.search(view.words):
        return None
    if view.scripts == 0 or not (_SCRIPT.search(view.words) or len(view.words.split()) < STUB and not paragraphs):
        return None
    return "is all script: its text needs a browser; save it from one once it is shown"


def _is_stub(view: View, said: Metadata, paragraphs: Sequence[str]) -> str | None:
    if _count(paragraphs) >= STUB:
        return None
    asked = _PAYWALL.search(view.words)
    if asked is None and said.free is not False:
        return None
    return f"is a paywall's stub: it shows {_count(paragraphs)} words and keeps the rest for subscribers"


def _is_index(view: View, said: Metadata, paragraphs: Sequence[str]) -> str | None:
    """Many links, in them most words, and hardly two paragraphs of prose."""
    prose = sum(len(one.split()) for one in paragraphs if is_prose(one))
    if (
        view.links < LINKS
        or prose >= SHORT
        or view.linked < 2 * view.prose
        or said.published is not None
        and prose >= STUB
    ):
        return None
    return f"is a page of links ({view.links} of them), not an article"


def _is_empty(view: View, said: Metadata, paragraphs: Sequence[str]) -> str | None:
    if not view.words:
        return "is an empty page"
    return None if any(map(is_prose, paragraphs)) else "is a page without prose"


_CHECKS: tuple[Callable[[View, Metadata, Sequence[str]], str | None], ...] = (
    _is_script,
    _is_error,
    _is_consent,
    _is_stub,
    _is_index,
    _is_empty,
)
