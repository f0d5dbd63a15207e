"""The parts of the graph, each made from the index alone: a claim, a situation, an entity, an article."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from kg.claims import parse, parse_claim
from kg.graph import Facts, Report, article_graph, claim_graph, entity_from, entity_graph, situation_graph
from kg.model import Article, Graph
from kg.stores.index.settling import Terms, settled_in

__all__ = ["NOTHING", "Fragments", "Unit"]

Unit = tuple[str, str]
"""Kind and local id of something that has a part of the graph."""

NOTHING = Graph((), ())
"""The part of the graph of something that nobody speaks of."""

HEADERS, REPORTS = 256, 1024
"""Headers and claims that are kept at hand: a claim is read for itself, and again for its situation."""


@dataclass(frozen=True, slots=True)
class _Header:
    article: Article
    source: str


class Fragments:
    """Makes parts of the graph. Reads the index, once it says all that the folder says."""

    def __init__(self, index: sqlite3.Connection, terms: Terms) -> None:
        self._index, self._terms, self._frame = index, terms, terms.frame
        self._header = lru_cache(HEADERS)(self._read_header)
        self._keys = lru_cache(HEADERS)(self._read_keys)
        self._recent: dict[str, Report] = {}

    def part(self, kind: str, id_: str) -> Graph:
        """The part of the graph that belongs to the claim, situation, entity or article with that id."""
        ((_, part),) = self.parts([(kind, id_)])
        return part

    def parts(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Graph]]:
        """Each unit with its part of the graph; what they need of the claims is read from the index at once."""
        units = list(units)
        told = self._told(id_ for kind, id_ in units if kind == "situation")
        claims = {id_ for kind, id_ in units if kind == "claim"}
        reports = self.reports(claims.union(*told.values()))
        for unit in units:
            yield unit, self._part(unit, told, reports)

    def reports(self, claims: Iterable[str]) -> dict[str, Report]:
        """The claims in terms of the graph, each with its article (without the text); those that are in the index."""
        claims = list(claims)
        self._recent |= self._read_reports(claim for claim in claims if claim not in self._recent)
        found = {claim: self._recent[claim] for claim in claims if claim in self._recent}
        for claim in list(islice(self._recent, max(0, len(self._recent) - REPORTS))):
            del self._recent[claim]
        return found

    def supported(self, entity: str) -> bool:
        """Whether an article mentions the entity."""
        query = "SELECT EXISTS (SELECT 1 FROM mention WHERE canonical = ?)"
        return bool(self._index.execute(query, (entity,)).fetchone()[0])

    def _part(self, unit: Unit, told: Mapping[str, list[str]], reports: Mapping[str, Report]) -> Graph:
        """`told` are the claims about each situation."""
        kind, id_ = unit
        match kind:
            case "claim":
                return claim_graph(reports[id_], self._frame) if id_ in reports else NOTHING
            case "situation":
                return situation_graph(id_, (reports[claim] for claim in told.get(id_, ())), self._frame)
            case "entity":
                return self._entity(id_)
            case _:
                return self._article(id_)

    def _told(self, situations: Iterable[str]) -> dict[str, list[str]]:
        query = "SELECT situation, id FROM claim WHERE situation IN (SELECT value FROM json_each(?))"
        told: dict[str, list[str]] = {}
        for situation, claim in self._index.execute(query, (json.dumps(list(situations)),)):
            told.setdefault(situation, []).append(claim)
        return told

    def _read_reports(self, claims: Iterable[str]) -> dict[str, Report]:
        query = "SELECT id, article, line, quote FROM claim WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._index.execute(query, (json.dumps(list(claims)),)).fetchall()
        return {claim: self._settled(article, line, quote) for claim, article, line, quote in rows}

    def _settled(self, article: str, line: str, quote: str) -> Report:
        header = self._header(article)
        told = parse_claim(line, article=article, where=f"article {article}")
        claim = settled_in(told, self._terms, situation=self._keys(article).get)
        return Report(claim, header.article, quote, header.source)

    def _read_keys(self, article: str) -> dict[str, str]:
        """The article's own keys of situations (as they stand in its claims) -> ids of situations."""
        rows = self._index.execute("SELECT situation, line FROM claim WHERE article = ?", (article,))
        return {json.loads(line)["situation"]: situation for situation, line in rows}

    def _read_header(self, article: str) -> _Header:
        query = "SELECT header, source FROM article WHERE id = ?"
        line, source = self._index.execute(query, (article,)).fetchone()
        return _Header(parse((line,), where=f"article {article}").article, source)

    def _entity(self, id_: str) -> Graph:
        listed = self._terms.listed.get(id_)
        facts = list(self._facts(id_))
        if listed is None and not facts:
            return NOTHING
        if listed is not None:
            known, found = self._frame.ontology.entity_links, self._terms.found
            # what else the registry knows (a membership) stays there: no article is its source
            links = {link: tuple(map(found, ids)) for link, ids in listed.links.items() if link in known}
            listed = replace(listed, links=links)
        merged = self._terms.found.merged.get(id_, ())
        return entity_graph(entity_from(id_, facts, listed=listed, merged=merged, frame=self._frame), self._frame)

    def _facts(self, id_: str) -> Iterator[Facts]:
        query = (
            "SELECT name, type, country, sector, links, sum(times) FROM mention WHERE canonical = ? "
            "GROUP BY name, type, country, sector, links ORDER BY name, type, country, sector, links"
        )
        for name, type_, country, sector, links, times in self._index.execute(query, (id_,)).fetchall():
            targets: dict[str, list[str]] = {}
            for link, target in json.loads(links):
                targets.setdefault(link, []).append(self._terms.found(target))
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
