"""Which situation each claim is of: settled once, written into decisions.jsonl, and never computed again."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from kg.decisions import decided
from kg.graph import Profile, joins, profile
from kg.ids import digest
from kg.model import Claim
from kg.project import Project, append_decisions
from kg.stores.index.profiles import candidates, forget_profiles, keep_profile, shapes
from kg.stores.index.settling import Terms, settled_claims
from kg.stores.index.tables import give

__all__ = ["assign"]

BATCH = 100
"""Articles whose new assignments are written down together."""

WHO = "kg load"


def assign(index: sqlite3.Connection, project: Project, terms: Terms) -> None:
    """Give every claim its situation: the one it is assigned to, one that it fits, or a new one, written down.

    Takes the articles that changed in order of date and id. A situation's id is made from its first claim.
    """
    query = "SELECT id FROM dirty WHERE kind = 'article' AND id IN (SELECT id FROM article) ORDER BY position"
    articles = [row[0] for row in index.execute(query)]
    index.execute("BEGIN")
    forget_profiles(index, articles)
    for article in articles:
        for key, claims in _groups(index, article, terms) if _any(index, article, "assigned IS NOT NULL") else ():
            known = _known(_assigned(index, claims))
            if known is not None:
                keep_profile(index, (article, key), profile(claims, terms.frame), terms.found(known))
    index.execute("COMMIT")
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        index.execute("BEGIN")
        now = dt.datetime.now(dt.UTC)
        decisions = [
            decided("assign", (claim, situation), who=WHO, why=why, now=now)
            for article in batch
            for claim, situation, why in _new(index, article, terms)
        ]
        # first the folder, which is the source of truth; a load that is cut off here finds them there
        append_decisions(project, decisions)
        index.execute("COMMIT")


def _groups(index: sqlite3.Connection, article: str, terms: Terms) -> Iterator[tuple[str, list[Claim]]]:
    """The claims of an article by its own key of the situation, in the article's order."""
    groups: dict[str, list[Claim]] = {}
    for key, claim in settled_claims(index, article, terms):
        groups.setdefault(key, []).append(claim)
    yield from groups.items()


def _assigned(index: sqlite3.Connection, claims: Iterable[Claim]) -> dict[str, str | None]:
    """Claim -> the situation that it is assigned to, if it is."""
    query = "SELECT id, assigned FROM claim WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number"
    return dict(index.execute(query, (json.dumps([claim.id for claim in claims]),)))


def _any(index: sqlite3.Connection, article: str, condition: str) -> bool:
    query = f"SELECT EXISTS (SELECT 1 FROM claim WHERE article = ? AND {condition})"  # noqa: S608 - constants
    return bool(index.execute(query, (article,)).fetchone()[0])


def _known(assigned: dict[str, str | None]) -> str | None:
    return next((situation for situation in assigned.values() if situation is not None), None)


def _new(index: sqlite3.Connection, article: str, terms: Terms) -> Iterator[tuple[str, str, str]]:
    """Claim, situation, and why, for each claim of the article that is not assigned yet."""
    if not _any(index, article, "assigned IS NULL"):
        return
    for key, claims in _groups(index, article, terms):
        assigned = _assigned(index, claims)
        if None not in assigned.values():
            continue
        known = _known(assigned)
        shape = profile(claims, terms.frame)
        if known is not None:
            situation, why = known, "said with another claim of it"
        else:
            situation, why = _situation(index, article, shape, terms) or (_minted(claims), "first claim")
            keep_profile(index, (article, key), shape, terms.found(situation))
        new = [id_ for id_, before in assigned.items() if before is None]
        give(index, new, situation, terms.found(situation))
        yield from ((claim, situation, why) for claim in new)


def _situation(index: sqlite3.Connection, article: str, shape: Profile, terms: Terms) -> tuple[str, str] | None:
    """The oldest situation that the profile fits, and why."""
    for candidate in candidates(index, article, shape):
        if joins(shape, shapes(index, candidate), terms.frame):
            return candidate, "same class, days, actor, and recipient or place"
    return None


def _minted(claims: list[Claim]) -> str:
    return digest("situation", claims[0].id)
