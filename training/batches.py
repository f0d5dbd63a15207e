"""Epochs: which examples are seen, in which order, and examples side by side as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training import own
from training.corpora import Corpora
from training.examples import IGNORED, Example, Examples, runs, varied
from training.sentence import Sentence
from training.settings import Settings

__all__ = ["Batch", "Epochs", "collate"]

_NOISE = 16  # sub-words: examples of like length share a batch, but not always the same ones
_MASK, _FIRST_WORD_PIECE = 103, 999


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples as tensors: of texts [B, T], of words [B, W]; roles [P, W], and where their predicates are [P, 2].

    A target of IGNORED is not known. Words beyond the end have the sentence -1.
    """

    ids: Tensor
    shapes: Tensor
    present: Tensor
    first: Tensor
    sentences: Tensor
    tags: Tensor
    words: Tensor
    heads: Tensor
    relations: Tensor
    names: Tensor
    starts: Tensor
    predicates: Tensor
    at: Tensor
    roles: Tensor

    def to(self, device: torch.device) -> Batch:
        """The batch on another device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


class Epochs:
    """The batches of every epoch: the same for the same seed, whichever process asks."""

    def __init__(self, corpora: Corpora, examples: Examples, settings: Settings) -> None:
        self._corpora, self._examples, self._settings = corpora, examples, settings
        self._templates = own.read()

    def batches(self, epoch: int) -> list[list[Example]]:
        """The batches of an epoch, in the order in which they are trained on."""
        rng = random.Random(f"{self._settings.seed} {epoch}")
        made = [self._examples.example(varied(run, rng)) for run in self._runs(rng)]
        keys = {id(example): len(example.ids) + rng.random() * _NOISE for example in made}
        made.sort(key=lambda example: keys[id(example)])
        found = list(_packed(made, self._settings.batch))
        rng.shuffle(found)
        return found

    def _runs(self, rng: random.Random) -> Iterator[list[Sentence]]:
        settings = self._settings
        cut = [(document, settings.longest) for document in self._corpora.treebank]
        cut += [(document, 3) for document in self._corpora.wiki]
        cut += [(document, settings.longest) for document in own.documents(self._templates, settings.own, rng)]
        for document, most in cut:
            yield from runs(document, self._examples.size, rng, most=most)
        for document in self._corpora.newswire:
            for run in runs(document, self._examples.size, rng, most=4):
                if rng.random() < settings.newswire:
                    yield run


def _packed(examples: Iterable[Example], size: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    longest = 0
    for example in examples:
        longest = max(longest, len(example.ids))
        if batch and longest * (len(batch) + 1) > size:
            yield batch
            batch, longest = [], len(example.ids)
        batch.append(example)
    if batch:
        yield batch


def collate(examples: Sequence[Example], *, masked: float = 0.0, rng: random.Random | None = None) -> Batch:
    """The examples as one batch; `masked` is the share of sub-words that are hidden."""
    words = max(len(example.first) for example in examples)

    def row(values: Iterable[Sequence[int]], empty: int, length: int) -> Tensor:
        return torch.tensor([[*value, *[empty] * (length - len(value))] for value in values])

    length = max(len(example.ids) for example in examples)
    ids = [_masked(example.ids, masked, rng) if rng else example.ids for example in examples]
    at = [(i, word) for i, example in enumerate(examples) for word, is_ in enumerate(example.predicates) if is_ == 1]
    return Batch(
        ids=row(ids, 0, length),
        shapes=row((example.shapes for example in examples), 0, length),
        present=row(([1] * len(example.ids) for example in examples), 0, length).bool(),
        first=row((example.first for example in examples), 0, words),
        sentences=row((example.sentences for example in examples), -1, words),
        tags=row((example.tags for example in examples), IGNORED, words),
        words=row((example.words for example in examples), IGNORED, words),
        heads=row((example.heads for example in examples), IGNORED, words),
        relations=row((example.relations for example in examples), IGNORED, words),
        names=row((example.names for example in examples), IGNORED, words),
        starts=row((example.starts for example in examples), IGNORED, words),
        predicates=row((example.predicates for example in examples), IGNORED, words),
        at=torch.tensor(at).view(-1, 2),
        roles=_roles(examples, at, words),
    )


def _masked(ids: Sequence[int], share: float, rng: random.Random) -> list[int]:
    return [_MASK if i >= _FIRST_WORD_PIECE and rng.random() < share else i for i in ids]


def _roles(examples: Sequence[Example], at: Sequence[tuple[int, int]], words: int) -> Tensor:
    """For each predicate the role of each word of its sentence, 0 where it has none."""
    found = torch.full((len(at), words), IGNORED)
    rows = {place: i for i, place in enumerate(at)}
    for (text, word), i in rows.items():
        sentences = examples[text].sentences
        found[i, [k for k, number in enumerate(sentences) if number == sentences[word]]] = 0
    for text, example in enumerate(examples):
        for predicate, word, role in example.roles:
            found[rows[text, predicate], word] = role
    return found
