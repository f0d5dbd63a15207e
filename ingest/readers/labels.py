"""Lines that say what stands next to an article, and what counts as prose."""

from __future__ import annotations

import re

__all__ = ["SENTENCE", "ends_sentence", "is_label", "is_prose"]

SENTENCE = 8
"""Words from which a paragraph that ends a sentence counts as prose."""

_LABELS = (
    r"(?:please )?(?:read|see|watch|listen|look)(?: (?:more|also|next|further|on|to))*(?: here)?",
    r"also (?:read|see|on)",
    r"related(?: (?:stories|articles|topics|coverage|news|links?))?",
    r"more (?:on|from|about|stories|coverage|news)\b.{0,40}",
    r"recommended|in other news|further reading|don[’']t miss|you may also like|advertisements?|sponsored",
    r"(?:story|article) continues below.{0,40}|continue reading.{0,40}",
    r"(?:share|follow|subscribe|sign up|join)\b.{0,60}",
    r"loading.{0,20}|print|e-?mail|click here.{0,60}|tags?|topics?|filed under|categor(?:y|ies)|live",
    r"(?:log|sign) ?in\b.{0,40}|comments?(?: \(\d+\))?|\d+ comments?|back to top|(?:our|the) standards",
)
_NOTICES = (
    r"(?:photo|image|picture|video|file photo|photograph|credit|source)s?\s*(?:by\b|:).{0,120}",
    r"to (?:view|watch|play) this .{0,100}",
    r"a version of this (?:article|story) (?:appear|was|ran).*",
    r"(?:edited|produced|translated) by:? .{0,60}",
    r"\S+@\S+\.\w+|(?:tel|phone|mobile|fax)\.?:? [+\d() /.-]+",
    r"(?:©|\(c\)|copyright)\W.{0,200}|all rights reserved.{0,200}",
)
_LABEL = re.compile(rf"(?:{'|'.join(_LABELS)})\s*[:.»→>-]*", re.IGNORECASE)
_NOTICE = re.compile(f"(?:{'|'.join(_NOTICES)})", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_ENDS.search(text))


def is_prose(text: str) -> bool:
    """Whether a paragraph's text is prose: some words, with the end of a sentence."""
    return len(text.split()) >= SENTENCE and ends_sentence(text)


def is_label(line: str) -> bool:
    """Whether a line says what stands next to the article, and nothing of it: "Read more", a credit, a copyright."""
    return bool(_NOTICE.fullmatch(line)) or (bool(_LABEL.fullmatch(line)) and not is_prose(line))
