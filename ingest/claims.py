"""From an article to what it claims: every stage of `ingest`, in order."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ingest.attribution import Voice
from ingest.confidence import LEAST, features, probability
from ingest.coreference import resolved
from ingest.frames import Scene
from ingest.mentions import mentions_in
from ingest.merging import Candidate, Cluster, clustered, merged
from ingest.relevance import SHORT, is_public, publicness
from ingest.situations import candidates_in, scene_of
from kg.ids import claim_id
from kg.model import Article, Claim, Mention, Span
from kg.ontology import Ontology, check
from kg.ontology import load as load_ontology
from kg.registry import Registry

__all__ = ["Told", "Tools", "claims_of", "claims_of_doc", "claims_with", "extract", "scene_in", "scenes"]
__all__ += ["told_in", "tools"]

BATCH = 8
"""Articles that the pipeline reads at once: more gains no speed and holds more memory."""


def claims_of(article: Article, nlp: Language, *, registry: Registry, ontology: Ontology) -> list[Claim]:
    """What an article claims, in the order of the text."""
    return claims_of_doc(article, nlp(article.text), registry=registry, ontology=ontology)


@dataclass(frozen=True, slots=True)
class Tools:
    """What articles are read with; it takes seconds to open."""

    nlp: Language
    registry: Registry
    ontology: Ontology


def tools(names: Path | None = None) -> Tools:
    """What articles are read with; `names` is a project's own entities.csv, which may be missing."""
    from ingest.nlp import load as load_nlp
    from kg.registry import sound

    own = () if names is None or not names.exists() else (names,)
    registry, _ = sound(*own)
    return Tools(load_nlp(), registry, load_ontology())


def extract(articles: Iterable[Article], *, names: Path | None = None) -> Iterator[tuple[Article, list[Claim]]]:
    """Each article with its claims, in the order given; `names` is a project's own entities.csv."""
    return claims_with(tools(names), articles)


def claims_with(held: Tools, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Claim]]]:
    """Each article with its claims, in the order given."""
    for article, scene in _scenes(held, articles):
        yield article, _sure(told_in(article, scene))


def scenes(articles: Iterable[Article], *, names: Path | None = None) -> Iterator[tuple[Article, Scene]]:
    """Each article, parsed, with who is who in it, in the order given."""
    return _scenes(tools(names), articles)


def _scenes(held: Tools, articles: Iterable[Article]) -> Iterator[tuple[Article, Scene]]:
    pairs = ((article.text, article) for article in articles)
    for doc, article in held.nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield article, scene_in(article, doc, registry=held.registry, ontology=held.ontology)


def claims_of_doc(article: Article, doc: Doc, *, registry: Registry, ontology: Ontology) -> list[Claim]:
    """What a parsed article claims, in the order of the text."""
    scene = scene_in(article, doc, registry=registry, ontology=ontology)
    return _sure(told_in(article, scene))


def _sure(found: Iterable[Told]) -> list[Claim]:
    return [told.claim for told in found if not told.doubtful]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, each place of the article that tells it, the clearest first, and how public the article is.

    A `doubtful` one is not kept (`ingest.confidence.LEAST`).
    """

    claim: Claim
    candidates: tuple[Candidate, ...]
    publicness: float
    doubtful: bool


def scene_in(article: Article, doc: Doc, *, registry: Registry, ontology: Ontology) -> Scene:
    """A parsed article with its mentions and who they are, as the frames see it."""
    referents = resolved(doc, mentions_in(doc, article=article, registry=registry), article=article, registry=registry)
    return scene_of(article, doc, referents=referents, registry=registry, ontology=ontology)


def told_in(article: Article, scene: Scene) -> Iterator[Told]:
    """What the article claims, in the order of the text, with what tells it: also what is too doubtful to be kept."""
    symmetric = frozenset(name for name, class_ in scene.ontology.classes.items() if class_.symmetric)
    clusters = clustered(candidates_in(scene, published=article.published), symmetric=symmetric)
    found = [(cluster, candidate) for cluster in clusters for candidate in merged(cluster.candidates)]
    words = sum(token.is_alpha for token in scene.doc)
    telling = _Telling(
        article,
        scene.ontology,
        publicness([candidate for _, candidate in found], words, scene.ontology),
        {c.token: cluster.key for cluster in clusters for c in cluster.candidates},
    )
    for cluster, candidate in found:
        claim = _claim(telling, candidate, cluster)
        check(claim, scene.ontology)
        same = [c for c in cluster.candidates if _voice_key(c) == _voice_key(candidate)]
        private = words > SHORT and not any(is_public(c, scene.ontology) for c in same)
        doubtful = private and claim.confidence < LEAST
        yield Told(claim, tuple(sorted(same, key=lambda c: c.token != candidate.token)), telling.publicness, doubtful)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the claims of an article share: the situation that each token names, and which ids are taken."""

    article: Article
    ontology: Ontology
    publicness: float
    situations: Mapping[int, str]
    seen: collections.Counter[tuple[str, Span, str]] = field(default_factory=collections.Counter)


def _claim(telling: _Telling, candidate: Candidate, cluster: Cluster) -> Claim:
    voice, reading = candidate.voice, candidate.reading
    words = _voice_words(voice)
    key = (candidate.class_, candidate.span, words)
    ordinal = telling.seen[key]
    telling.seen[key] += 1
    article, at = telling.article, telling.situations
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
        confidence=probability(features(candidate, telling.publicness, telling.ontology)),
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
