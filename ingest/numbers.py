"""Numbers as news writes them: "46,694", "2.5 million", "two dozen", "half a million", "500 crore"."""

from __future__ import annotations

import re

__all__ = ["NUMBER", "SCALE", "number"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: i for i, word in enumerate(_UNITS.split())} | {
    word: 20 + 10 * i for i, word in enumerate(_TENS.split())
}
_SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
}

_DIGITS = r"\d{1,3}(?:[.,]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE_WORD = r"(?:thousand|million|billion|trillion|lakh|crore)s?"
_PLAIN = rf"(?:{'|'.join([*_SMALL, 'hundred', 'dozen'])}|{_SCALE_WORD})\b"
_WORD = rf"(?:(?:hundred|thousand|million) and (?={_PLAIN})|{_PLAIN})"

SCALE = rf"(?:\s?(?:{_SCALE_WORD}|(?-i:k|m|mn|mln|bn|b|tn))\b)"
"""Pattern of what multiplies digits: " million", "bn"."""

NUMBER = (
    rf"(?:half an? {_SCALE_WORD}|(?:{_DIGITS})(?:[- ](?:hundred|dozen|{_SCALE_WORD})\b)*"
    rf"|(?:an? )?\b{_WORD}(?:[- ]?{_WORD})*)"
)
"""Pattern of a number in digits or words (case ignored); `number` reads what it matches."""


def number(text: str) -> int | float | None:
    """The value of a number in digits or words; None where the text is no number.

    Points part thousands where they stand before groups of three and no scale follows ("1.000 persons").

    >>> number("46,694"), number("2.5 million"), number("two dozen"), number("half a million"), number("1.5bn")
    (46694, 2500000, 24, 500000, 1500000000)
    """
    words = re.findall(r"\d[\d.,]*\d|\d|[a-z]+", text.lower())
    scaled = any(word.rstrip("s") in _SCALES or word in _SCALES for word in words)
    total: float = 0
    part: float | None = None
    for word in words:
        if word in ("a", "an", "and"):
            continue
        value = _small(word, scaled=scaled)
        if value is not None:
            part = (part or 0) + value
        elif word in _TIMES:
            part = _TIMES[word] * (1 if part is None else part)
        else:
            scale = _SCALES.get(word) or _SCALES.get(word.removesuffix("s"))
            if scale is None:
                return None
            total, part = total + scale * (1 if part is None else part), 0
    return None if part is None else _whole(total + part)


_TIMES = {"hundred": 100, "dozen": 12}


def _small(word: str, *, scaled: bool) -> float | None:
    if word == "half":
        return 0.5
    if not word[0].isdigit():
        return _SMALL.get(word)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word) or not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", word):
        return _float(word.replace(",", ""))
    return float(word) if scaled and word.count(".") == 1 else _float(word.replace(".", ""))


def _float(digits: str) -> float | None:
    try:
        return float(digits)
    except ValueError:
        return None


def _whole(value: float) -> int | float:
    rounded = round(value)
    return rounded if abs(value - rounded) < 1e-6 * max(1.0, abs(value)) else value
