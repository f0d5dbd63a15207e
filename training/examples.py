"""From documents to examples: runs of sentences as the network reads them, their case changed now and then."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.nlp.encoder import MAX_SUBWORDS, SubWords
from training.corpora import Document
from training.example import IGNORED, Example
from training.labels import LabelSets
from training.sentence import Sentence

__all__ = ["Examples", "as_heading", "runs", "varied"]

CHANGED_CASE = {"upper": 0.02, "title": 0.03, "lower": 0.015}
"""Share of examples whose words are written in capitals, as in a title, or without capitals."""

HEADED = 0.06
"""Share of examples whose first sentence loses its full stop, as a heading does."""

_SEP = 102
_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}


class Examples:
    """Makes examples of sentences, with one set of labels and one vocabulary."""

    def __init__(self, labels: LabelSets, subwords: Callable[[str], SubWords]) -> None:
        self._subwords = subwords
        self._tags = {tag: i for i, tag in enumerate(labels.tags)}
        self._words = {word: i for i, word in enumerate(labels.words)}
        self._relations = {relation: i for i, relation in enumerate(labels.relations)}
        self._names = {name: i for i, name in enumerate(labels.entities)}
        self._roles = {role: i for i, role in enumerate(labels.roles)}

    def size(self, sentence: Sentence) -> int:
        """Sub-words of the sentence."""
        return sum(len(self._subwords(word)) for word in sentence.words)

    def example(self, sentences: Sequence[Sentence]) -> Example:
        """The sentences, one after the other."""
        found = Example()
        for number, sentence in enumerate(sentences):
            self._add(found, number, sentence)
        found.ids.append(_SEP)
        found.shapes.append(0)
        return found

    def _add(self, found: Example, number: int, sentence: Sentence) -> None:
        offset, length = len(found.first), len(sentence.words)
        for word in map(self._subwords, sentence.words):
            found.first.append(len(found.ids))
            found.ids.extend(word.ids)
            found.shapes.extend([word.shape] * len(word))
        found.sentences.extend([number] * length)
        found.starts.extend([1, *[0] * (length - 1)] if sentence.begins else [IGNORED] * length)
        names = sentence.names
        found.names.extend([IGNORED] * length if names is None else map(self._names.__getitem__, names))
        self._add_tree(found, offset, sentence)
        self._add_predicates(found, offset, sentence)

    def _add_tree(self, found: Example, offset: int, sentence: Sentence) -> None:
        tree = sentence.tree
        if tree is None:
            for layer in (found.tags, found.words, found.heads, found.relations):
                layer.extend([IGNORED] * len(sentence.words))
            return
        found.tags.extend(_indices(self._tags, tree.tags))
        found.words.extend(_indices(self._words, tree.words))
        found.relations.extend(_indices(self._relations, tree.relations))
        found.heads.extend(IGNORED if head is None else offset + head for head in tree.heads)

    def _add_predicates(self, found: Example, offset: int, sentence: Sentence) -> None:
        if sentence.predicates is None:
            found.predicates.extend([IGNORED] * len(sentence.words))
            return
        found.predicates.extend([0] * len(sentence.words))
        for predicate in sentence.predicates:
            at = offset + predicate.index
            found.predicates[at] = 1
            found.roles.extend((at, offset + word, self._roles[role]) for word, role in predicate.arguments)


def _indices(labels: dict[str, int], values: Iterable[str | None]) -> Iterator[int]:
    return (IGNORED if value is None else labels.get(value, IGNORED) for value in values)


def runs(
    document: Document, size: Callable[[Sentence], int], rng: random.Random, *, most: int
) -> Iterator[list[Sentence]]:
    """The document cut into runs of 1 to `most` sentences that fit into a window; a longer sentence is left out.

    A heading stays with what follows it.
    """
    run: list[Sentence] = []
    length, wanted = 0, rng.randint(1, most)
    for sentence in document:
        more = size(sentence)
        if run and (len(run) >= wanted and not run[-1].heading or length + more > MAX_SUBWORDS):
            yield run
            run, length, wanted = [], 0, rng.randint(1, most)
        if more <= MAX_SUBWORDS:
            run.append(sentence)
            length += more
    if run:
        yield run


def varied(sentences: Sequence[Sentence], rng: random.Random) -> list[Sentence]:
    """The sentences with their case changed, or the first as a heading, or, mostly, as they are."""
    found = list(sentences)
    if len(found) > 1 and rng.random() < HEADED:
        found[0] = as_heading(found[0], title=rng.random() < 1 / 2)
    chance = rng.random()
    for change, share in CHANGED_CASE.items():
        if 0 <= chance < share:
            found = [replace(sentence, words=_in_case(sentence.words, change)) for sentence in found]
        chance -= share
    return found


def as_heading(sentence: Sentence, *, title: bool) -> Sentence:
    """The sentence without its full stop, if it ends with one on which nothing hangs."""
    last = len(sentence.words) - 1
    if last < 1 or sentence.words[last] != ".":
        return sentence
    tree, names = sentence.tree, sentence.names
    if tree is not None:
        if last in tree.heads:
            return sentence
        tree = replace(
            tree, tags=tree.tags[:-1], words=tree.words[:-1], heads=tree.heads[:-1], relations=tree.relations[:-1]
        )
    words = sentence.words[:-1]
    return replace(
        sentence,
        words=_in_case(words, "title") if title else words,
        tree=tree,
        names=None if names is None else names[:-1],
        heading=True,
    )


def _in_case(words: Sequence[str], change: str) -> tuple[str, ...]:
    if change == "upper":
        return tuple(word.upper() for word in words)
    if change == "lower":
        return tuple(word.lower() for word in words)
    return tuple(word if word.lower() in _SMALL and i else word[:1].upper() + word[1:] for i, word in enumerate(words))
