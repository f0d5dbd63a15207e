"""Names as people write them: the forms under which two spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

__all__ = ["KEPT", "name_key", "normalised", "search_keys"]

KEPT = 100
"""Characters of a name's key that a graph keeps: a longer name is found by its beginning."""

_SPACE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})


def normalised(name: str) -> str:
    """The name as identity sees it: NFKC, casefolded, plain apostrophes, single spaces, no invisible marks.

    >>> normalised("  Ak-Jol ")
    'ak-jol'
    """
    plain = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).casefold()
    return _SPACE.sub(" ", plain).strip()


@lru_cache(maxsize=1 << 15)
def name_key(name: str) -> str:
    """The name as search sees it: in Latin letters (anyascii), lower case, words parted by one space.

    >>> name_key("Ак Жол"), name_key("Ak-Jol")
    ('ak zhol', 'ak jol')
    """
    return _NOT_WORD.sub(" ", anyascii(normalised(name)).lower().replace("'", "")).strip()


def search_keys(names: Iterable[str], *, person: bool) -> set[str]:
    """What somebody or something with these names is looked up by: their keys, of a person also their last words.

    Two names that mean the same have a key in common; keys are cut to `KEPT` characters, so two that do not may too.

    >>> sorted(search_keys(["Roza Otunbayeva"], person=True))
    ['otunbayeva', 'roza otunbayeva']
    """
    keys = {name_key(name) for name in names}
    words = {key.rpartition(" ")[2] for key in keys} if person else set()
    return {key[:KEPT].strip() for key in keys | words} - {""}
