"""What of a text is compared: its shingles (words in a row), its figures, and a digest of its words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]

__all__ = ["FORM", "ROWS", "SIGNATURE", "WORDS", "Hashes", "Sketch", "signature", "sketch", "words_of"]

FORM = 2
"""The form of sketches and signatures; another one makes all of them anew."""

WORDS = 4
"""Words in a row that make a shingle: a word that was changed takes as many away."""

SIGNATURE, ROWS = 64, 2
"""Numbers of a MinHash signature, and how many of them make a band: two texts of which a third of the shingles is
common (Jaccard) share one of the 32 bands with a chance of 0.98, two of which a hundredth is with 0.003."""

SEED = 1
"""Of MinHash's functions: signatures are kept and compared from run to run."""

_AT_ONCE = 16_384  # shingles that are hashed together: 8 MB

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Letters of languages that put no space between words: each counts as a word."""

_WORD = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
_MIX = 0xFF51AFD7ED558CCD


@dataclass(frozen=True, slots=True)
class Sketch:
    """`words` is a digest of the text's words in their order; `shingles` and `figures` are sorted, each once."""

    words: bytes
    shingles: Hashes
    figures: Hashes


def words_of(text: str) -> list[str]:
    """The text's words without case, punctuation and forms of one letter (NFKC).

    >>> words_of("“Don’t go,” he said")
    ['don', 't', 'go', 'he', 'said']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def sketch(text: str) -> Sketch:
    """What of the text is compared; a text without words is compared as it stands."""
    import numpy as np

    words = words_of(text)
    hashed = np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))
    figures = [_hash(word) >> 32 for word in set(words) if any(map(str.isdigit, word))]
    whole = " ".join(words) or text
    return Sketch(
        words=blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        shingles=_shingles(hashed),
        figures=np.unique(np.array(figures, dtype=np.uint32)),
    )


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _shingles(words: NDArray[np.uint64]) -> Hashes:
    """A number for each `WORDS` words in a row, whose order counts; the sums overflow, as they should."""
    import numpy as np

    count = len(words) - WORDS + 1
    if count < 1:
        return np.empty(0, dtype=np.uint32)
    total = np.zeros(count, dtype=np.uint64)
    for place, odd in enumerate(_ODD):
        total += words[place : place + count] * np.uint64(odd)
    mixed = (total ^ (total >> np.uint64(29))) * np.uint64(_MIX)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def signature(shingles: Hashes) -> Hashes:
    """The MinHash signature of shingles (Broder 1997): two of them agree in as many places as the sets are alike.

    Of each of `SIGNATURE` functions (multiply, add, shift: Dietzfelbinger et al. 1997) the least value. The library of
    the field, datasketch, gives the same, and takes over a second to import.
    """
    import numpy as np

    factors, terms = _functions()
    least = np.full(SIGNATURE, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(shingles), _AT_ONCE):
        values = np.multiply.outer(factors, shingles[start : start + _AT_ONCE].astype(np.uint64))
        least = np.minimum(least, (values + terms[:, None]).min(axis=1))
    return (least >> np.uint64(32)).astype(np.uint32)


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The factors, which are odd, and the terms of the functions."""
    import numpy as np

    drawn = np.random.Generator(np.random.PCG64(SEED)).integers(1 << 64, size=(2, SIGNATURE), dtype=np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]
