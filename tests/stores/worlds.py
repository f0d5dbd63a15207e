"""Small random worlds of articles: few entities, classes and days, so that reports of one situation meet.

Some entities are told by a registry's slug in one article and by an id made from the name in another, and some are of
another type in each: what an id leads to then depends on which articles there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import strategies as st

from kg.ids import claim_id, entity_id, text_sha256
from kg.model import Amount, Article, Claim, Interval, Mention, Span
from kg.project import Project, init_project, write_claims
from tests.strategies import NASTY

PEOPLE = [
    Mention(entity_id(branch="Person", name=name, country="KGZ"), name, "Person", country="KGZ", named=True)
    for name in ("Aibek Osmonov", "Nurlan Asanov", "Gulnara Tokoeva")
]
POWERS = [
    Mention("russia", "Russia", "Country", country="RUS", named=True),
    Mention(
        entity_id(branch="Place", name="Kyrgyzstan", country="KGZ"), "Kyrgyzstan", "Country", country="KGZ", named=True
    ),
    Mention("kyrgyzstan", "Kyrgyzstan", "Country", country="KGZ", named=True),
]
SIDES = [
    Mention(entity_id(branch="Organization", name=name, country="KGZ"), name, type_, country="KGZ", named=True)
    for name, type_ in (
        ("Meadow Party", "Party"),
        ("Meadow Party", "Organization"),
        ("Council of Elders", "GovernmentBody"),
        ("Meadow Party", "MediaOutlet"),
    )
]
OWN = "meadow-party,Party,Meadow Party,,KGZ\n"
"""What the project's own names are: what the organization of that name is called decides whether it is this one."""

TOWNS = [
    Mention(
        entity_id(branch="Place", name="Kochkor", country="KGZ"),
        "Kochkor",
        "City",
        named=True,
        links={"locatedIn": (POWERS[1],)},
    ),
    Mention("bishkek", "Bishkek", "City", country="KGZ", named=True),
    Mention(entity_id(branch="Place", name="Bishkek", country="KGZ"), "Bishkek", "City", country="KGZ", named=True),
]
POSTS = [
    Mention(entity_id(branch="Post", name="Governor of Naryn", country="KGZ"), "Governor of Naryn", "Post", named=True)
]
AGENTS = [*PEOPLE, *POWERS, *SIDES]
ROLES = {
    "Attack": {"actor": AGENTS, "recipient": AGENTS, "place": TOWNS},
    "Offer": {"actor": AGENTS, "recipient": AGENTS},
    "AidOffer": {"actor": AGENTS, "recipient": AGENTS},
    "AidPledge": {"actor": AGENTS, "recipient": AGENTS},
    "Meeting": {"actor": AGENTS, "recipient": AGENTS, "place": TOWNS},
    "Defection": {"actor": PEOPLE, "leftSide": SIDES, "joinedSide": SIDES},
    "Tenure": {"actor": PEOPLE, "post": POSTS},
}
KINDS = ("planned", "offered", "possible")


SIEGE = {
    "class_": "Attack",
    "situation": "siege",
    "realis": "event",
    "prospect": None,
    "phase": None,
    "roles": {"actor": (PEOPLE[0],), "recipient": (SIDES[2],)},
    "date": Interval("2010-04-05", dt.date(2010, 4, 5), dt.date(2010, 4, 5)),
}


@dataclass(frozen=True)
class Story:
    """An article and what it claims."""

    article: Article
    claims: tuple[Claim, ...]


@st.composite
def stories(draw: st.DrawFn, number: int) -> Story:
    """One article with up to four claims; its id and text come from `number`."""
    noise = draw(st.sampled_from(NASTY))
    text = f"Report {number}: {noise} " + "words of no meaning " * 4
    outlet = draw(st.sampled_from(["Naryn Herald", "Valley Post", f"Wire {noise}", None]))
    day = draw(st.one_of(st.none(), st.integers(1, 9).map(lambda d: dt.date(2010, 4, d))))
    article = Article(
        f"{number:016x}", text, text_sha256(text), f"report-{number}", title=noise, publisher=outlet, published=day
    )
    claims = [draw(_claims(article, ordinal)) for ordinal in range(draw(st.integers(0, 4)))]
    return Story(article, tuple(claims))


@st.composite
def _claims(draw: st.DrawFn, article: Article, ordinal: int) -> Claim:
    claim = draw(_any_claims(article, ordinal))
    # every other article speaks of the siege too, in its own figures
    return replace(claim, **SIEGE) if ordinal == 0 and draw(st.booleans()) else claim


@st.composite
def _any_claims(draw: st.DrawFn, article: Article, ordinal: int) -> Claim:
    class_ = draw(st.sampled_from(sorted(ROLES)))
    state = class_ == "Tenure"
    realis = "state" if state else draw(st.sampled_from(["event", "event", "prospect"]))
    source = draw(st.one_of(st.none(), st.sampled_from(PEOPLE)))
    start = draw(st.integers(0, 20))
    span = Span(start, start + 9)
    return Claim(
        id=claim_id(article, class_, span=span, voice="author", ordinal=ordinal),
        article=article.id,
        situation=draw(st.sampled_from(["s1", "s2", *NASTY[:3]])),
        class_=class_,
        realis=realis,
        prospect=draw(st.sampled_from(KINDS)) if realis == "prospect" else None,
        phase=draw(st.sampled_from(["current", "former", None])) if state else None,
        polarity=draw(st.sampled_from(["affirmed", "affirmed", "negated"])),
        certainty=draw(st.sampled_from(["certain", "probable"])),
        attribution="author" if source is None else "named",
        attributed_to=source,
        roles=draw(_roles(class_, article)),
        links=draw(
            st.one_of(st.just({}), st.builds(lambda key: {"after": (key,)}, st.sampled_from(["s1", "s2", "gone"])))
        ),
        date=draw(st.one_of(st.none(), _intervals())),
        size=draw(st.sampled_from([{}, {"killedMin": 3, "killedMax": 3}, {"killedMin": 5}])),
        amount=draw(st.sampled_from([None, Amount(50, "USD"), Amount(7.5, "EUR"), Amount(10**30, "USD")])),
        spans=(span,),
        rule="made-up",
        confidence=0.5,
    )


@st.composite
def _roles(draw: st.DrawFn, class_: str, article: Article) -> dict[str, tuple[Mention, ...]]:
    roles = {}
    for role, fillers in ROLES[class_].items():
        chosen = draw(st.lists(st.sampled_from(fillers), max_size=2, unique_by=lambda m: m.entity))
        if role == "actor" and draw(st.booleans()):
            chosen.append(draw(_crowds(article)))
        if chosen:
            roles[role] = tuple(replace(mention, text=draw(st.sampled_from(NASTY))) for mention in chosen)
    return roles


@st.composite
def _crowds(draw: st.DrawFn, article: Article) -> Mention:
    """A group that is known in its article only, drawn from a side."""
    name = draw(st.sampled_from(["some villagers", *NASTY]))
    id_ = entity_id(branch="Group", name=name, article=article.id)
    return Mention(id_, name, "Group", links={"drawnFrom": (draw(st.sampled_from(SIDES)),)})


@st.composite
def _intervals(draw: st.DrawFn) -> Interval:
    first = dt.date(2010, 4, draw(st.integers(1, 9)))
    last = first + dt.timedelta(days=draw(st.sampled_from([0, 2, 20])))
    return Interval(f"{first}/{last}", first, last)


worlds = st.integers(1, 4).flatmap(lambda count: st.tuples(*(stories(number) for number in range(1, count + 1))))


def project_of(root: Path, told: Iterable[Story]) -> Project:
    """A project folder with these articles, and `OWN` among its names."""
    project = init_project(root)
    with project.entities_csv.open("a", encoding="utf-8") as names:
        names.write(OWN)
    for story in told:
        add(project, story)
    return project


def add(project: Project, story: Story) -> None:
    """Write the story into the folder."""
    write_claims(project, story.article, claims=story.claims, run="test")
