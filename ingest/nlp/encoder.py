"""From words to the network's scores: sub-words, the class of a word's shape, windows in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ingest.nlp import entities
from ingest.nlp.weights import Model

__all__ = ["MAX_SUBWORDS", "Encoder", "Scores", "SubWords", "feed", "reader", "shape"]

MAX_SUBWORDS = 180
"""Sub-words in a window, the length that the model was trained on."""

MAX_WORD = 12
"""Sub-words of one word that the model reads; the rest of it is ignored."""

BATCH = 16
"""Windows that go through the network together, and by how much the longest may exceed the shortest."""
STRETCH, SLACK = 1.3, 8

_OUTPUTS = ["tag", "mor", "ner", "sent", "arc", "rh", "rd"]
_CLS, _SEP, _UNKNOWN = 101, 102, 100
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_READ_AS = {"lawmaker": "legislator"}
"""Words that the network takes for part of the next noun, and others of the same use that it reads well."""
_LONGEST = 200  # characters of a word that are looked up at all: base64 in a page is no word

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SubWords:
    """A word as the network reads it: ids in its vocabulary, and the class of the word's shape (0 to 9)."""

    ids: tuple[int, ...]
    shape: int

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the W words of a window.

    tags, words, entities   [W], the best class of each word (indices into `weights.Labels`)
    starts                  [W], above 0: the word begins a sentence
    arcs                    [W dependent, W head], a word as its own head stands for the root
    heads, dependents       [W, 96], the word as a head and as a dependent, for the relation between them
    """

    tags: Ints
    words: Ints
    entities: Ints
    starts: Floats
    arcs: Floats
    heads: Floats
    dependents: Floats


def shape(word: str) -> int:
    """The class of a word's capitals and digits, which the uncased vocabulary does not see.

    1 lower, 2 Title, 3 UPPER, 4 mIxed, 5 digits, 6 digits and letters, 7 neither, 8 one capital, 9 U.S.
    """
    letters = any(map(str.isalpha, word))
    digits = any(map(str.isdigit, word))
    if not letters:
        return 5 if digits else 7
    if digits:
        return 6
    return _letters_shape(word)


def _letters_shape(word: str) -> int:
    if not any(map(str.isupper, word)):
        return 1
    if len(word) == 1:
        return 8
    if "." in word and word == word.upper():
        return 9
    if word.isupper():
        return 3
    title = word[0].isupper() and (word[1:].islower() or "'" in word or "-" in word)
    return 2 if title else 4


def reader(tokenizer: Tokenizer) -> Callable[[str], SubWords]:
    """What makes sub-words of a word; it remembers the last 200,000 words."""

    @lru_cache(maxsize=200_000)
    def subwords(word: str) -> SubWords:
        plain = word[:_LONGEST].translate(_PLAIN)
        plain = _READ_AS.get(plain, plain)
        ids = tokenizer.encode(plain, add_special_tokens=False).ids[:MAX_WORD]
        return SubWords(tuple(ids) or (_UNKNOWN,), shape(word))

    return subwords


class Encoder:
    """The network with its vocabulary: words in, scores out."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._transitions = entities.transitions(model.labels.entities)
        self.subwords = reader(model.tokenizer)

    def scores(self, windows: Sequence[Sequence[SubWords]]) -> list[Scores]:
        """The scores of each window, in their order; a window holds 1 to `MAX_SUBWORDS` sub-words."""
        found: dict[int, Scores] = {}
        for batch in _batches([sum(map(len, window)) for window in windows]):
            found.update(zip(batch, self._run([windows[i] for i in batch]), strict=True))
        return [found[i] for i in range(len(windows))]

    def _run(self, windows: Sequence[Sequence[SubWords]]) -> Iterator[Scores]:
        tags, words, names, starts, arcs, heads, dependents = self._model.network.run(_OUTPUTS, feed(windows))
        lengths = [len(window) for window in windows]
        spans = entities.decode(names, lengths, self._transitions)
        tags, words = tags.argmax(-1), words.argmax(-1)
        for i, n in enumerate(lengths):
            yield Scores(
                tags[i, :n], words[i, :n], spans[i, :n], starts[i, :n], arcs[i, :n, :n], heads[i, :n], dependents[i, :n]
            )


def _batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Indices of windows of like size, the smallest first: padding costs as much as words."""
    batch: list[int] = []
    for i in sorted(range(len(sizes)), key=sizes.__getitem__):
        if batch and (len(batch) == BATCH or sizes[i] > sizes[batch[0]] * STRETCH + SLACK):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def feed(windows: Sequence[Sequence[SubWords]]) -> dict[str, npt.NDArray[np.generic]]:
    """The network's input: [CLS], the sub-words, [SEP], and zeros up to the longest window."""
    rows = [[_CLS, *(i for word in window for i in word.ids), _SEP] for window in windows]
    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    shapes = np.zeros_like(ids)
    present = np.zeros(ids.shape, bool)
    first = np.zeros((len(rows), max(map(len, windows))), np.int64)
    for i, (row, window) in enumerate(zip(rows, windows, strict=True)):
        sizes = [len(word) for word in window]
        ids[i, : len(row)] = row
        present[i, : len(row)] = True
        shapes[i, 1 : len(row) - 1] = np.repeat([word.shape for word in window], sizes)
        first[i, : len(window)] = np.cumsum([1, *sizes[:-1]])
    return {"ids": ids, "shape": shapes, "am": present, "first": first}
