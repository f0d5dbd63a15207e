"""From the project folder into the index: what is new, changed or gone, article by article."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.claims import ClaimsFile, lines
from kg.cypher import portable
from kg.errors import ClaimError, InputError
from kg.ids import digest, entity_id
from kg.model import Article, Claim, Mention
from kg.project import ArticleEntry, Problem, Project, article_entries, place_of, problem_of, read_article
from kg.registry import Registry
from kg.stores.index.names import LINKS, safe_id
from kg.stores.index.tables import mark_article

__all__ = ["Check", "read_folder"]

Check = Callable[[Claim], None]
"""Raises ClaimError for a claim that the ontology does not allow."""


@dataclass(frozen=True, slots=True)
class _Taking:
    """What decides which claims are taken, and who an outlet is."""

    check: Check
    registry: Registry
    rejected: frozenset[str]


BATCH = 100
"""Articles a transaction of the index."""


def read_folder(
    index: sqlite3.Connection,
    project: Project,
    *,
    check: Check,
    registry: Registry,
    left_out: tuple[frozenset[str], frozenset[str]],
) -> Iterator[int]:
    """Make the index say what the folder says; yields the number of articles looked at so far.

    `left_out` are the articles that are retracted and the claims that are rejected.
    """
    retracted, rejected = left_out
    taking = _Taking(check, registry, rejected)
    again = _articles_of(index, rejected)
    index.execute("DELETE FROM problem WHERE article = ''")
    known = dict(index.execute("SELECT id, file FROM article"))
    index.execute("BEGIN")
    for number, entry in enumerate(article_entries(project), 1):
        if isinstance(entry, Problem):
            index.execute("INSERT INTO problem VALUES ('', ?, ?)", (entry.where, entry.reason))
        elif entry.article.id not in retracted:
            known_as = known.pop(entry.article.id, None)
            if known_as != entry.sha256 or entry.article.id in again:
                _replace(index, entry, _content(project, entry), taking)
        if number % BATCH == 0:
            index.execute("COMMIT")
            index.execute("BEGIN")
        yield number
    for article in known:
        remove_article(index, article)
    _follow_sources(index)
    index.execute("COMMIT")


def _articles_of(index: sqlite3.Connection, rejected: frozenset[str]) -> set[str]:
    """The articles with a claim that has been rejected, or is no longer."""
    before = dict(index.execute("SELECT claim, article FROM rejected"))
    again = {article for claim, article in before.items() if claim not in rejected}
    for claim in rejected - set(before):
        again.update(row[0] for row in index.execute("SELECT article FROM claim WHERE id = ?", (claim,)))
    return again


def _content(project: Project, entry: ArticleEntry) -> ClaimsFile | Problem:
    try:
        return read_article(project, entry.article.id)
    except InputError as error:
        return problem_of(error, place_of(project, entry.path))


def remove_article(index: sqlite3.Connection, article: str) -> None:
    """Take the article's rows out of the index, and mark what they spoke of."""
    mark_article(index, article)
    index.execute(
        "INSERT OR IGNORE INTO dirty SELECT 'article', id, position FROM article WHERE parent = ?", (article,)
    )
    index.execute("DELETE FROM article WHERE id = ?", (article,))
    for table in ("claim", "rejected", "problem", "mention", "profile", "pair"):
        index.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608 - a constant


def _replace(index: sqlite3.Connection, entry: ArticleEntry, content: ClaimsFile | Problem, taking: _Taking) -> None:
    article = entry.article
    remove_article(index, article.id)
    if isinstance(content, Problem):
        index.execute("INSERT INTO problem VALUES (?, ?, ?)", (article.id, content.where, content.reason))
        return
    header, *_ = lines(article, (), run=entry.run)
    parent = article.reprint_of or article.version_of
    position = f"{article.published or ''} {article.id}"
    row = (article.id, position, entry.sha256, header, parent, article.id)
    index.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)", row)
    place = f"claims/{article.id[:2]}/{article.id}.jsonl"
    taken = []
    for number, claim in enumerate(content.claims):
        reason = _objection(index, claim, taking.check)
        if reason is not None:
            index.execute("INSERT INTO problem VALUES (?, ?, ?)", (article.id, place, reason))
        elif claim.id in taking.rejected:
            index.execute("INSERT OR IGNORE INTO rejected VALUES (?, ?)", (claim.id, article.id))
        else:
            _add_claim(index, claim, number=number, article=content.article, run=entry.run)
            taken.append(claim)
    _add_mentions(index, article, taken, taking.registry)
    mark_article(index, article.id)
    index.execute(
        "INSERT OR IGNORE INTO dirty SELECT 'article', id, position FROM article WHERE parent = ?", (article.id,)
    )


def _objection(index: sqlite3.Connection, claim: Claim, check: Check) -> str | None:
    """Why the claim cannot be loaded; None where it can."""
    try:
        check(claim)
    except ClaimError as error:
        return str(error)
    if safe_id(claim.id) != claim.id:
        return f"claim {claim.id!r}: no claim's id; a-z, 0-9 and - are allowed"
    if not claim.spans:
        return f"claim {claim.id}: it has no evidence, spans is empty"
    other = index.execute("SELECT article FROM claim WHERE id = ?", (claim.id,)).fetchone()
    return None if other is None else f"claim {claim.id}: article {other[0]} has one of this id already"


def _add_claim(index: sqlite3.Connection, claim: Claim, *, number: int, article: Article, run: str) -> None:
    _, line = lines(article, (claim,), run=run)
    quote = article.text[claim.spans[0].start : claim.spans[0].end]
    assigned = index.execute("SELECT situation FROM assigned WHERE claim = ?", (claim.id,)).fetchone()
    row = (claim.id, article.id, digest(claim.situation), number, assigned and assigned[0], None, line, portable(quote))
    index.execute("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


# -------------------------------------------------------------------------------------------------- mentions


def _add_mentions(index: sqlite3.Connection, article: Article, claims: Iterable[Claim], registry: Registry) -> None:
    rows = Counter((*_row(mention), 0) for claim in claims for mention in _mentions(claim))
    if article.publisher is not None:
        rows[(*_row(_outlet(article.publisher, registry)), 1)] += 1
    index.executemany(
        "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((article.id, row[0], *row, times) for row, times in rows.items()),
    )


def _row(mention: Mention) -> tuple[Any, ...]:
    links = sorted({(link, safe_id(t.entity)) for link, ts in mention.links.items() if link in LINKS for t in ts})
    fields = (mention.name, mention.type, mention.country, mention.sector)
    cleaned = (None if field is None else portable(field) for field in fields)
    return (safe_id(mention.entity), *cleaned, int(mention.named), json.dumps(links))


def _mentions(claim: Claim) -> Iterator[Mention]:
    """Everything that the claim mentions, with what its mentions are linked to."""
    stack = [mention for fillers in claim.roles.values() for mention in fillers]
    if claim.attributed_to is not None:
        stack.append(claim.attributed_to)
    while stack:
        mention = stack.pop()
        yield mention
        stack += [target for link, targets in mention.links.items() if link in LINKS for target in targets]


def _outlet(publisher: str, registry: Registry) -> Mention:
    """Who publishes the article."""
    listed = registry.find(publisher, type="MediaOutlet")
    if listed is not None:
        return Mention(listed.id, listed.name, listed.type, named=True)
    return Mention(entity_id(branch="Organization", name=publisher), publisher, "MediaOutlet", named=True)


# --------------------------------------------------------------------------------------------------- sources


def _follow_sources(index: sqlite3.Connection) -> None:
    """Note for each article which one it repeats in the end; mark those for which that has changed."""
    parents = dict(index.execute("SELECT id, parent FROM article WHERE parent IS NOT NULL"))
    for article in parents:
        source = _source(article, parents)
        found = index.execute("SELECT source FROM article WHERE id = ?", (article,)).fetchone()
        if found[0] != source:
            index.execute("UPDATE article SET source = ? WHERE id = ?", (source, article))
            mark_article(index, article)


def _source(article: str, parents: Mapping[str, str]) -> str:
    seen = [article]
    while seen[-1] in parents and parents[seen[-1]] not in seen:
        seen.append(parents[seen[-1]])
    return seen[-1] if seen[-1] not in parents else min(seen)
