"""The language that a text is written in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

__all__ = ["is_english", "language_of"]

MARGIN = 20.0
"""By how much (log-probability, py3langid) another language must beat English to be believed.

Measured: none of 1,072 English news articles is beaten at all, three names alone are by 17, and sentences of four to
nine words in French, Spanish, German, Italian, Polish, Turkish, Russian and Indonesian by 36 to 234.
"""

SAMPLE = 20_000  # characters that are looked at


def language_of(text: str) -> str:
    """The ISO 639 code of the text's language ("en", "ru"); "en" where the text is too short to tell.

    The method is langid's (Lui and Baldwin 2012), in the port py3langid; the first call takes half a second.
    """
    scores = dict(_identifier().rank(text[:SAMPLE]))
    best = max(scores, key=scores.__getitem__)
    return str(best) if scores[best] - scores["en"] > MARGIN else "en"


def is_english(tag: str) -> bool:
    """Whether a language tag ("en", "en-GB", "eng") means English, the language that is read."""
    return re.split("[-_]", tag.lower())[0] in ("en", "eng")


@cache
def _identifier() -> Any:
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
