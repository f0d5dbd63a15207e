"""Which words of an article stand for somebody or something, and what kind of thing each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.model import Article
from kg.registry import Registry

__all__ = ["TextMention", "mentions_in"]


@dataclass(frozen=True, slots=True)
class TextMention:
    """Words that stand for an entity, not yet resolved: what `ingest.coreference` chains.

    start, end, head   token indices of the Doc; `[start, end)` is the whole noun phrase without what follows its name
    kind      name | nominal | pronoun
    type      an entity class of the ontology ("Person"); "" for a pronoun that may be anything
    name      the name or the description as it stands, without article ("some lawmakers from Ak-Jol")
    entity    id of a registry entry, or None
    country   ISO 3166-1 alpha-3 where the words say it ("Kyrgyz President …")
    sector    PLOVER sector code
    number    sing | plur
    gender    m | f | n | "" (unknown)
    count     how many the words say ("two journalists": 2)
    post      words of the title or post that stand with a person ("Prime Minister"), or None
    links     drawnFrom, actsFor, postOf, locatedIn -> head tokens of other mentions
    """

    start: int
    end: int
    head: int
    kind: str
    type: str
    name: str
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    number: str = "sing"
    gender: str = ""
    count: int | None = None
    post: str | None = None
    links: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def mentions_in(doc: Doc, *, article: Article, registry: Registry) -> tuple[TextMention, ...]:
    """Every mention of a parsed article, in the order of the text."""
    raise NotImplementedError
