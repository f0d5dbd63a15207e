"""From an article to what it claims: every stage of `ingest`, in order."""

from __future__ import annotations

import collections
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ingest.amounts import amounts_in, counts_in
from ingest.attribution import AUTHOR, Speakers, Voice, voice_of
from ingest.coreference import Referents, resolved
from ingest.dates import dates_in
from ingest.evidence import evidence
from ingest.frame_schema import read_frames
from ingest.frames import Index, Match, Scene, index, matches
from ingest.mentions import mentions_in
from ingest.merging import Candidate, Cluster, clustered, merged
from ingest.modality import Reading
from ingest.quantities import Quantities
from ingest.quotations import Quotation, quotations_in
from ingest.titles import FoundState, states_in
from kg.ids import claim_id
from kg.model import Article, Claim, Mention, Span
from kg.ontology import Ontology, check
from kg.ontology import load as load_ontology
from kg.registry import Registry

__all__ = ["claims_of", "claims_of_doc", "extract", "frame_index"]

BATCH = 8
"""Articles that the pipeline reads at once: more gains no speed and holds more memory."""

CONFIDENCE = 0.8
"""Of a claim by a verb in the author's voice with actor and recipient; less for less."""


def claims_of(article: Article, nlp: Language, *, registry: Registry, ontology: Ontology) -> list[Claim]:
    """What an article claims, in the order of the text."""
    return claims_of_doc(article, nlp(article.text), registry=registry, ontology=ontology)


def extract(articles: Iterable[Article], *, names: Path | None = None) -> Iterator[tuple[Article, list[Claim]]]:
    """Each article with its claims, in the order given; `names` is a project's own entities.csv."""
    from ingest.nlp import load as load_nlp
    from kg.registry import load as load_registry

    own = () if names is None or not names.exists() else (names,)
    registry, ontology = load_registry(*own), load_ontology()
    pairs = ((article.text, article) for article in articles)
    for doc, article in load_nlp().pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield article, claims_of_doc(article, doc, registry=registry, ontology=ontology)


@functools.cache
def frame_index() -> Index:
    """The frames that ship with the package, by their words; read once, held against the ontology that ships with it."""
    return index(read_frames(Path(__file__).resolve().parent / "frames", load_ontology()))


def claims_of_doc(article: Article, doc: Doc, *, registry: Registry, ontology: Ontology) -> list[Claim]:
    """What a parsed article claims, in the order of the text."""
    referents = resolved(doc, mentions_in(doc, article=article, registry=registry), article=article, registry=registry)
    candidates = candidates_of(article, doc, referents=referents, ontology=ontology)
    symmetric = frozenset(name for name, class_ in ontology.classes.items() if class_.symmetric)
    return list(_claims(article, clustered(candidates, symmetric=symmetric), ontology))


def candidates_of(article: Article, doc: Doc, *, referents: Referents, ontology: Ontology) -> list[Candidate]:
    """Every situation that words of the article name, each place for itself, in the order of the text."""
    scene = Scene(doc, referents, frame_index(), ontology)
    quotations = quotations_in(doc)
    quantities = Quantities(
        doc, tuple(dates_in(doc, published=article.published)), tuple(amounts_in(doc)), tuple(counts_in(doc))
    )
    found = [c for match in matches(scene) for c in _candidates(scene, match, quotations, quantities)]
    found += [_stated(doc, state) for state in states_in(doc, referents)]
    return sorted(found, key=lambda c: (c.span.start, c.token))


def _candidates(
    scene: Scene, match: Match, quotations: tuple[Quotation, ...], quantities: Quantities
) -> Iterator[Candidate]:
    """The situation of a match, then those that it implies."""
    predicate, frame = match.predicate, match.frame
    reading = _adjusted(scene.reading(predicate.token), frame.reading)
    voice = voice_of(
        scene.doc, predicate.token, speakers=Speakers(scene.referents, scene.ontology), quotations=quotations
    )
    if voice.certainty is not None and reading.certainty == "certain":
        reading = replace(reading, certainty=voice.certainty)
    named = frame.bare or any(role not in ("place", "post") for role in match.roles)
    main = Candidate(
        frame.class_,
        match.roles,
        reading,
        evidence(scene.doc, predicate),
        predicate.token,
        frame.id,
        _confidence(match, reading, voice),
        voice=voice,
        state=scene.ontology.is_a(frame.class_, "State"),
        phase=frame.reading.get("phase"),
        named=named,
        date=quantities.date(predicate),
        size=quantities.size(predicate, frame.size),
        amount=quantities.amount(predicate) if frame.amount else None,
        links=match.links,
    )
    yield main
    for emission, roles in match.implied:
        if any(role != "place" for role in roles):
            yield replace(
                main,
                class_=emission.class_,
                roles=roles,
                reading=_adjusted(Reading(), emission.reading),
                rule=f"{frame.id}+{emission.class_}",
                confidence=main.confidence * 0.9,
                state=scene.ontology.is_a(emission.class_, "State"),
                named=True,
                amount=None,
                size={},
                links={},
            )


def _adjusted(reading: Reading, fixed: Mapping[str, str]) -> Reading:
    """The reading with what the frame itself fixes ("abandoned her candidacy" is a denied candidacy)."""
    changes = {key: value for key, value in fixed.items() if key != "phase"}
    return replace(reading, **changes) if changes else reading


def _stated(doc: Doc, state: FoundState) -> Candidate:
    return Candidate(
        state.class_,
        state.roles,
        Reading(),
        state.span,
        state.token,
        state.rule,
        state.confidence,
        state=True,
        phase=state.phase,
    )


def _confidence(match: Match, reading: Reading, voice: Voice) -> float:
    """How sure the extractor is, 0 to 1: verbs before nouns, filled roles before empty, facts before prospects."""
    score = CONFIDENCE if match.predicate.kind == "verb" else CONFIDENCE - 0.1
    score += 0.04 * min(2, len([role for role in match.roles if role != "place"])) - 0.08
    score -= 0.1 if reading.realis == "prospect" else 0.0
    score -= 0.05 if voice is not AUTHOR else 0.0
    return round(max(0.1, score), 3)


def _claims(article: Article, clusters: Sequence[Cluster], ontology: Ontology) -> Iterator[Claim]:
    at = {c.token: cluster.key for cluster in clusters for c in cluster.candidates}
    seen: collections.Counter[tuple[str, Span, str]] = collections.Counter()
    for cluster in clusters:
        for candidate in merged(cluster.candidates):
            claim = _claim(article, candidate, cluster, at, seen)
            check(claim, ontology)
            yield claim


def _claim(
    article: Article,
    candidate: Candidate,
    cluster: Cluster,
    at: Mapping[int, str],
    seen: collections.Counter[tuple[str, Span, str]],
) -> Claim:
    voice, reading = candidate.voice, candidate.reading
    words = _voice_words(voice)
    key = (candidate.class_, candidate.span, words)
    ordinal = seen[key]
    seen[key] += 1
    links = {name: tuple(at[t] for t in tokens if t in at) for name, tokens in candidate.links.items()}
    return Claim(
        id=claim_id(article, candidate.class_, span=candidate.span, voice=words, ordinal=ordinal),
        article=article.id,
        situation=cluster.key,
        class_=candidate.class_,
        realis="state" if candidate.state and reading.realis == "event" else reading.realis,
        polarity=reading.polarity,
        certainty=reading.certainty,
        attribution=voice.attribution,
        spans=_spans(cluster, candidate),
        rule=candidate.rule,
        confidence=candidate.confidence,
        prospect=reading.kind,
        phase=candidate.phase,
        attributed_to=voice.source,
        roles=candidate.roles,
        links={name: keys for name, keys in links.items() if keys and cluster.key not in keys},
        date=candidate.date,
        size=candidate.size,
        amount=candidate.amount,
    )


def _voice_words(voice: Voice) -> str:
    source: Mention | None = voice.source
    return voice.attribution if source is None else source.text or source.name


def _spans(cluster: Cluster, candidate: Candidate) -> tuple[Span, ...]:
    """The clearest span, then the others of the same voice and polarity in the order of the text."""
    same = {c.span for c in cluster.candidates if _voice_key(c) == _voice_key(candidate) and c.span != candidate.span}
    return (candidate.span, *sorted(same))


def _voice_key(candidate: Candidate) -> tuple[str, str, str]:
    voice = candidate.voice
    return voice.attribution, voice.source.entity if voice.source else "", candidate.reading.polarity
