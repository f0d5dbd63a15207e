"""The values that everything here is made of: articles, mentions, claims, and the graph made from them.

Plain frozen dataclasses of the standard library; RDF and Cypher are two renderings of them.

Offsets are counted everywhere in Unicode code points of `Article.text`, from 0, as half-open ranges `[start, end)`:
`article.text[span.start:span.end]` is the quote. No offset counts bytes, UTF-16 units or tokens.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = [
    "Amount",
    "Article",
    "Claim",
    "Edge",
    "Entity",
    "Graph",
    "Interval",
    "Mention",
    "Node",
    "Situation",
    "Span",
    "Value",
]

Value = str | int | float | bool | dt.date | tuple[str, ...]
"""What a property of a node or an edge may hold."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, `[start, end)` in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article.

    `id` is 16 hex digits (see `kg.ids.article_id`); `given_id` is what the input called it (an id, or a file's name
    without its suffix). `date_basis` says where `published` comes from: given (with the input), metadata (of the page
    or the file), stated (in the text), inferred (from the address), or None where there is no date;
    `date_confidence` is the chance that the day is right, 0 to 1 (`ingest.publication`), None where nobody judged it.
    `byline` names the authors as the page credits them. `language` is a BCP-47 tag.
    `copy_basis` is inferred where kg found that the article is a version or a reprint (`kg.copies`), None where the
    input says so.
    """

    id: str
    text: str
    text_sha256: str
    given_id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    date_basis: str | None = None
    language: str = "en"
    rights: str | None = None
    version_of: str | None = None
    reprint_of: str | None = None
    copy_basis: str | None = None
    byline: str | None = None
    date_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of an article that stand for an entity, resolved within the article: what fills a role.

    entity   the entity's local id: a slug of the registry, or 16 hex digits (see `kg.ids.entity_id`)
    name     the resolved name ("Kurmanbek Bakiyev" for "he")
    type     an entity class of the ontology ("Person")
    text     the words as they stand, and `span` where; None where nothing stands (an inherited place)
    country  ISO 3166-1 alpha-3 of the entity itself, or of the state that it acts for
    sector   PLOVER sector code ("GOV", "OPP")
    named    True for a registry entry or a full name: the same wherever it stands. False for a surname alone, a
             description, a group: good for this article only
    links    entity links said or known with the mention: drawnFrom, actsFor, locatedIn, postOf, governs
    """

    entity: str
    name: str
    type: str
    text: str | None = None
    span: Span | None = None
    country: str | None = None
    sector: str | None = None
    named: bool = False
    links: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interval:
    """A date as the text gives it: EDTF, and the first and last day that it may mean (None: open)."""

    edtf: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money: `value` in whole units of `currency` (ISO 4217)."""

    value: int | float
    currency: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says, in one voice, about one situation.

    id             16 hex digits (`kg.ids.claim_id`); never of the run, nor of resolved entities
    article        the article's id
    situation      a key local to the article: claims with one key speak of one situation
    class_         a concrete class of the ontology ("Defection"); `class` in files
    realis         event | prospect | state
    prospect       of a prospect: offered | promised | planned | requested | threatened | conditional | possible
    phase          of a Tenure: current | former | acting | elect
    polarity       affirmed | negated
    certainty      certain | probable | possible | unknown: the source's, not the extractor's
    attribution    author | named | unnamed: whose voice; `attributed_to` is the named source
    roles          role -> who or what fills it, in the order of the text
    links          content, refuses, conditionalOn, realizes, partOf, after, because -> keys of situations
    size           killedMin, killedMax, injured…, arrested…, participants… -> number of people
    spans          the evidence, the clearest first; never empty
    rule           id of the frame or rule that made the claim
    confidence     the chance that a careful reader finds the class right, 0 to 1 (ingest.confidence)
    """

    id: str
    article: str
    situation: str
    class_: str
    realis: str
    polarity: str
    certainty: str
    attribution: str
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    prospect: str | None = None
    phase: str | None = None
    attributed_to: Mention | None = None
    roles: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: Interval | None = None
    size: Mapping[str, int] = field(default_factory=dict)
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a lasting identity: a registry entry, or what mentions of one id add up to.

    `merged` lists the local ids that were found to be the same entity; they stay as aliases of its IRI.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What claims of one or more articles, taken together, say about one happening or state of affairs."""

    id: str
    class_: str
    status: str
    name: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the property graph: its IRI, its labels from the most special to the most general, its properties."""

    uri: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship. `key` tells apart edges of one type between the same two nodes: (property, value), or None."""

    source: str
    type: str
    target: str
    properties: Mapping[str, Value] = field(default_factory=dict)
    key: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """A property graph, or the part of one that a change touches."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
