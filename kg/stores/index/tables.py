"""The tables of the index, and the marks on what has to be computed again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from kg.ids import digest, kind_and_id

__all__ = [
    "INPUTS",
    "LAST",
    "forget_inputs",
    "give",
    "look_up_again",
    "mark_article",
    "mark_children",
    "mark_entity",
    "meta",
    "open_index",
    "remove_index",
    "set_meta",
]

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- sizes and times of the claims files that the last load saw (kg.stores.freshness)
CREATE TABLE IF NOT EXISTS looked (place TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;

-- what the project folder says
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY, position TEXT NOT NULL, file TEXT NOT NULL, header TEXT NOT NULL,
    parent TEXT, source TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_parent ON article (parent) WHERE parent IS NOT NULL;
CREATE TABLE IF NOT EXISTS claim (
    id TEXT PRIMARY KEY, article TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL,
    assigned TEXT, situation TEXT, line TEXT NOT NULL, quote TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS claim_article ON claim (article, key);
CREATE INDEX IF NOT EXISTS claim_situation ON claim (situation);
CREATE INDEX IF NOT EXISTS claim_assigned ON claim (assigned);
CREATE TABLE IF NOT EXISTS withheld (
    claim TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (claim, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS problem (article TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS problem_article ON problem (article);
CREATE TABLE IF NOT EXISTS mention (
    article TEXT NOT NULL, entity TEXT NOT NULL, canonical TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
    country TEXT, sector TEXT, named INTEGER NOT NULL, links TEXT NOT NULL, outlet INTEGER NOT NULL,
    times INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS mention_article ON mention (article);
CREATE INDEX IF NOT EXISTS mention_entity ON mention (entity, canonical);
CREATE INDEX IF NOT EXISTS mention_canonical ON mention (canonical);

-- what people and the loader decided, and what follows
CREATE TABLE IF NOT EXISTS assigned (claim TEXT PRIMARY KEY, situation TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS listed (entity TEXT PRIMARY KEY, entry TEXT) WITHOUT ROWID;

-- what identity of situations depends on: the distinct profiles of each, which articles have them, and their pairs
CREATE TABLE IF NOT EXISTS shape (
    id INTEGER PRIMARY KEY, situation TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (situation, body));
CREATE TABLE IF NOT EXISTS profile (
    article TEXT NOT NULL, key TEXT NOT NULL, position TEXT NOT NULL, shape INTEGER NOT NULL,
    PRIMARY KEY (article, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS profile_shape ON profile (shape, position);
CREATE TABLE IF NOT EXISTS pair (
    a TEXT NOT NULL, b TEXT NOT NULL, situation TEXT NOT NULL, shape INTEGER NOT NULL,
    earliest TEXT NOT NULL, latest TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS pair_days ON pair (a, b, earliest, latest, situation);
CREATE INDEX IF NOT EXISTS pair_situation ON pair (a, b, situation, shape);

-- what has to be computed again, in this order
CREATE TABLE IF NOT EXISTS dirty (
    kind TEXT NOT NULL, id TEXT NOT NULL, position TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dirty_position ON dirty (position);

-- what the store holds: a digest of each node and edge, and the node that it is written with
CREATE TABLE IF NOT EXISTS node (uri TEXT PRIMARY KEY, labels TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS edge (
    owner TEXT NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL, target TEXT NOT NULL, key TEXT NOT NULL,
    digest TEXT NOT NULL, PRIMARY KEY (owner, source, type, target, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS edge_target ON edge (target);
"""

INPUTS = ("article", "claim", "withheld", "problem", "mention", "assigned", "listed", "shape", "profile", "pair")
"""The tables that are read from the project folder."""

_VERSION = int(digest(_TABLES)[:7], 16)
"""Of the tables, so that an index with others is never read as one with these; SQLite keeps 32 bits, with a sign."""

LAST = "~"
"""A position after all articles."""


def open_index(path: Path) -> sqlite3.Connection:
    """The index at `path`, made when missing, made anew when it is damaged or has other tables than these."""
    try:
        return _opened(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        remove_index(path)
        return _opened(path)


def remove_index(path: Path) -> None:
    """Remove the index; the next load makes it again."""
    for part in (path, *path.parent.glob(f"{path.name}-*")):
        part.unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    index = sqlite3.connect(path, isolation_level=None)
    try:
        # a power cut may damage it, which costs a rebuild; a killed process does not
        index.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;")
        _claim_version(index)
        index.executescript(_TABLES)
    except BaseException:
        index.close()
        raise
    return index


def _claim_version(index: sqlite3.Connection) -> None:
    """Note the version in an empty file. Raises DatabaseError where tables of another version are."""
    if not index.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        index.execute(f"PRAGMA user_version = {_VERSION}")
    elif index.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        raise sqlite3.DatabaseError("the index has the tables of another version")


def meta(index: sqlite3.Connection, name: str) -> str | None:
    """What is noted under that name."""
    row = index.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def set_meta(index: sqlite3.Connection, name: str, value: str) -> None:
    """Note a value."""
    index.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def forget_inputs(index: sqlite3.Connection) -> None:
    """Empty everything that is read from the folder; everything that the store holds has to be compared again."""
    for (uri,) in index.execute("SELECT uri FROM node").fetchall():
        index.execute("INSERT OR IGNORE INTO dirty VALUES (?, ?, ?)", (*kind_and_id(uri), LAST))
    for table in INPUTS:
        index.execute(f"DELETE FROM {table}")  # noqa: S608 - a constant


def mark_article(index: sqlite3.Connection, article: str) -> None:
    """Mark the article, its claims, and the situations and entities that they speak of.

    What is marked for later already, as everything is that is to be compared again, is due with the article.
    """
    row = index.execute("SELECT position FROM article WHERE id = ?", (article,)).fetchone()
    if row is None:
        return
    for kind, column, table in (
        ("article", "id", "article"),
        ("claim", "id", "claim"),
        ("situation", "situation", "claim"),
        ("entity", "canonical", "mention"),
    ):
        index.execute(
            f"INSERT INTO dirty SELECT DISTINCT '{kind}', {column}, ?1 FROM {table} "  # noqa: S608 - constants
            f"WHERE {'id' if table == 'article' else 'article'} = ?2 AND {column} IS NOT NULL "
            "ON CONFLICT (kind, id) DO UPDATE SET position = min(position, excluded.position)",
            (row[0], article),
        )


def mark_children(index: sqlite3.Connection, article: str) -> None:
    """Mark the articles that say that they repeat the article, or are a later version of it."""
    index.execute(
        "INSERT OR IGNORE INTO dirty SELECT 'article', id, position FROM article WHERE parent = ?", (article,)
    )


def look_up_again(index: sqlite3.Connection, article: str) -> None:
    """Forget which registry entries fit what the article mentions: that depends on all that is said of each entity."""
    index.execute("DELETE FROM listed WHERE entity IN (SELECT entity FROM mention WHERE article = ?)", (article,))


def mark_entity(index: sqlite3.Connection, entities: Iterable[str]) -> None:
    """Mark entities, to be computed after all articles unless one of them needs them before."""
    rows = ((entity, LAST) for entity in entities)
    index.executemany("INSERT OR IGNORE INTO dirty VALUES ('entity', ?, ?)", rows)


def give(index: sqlite3.Connection, claims: Iterable[str], assigned: str, situation: str) -> None:
    """Let the claims be of the situation, which is where `assigned` leads, and mark it."""
    claims = list(claims)
    rows = [(assigned, situation, claim) for claim in claims]
    index.executemany("UPDATE claim SET assigned = ?, situation = ? WHERE id = ?", rows)
    index.executemany("INSERT OR REPLACE INTO assigned VALUES (?, ?)", ((claim, assigned) for claim in claims))
    index.execute(
        "INSERT OR IGNORE INTO dirty SELECT 'situation', ?, min(a.position) FROM article a "
        "JOIN claim c ON c.article = a.id WHERE c.id IN (SELECT value FROM json_each(?))",
        (situation, json.dumps(claims)),
    )
