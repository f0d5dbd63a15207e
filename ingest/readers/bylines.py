"""Bylines: the names of authors among what pages give for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.names import normalised

__all__ = ["byline_of"]

LONGEST = 60
"""Characters of one author's name with what goes before it."""

_BEGIN = re.compile(
    r"^(?:(?:written|reported|story|posted|published|text|words|report|analysis)\s+)?by\b\s*:?\s*"
    r"|^(?:authors?|reporters?|text)\s*:\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:[|•·/]|\s[–—-]\s|\b(?:in|for|on) [A-Z]|, \d|\bat \d|\b(?:updated|published|posted)\b|\s@|\().*$"
)
_TITLE = re.compile(
    r",?\s+(?:(?:\w+\s+)?(?:correspondent|reporter|editor|writer|bureau chief|chief|staff|analyst|columnist)s?)$",
    re.IGNORECASE,
)
_POST = re.compile(r"(?:.+ )?(?:correspondent|reporter|editor|writer|bureau chief|analyst|columnist)s?", re.IGNORECASE)
_PARTING = re.compile(r"\s*(?:[,;&]|\band\b|\bwith\b)\s*")
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|super ?user|editors?|editorial(?: team| staff| board)?"
    r"|news ?(?:desk|room|staff)"
    r"|staff(?: (?:writers?|reporters?))?|web ?(?:master|desk|team)"
    r"|guest|unknown|none|null|anonymous|author|root|user\d*|our correspondents?|agencies)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|/", re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|\.\w{2,3}/|\d|^@|\S@\S|[<>{}=]")


def byline_of(places: Iterable[Sequence[str]], publisher: str | None) -> str | None:
    """The authors' names, parted by commas, from the first place that has any, or a place that has these
    and more; None where nobody is named.

    Left out are words around a name ("By", a post, a city), addresses, accounts such as "admin", and the outlet itself.
    """
    found = [_credited(stated, publisher) for stated in places]
    first = next(filter(None, found), {})
    whole = next((names for names in found if names.keys() > first.keys() and first), first)
    return ", ".join(whole) or None


def _credited(stated: Sequence[str], publisher: str | None) -> dict[str, None]:
    """The names in their order, each once."""
    return dict.fromkeys(name for text in stated for name in _names(text) if not _is_outlet(name, publisher))


def _names(text: str) -> Iterator[str]:
    bare = _BEGIN.sub("", " ".join(text.split()))
    if _ADDRESS.match(bare):
        return
    for part in _PARTING.split(_END.sub("", bare)):
        name = "" if _POST.fullmatch(part) else _TITLE.sub("", part).strip(" .,;:|-–—")
        if 1 < len(name) <= LONGEST and not _NO_NAME.search(name) and not _NOBODY.fullmatch(name):
            yield _cased(name)


def _cased(name: str) -> str:
    """A name in capitals as names are written; initials and agencies (AFP) stay."""
    words = name.split()
    if len(words) < 2 or name.upper() != name:
        return name
    return " ".join(word.title() if len(word) > 2 else word for word in words)


def _is_outlet(name: str, publisher: str | None) -> bool:
    ours, theirs = _plain(name), _plain(publisher or "")
    return bool(theirs) and (ours == theirs or ours.removesuffix("staff").removesuffix("com") == theirs)


def _plain(name: str) -> str:
    return re.sub(r"^the", "", "".join(normalised(name).split()))
