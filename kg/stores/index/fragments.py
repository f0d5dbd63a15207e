"""The parts of the graph, each made from the index alone: a claim, a situation, an entity, an article."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.claims import parse
from kg.graph import (
    Facts,
    Frame,
    Report,
    Resolution,
    article_graph,
    claim_graph,
    entity_from,
    entity_graph,
    settled,
    situation_graph,
)
from kg.model import Article, Claim, Entity, Graph
from kg.stores.index.names import LINKS, safe_id

__all__ = ["NOTHING", "Fragments", "settled_claims"]

NOTHING = Graph((), ())
"""The part of the graph of something that nobody speaks of."""

HEADERS = 256
"""Articles whose header is kept at hand."""


def settled_claims(
    index: sqlite3.Connection, article: str, *, found: Resolution, names: Mapping[str, str]
) -> Iterator[tuple[str, Claim]]:
    """The article's claims in its order, each with the article's key of its situation.

    Fillers are canonical; links stay as they are, for situations are not known before claims are assigned.
    """
    (header,) = index.execute("SELECT header FROM article WHERE id = ?", (article,)).fetchone()
    rows = index.execute("SELECT key, line FROM claim WHERE article = ? ORDER BY number", (article,)).fetchall()
    content = parse((header, *(line for _, line in rows)), where=f"article {article}")
    for (key, _), claim in zip(rows, content.claims, strict=True):
        yield key, settled(claim, canonical=_canonical(found), situation=str, names=names)


def _canonical(found: Resolution) -> Callable[[str], str]:
    return lambda entity: found(safe_id(entity))


@dataclass(frozen=True, slots=True)
class _Header:
    line: str
    article: Article
    source: str


class Fragments:
    """Makes parts of the graph. Reads the index; the last headers are kept at hand."""

    def __init__(
        self, index: sqlite3.Connection, *, found: Resolution, listed: Mapping[str, Entity], frame: Frame
    ) -> None:
        self._index, self._found, self._listed, self._frame = index, found, listed, frame
        self._names = {id_: entity.name for id_, entity in listed.items()}
        self._header = lru_cache(HEADERS)(self._read_header)
        self._keys = lru_cache(HEADERS)(self._read_keys)

    def part(self, kind: str, id_: str) -> Graph:
        """The part of the graph that belongs to the claim, situation, entity or article with that id."""
        match kind:
            case "claim":
                return self._claim(id_)
            case "situation":
                return situation_graph(id_, self._reports("situation", id_), self._frame)
            case "entity":
                return self._entity(id_)
            case _:
                return self._article(id_)

    def supported(self, entity: str) -> bool:
        """Whether an article mentions the entity."""
        query = "SELECT EXISTS (SELECT 1 FROM mention WHERE canonical = ?)"
        return bool(self._index.execute(query, (entity,)).fetchone()[0])

    def _claim(self, id_: str) -> Graph:
        for report in self._reports("id", id_):
            return claim_graph(report, self._frame)
        return NOTHING

    def _reports(self, column: str, value: str) -> Iterator[Report]:
        query = f"SELECT article, line, quote FROM claim WHERE {column} = ? ORDER BY article, number"  # noqa: S608
        for article, line, quote in self._index.execute(query, (value,)).fetchall():
            header = self._header(article)
            (claim,) = parse((header.line, line), where=f"article {article}").claims
            yield Report(self._settled(claim, article), header.article, quote, header.source)

    def _settled(self, claim: Claim, article: str) -> Claim:
        return settled(claim, canonical=_canonical(self._found), situation=self._keys(article).get, names=self._names)

    def _read_keys(self, article: str) -> dict[str, str]:
        """The article's own keys of situations (as they stand in its claims) -> ids of situations."""
        rows = self._index.execute("SELECT situation, line FROM claim WHERE article = ?", (article,))
        return {json.loads(line)["situation"]: situation for situation, line in rows}

    def _read_header(self, article: str) -> _Header:
        query = "SELECT header, source FROM article WHERE id = ?"
        line, source = self._index.execute(query, (article,)).fetchone()
        return _Header(line, parse((line,), where=f"article {article}").article, source)

    def _entity(self, id_: str) -> Graph:
        listed = self._listed.get(id_)
        facts = list(self._facts(id_))
        if listed is None and not facts:
            return NOTHING
        if listed is not None:
            links = {link: tuple(map(self._found, targets)) for link, targets in listed.links.items() if link in LINKS}
            listed = replace(listed, links=links)
        merged = self._found.merged.get(id_, ())
        return entity_graph(entity_from(id_, facts, listed=listed, merged=merged, frame=self._frame), self._frame)

    def _facts(self, id_: str) -> Iterator[Facts]:
        query = (
            "SELECT name, type, country, sector, links, sum(times) FROM mention WHERE canonical = ? "
            "GROUP BY name, type, country, sector, links ORDER BY name, type, country, sector, links"
        )
        for name, type_, country, sector, links, times in self._index.execute(query, (id_,)).fetchall():
            targets: dict[str, list[str]] = {}
            for link, target in json.loads(links):
                targets.setdefault(link, []).append(self._found(target))
            together = {link: tuple(ids) for link, ids in targets.items()}
            yield Facts(name, type_, country, sector, times, together)

    def _article(self, id_: str) -> Graph:
        if self._present(id_) is None:
            return NOTHING
        article = self._header(id_).article
        there = replace(
            article, version_of=self._present(article.version_of), reprint_of=self._present(article.reprint_of)
        )
        outlet = self._index.execute("SELECT canonical FROM mention WHERE article = ? AND outlet", (id_,)).fetchone()
        return article_graph(there, outlet and outlet[0], self._frame)

    def _present(self, article: str | None) -> str | None:
        """The article's id if it is in the graph."""
        row = self._index.execute("SELECT id FROM article WHERE id = ?", (article,)).fetchone()
        return row and str(row[0])
