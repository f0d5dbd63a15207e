"""Claims and reports made with few words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kg.graph import Frame, Report
from kg.model import Article, Claim, Interval, Mention, Span
from kg.ontology import load

FRAME = Frame(load(), "https://example.org/")
RUSSIA = Mention("russia", "Russia", "Country", named=True)
KYRGYZSTAN = Mention("kyrgyzstan", "Kyrgyzstan", "Country", named=True)
OSH = Mention("osh", "Osh", "City", named=True)
PARTY = Mention("meadow-party", "Meadow Party", "Party", named=True)
AIBEK = Mention("aibek", "Aibek Osmonov", "Person", named=True)
CROWD = Mention("crowd", "some villagers", "Group")
GOVERNOR = Mention("governor", "Governor of Osh", "Post", named=True)


def day(number: int) -> dt.date:
    return dt.date(2010, 4, number)


def days(first: int, last: int | None = None) -> Interval:
    last = first if last is None else last
    edtf = f"2010-04-{first:02}" if first == last else f"2010-04-{first:02}/2010-04-{last:02}"
    return Interval(edtf, day(first), day(last))


def claim(class_: str, number: int = 1, **fields: Any) -> Claim:
    """A claim; `fields` may hold roles by name (actor=[…]) beside the claim's own."""
    own = set(Claim.__dataclass_fields__)
    roles = {role: tuple(fillers) for role, fillers in fields.items() if role not in own}
    state = FRAME.ontology.is_a(class_, "State")
    defaults = {
        "id": f"c{number}",
        "article": "a1",
        "situation": "s1",
        "realis": "state" if state else "event",
        "polarity": "affirmed",
        "certainty": "certain",
        "attribution": "author",
        "spans": (Span(0, 9),),
        "rule": "test",
        "confidence": 1.0,
        "roles": roles,
    }
    return Claim(class_=class_, **(defaults | {k: v for k, v in fields.items() if k in own}))


def report(
    told: Claim, *, published: dt.date | None = None, source: str | None = None, outlet: str = "Herald"
) -> Report:
    article = Article(told.article, "", "0" * 64, told.article, publisher=outlet, published=published)
    return Report(told, article, f"quote of {told.id}", source or told.article)
