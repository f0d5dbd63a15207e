"""How much and how many: sums of money and numbers of things, each with its bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml
from spacy.tokens import Doc, Span, Token

from ingest.dates.expressions import expressions
from ingest.numbers import NUMBER, SCALE, number
from kg.model import Amount

__all__ = ["TextAmount", "TextCount", "amounts_in", "counts_in"]


@dataclass(frozen=True, slots=True)
class TextAmount:
    """A sum of money: tokens `[start, end)` of the Doc, bounds included.

    amount     as it is written: 50 million of USD
    bound      exact | min | max | about: what the words before it make of it
    form       what it comes as ("aid" of "$50 million in aid and loans"), a lemma, or None
    """

    start: int
    end: int
    amount: Amount
    bound: str
    form: str | None


@dataclass(frozen=True, slots=True)
class TextCount:
    """A number of things: tokens `[start, end)` of the Doc, bounds included.

    noun       the token that is counted ("people" of "more than 80 people"); the number itself where it stands alone
    low, high  at least and at most so many; None where that end is open
    """

    start: int
    end: int
    noun: int
    low: int | None
    high: int | None


_MORE = r"(?:(?:well )?(?:more|greater) than|over|above|exceeding|in excess of|upwards? of)"
_LEAST = r"(?:at least|no (?:fewer|less) than|not less than|a minimum of|the least)"
_FEWER = r"(?:(?:fewer|less) than|under|below)"
_MOST = r"(?:up to|at most|no more than|not more than|as many as|as much as|a maximum of)"
_ABOUT = r"(?:about|around|some|roughly|approximately|an estimated|estimated|nearly|almost|close to|near|circa|just)"
_KINDS = {"more": _MORE, "min": _LEAST, "fewer": _FEWER, "max": _MOST, "about": _ABOUT}
_BOUND = rf"(?:(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _KINDS.items())}) )"
_AFTER = r"(?P<after> or (?P<ormore>more|above)\b| or (?P<orless>less|fewer|under)\b| or so\b)"

VAGUE: Mapping[str, tuple[int, int | None]] = {
    "a couple of": (2, 2),
    "a few": (2, None),
    "several": (3, None),
    "a handful of": (2, None),
    "dozens": (24, None),
    "several dozen": (36, None),
    "scores": (40, None),
    "hundreds": (200, None),
    "several hundred": (300, None),
    "thousands": (2_000, None),
    "several thousand": (3_000, None),
    "tens of thousands": (20_000, None),
    "hundreds of thousands": (200_000, None),
    "millions": (2_000_000, None),
}
"""What vague numbers say at least and at most: a plural is two of its kind, "several" three."""

_MODIFIERS = {"nummod", "det", "advmod", "amod", "compound", "obl", "nmod"}
_DETERMINERS: Mapping[str, tuple[int, int]] = {"a": (1, 1), "an": (1, 1), "no": (0, 0), "both": (2, 2)}
_COLLECTIVE = {"crowd", "group", "number", "lot", "handful", "couple", "dozen", "series", "total", "range", "majority"}
_COLLECTIVE |= {
    "minority",
    "bit",
    "few",
    "part",
    "third",
    "quarter",
    "half",
    "percentage",
    "team",
    "gang",
    "mob",
    "million",
}
_COLLECTIVE |= {"hundred", "thousand", "array", "variety", "host", "wave", "string", "pair", "cluster", "family"}

_ENDS = r"(?![\w:%/]|[.,]\d|-\w| ?(?:per ?cent|%|percentage|°|a\.m|p\.m|am\b|pm\b))"
_COUNTED = re.compile(
    rf"(?<!\w){_BOUND}?(?:(?P<vague>{'|'.join(sorted(VAGUE, key=len, reverse=True))})\b"
    rf"|between (?P<low>{NUMBER}) and (?P<to2>{NUMBER}){_ENDS}"
    rf"|(?<![\w.,$€£:/#-])(?P<number>{NUMBER})(?:(?: ?[-–] ?| to )(?P<to>{NUMBER}))?{_ENDS}){_AFTER}?",
    re.IGNORECASE,
)


def amounts_in(doc: Doc) -> Iterator[TextAmount]:
    """The sums of money that a parsed text names, in its order; a sum in a currency that is not known is left out."""
    for match in _money().finditer(doc.text):
        value, currency = _value(match), _currency(match)
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if value is not None and currency is not None and span is not None and not span[0].like_url:
            yield TextAmount(span.start, span.end, Amount(value, currency), _bound(match), _form(span))


def counts_in(doc: Doc) -> Iterator[TextCount]:
    """The numbers of things that a parsed text names, in its order: in digits, in words, "dozens", "no", "a".

    "More than 80" is at least 81, "at least 12" at least 12, "up to 30" at most 30, "about 20" is 20. Left out: money,
    times, shares, ages, parts of names.
    """
    text = doc.text
    taken = [(e.start, e.end) for e in expressions(text)] + [m.span() for m in _money().finditer(text)]
    found = [*_numbers(doc, taken), *_determiners(doc)]
    yield from sorted(found, key=lambda count: count.start)


def _numbers(doc: Doc, taken: list[tuple[int, int]]) -> Iterator[TextCount]:
    for match in _COUNTED.finditer(doc.text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        bounds = None if span is None or not _is_count(span) else _bounds(match)
        if span is not None and bounds is not None:
            yield TextCount(span.start, span.end, _noun(span).i, *bounds)


def _determiners(doc: Doc) -> Iterator[TextCount]:
    for token in doc:
        bounds = _DETERMINERS.get(token.lower_)
        if bounds is None or token.dep_ not in ("det", "det:predet", "nummod") or token.head.lemma_ in _COLLECTIVE:
            continue
        if token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i:
            yield TextCount(token.i, token.i + 1, token.head.i, *bounds)


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None] | None:
    """At least and at most, from the words around the number."""
    if match["vague"] is not None:
        return VAGUE[match["vague"].lower()]
    values = [number(match[group]) for group in ("low", "number", "to", "to2") if match[group] is not None]
    whole = sorted(value for value in values if isinstance(value, int))
    if not whole or len(whole) != len(values):
        return None
    return _moved(_bound(match), whole[0], whole[-1], strictly=match["more"] is not None or match["fewer"] is not None)


def _moved(bound: str, low: int, high: int, *, strictly: bool) -> tuple[int | None, int | None]:
    if bound == "min":
        return low + strictly, None
    if bound == "max":
        return None, high - strictly
    return low, high


def _bound(match: re.Match[str]) -> str:
    if match["more"] or match["min"] or match["ormore"]:
        return "min"
    if match["fewer"] or match["max"] or match["orless"]:
        return "max"
    return "about" if match["about"] or match["after"] else "exact"


def _is_count(span: Span) -> bool:
    """False for a number that names ("Article 5", "Boeing 737") or that is one of a name."""
    root = span.root
    if root.like_url or root._.dateline or _ends_name(span):
        return False
    if root.dep_ in ("nummod", "nmod:unmarked", "nmod", "appos", "compound", "flat") and root.head.i < span.start:
        return root.head.pos_ not in ("PROPN", "NOUN") or root.head.i < span.start - 1
    if span[-1].lower_ == "one":
        return root.dep_ == "nummod" or not any(child.dep_ == "det" for child in root.children)
    return not (root.ent_type_ and root.head.ent_type_ == root.ent_type_ and root.dep_ != "nummod")


def _ends_name(span: Span) -> bool:
    """True for the 20 of a "Group of 20"."""
    before = span.doc[max(0, span.start - 2) : span.start]
    alone = span.root.dep_ != "nummod" and len(before) == 2
    return alone and before[1].lower_ == "of" and before[0].text[0].isupper()


def _noun(span: Span) -> Token:
    """What is counted: the noun that the number modifies, the noun after "of", or the number itself."""
    for word in span:
        head = word.head
        if word.dep_ in _MODIFIERS and head.i >= span.end and head.pos_ in ("NOUN", "PROPN", "SYM", "ADJ"):
            return head
    whole = (_whole(word, span) for word in span)
    following = (word for word in span.doc[span.end : span.end + 1] if word.pos_ == "NOUN")
    return next((word for word in (*whole, *following) if word is not None), span.root)


def _whole(part: Token, span: Span) -> Token | None:
    """The noun after "of", after the number."""
    after = (child for child in part.children if child.dep_ == "nmod" and child.i >= span.end)
    return next((child for child in after if any(word.lower_ == "of" for word in child.children)), None)


def _value(match: re.Match[str]) -> int | float | None:
    digits, scale = match["number1"] or match["number2"], match["scale1"] or match["scale2"] or ""
    return number(f"{digits} {scale}")


def _currency(match: re.Match[str]) -> str | None:
    """The ISO code, or None where the words are no sum after all ("50 pounds of rice")."""
    currencies = _currencies()
    if match["sign"] is not None:
        return currencies.signs[match["sign"]]
    name = match["name"].lower()
    weight = name == "pound" and re.match(" (?:of|in weight)\\b", match.string[match.end() : match.end() + 12])
    return None if weight else currencies.names[name]


def _form(span: Span) -> str | None:
    """The noun after "in", "of" or "worth of" that tells what the money is: aid, loans."""
    following = span.doc[span.end : span.end + 5]
    if not len(following) or following[0].lower_ not in ("in", "of", "worth"):
        return None
    return next(
        (t.head.lemma_ if t.dep_ in ("amod", "compound") else t.lemma_ for t in following if t.pos_ == "NOUN"), None
    )


@dataclass(frozen=True, slots=True)
class _Currencies:
    signs: Mapping[str, str]
    names: Mapping[str, str]


@cache
def _currencies() -> _Currencies:
    """Codes by sign and by name in lower case, from `lexicon/currencies.yml`."""
    text = resources.files("ingest").joinpath("lexicon/currencies.yml").read_text("utf-8")
    lists: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(text)
    by = {part: {word: code for code, words in lists[part].items() for word in words} for part in ("signs", "names")}
    return _Currencies(by["signs"], {name.lower(): code for name, code in by["names"].items()})


@cache
def _money() -> re.Pattern[str]:
    currencies = _currencies()
    signs = "|".join(map(re.escape, sorted(currencies.signs, key=len, reverse=True)))
    names = "|".join(map(re.escape, sorted(currencies.names, key=len, reverse=True)))
    digits = r"\d{1,3}(?:[.,]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
    return re.compile(
        rf"(?<!\w)(?i:{_BOUND})?(?:(?<![\w$€£])(?P<sign>{signs})\s?(?P<number1>{digits})(?P<scale1>{SCALE})?(?![\w%])"
        rf"|(?<![\w.,$€£])(?P<number2>(?i:{NUMBER}))(?P<scale2>{SCALE})?[- ](?i:(?P<name>{names}))(?:e?s)?\b)"
        rf"(?i:{_AFTER})?"
    )
