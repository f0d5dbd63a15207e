"""Words for a people in an article, as adjective or noun: "Kyrgyz", "the South Koreans"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.registry import Registry

__all__ = ["people_ending"]

_LONGEST = 3
"""Words of the longest such name: "Papua New Guinean"."""


def people_ending(doc: Doc, last: int, registry: Registry) -> tuple[int, str] | None:
    """Where the words begin that name a people and end with a token, and its country (alpha-3); the longest counts."""
    if not doc[last].text[:1].isupper():
        return None
    for first in range(max(0, last + 1 - _LONGEST), last + 1):
        words = " ".join(token.text for token in doc[first : last + 1])
        code = registry.country_of_adjective(words) if words[:1].isupper() else None
        if code is not None:
            return first, code
    return None
