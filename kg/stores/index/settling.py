"""Claims of the index in terms of the graph: canonical entities, situations instead of an article's own keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.claims import parse
from kg.graph import Frame, Resolution, settled
from kg.ids import safe_id
from kg.model import Claim, Entity

__all__ = ["Terms", "settled_claims", "settled_in"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What claims are settled with: where ids lead, the registry's entries, and the frame of the graph."""

    found: Resolution
    listed: Mapping[str, Entity]
    frame: Frame

    def entity(self, id_: str) -> str:
        """The canonical id of an entity that a claim mentions."""
        return self.found(safe_id(id_))

    def name(self, id_: str) -> str | None:
        """The registry's name of the entity, if it lists it."""
        listed = self.listed.get(id_)
        return None if listed is None else listed.name


def settled_in(claim: Claim, terms: Terms, *, situation: Callable[[str], str | None]) -> Claim:
    """The claim in terms of the graph; `situation` gives the id for an article's own key."""
    return settled(claim, canonical=terms.entity, situation=situation, name=terms.name)


def settled_claims(index: sqlite3.Connection, article: str, terms: Terms) -> Iterator[tuple[str, Claim]]:
    """The article's claims in its order, each with the article's key of its situation.

    Fillers are canonical; links stay as they are, for situations are not known before claims are assigned.
    """
    (header,) = index.execute("SELECT header FROM article WHERE id = ?", (article,)).fetchone()
    rows = index.execute("SELECT key, line FROM claim WHERE article = ? ORDER BY number", (article,)).fetchall()
    content = parse((header, *(line for _, line in rows)), where=f"article {article}")
    for (key, _), claim in zip(rows, content.claims, strict=True):
        yield key, settled_in(claim, terms, situation=str)
