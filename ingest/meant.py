"""Who is meant by words that are no mention: "scores of refugees", "the Greek side", "Russian" before an attack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.clauses import lemma_of, real_noun
from ingest.coreference import Referents
from ingest.peoples import people_ending
from ingest.syntax import kids
from ingest.words import words
from kg.ids import entity_id
from kg.model import Article, Mention, Span
from kg.registry import Registry

__all__ = ["People", "meant"]


@dataclass(frozen=True, slots=True)
class People:
    """Where to look for who is meant: the article's mentions, and the registry for adjectives of countries."""

    doc: Doc
    referents: Referents
    registry: Registry | None = None
    article: Article | None = None


def meant(people: People, token: int) -> Sequence[Mention]:
    """Who or what a word refers to: its mention, else what stands in it or what it is built on; empty for nobody."""
    word = people.doc[token]
    if lemma_of(word) in words().circles and real_noun(word) != word:
        return meant(people, real_noun(word).i)
    known = people.referents.each(token)
    if known:
        return known
    real = real_noun(word)
    if real != word:
        return meant(people, real.i)
    country = _country(people, word)
    if country is not None:
        return (country,)
    if lemma_of(word) in words().fronts:
        return [m for t in kids(word, "amod", "compound", "nmod:poss") for m in meant(people, t.i)]
    return _unlisted(people, word)


def _country(people: People, word: Token) -> Mention | None:
    """The country that an adjective before a noun names."""
    if people.registry is None or word.dep_ not in ("amod", "compound", "conj") or not word.text[:1].isupper():
        return None
    first, code = people_ending(people.doc, word.i, people.registry) or (word.i, None)
    entity = people.registry.country(code)
    if entity is None:
        return None
    span = Span(people.doc[first].idx, word.idx + len(word))
    text = people.doc.text[span.start : span.end]
    return Mention(entity.id, entity.name, "Country", text=text, span=span, country=entity.country, named=True)


def _unlisted(people: People, word: Token) -> Sequence[Mention]:
    """People by a plural that no list has ("landowners", "fundamentalists")."""
    text = word.lower_
    if (
        people.article is None
        or word.tag_ != "NNS"
        or not text.endswith(tuple(words().agentive))
        or text in words().things
    ):
        return ()
    first = min([word.i, *(t.i for t in word.children if t.dep_ in ("amod", "compound", "nummod", "flat"))])
    span = Span(people.doc[first].idx, word.idx + len(word))
    name = people.doc.text[span.start : span.end]
    countries = [m.country for t in kids(word, "amod", "compound", "nmod:poss") for m in meant(people, t.i)]
    return (
        Mention(
            entity_id(branch="Group", name=name, article=people.article.id),
            name,
            "Group",
            text=name,
            span=span,
            country=next(iter(countries), None),
        ),
    )
