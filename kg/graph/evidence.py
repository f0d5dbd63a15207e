"""Claims and articles as nodes: the sentence that an answer rests on, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.values import Frame, Report, filled
from kg.model import Article, Claim, Edge, Graph, Node, Value

__all__ = ["article_graph", "claim_graph"]

NAME_LENGTH = 60
"""A claim is called by so many characters of its quote."""

UNNAMED = "unnamed source"
"""The speaker of a claim whose source the article does not name."""


def claim_graph(report: Report, frame: Frame) -> Graph:
    """The claim's node, and its edges to its situation, to who fills its roles, to its article and its source."""
    claim, article = report.claim, report.article
    properties: dict[str, Value | None] = {
        "name": report.quote[:NAME_LENGTH],
        "quote": report.quote,
        "start": claim.spans[0].start,
        "end": claim.spans[0].end,
        "outlet": article.publisher,
        "published": article.published,
        "url": article.url,
        "speaker": _speaker(claim),
        "attribution": claim.attribution,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "confidence": float(claim.confidence),
        "rule": claim.rule,
        **_content(claim),
    }
    node = Node(frame.iri("claim", claim.id), ("Claim", "Resource"), filled(properties))
    return Graph((node,), tuple(_edges(node.uri, report, frame)))


def _speaker(claim: Claim) -> str | None:
    """Whose words they are, where they are not the article's own: the source's name, or that it has none.

    Without a word for it, `coalesce(c.speaker, c.outlet)` would give an unnamed source's words to the outlet.
    """
    if claim.attributed_to is not None:
        return claim.attributed_to.name
    return UNNAMED if claim.attribution == "unnamed" else None


def _content(claim: Claim) -> dict[str, Value | None]:
    """What this claim, and no other, says: its class, date and figures."""
    content: dict[str, Value | None] = {
        "class": claim.class_,
        "realis": claim.realis,
        "prospect": claim.prospect,
        "phase": claim.phase,
        **claim.size,
    }
    if claim.date is not None:
        content |= {"when": claim.date.edtf, "earliest": claim.date.earliest, "latest": claim.date.latest}
    if claim.amount is not None:
        content |= {"amount": claim.amount.value, "currency": claim.amount.currency}
    return content


def _edges(uri: str, report: Report, frame: Frame) -> Iterator[Edge]:
    claim = report.claim
    yield Edge(uri, "ABOUT", frame.iri("situation", claim.situation))
    yield Edge(uri, "STATED_IN", frame.iri("article", claim.article))
    if claim.attributed_to is not None:
        yield Edge(uri, "ATTRIBUTED_TO", frame.iri("entity", claim.attributed_to.entity))
    seen = set()
    for role, mentions in sorted(claim.roles.items()):
        for mention in mentions:
            if (role, mention.entity) in seen:
                continue
            seen.add((role, mention.entity))
            span = mention.span
            properties: dict[str, Value | None] = {
                "role": role,
                "mention": mention.text,
                "start": None if span is None else span.start,
                "end": None if span is None else span.end,
            }
            yield Edge(uri, "FILLS", frame.iri("entity", mention.entity), filled(properties), key=("role", role))


def article_graph(article: Article, outlet: str | None, frame: Frame) -> Graph:
    """The article's node, and its edges to its outlet (an entity's id) and to the articles that it repeats.

    `article.version_of` and `reprint_of` must be None unless those articles are in the graph.
    """
    properties: dict[str, Value | None] = {
        "name": article.title or article.given_id,
        "givenId": article.given_id,
        "title": article.title,
        "url": article.url,
        "outlet": article.publisher,
        "byline": article.byline,
        "published": article.published,
        "dateBasis": article.date_basis,
        "dateConfidence": article.date_confidence,
        "language": article.language,
        "rights": article.rights,
        "textSha256": article.text_sha256,
    }
    node = Node(frame.iri("article", article.id), ("Article", "Resource"), filled(properties))
    edges = []
    if outlet is not None:
        edges.append(Edge(node.uri, "PUBLISHED_BY", frame.iri("entity", outlet)))
    for type_, other in (("VERSION_OF", article.version_of), ("REPRINT_OF", article.reprint_of)):
        if other is not None and other != article.id:
            edges.append(Edge(node.uri, type_, frame.iri("article", other)))
    return Graph((node,), tuple(edges))
