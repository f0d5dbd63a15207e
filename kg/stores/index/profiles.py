"""Profiles of situations in the index: what decides whether a claim belongs to one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from kg.graph import Profile

__all__ = ["candidates", "keep_profile", "profiles"]


def candidates(index: sqlite3.Connection, article: str, shape: Profile) -> list[str]:
    """Situations that share a pair with the profile and that the article does not tell apart; the oldest first."""
    found: dict[str, str] = {}
    for pair in shape.pairs:
        rows = index.execute(
            "SELECT p.situation, min(a.position) FROM pair p JOIN article a ON a.id = p.article "
            "WHERE p.a = ? AND p.b = ? AND p.situation NOT IN (SELECT situation FROM profile WHERE article = ?) "
            "GROUP BY p.situation",
            (*pair, article),
        )
        for situation, position in rows:
            found[situation] = min(position, found.get(situation, position))
    return sorted(found, key=lambda situation: (found[situation], situation))


def profiles(index: sqlite3.Connection, situation: str) -> Iterator[tuple[str, Profile]]:
    """The profiles of a situation, each with its article."""
    rows = index.execute("SELECT article, body FROM profile WHERE situation = ? ORDER BY article, key", (situation,))
    for article, body in rows:
        classes, realis, pairs, earliest, latest = json.loads(body)
        yield article, Profile(tuple(classes), tuple(realis), tuple((a, b) for a, b in pairs), earliest, latest)


def keep_profile(index: sqlite3.Connection, place: tuple[str, str], shape: Profile, situation: str) -> None:
    """Note the profile that the article has of the situation that it calls by the key: `place` is (article, key)."""
    article, key = place
    body = json.dumps([shape.classes, shape.realis, shape.pairs, shape.earliest, shape.latest])
    index.execute("INSERT OR REPLACE INTO profile VALUES (?, ?, ?, ?)", (article, key, situation, body))
    index.executemany("INSERT INTO pair VALUES (?, ?, ?, ?)", ((a, b, situation, article) for a, b in shape.pairs))
