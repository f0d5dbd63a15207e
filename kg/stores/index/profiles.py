"""Profiles of situations in the index: what decides whether a claim belongs to one.

Each distinct profile of a situation is kept once, however many articles have it.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.graph import Profile, beginnings

__all__ = ["candidates", "forget_profiles", "keep_profile", "profiles", "shapes"]

PARSED = 4096
"""Profiles that are kept at hand as values: those of a situation are asked for by each article that may be of it."""

_CANDIDATES = """
SELECT situation, min((SELECT min(position) FROM profile WHERE shape = p.shape)) FROM pair p
WHERE a = :a AND b = :b
AND situation IN (
    SELECT situation FROM pair
    WHERE a = :a AND b = :b AND earliest BETWEEN :first AND :last AND latest >= :earliest)
AND situation NOT IN (SELECT s.situation FROM profile f JOIN shape s ON s.id = f.shape WHERE f.article = :article)
GROUP BY situation
"""


def candidates(index: sqlite3.Connection, article: str, shape: Profile) -> list[str]:
    """Situations that may be the profile's: they share a pair with it in days that fit, the oldest first.

    Left out are those that the article tells apart from the profile, and those that `beginnings` rules out.
    """
    days = beginnings(shape)
    if days is None:
        return []
    first, last = (day.isoformat() for day in days)
    place = {"article": article, "first": first, "last": last, "earliest": _begin(shape)}
    found: dict[str, str] = {}
    for a, b in shape.pairs:
        for situation, position in index.execute(_CANDIDATES, {"a": a, "b": b, **place}):
            found[situation] = min(position, found.get(situation, position))
    return sorted(found, key=lambda situation: (found[situation], situation))


def shapes(index: sqlite3.Connection, situation: str) -> list[Profile]:
    """The distinct profiles of a situation."""
    rows = index.execute("SELECT body FROM shape WHERE situation = ? ORDER BY body", (situation,))
    return [_parsed(body) for (body,) in rows]


def profiles(index: sqlite3.Connection, situation: str) -> Iterator[tuple[str, Profile]]:
    """The profiles of a situation, each with its article."""
    rows = index.execute(
        "SELECT f.article, s.body FROM shape s JOIN profile f ON f.shape = s.id WHERE s.situation = ? "
        "ORDER BY f.article, f.key",
        (situation,),
    )
    return ((article, _parsed(body)) for article, body in rows.fetchall())


def keep_profile(index: sqlite3.Connection, place: tuple[str, str], shape: Profile, situation: str) -> None:
    """Note the profile that the article has of the situation that it calls by the key: `place` is (article, key)."""
    body = _body(shape)
    found = index.execute("SELECT id FROM shape WHERE situation = ? AND body = ?", (situation, body)).fetchone()
    id_ = found[0] if found is not None else _new_shape(index, shape, situation, body)
    index.execute("INSERT INTO profile SELECT id, ?, position, ? FROM article WHERE id = ?", (place[1], id_, place[0]))


def _new_shape(index: sqlite3.Connection, shape: Profile, situation: str, body: str) -> int | None:
    id_ = index.execute("INSERT INTO shape (situation, body) VALUES (?, ?)", (situation, body)).lastrowid
    days = (_begin(shape), (shape.latest or dt.date.max).isoformat())
    rows = ((a, b, situation, id_, *days) for a, b in shape.pairs)
    index.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?)", rows)
    return id_


def forget_profiles(index: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Forget the profiles of the articles, and what no article has any more."""
    index.executemany("DELETE FROM profile WHERE article = ?", ((article,) for article in articles))
    index.execute("DELETE FROM shape WHERE id NOT IN (SELECT shape FROM profile)")
    index.execute("DELETE FROM pair WHERE shape NOT IN (SELECT id FROM shape)")


def _begin(shape: Profile) -> str:
    return (shape.earliest or dt.date.min).isoformat()


def _body(shape: Profile) -> str:
    days = (None if day is None else day.isoformat() for day in (shape.earliest, shape.latest))
    return json.dumps([shape.classes, shape.realis, shape.pairs, *days])


@lru_cache(PARSED)
def _parsed(body: str) -> Profile:
    classes, realis, pairs, *days = json.loads(body)
    earliest, latest = (None if day is None else dt.date.fromisoformat(day) for day in days)
    return Profile(tuple(classes), tuple(realis), tuple((a, b) for a, b in pairs), earliest, latest)
