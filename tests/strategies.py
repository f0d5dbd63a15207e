"""Random articles, mentions and claims for property tests; texts hold whatever an attacker would try."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from kg.ids import article_id, text_sha256
from kg.model import Amount, Article, Claim, Interval, Mention, Span

NASTY = [
    "'",
    '"',
    "`",
    "\\",
    "\x00",
    "\u202e",
    "\u2028",
    "}) DETACH DELETE n //",
    "$x",
    "=1+1",
    "\r\n",
    "<b>",
    "Ak-Jol",
    "Ак Жол",
    "{{name}}",
    "%s",
    "> <http://x> .",
    "𝒜",
]
words = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
texts = st.lists(words, min_size=1, max_size=5).map(" ".join)
slugs = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
hexes = st.from_regex(r"[0-9a-f]{16}", fullmatch=True)
days = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))
countries = st.sampled_from(["KGZ", "RUS", "USA", None])
confidences = st.floats(0, 1).map(lambda x: round(x, 3))


@st.composite
def spans(draw: st.DrawFn, length: int = 40) -> Span:
    start = draw(st.integers(0, length - 2))
    return Span(start, draw(st.integers(start + 1, length)))


@st.composite
def mentions(draw: st.DrawFn, depth: int = 1) -> Mention:
    links = {"drawnFrom": (draw(mentions(depth=0)),)} if depth and draw(st.booleans()) else {}
    return Mention(
        entity=draw(st.one_of(slugs, hexes)),
        name=draw(texts),
        type=draw(st.sampled_from(["Person", "Group", "Party", "Country", "City"])),
        text=draw(st.one_of(st.none(), texts)),
        span=draw(st.one_of(st.none(), spans())),
        country=draw(countries),
        sector=draw(st.sampled_from([None, "GOV", "OPP"])),
        named=draw(st.booleans()),
        links=links,
    )


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = sorted((draw(days), draw(days)))
    return Interval(f"{first}/{last}", first, last, draw(st.one_of(st.none(), texts)))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(texts) + " " + "x" * 40
    url = draw(st.one_of(st.none(), slugs.map(lambda s: f"https://example.org/{s}")))
    return Article(
        id=article_id(text=text, url=url),
        text=text,
        text_sha256=text_sha256(text),
        given_id=draw(texts),
        url=url,
        title=draw(st.one_of(st.none(), texts)),
        publisher=draw(st.one_of(st.none(), texts)),
        published=draw(st.one_of(st.none(), days)),
        rights=draw(st.one_of(st.none(), texts)),
        byline=draw(st.one_of(st.none(), texts)),
        date_basis=draw(st.sampled_from([None, "given", "metadata", "stated", "inferred"])),
        date_confidence=draw(st.one_of(st.none(), confidences)),
    )


@st.composite
def claims(draw: st.DrawFn, article: str = "0" * 16) -> Claim:
    realis = draw(st.sampled_from(["event", "prospect"]))
    source = draw(st.one_of(st.none(), mentions(depth=0)))
    return Claim(
        id=draw(hexes),
        article=article,
        situation=draw(texts),
        class_=draw(st.sampled_from(["Defection", "AidOffer", "Attack"])),
        realis=realis,
        prospect="planned" if realis == "prospect" else None,
        polarity=draw(st.sampled_from(["affirmed", "negated"])),
        certainty=draw(st.sampled_from(["certain", "probable", "possible", "unknown"])),
        attribution="author" if source is None else "named",
        attributed_to=source,
        spans=tuple(draw(st.lists(spans(), min_size=1, max_size=3))),
        rule=draw(slugs),
        confidence=draw(confidences),
        roles={"actor": tuple(draw(st.lists(mentions(), max_size=2)))},
        links=draw(st.dictionaries(st.sampled_from(["content", "after"]), st.tuples(texts), max_size=2)),
        date=draw(st.one_of(st.none(), intervals())),
        size=draw(st.dictionaries(st.sampled_from(["killedMin", "injuredMax"]), st.integers(0, 10**9), max_size=2)),
        amount=draw(st.one_of(st.none(), st.builds(Amount, st.integers(0, 10**12), st.just("USD")))),
    )
