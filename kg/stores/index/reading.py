"""From the project folder into the index: what is new, changed or gone, article by article."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.claims import ClaimsFile, claim_line, lines
from kg.cypher import portable
from kg.errors import ClaimError, InputError
from kg.ids import digest, entity_id, safe_id
from kg.model import Article, Claim, Mention
from kg.ontology import Ontology, check
from kg.project import ArticleEntry, Problem, Project, article_entries, place_of, problem_of, read_article
from kg.registry import Registry
from kg.stores.index.removing import give_way, remove_stale
from kg.stores.index.tables import look_up_again, mark_article, mark_children

__all__ = ["read_folder"]


@dataclass(frozen=True, slots=True)
class _Taking:
    """What decides which claims are taken, which links are edges of the graph, and who an outlet is."""

    ontology: Ontology
    registry: Registry
    rejected: frozenset[str]


BATCH = 100
"""Articles a transaction of the index."""


def read_folder(
    index: sqlite3.Connection,
    project: Project,
    *,
    ontology: Ontology,
    registry: Registry,
    left_out: tuple[frozenset[str], frozenset[str]],
) -> Iterator[int]:
    """Make the index say what the folder says; yields the number of articles looked at so far.

    `left_out` are the articles that are retracted and the claims that are rejected.
    """
    retracted, rejected = left_out
    taking = _Taking(ontology, registry, rejected)
    entries = list(article_entries(project))
    wanted = {e.article.id: e for e in entries if isinstance(e, ArticleEntry) and e.article.id not in retracted}
    index.execute("BEGIN")
    remove_stale(index, {id_: entry.sha256 for id_, entry in wanted.items()}, rejected=rejected)
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, Problem):
            index.execute("INSERT INTO problem VALUES ('', ?, ?)", (entry.where, entry.reason))
        elif entry.article.id in wanted and not _is_known(index, entry.article.id):
            _add(index, entry, _content(project, entry), taking)
        if number % BATCH == 0:
            index.execute("COMMIT")
            index.execute("BEGIN")
        yield number
    _follow_sources(index)
    index.execute("COMMIT")


def _is_known(index: sqlite3.Connection, article: str) -> bool:
    return bool(index.execute("SELECT EXISTS (SELECT 1 FROM article WHERE id = ?)", (article,)).fetchone()[0])


def _content(project: Project, entry: ArticleEntry) -> ClaimsFile | Problem:
    try:
        return read_article(project, entry.article.id)
    except InputError as error:
        return problem_of(error, place_of(project, entry.path))


def _add(index: sqlite3.Connection, entry: ArticleEntry, content: ClaimsFile | Problem, taking: _Taking) -> None:
    """Add an article that the index does not have; it takes the claims that no earlier article makes."""
    article = entry.article
    if isinstance(content, Problem):
        index.execute("INSERT INTO problem VALUES (?, ?, ?)", (article.id, content.where, content.reason))
        return
    position = f"{article.published or ''} {article.id}"
    give_way(index, (claim.id for claim in content.claims), position=position)
    header, *_ = lines(article, (), run=entry.run)
    row = (article.id, position, entry.sha256, header, article.reprint_of or article.version_of, article.id)
    index.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)", row)
    _add_mentions(index, article, list(_taken(index, content, taking)), taking)
    mark_article(index, article.id)
    mark_children(index, article.id)


def _taken(index: sqlite3.Connection, content: ClaimsFile, taking: _Taking) -> Iterator[Claim]:
    """Add the article's claims, and yield those that are taken; the others are noted with their reason."""
    article = content.article
    place = f"claims/{article.id[:2]}/{article.id}.jsonl"
    ids = json.dumps([claim.id for claim in content.claims])
    holders = dict(index.execute("SELECT id, article FROM claim WHERE id IN (SELECT value FROM json_each(?))", (ids,)))
    query = "SELECT claim, situation FROM assigned WHERE claim IN (SELECT value FROM json_each(?))"
    assigned = dict(index.execute(query, (ids,)))
    for number, claim in enumerate(content.claims):
        holder = holders.get(claim.id)
        reason = _objection(claim, taking.ontology)
        if reason is None and (holder is not None or claim.id in taking.rejected):
            index.execute("INSERT OR IGNORE INTO withheld VALUES (?, ?)", (claim.id, article.id))
            reason = None if holder is None else f"claim {claim.id}: article {holder} has one of this id already"
        elif reason is None:
            row = _claim_row(claim, number=number, article=article, assigned=assigned.get(claim.id))
            index.execute("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            holders[claim.id] = article.id
            yield claim
        if reason is not None:
            index.execute("INSERT INTO problem VALUES (?, ?, ?)", (article.id, place, reason))


def _objection(claim: Claim, ontology: Ontology) -> str | None:
    """Why the claim cannot be loaded; None where it can."""
    try:
        check(claim, ontology=ontology)
    except ClaimError as error:
        return str(error)
    if safe_id(claim.id) != claim.id:
        return f"claim {claim.id!r}: no claim's id; a-z, 0-9 and - are allowed"
    return None if claim.spans else f"claim {claim.id}: it has no evidence, spans is empty"


def _claim_row(claim: Claim, *, number: int, article: Article, assigned: str | None) -> tuple[Any, ...]:
    quote = article.text[claim.spans[0].start : claim.spans[0].end]
    key = digest(claim.situation)
    return claim.id, article.id, key, number, assigned, None, claim_line(claim), portable(quote)


# -------------------------------------------------------------------------------------------------- mentions


def _add_mentions(index: sqlite3.Connection, article: Article, claims: Iterable[Claim], taking: _Taking) -> None:
    known = taking.ontology.entity_links
    rows = Counter((*_row(mention, known), 0) for claim in claims for mention in _mentions(claim, known))
    if article.publisher is not None:
        rows[(*_row(_outlet(article.publisher, taking.registry), known), 1)] += 1
    index.executemany(
        "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((article.id, row[0], *row, times) for row, times in rows.items()),
    )
    look_up_again(index, article.id)


def _row(mention: Mention, known: Container[str]) -> tuple[Any, ...]:
    links = sorted({(link, safe_id(t.entity)) for link, ts in mention.links.items() if link in known for t in ts})
    fields = (mention.name, mention.type, mention.country, mention.sector)
    cleaned = (None if field is None else portable(field) for field in fields)
    return (safe_id(mention.entity), *cleaned, int(mention.named), json.dumps(links))


def _mentions(claim: Claim, known: Container[str]) -> Iterator[Mention]:
    """Everything that the claim mentions, with what its mentions are linked to by links that are known."""
    stack = [mention for fillers in claim.roles.values() for mention in fillers]
    if claim.attributed_to is not None:
        stack.append(claim.attributed_to)
    while stack:
        mention = stack.pop()
        yield mention
        stack += [target for link, targets in mention.links.items() if link in known for target in targets]


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
    if seen[-1] not in parents:
        return seen[-1]
    # where links go round, the lowest id of those that go round, whatever leads to them
    return min(seen[seen.index(parents[seen[-1]]) :])
