"""The demo's graph several times over: its hand-written claims, each copy with people, places and days of its own."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from kg.ids import digest, text_sha256
from kg.model import Article, Claim, Mention
from kg.project import Project, init_project, write_claims
from tests.queries.conftest import demo_articles

SHIFT = dt.timedelta(days=40)
COUNTRIES = ("BLR", "KAZ", "KGZ", "RUS", "USA")
"""The countries of the demo."""


def demo_times(root: Path, times: int) -> Project:
    """A project with so many copies of the demo; the first one is the demo itself."""
    project = init_project(root)
    told = list(demo_articles())
    for number in range(times):
        for article, claims in told:
            write_claims(project, _copy(article, number), claims=_copies(article, claims, number), run="copy")
    return project


def _copy(article: Article, number: int) -> Article:
    if not number:
        return article
    text = f"{article.text}\n{number}"
    return replace(
        article,
        id=_id(article.id, number),
        text=text,
        text_sha256=text_sha256(text),
        given_id=f"{article.given_id}-{number}",
        url=f"https://example.org/{number}/{article.given_id}",
        published=article.published and article.published + SHIFT * number,
        reprint_of=article.reprint_of and _id(article.reprint_of, number),
        version_of=article.version_of and _id(article.version_of, number),
    )


def _copies(article: Article, claims: list[Claim], number: int) -> Iterator[Claim]:
    for claim in claims:
        if not number:
            yield claim
            continue
        known = partial(_mention, number=number)
        date = claim.date and replace(
            claim.date,
            edtf="",
            earliest=claim.date.earliest and claim.date.earliest + SHIFT * number,
            latest=claim.date.latest and claim.date.latest + SHIFT * number,
        )
        yield replace(
            claim,
            id=_id(claim.id, number),
            article=_id(article.id, number),
            roles={role: tuple(map(known, fillers)) for role, fillers in claim.roles.items()},
            attributed_to=claim.attributed_to and known(claim.attributed_to),
            date=date and replace(date, edtf=str(date.earliest or date.latest or "")),
        )


def _mention(mention: Mention, *, number: int) -> Mention:
    known = partial(_mention, number=number)
    links = {link: tuple(map(known, targets)) for link, targets in mention.links.items()}
    return replace(
        mention,
        entity=_id(mention.entity, number),
        name=f"{mention.name} the {number}th",
        country=mention.country and _country(mention.country, number),
        links=links,
    )


def _country(code: str, number: int) -> str:
    """A code for the country in that copy, of those that ISO 3166 leaves to users (XAA to XZZ); again after 135."""
    letters = string.ascii_uppercase
    first, second = divmod(COUNTRIES.index(code) + len(COUNTRIES) * (number % 135), len(letters))
    return f"X{letters[first]}{letters[second]}"


def _id(known: str, number: int) -> str:
    return digest(known, str(number))
