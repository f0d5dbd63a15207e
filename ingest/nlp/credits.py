"""What stands on a page beside its prose: who wrote, edited and photographed, rights, and pointers to other pages."""

from __future__ import annotations

import re

__all__ = ["LONGEST", "byline_in", "credit_in"]

LONGEST = 200
"""Characters of the longest line that is looked at as a byline or credit: with many editors, some 150."""

_UPPER = "[A-ZÀ-ÖØ-ÞĀ-Ž]"
_PARTICLE = r"(?:de|da|del|della|der|den|di|du|la|le|van|von|al|bin|ibn|el|ter|y)"
_WORD = rf"{_UPPER}[\w.'’-]*"
_NAME = rf"{_WORD}(?:\ (?:{_PARTICLE}\ ){{0,2}}{_WORD}){{0,4}}"
_AND = r"(?:,?\ (?:and|&)\ |,\ |\ ?/\ ?)"
_NAMES = rf"{_NAME}(?:{_AND}{_NAME})*"
_NEWSROOM = (
    r"(?:(?:our|a|an|the)\ )?(?:own\ |special\ |foreign\ |diplomatic\ |political\ |regional\ |chief\ )?"
    r"(?:staff(?:\ (?:and\ agencies|reporters?|writers?|correspondents?))?|correspondents?|news\ ?desk|web\ desk|"
    r"agencies|news\ agencies|wire\ services)"
)
_IN = rf"(?:,?\ (?:in|at|for)\ (?:the\ )?{_NAMES})"
_ROLE = (
    r"(?:(?:additional|further|extra)\ )?"
    r"(?:reporting|writing|editing|translation|reported|written|edited|translated|compiled|photographs?)"
    r"(?:\ and\ (?:reporting|writing|editing|written|edited|translated))?"
)
_DESK = rf"(?i:{_ROLE}(?:\ from\ (?:the\ )?\w+)?\ by)\ (?:{_NAMES}|(?i:{_NEWSROOM})){_IN}?(?:\ and\ {_NAMES}{_IN})*"
_DESKS = rf"\(?{_DESK}(?:[;,.]?\ (?i:and\ )?{_DESK})*\.?\)?\.?"
_PICTURE = (
    r"(?i:(?:file\ |handout\ )?(?:photo(?:graph)?|picture|image)s?(?:\ (?:credit|source))?)"
    rf"(?:\ ?[:©/|]\ ?|\ (?i:by|courtesy\ of|via)\ )(?:the\ )?{_NAMES}(?:\ (?:via|for|of)\ (?:the\ )?{_NAMES})*"
)
_PICTURES = rf"[\[(]?(?:{_PICTURE}|(?i:file\ (?:photo|picture|image|footage)|photo\ for\ illustration))[\])]?\.?"
_RIGHTS = (
    r"(?:©|\([cC]\)\ |(?i:copyright)\ (?:©|\([cC]\)|(?:by\ )?(?:19|20)\d\d)).{0,150}"
    r"|(?i:all\ rights\ reserved)\b.{0,80}"
)
_POINTER = (
    r"(?i:(?:read|see|watch)\ (?:also|more|next|this)|also\ read|see\ also|related(?:\ (?:stor(?:y|ies)|articles?|news|"
    r"coverage|topics))?|more\ on\ this(?:\ story)?|recommended|most\ read)\ ?(?:[:|>»–—].*|$)"
)
_SITE = (
    r"(?i:follow\ us\ on|like\ us\ on|share\ this\ (?:article|story|page|post)|click\ here\ (?:to|for)|"
    r"sign\ up\ (?:to|for)\ our|subscribe\ to\ our|download\ our\ app|join\ our\ \w+\ channel)\b.{0,100}"
)
_CREDIT = re.compile(rf"(?:{_DESKS}|{_PICTURES}|{_RIGHTS}|{_POINTER}|{_SITE})", re.VERBOSE)
_CREDIT_BEHIND = re.compile(
    rf"(?:(?<=[.!?\"”’')\]])\s+(?:{_DESKS}|{_PICTURES})|\s+(?=[(\[])(?:{_DESKS}|{_PICTURES}))$", re.VERBOSE
)
_HINTS = re.compile(
    r"(?i)by |photo|picture|image|footage|©|\(c\)|copyright|reserved|[:|>»–—]|\bus on|our |here|^\W*\w+( \w+)?$"
)
_BYLINE = re.compile(
    rf"(?:(?i:by|story\ by|report\ by|words\ by)\ ?:?|(?i:from))\ +"
    rf"(?P<who>{_NAMES}(?:{_AND}(?i:{_NEWSROOM}))?|(?i:{_NEWSROOM}))"
    rf"(?P<where>{_IN}|,\ {_NAMES})?(?:\s+[|–—-]\s.{{0,80}})?",
    re.VERBOSE,
)
_FROM = re.compile(rf"(?i:from\ {_NEWSROOM})", re.VERBOSE)


def credit_in(line: str) -> tuple[int, int] | None:
    """Where in a line (without blanks around it) a credit or a pointer stands: all of it, its end, or nowhere (None).

    A credit consists of names only, behind a word such as "Reporting by": a line that goes on in prose is none.
    """
    if len(line) <= LONGEST and _HINTS.search(line) and _CREDIT.fullmatch(line):
        return 0, len(line)
    tail = max(0, len(line) - LONGEST)
    found = _CREDIT_BEHIND.search(line, tail) if _HINTS.search(line, tail) else None
    return None if found is None else (found.end() - len(found.group().lstrip()), found.end())


def byline_in(line: str) -> str | None:
    """Who is said to have written, by a line that says nothing else: "By Jane Doe in Osh"; None for another line."""
    found = _BYLINE.fullmatch(line) if len(line) <= LONGEST else None
    if found is None or line[:4].lower() == "from" and not _FROM.match(line):
        return None
    return found["who"]
