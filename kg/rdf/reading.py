"""Articles and claims out of quads that `kg.rdf.quads` made: the other way round, and nothing lost on it.

The quads come in a store, in whatever order they were in the file; an article is made at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import pyoxigraph as ox

from kg.claims import ClaimsFile
from kg.errors import InputError
from kg.model import Amount, Article, Claim, Interval, Mention, Span
from kg.ontology.gate import SIZES
from kg.rdf.said import Said, Term, day_of, flag, local_of, name_of, number_of, numbered, value_of, whole, words
from kg.rdf.vocabulary import DCTERMS, KG, OA, OWL, RDF, RDFS, SCHEMA, A, node, ours, part_iri, unquoted, whole_of

__all__ = ["Found", "articles_in", "bases_in", "ontology_version", "sources_in"]

_DEFAULT = ox.DefaultGraph()
_FOR_ALL = {"Prospect", "Denied"}
_Item = TypeVar("_Item")

Texts = Callable[[str], str | None]
"""The text with that digest, where somebody has it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article with its claims; the text is empty where nobody has it, and `quotes` are what the quads hold of it.

    `faults` say which claims could not be made, and why.
    """

    content: ClaimsFile
    quotes: Mapping[Span, str]
    faults: tuple[str, ...]


def ontology_version(store: ox.Store) -> str | None:
    """The version of the ontology that the quads name."""
    found = Said(store, node(KG.removesuffix("#"))).every(node(OWL + "versionInfo"))
    return min((words(term) for term in found), default=None)


def bases_in(store: ox.Store) -> set[str]:
    """Where the IRIs of the articles begin."""
    return {article.value.rsplit("article/", 1)[0] for article in _articles(store)}


def sources_in(store: ox.Store, base: str) -> dict[str, list[ox.Quad]]:
    """The statements of each source beside the articles."""
    graphs = (q.subject for q in store.quads_for_pattern(None, A, ours("Source"), _DEFAULT))
    return {
        unquoted(graph, f"{base}source/"): list(store.quads_for_pattern(None, None, None, graph))
        for graph in graphs
        if isinstance(graph, ox.NamedNode)
    }


def articles_in(store: ox.Store, base: str, text_of: Texts) -> Iterator[Found | InputError]:
    """Each article, by its IRI, with the claims that it makes; an InputError in place of one that cannot be made."""
    for subject in _articles(store):
        try:
            yield _found(_Reader(store, base, subject), text_of)
        except ValueError as error:
            yield InputError(f"article {subject.value.rsplit('/', 1)[-1]}: {error}")
    for quad in store.quads_for_pattern(None, A, ours("Claim"), _DEFAULT):
        if not Said(store, quad.subject).every(ours("statedIn")):
            yield InputError(f"claim {str(quad.subject).rstrip('>').rsplit('/', 1)[-1]}: kg:statedIn is missing")


def _articles(store: ox.Store) -> list[ox.NamedNode]:
    found = (quad.subject for quad in store.quads_for_pattern(None, A, ours("Article"), _DEFAULT))
    return sorted((subject for subject in found if isinstance(subject, ox.NamedNode)), key=lambda one: one.value)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One article's part of the store."""

    store: ox.Store
    base: str
    article: ox.NamedNode

    def said(self, subject: Term, graph: ox.NamedNode | ox.DefaultGraph = _DEFAULT) -> Said:
        return Said(self.store, subject, graph)

    def subjects(self, predicate: ox.NamedNode, target: Term) -> list[Term]:
        return [quad.subject for quad in self.store.quads_for_pattern(None, predicate, target, _DEFAULT)]

    def local(self, term: Term, kind: str) -> str:
        return local_of(term, kind, self.base)

    def span(self, term: Term) -> Span:
        start, comma, end = unquoted(term, part_iri(self.article.value, "char=")).partition(",")
        if not comma:
            raise ValueError(f"{term} is no stretch of the text, …#char=0,51")
        return Span(int(start), int(end))

    def key_of(self, target: Term) -> str:
        """The key of the situation that a link leads to: that of a claim, or one that no claim has."""
        iri = str(getattr(target, "value", ""))
        claim = whole_of(iri, "it")
        if claim is None:
            return unquoted(target, part_iri(self.article.value, "situation="))
        return words(self.said(node(claim)).one(ours("situationKey")))


def _found(reader: _Reader, text_of: Texts) -> Found:
    article, run = _article(reader)
    quotes = _quotes(reader)
    text = text_of(article.text_sha256) or ""
    wrong = next((s for s, quote in quotes.items() if text and text[s.start : s.end] != quote), None)
    if wrong is not None:
        raise ValueError(f"its words at {wrong.start}-{wrong.end} are not those of the text {article.text_sha256}")
    words_of = quotes or ({} if not text else _Text(text))
    claims, faults = [], []
    for subject in reader.subjects(ours("statedIn"), reader.article):
        try:
            claims.append(_claim(reader, subject, words_of))
        except ValueError as error:
            faults.append(f"article {article.id}, claim {str(subject).rstrip('>').rsplit('/', 1)[-1]}: {error}")
    ordered = tuple(claim for _, _, claim in sorted(claims, key=lambda item: item[:2]))
    return Found(ClaimsFile(replace(article, text=text), run, ordered), quotes, tuple(sorted(faults)))


def _article(reader: _Reader) -> tuple[Article, str]:
    said = reader.said(reader.article)

    def text(predicate: str) -> str | None:
        found = said.maybe(node(predicate))
        return None if found is None else words(found)

    def other(name: str) -> str | None:
        found = said.maybe(ours(name))
        return None if found is None else reader.local(found, "article")

    url, issued = said.maybe(node(SCHEMA + "url")), said.maybe(node(DCTERMS + "issued"))
    basis, surely = said.maybe(ours("dateBasis")), said.maybe(ours("dateConfidence"))
    run = said.maybe(ours("readBy"))
    article = Article(
        id=reader.local(reader.article, "article"),
        text="",
        text_sha256=words(said.one(ours("textSha256"))),
        given_id=words(said.one(node(DCTERMS + "identifier"))),
        url=None if url is None else str(getattr(url, "value", url)),
        title=text(DCTERMS + "title"),
        publisher=text(DCTERMS + "publisher"),
        published=None if issued is None else day_of(issued),
        date_basis=None if basis is None else value_of(basis, "dateBasis"),
        language=words(said.one(node(DCTERMS + "language"))),
        rights=text(DCTERMS + "rights"),
        version_of=other("versionOf"),
        reprint_of=other("reprintOf"),
        byline=text(SCHEMA + "creditText"),
        date_confidence=None if surely is None else float(number_of(surely)),
    )
    return article, "" if run is None else unquoted(run, f"{reader.base}run/")


# -------------------------------------------------------------------------------------------------- its words


class _Text(Mapping[Span, str]):
    """Every stretch of a text, as a mapping."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def __iter__(self) -> Iterator[Span]:
        return iter(())

    def __len__(self) -> int:
        return len(self._text)


def _quotes(reader: _Reader) -> dict[Span, str]:
    """The words that stand in the quads, by place, in the order of the text."""
    found: dict[Span, str] = {}
    for subject in reader.subjects(node(OA + "hasSource"), reader.article):
        span = reader.span(subject)
        for selector in reader.said(subject).every(node(OA + "hasSelector")):
            exact = reader.said(selector).maybe(node(OA + "exact"))
            if exact is not None:
                found[span] = words(exact)
                if len(found[span]) != span.end - span.start:
                    raise ValueError(f"its words at {span.start}-{span.end} are {len(found[span])} characters long")
    return dict(sorted(found.items()))


# -------------------------------------------------------------------------------------------------- its claims


def _claim(reader: _Reader, subject: Term, words_of: Mapping[Span, str]) -> tuple[int, str, Claim]:
    """Which claim of its article it is, its id, and the claim."""
    said = reader.said(subject)
    id_ = reader.local(subject, "claim")
    if not isinstance(subject, ox.NamedNode):
        raise ValueError(f"{subject} is no IRI")
    it = node(part_iri(subject.value, "it"))
    content = reader.said(it, subject)
    confidence = number_of(said.one(ours("confidence")))
    source, roles = _mentions(reader, subject, words_of)
    _agree(reader, said, content, source, roles)
    claim = Claim(
        id=id_,
        article=reader.local(said.one(ours("statedIn")), "article"),
        situation=words(said.one(ours("situationKey"))),
        class_=_class(content),
        realis=value_of(said.one(ours("realis")), "realis"),
        polarity=value_of(said.one(ours("polarity")), "polarity"),
        certainty=value_of(said.one(ours("certainty")), "certainty"),
        attribution=value_of(said.one(ours("attribution")), "attribution"),
        spans=_spans(reader, said, subject),
        rule=words(said.one(ours("rule"))),
        confidence=float(confidence),
        prospect=_value(content, "prospectKind", "prospect"),
        phase=_value(content, "phase", "phase"),
        attributed_to=source,
        roles=roles,
        links=_links(reader, content, it),
        date=_date(content),
        size={name: whole(content.one(ours(name))) for name in SIZES if content.every(ours(name))},
        amount=_amount(content),
    )
    return numbered(said), id_, claim


def _agree(
    reader: _Reader, said: Said, content: Said, source: Mention | None, roles: Mapping[str, tuple[Mention, ...]]
) -> None:
    """Raise ValueError unless the mentions are those that the claim itself has, in its roles and at its places."""
    whole = (source, *(filler for fillers in roles.values() for filler in fillers))
    every = [mention for top in whole if top is not None for mention in _with_ties(top)]
    places = {mention.span for mention in every if mention.span is not None}
    filled = {(role, filler.entity) for role, fillers in roles.items() for filler in fillers}
    tied = {(m.entity, tie, t.entity) for m in every for tie, targets in m.links.items() for t in targets}
    agree = (
        {reader.local(term, "entity") for term in said.every(ours("attributedTo"))}
        == ({source.entity} if source is not None else set())
        and {reader.span(term) for term in said.every(ours("mention"))} == places
        and {(role, entity) for role, _, entity in _entities(reader, content.subject, content)} == filled
        and {(one, tie, other) for tie, one, other in _entities(reader, None, content) if one} == tied
    )
    if not agree:
        raise ValueError("its mentions are not those of its roles, source and places")


def _entities(reader: _Reader, subject: Term | None, content: Said) -> Iterator[tuple[str, str, str]]:
    """Property, subject and object, of what the claim's graph says of entities; of the subject where one is given."""
    beginning = f"{reader.base}entity/"
    subject_of = subject if isinstance(subject, ox.NamedNode) else None
    for quad in reader.store.quads_for_pattern(subject_of, None, None, content.graph):
        one, other = (term.value if isinstance(term, ox.NamedNode) else "" for term in (quad.subject, quad.object))
        if other.startswith(beginning):
            yield (
                name_of(quad.predicate),
                one.removeprefix(beginning) if beginning in one else "",
                reader.local(quad.object, "entity"),
            )


def _with_ties(mention: Mention) -> Iterator[Mention]:
    yield mention
    for targets in mention.links.values():
        for target in targets:
            yield from _with_ties(target)


def _class(content: Said) -> str:
    """The class that it is of, or that is only claimed."""
    if not content.all:
        raise ValueError("its own graph is missing, which holds what it says")
    claimed = content.maybe(ours("claimedClass"))
    if claimed is not None:
        return name_of(claimed)
    found = [name for name in map(name_of, content.every(A)) if name not in _FOR_ALL]
    if len(found) != 1:
        raise ValueError(f"it is of {len(found)} classes; one is allowed")
    return found[0]


def _value(content: Said, name: str, scheme: str) -> str | None:
    found = content.maybe(ours(name))
    return None if found is None else value_of(found, scheme)


def _date(content: Said) -> Interval | None:
    when = content.maybe(ours("when"))
    if when is None:
        return None
    earliest, latest, text = (content.maybe(ours(name)) for name in ("earliest", "latest", "dateText"))
    return Interval(
        edtf=words(when),
        earliest=None if earliest is None else day_of(earliest),
        latest=None if latest is None else day_of(latest),
        text=None if text is None else words(text),
    )


def _amount(content: Said) -> Amount | None:
    found = content.maybe(ours("amount"))
    return None if found is None else Amount(number_of(found), words(content.one(ours("currency"))))


def _spans(reader: _Reader, said: Said, subject: Term) -> tuple[Span, ...]:
    spans = [reader.span(target) for target in said.every(ours("evidence"))]
    counted = [reader.span(target) for _, target in _counted(reader, subject)]
    return _complete(spans, counted, "kg:evidence")


def _links(reader: _Reader, content: Said, it: ox.NamedNode) -> dict[str, tuple[str, ...]]:
    linked = [p for p in content.all if p.startswith(KG) and _is_link(reader, content.all[p])]
    links = [(name_of(node(p)), reader.key_of(target)) for p in linked for target in content.all[p]]
    counted = [(name_of(predicate), reader.key_of(target)) for predicate, target in _counted(reader, it)]
    found: dict[str, tuple[str, ...]] = {}
    for name, key in _complete(links, counted, "a link"):
        found[name] = (*found.get(name, ()), key)
    return found


def _is_link(reader: _Reader, targets: Sequence[Term]) -> bool:
    """Whether they are situations, as this article paints them."""
    unclaimed = part_iri(reader.article.value, "situation=")
    named = (target.value for target in targets if isinstance(target, ox.NamedNode))
    return any(whole_of(iri, "it") is not None or iri.startswith(unclaimed) for iri in named)


def _counted(reader: _Reader, subject: Term) -> list[tuple[Term, Term]]:
    """Predicates and objects of the numbered statements about the subject, in their order."""
    found = []
    for statement in reader.subjects(node(RDF + "subject"), subject):
        said = reader.said(statement)
        found.append((numbered(said), said.one(node(RDF + "predicate")), said.one(node(RDF + "object"))))
    if sorted(number for number, _, _ in found) != list(range(1, len(found) + 1)):
        raise ValueError("of what it says in an order a part is missing")
    return [(predicate, target) for _, predicate, target in sorted(found, key=lambda item: item[0])]


def _complete(said: list[_Item], counted: list[_Item], what: str) -> tuple[_Item, ...]:
    """Those that are numbered, in their order; one alone has no number."""
    if set(said) != set(counted or said) or len(said) > 1 > len(counted):
        raise ValueError(f"{what} is not among those that are numbered, or is missing")
    return tuple(counted or said)


# -------------------------------------------------------------------------------------------------- its mentions


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    role: str
    tie_of: str
    mention: Mention


def _mentions(
    reader: _Reader, claim: Term, words_of: Mapping[Span, str]
) -> tuple[Mention | None, dict[str, tuple[Mention, ...]]]:
    """The source, and who fills the roles, with all that they are tied to."""
    parts: dict[str, list[_Part]] = {}
    subjects = reader.subjects(ours("mentionedIn"), claim)
    names = {}
    for subject in subjects:
        part = _part(reader, subject, words_of)
        names[part.number] = str(getattr(subject, "value", subject))
        parts.setdefault(part.tie_of, []).append(part)
    if sorted(names) != list(range(1, len(subjects) + 1)):
        raise ValueError("one of its mentions is missing")
    tops = _tied(parts, "", names)
    sources = tops.pop("attributedTo", ())
    if parts:
        raise ValueError("a mention is tied to one that is missing")
    if len(sources) > 1:
        raise ValueError(f"it has {len(sources)} sources; one is allowed")
    return (sources[0] if sources else None), tops


def _tied(parts: dict[str, list[_Part]], top: str, names: Mapping[int, str]) -> dict[str, tuple[Mention, ...]]:
    """Role or tie -> mentions, of those that hang on `top`; they are taken out of `parts`."""
    found: dict[str, tuple[Mention, ...]] = {}
    for part in sorted(parts.pop(top, ()), key=lambda one: one.number):
        mention = replace(part.mention, links=_tied(parts, names[part.number], names))
        found[part.role] = (*found.get(part.role, ()), mention)
    return found


def _part(reader: _Reader, subject: Term, words_of: Mapping[Span, str]) -> _Part:
    said = reader.said(subject)
    tie_of = said.maybe(ours("tieOf"))
    place = said.maybe(ours("words"))
    country = said.maybe(ours("country"))
    sector = said.maybe(ours("sector"))
    span = None if place is None else reader.span(place)
    mention = Mention(
        entity=reader.local(said.one(ours("refersTo")), "entity"),
        name=words(said.one(node(RDFS + "label"))),
        type=name_of(said.one(ours("mentionedAs"))),
        text=_text(said, span, words_of),
        span=span,
        country=None if country is None else words(country),
        sector=None if sector is None else value_of(sector, "sector"),
        named=flag(said.maybe(ours("named"))),
    )
    above = "" if tie_of is None else str(getattr(tie_of, "value", tie_of))
    return _Part(numbered(said), name_of(said.one(ours("fillsRole"))), above, mention)


def _text(said: Said, span: Span | None, words_of: Mapping[Span, str]) -> str | None:
    """The words of a mention: said outright, else those of its place."""
    own = said.maybe(ours("mentionText"))
    if own is not None:
        return words(own) or None
    if span is None or not words_of:
        return None
    return words_of[span] if isinstance(words_of, _Text) else words_of.get(span)
