"""Epochs made of the corpora: which examples are seen, in which order, in which batches."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from training import own
from training.batches import Collated
from training.corpora import Corpora
from training.example import Example
from training.examples import Examples, runs, varied
from training.sentence import Sentence
from training.settings import Settings

__all__ = ["OfCorpora"]

_NOISE = 16  # sub-words: examples of like length share a batch, but not always the same ones


class OfCorpora:
    """The batches of every epoch: the same for the same seed, whichever process asks."""

    def __init__(self, corpora: Corpora, examples: Examples, settings: Settings) -> None:
        self._corpora, self._examples, self._settings = corpora, examples, settings
        self._templates = own.read()

    def batches(self, epoch: int) -> Collated:
        """The batches of an epoch, in the order in which they are trained on."""
        return Collated(self.lists(epoch))

    def lists(self, epoch: int) -> list[list[Example]]:
        """The examples of each batch."""
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
