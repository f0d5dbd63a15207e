"""What the functions of this package work on: claims with what their articles add, and how properties are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ids import BASE, iri
from kg.model import Article, Claim, Value

if TYPE_CHECKING:
    from kg.ontology import Ontology

__all__ = ["CERTAINTIES", "Frame", "Report", "affirmed", "counts", "filled", "in_order", "negated"]

CERTAINTIES = ("certain", "probable", "possible", "unknown")
"""How sure a source is, the surest first."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every graph is made within: the ontology, and where IRIs begin."""

    ontology: Ontology
    base: str = BASE

    def iri(self, kind: str, local: str) -> str:
        """The IRI of something with that local id."""
        return iri(kind, local, self.base)


@dataclass(frozen=True, slots=True)
class Report:
    """A settled claim with its article.

    claim    fillers are canonical entities, `situation` and links are ids of situations (see `kg.graph.settled`)
    article  its text may be left out
    quote    the words of the first span
    source   the id of the article that this one reprints or replaces, followed to its end; else its own
    """

    claim: Claim
    article: Article
    quote: str
    source: str


def affirmed(reports: Iterable[Report]) -> list[Report]:
    """Those that say that it is so (or planned, offered, …)."""
    return [report for report in reports if report.claim.polarity == "affirmed"]


def negated(reports: Iterable[Report]) -> list[Report]:
    """Those that say that it is not so."""
    return [report for report in reports if report.claim.polarity != "affirmed"]


def in_order(reports: Iterable[Report]) -> list[Report]:
    """By the article's date (none first), then article and claim: the order in which articles are loaded."""
    return sorted(reports, key=lambda r: (str(r.article.published or ""), r.article.id, r.claim.id))


def counts(reports: Iterable[Report]) -> dict[str, int]:
    """How many claims affirm and deny, in how many articles, from how many sources (a reprint is no new source)."""
    reports = list(reports)
    return {
        "claims": len(affirmed(reports)),
        "denied": len(negated(reports)),
        "articles": len({report.article.id for report in reports}),
        "sources": len({report.source for report in reports}),
    }


def filled(properties: Mapping[str, Value | None]) -> dict[str, Value]:
    """The properties that hold something: no None, no empty list, no empty text."""
    return {key: value for key, value in properties.items() if value is not None and value != () and value != ""}
