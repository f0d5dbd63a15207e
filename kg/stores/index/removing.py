"""Articles out of the index: those that are gone or changed, and those that have to be read again because of them.

Where several articles make a claim of one id, the one that a load takes first has it; the others withhold it. A claim
that is rejected is withheld too. When nothing withholds a claim any more, the articles that did are read again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from kg.stores.index.tables import look_up_again, mark_article, mark_children

__all__ = ["give_way", "remove_stale"]


def remove_stale(index: sqlite3.Connection, files: Mapping[str, str], *, rejected: frozenset[str]) -> None:
    """Remove what does not stand in the index as the folder says it; `files` are article -> digest of its file."""
    known = index.execute("SELECT id, file FROM article").fetchall()
    stale = {article for article, file in known if files.get(article) != file}
    for claim in rejected:
        stale.update(row[0] for row in index.execute("SELECT article FROM claim WHERE id = ?", (claim,)))
    _remove_all(index, stale | _freed(index, rejected))
    index.execute("DELETE FROM problem WHERE article NOT IN (SELECT id FROM article)")


def give_way(index: sqlite3.Connection, claims: Iterable[str], *, position: str) -> None:
    """Remove the articles that have one of the claims but are taken after the position."""
    query = (
        "SELECT a.id FROM claim c JOIN article a ON a.id = c.article "
        "WHERE c.id IN (SELECT value FROM json_each(?)) AND a.position > ?"
    )
    _remove_all(index, {article for (article,) in index.execute(query, (json.dumps(list(claims)), position))})


def _freed(index: sqlite3.Connection, rejected: frozenset[str]) -> set[str]:
    """The articles that withhold a claim which was rejected and no longer is."""
    rows = index.execute(
        "SELECT claim, article FROM withheld w WHERE NOT EXISTS (SELECT 1 FROM claim WHERE id = w.claim)"
    )
    return {article for claim, article in rows if claim not in rejected}


def _remove_all(index: sqlite3.Connection, articles: set[str]) -> None:
    """Remove the articles, and those that withhold a claim because one of them has it."""
    query = "SELECT w.article FROM claim c JOIN withheld w ON w.claim = c.id WHERE c.article = ?"
    while articles:
        waiting = {other for article in articles for (other,) in index.execute(query, (article,))}
        for article in articles:
            _remove(index, article)
        articles = waiting - articles


def _remove(index: sqlite3.Connection, article: str) -> None:
    """Take the article's rows out of the index, and mark what they spoke of."""
    mark_article(index, article)
    mark_children(index, article)
    look_up_again(index, article)
    index.execute("DELETE FROM article WHERE id = ?", (article,))
    for table in ("claim", "withheld", "problem", "mention", "profile"):
        index.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608 - a constant
