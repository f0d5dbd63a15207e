"""Articles, claims and entities as quads.

Each claim has a graph to itself, called by the claim's IRI. In it `<claim>#it` stands for the situation as this claim
paints it, and entities go by the ids that they had before any merge: merging later changes no such graph. Who makes the
claim, in which article, how surely and about which situation is said outside, in the default graph.
What somebody denies or merely expects must not look real to a reader who throws all graphs together. So rdf:type names
the class of affirmed events and states alone; the rest is typed kg:Prospect or kg:Denied, its class under
kg:claimedClass. No blank nodes; the same input gives the same quads in the same order.
Triples have no order, and an entity's description does not say which words it comes from. So each mention is a resource
of its own, kg:ordinal counts what has an order, and several spans or links of one claim stand once more as numbered
rdf:Statement: `kg.rdf.reading` makes the same claims of it again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import pyoxigraph as ox

from kg.ids import BASE, iri
from kg.model import Article, Claim, Entity, Mention, Span
from kg.ontology import load
from kg.rdf.vocabulary import (
    DCTERMS,
    EDTF,
    KG,
    OA,
    OWL,
    PROV,
    RDFS,
    SCHEMA,
    SKOS,
    A,
    day,
    decimal,
    integer,
    node,
    ours,
    part_iri,
    quoted,
    run,
    statement,
    text,
    true,
    value,
    web,
)

__all__ = ["quads", "version_quad"]

_Pairs = Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class _Names:
    """How things are called: situation ids by claim, run digests by article, and where IRIs begin."""

    situations: Mapping[str, str]
    runs: Mapping[str, str]
    base: str

    def of(self, kind: str, local: str) -> ox.NamedNode:
        return node(iri(kind, local, self.base))

    def part(self, kind: str, local: str, fragment: str) -> ox.NamedNode:
        return node(part_iri(iri(kind, local, self.base), fragment))

    def run_of(self, article: str) -> ox.NamedNode | None:
        return run(self.runs[article], self.base) if article in self.runs else None


def quads(
    articles: Iterable[tuple[Article, Iterable[Claim]]],
    *,
    situations: Mapping[str, str] | None = None,
    entities: Iterable[Entity] = (),
    runs: Mapping[str, str] | None = None,
    base: str = BASE,
) -> Iterator[ox.Quad]:
    """Everything as quads, article by article, entities last; one article is held at a time.

    `situations` gives the situation id of a claim id; a claim without one is about the situation that it would found.
    `runs` gives the run of an article id. `entities` are the entities after merging. With an article's text its spans
    hold their words, without it only their offsets. Raises ValueError for an id that cannot be part of an IRI.
    """
    names = _Names(situations or {}, runs or {}, base)
    for article, claims in articles:
        yield from _article_quads(article, names)
        held = tuple(claims)
        telling = _Telling(article, names, _subjects(held, names))
        for number, claim in enumerate(held, 1):
            yield ox.Quad(names.of("claim", claim.id), ours("ordinal"), integer(number, "positiveInteger"))
            yield from _claim_quads(claim, telling)
    yield from chain.from_iterable(_entity_quads(entity, names) for entity in entities)


def version_quad(version: str) -> ox.Quad:
    """That the quads beside it use that version of the ontology."""
    return ox.Quad(node(KG.removesuffix("#")), node(OWL + "versionInfo"), text(version))


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the claims of an article share: what links lead to, and which spans have been described."""

    article: Article
    names: _Names
    keys: Mapping[str, ox.NamedNode]
    described: set[Span] = field(default_factory=set)


def _subjects(claims: Sequence[Claim], names: _Names) -> dict[str, ox.NamedNode]:
    """Key of a situation -> what its first claim says of it."""
    found: dict[str, ox.NamedNode] = {}
    for claim in claims:
        found.setdefault(claim.situation, names.part("claim", claim.id, "it"))
    return found


# -------------------------------------------------------------------------------------------------- articles


def _article_quads(article: Article, names: _Names) -> Iterator[ox.Quad]:
    """The article itself, in the default graph."""
    subject = names.of("article", article.id)
    return (ox.Quad(subject, p, o) for p, o in _article(article, names))


def _article(article: Article, names: _Names) -> _Pairs:
    yield A, ours("Article")
    yield ours("textSha256"), text(article.text_sha256)
    if (run_of := names.run_of(article.id)) is not None:
        yield ours("readBy"), run_of
    yield from _header(article)
    for predicate, other in (("versionOf", article.version_of), ("reprintOf", article.reprint_of)):
        if other is not None:
            yield ours(predicate), names.of("article", other)


def _header(article: Article) -> _Pairs:
    yield node(DCTERMS + "identifier"), text(article.given_id)
    yield node(DCTERMS + "language"), text(article.language)
    for predicate, words in (("title", article.title), ("publisher", article.publisher), ("rights", article.rights)):
        if words is not None:
            yield node(DCTERMS + predicate), text(words)
    if article.byline is not None:
        yield node(SCHEMA + "creditText"), text(article.byline)
    if article.url is not None:
        yield node(SCHEMA + "url"), web(article.url)
    if article.published is not None:
        yield node(DCTERMS + "issued"), day(article.published)
    if article.date_basis is not None:
        yield ours("dateBasis"), value("dateBasis", article.date_basis)
    if article.date_confidence is not None:
        yield ours("dateConfidence"), decimal(article.date_confidence)


def _span_quads(span: Span, telling: _Telling) -> Iterator[ox.Quad]:
    """The stretch of text as a Web Annotation resource, once an article; its IRI follows RFC 5147."""
    if span in telling.described:
        return
    telling.described.add(span)
    article, names = telling.article, telling.names
    subject = _span(span, article.id, names)
    position = names.part("article", article.id, f"position={span.start},{span.end}")
    yield ox.Quad(subject, A, ours("Span"))
    yield ox.Quad(subject, node(OA + "hasSource"), names.of("article", article.id))
    yield ox.Quad(subject, node(OA + "hasSelector"), position)
    yield ox.Quad(position, A, node(OA + "TextPositionSelector"))
    yield ox.Quad(position, node(OA + "start"), integer(span.start, "nonNegativeInteger"))
    yield ox.Quad(position, node(OA + "end"), integer(span.end, "nonNegativeInteger"))
    if article.text:
        words = names.part("article", article.id, f"quote={span.start},{span.end}")
        yield ox.Quad(subject, node(OA + "hasSelector"), words)
        yield ox.Quad(words, A, node(OA + "TextQuoteSelector"))
        yield ox.Quad(words, node(OA + "exact"), text(_words(span, article)))


def _span(span: Span, article: str, names: _Names) -> ox.NamedNode:
    return names.part("article", article, f"char={span.start},{span.end}")


def _words(span: Span, article: Article) -> str:
    return article.text[max(span.start, 0) : max(span.end, 0)]


# ---------------------------------------------------------------------------------------------------- claims


def _claim_quads(claim: Claim, telling: _Telling) -> Iterator[ox.Quad]:
    """The claim: who says it in the default graph, what it says in its own."""
    names, keys = telling.names, telling.keys
    subject = names.of("claim", claim.id)
    for predicate, target in _voice(claim, names):
        yield ox.Quad(subject, predicate, target)
    for span in claim.spans:
        yield ox.Quad(subject, ours("evidence"), _span(span, claim.article, names))
        yield from _span_quads(span, telling)
    yield from _mention_quads(claim, telling)
    yield from _order(claim, names, keys)
    it = names.part("claim", claim.id, "it")
    for predicate, target in chain(_kind(claim), _values(claim), _parts(claim, names, keys)):
        yield ox.Quad(it, predicate, target, subject)
    for mention in _unique(_mentions(claim)):
        yield from (ox.Quad(s, p, o, subject) for s, p, o in _description(mention, names))


def _voice(claim: Claim, names: _Names) -> _Pairs:
    yield A, ours("Claim")
    yield ours("about"), names.of("situation", names.situations.get(claim.id, claim.id))
    yield ours("says"), names.part("claim", claim.id, "it")
    yield ours("situationKey"), text(claim.situation)
    yield ours("statedIn"), names.of("article", claim.article)
    for scheme in ("attribution", "certainty", "polarity", "realis"):
        yield ours(scheme), value(scheme, getattr(claim, scheme))
    if claim.attributed_to is not None:
        yield ours("attributedTo"), names.of("entity", claim.attributed_to.entity)
    yield ours("confidence"), decimal(claim.confidence)
    yield ours("rule"), text(claim.rule)
    if (run_of := names.run_of(claim.article)) is not None:
        yield node(PROV + "wasGeneratedBy"), run_of


def _order(claim: Claim, names: _Names, keys: Mapping[str, ox.NamedNode]) -> Iterator[ox.Quad]:
    """In which order the claim's spans and links stand, where there are several."""
    whole, it = names.of("claim", claim.id), names.part("claim", claim.id, "it")
    spans = [(whole, ours("evidence"), _span(span, claim.article, names)) for span in claim.spans]
    links = [(it, predicate, target) for predicate, target in _links(claim, names, keys)]
    for what, triples in (("evidence", spans), ("link", links)):
        for number, (s, p, o) in enumerate(triples if len(triples) > 1 else (), 1):
            this = names.part("claim", claim.id, f"{what}={number}")
            yield from statement(this, s, p, o)
            yield ox.Quad(this, ours("ordinal"), integer(number, "positiveInteger"))


def _mention_quads(claim: Claim, telling: _Telling) -> Iterator[ox.Quad]:
    """Which words stand for whom, and what is said or known with them."""
    article, names = telling.article, telling.names
    whole = names.of("claim", claim.id)
    for one in _numbered(claim):
        subject, mention = names.part("claim", claim.id, f"mention={one.number}"), one.mention
        yield ox.Quad(subject, A, ours("Mention"))
        yield ox.Quad(subject, ours("mentionedIn"), whole)
        yield ox.Quad(subject, ours("ordinal"), integer(one.number, "positiveInteger"))
        yield ox.Quad(subject, ours("fillsRole"), ours(one.role))
        if one.tie_of is not None:
            yield ox.Quad(subject, ours("tieOf"), names.part("claim", claim.id, f"mention={one.tie_of}"))
        for predicate, target in _mention(mention, article, names):
            yield ox.Quad(subject, predicate, target)
        if mention.span is not None:
            words = _span(mention.span, article.id, names)
            yield ox.Quad(subject, ours("words"), words)
            yield ox.Quad(whole, ours("mention"), words)
            yield ox.Quad(words, ours("refersTo"), names.of("entity", mention.entity))
            yield from _span_quads(mention.span, telling)


def _mention(mention: Mention, article: Article, names: _Names) -> _Pairs:
    yield ours("refersTo"), names.of("entity", mention.entity)
    yield node(RDFS + "label"), text(mention.name)
    yield ours("mentionedAs"), ours(mention.type)
    yield from _codes(mention.country, mention.sector)
    if mention.named:
        yield ours("named"), true()
    said = "" if mention.text is None else mention.text
    if article.text and said != ("" if mention.span is None else _words(mention.span, article)):
        yield ours("mentionText"), text(said)


def _kind(claim: Claim) -> _Pairs:
    """Its class as rdf:type where the claim says that it happened or holds, else as kg:claimedClass."""
    real = claim.realis != "prospect" and claim.polarity != "negated"
    yield (A if real else ours("claimedClass")), ours(claim.class_)
    if claim.realis == "prospect":
        yield A, ours("Prospect")
    if claim.polarity == "negated":
        yield A, ours("Denied")
    if claim.prospect is not None:
        yield ours("prospectKind"), value("prospect", claim.prospect)
    if claim.phase is not None:
        yield ours("phase"), value("phase", claim.phase)


def _values(claim: Claim) -> _Pairs:
    if claim.date is not None:
        yield ours("when"), ox.Literal(text(claim.date.edtf).value, datatype=EDTF)
        for name, date in (("earliest", claim.date.earliest), ("latest", claim.date.latest)):
            if date is not None:
                yield ours(name), day(date)
        if claim.date.text is not None:
            yield ours("dateText"), text(claim.date.text)
    for name, count in claim.size.items():
        yield ours(name), integer(count)
    if claim.amount is not None:
        yield ours("amount"), decimal(claim.amount.value)
        yield ours("currency"), text(claim.amount.currency)


def _parts(claim: Claim, names: _Names, keys: Mapping[str, ox.NamedNode]) -> _Pairs:
    for role, fillers in claim.roles.items():
        for filler in fillers:
            yield ours(role), names.of("entity", filler.entity)
    yield from _links(claim, names, keys)


def _links(
    claim: Claim, names: _Names, keys: Mapping[str, ox.NamedNode]
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    for link, targets in claim.links.items():
        for key in targets:
            # a key that no claim of the article has still names one situation of that article
            other = names.part("article", claim.article, f"situation={quoted(key)}")
            yield ours(link), keys.get(key, other)


# -------------------------------------------------------------------------------------------------- entities


@dataclass(frozen=True, slots=True)
class _Part:
    """A mention in a claim: which in order, in what role or by which tie, and to which earlier one it is tied."""

    number: int
    role: str
    mention: Mention
    tie_of: int | None = None


def _numbered(claim: Claim) -> Iterator[_Part]:
    """Everybody in the claim: source and fillers, each followed by those that it is tied to."""
    numbers = itertools.count(1)
    if claim.attributed_to is not None:
        yield from _with_ties(claim.attributed_to, "attributedTo", numbers)
    for role, fillers in claim.roles.items():
        for filler in fillers:
            yield from _with_ties(filler, role, numbers)


def _with_ties(mention: Mention, role: str, numbers: Iterator[int], tie_of: int | None = None) -> Iterator[_Part]:
    number = next(numbers)
    yield _Part(number, role, mention, tie_of)
    for link, targets in mention.links.items():
        for target in targets:
            yield from _with_ties(target, link, numbers, number)


def _mentions(claim: Claim) -> Iterator[Mention]:
    return (one.mention for one in _numbered(claim))


def _unique(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Each description of an entity once, whatever the words that stand for it."""
    seen: list[tuple[object, ...]] = []
    for mention in mentions:
        key = (mention.entity, mention.name, mention.type, mention.country, mention.sector, mention.links)
        if key not in seen:
            seen.append(key)
            yield mention


def _description(
    mention: Mention, names: _Names
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    subject = names.of("entity", mention.entity)
    yield subject, A, ours(mention.type)
    yield subject, node(RDFS + "label"), text(mention.name)
    yield from ((subject, p, o) for p, o in _codes(mention.country, mention.sector))
    for link, targets in mention.links.items():
        yield from ((subject, ours(link), names.of("entity", target.entity)) for target in targets)


def _codes(country: str | None, sector: str | None) -> _Pairs:
    if country is not None:
        yield ours("country"), text(country)
    if sector is not None:
        yield ours("sector"), value("sector", sector)


def _entity_quads(entity: Entity, names: _Names) -> Iterator[ox.Quad]:
    """The entity after merging, in the default graph; the ids that were merged into it stay as owl:sameAs.

    A registry may know more ties (a membership) than the ontology has links for: such knowledge helps to read articles,
    but no article is its source, and it stays out.
    """
    subject = names.of("entity", entity.id)
    yield ox.Quad(subject, A, ours(entity.type))
    yield ox.Quad(subject, node(SKOS + "prefLabel"), text(entity.name))
    yield from (ox.Quad(subject, node(SKOS + "altLabel"), text(alias)) for alias in entity.aliases)
    yield from (ox.Quad(subject, p, o) for p, o in _codes(entity.country, entity.sector))
    for link in load().entity_links:
        yield from (ox.Quad(subject, ours(link), names.of("entity", target)) for target in entity.links.get(link, ()))
    yield from (ox.Quad(subject, node(OWL + "sameAs"), names.of("entity", other)) for other in entity.merged)
