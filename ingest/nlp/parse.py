"""From the network's scores to the trees of the sentences in a window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.nlp.encoder import Scores
from ingest.nlp.trees import best_tree
from ingest.nlp.weights import Labels

__all__ = ["Parser", "Tree", "sentence_starts"]

_NEVER = -1e9

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tree:
    """The trees over the words of a window; a root is its own head. The arrays are changed in place by `repair`.

    heads      [W], index of the head in the window
    relations  [W], index of the relation to it
    scores     [W, relations], from which the relations were chosen
    """

    heads: Ints
    relations: Ints
    scores: Floats


def sentence_starts(scores: Scores) -> list[int]:
    """The words that begin a sentence; the first of the window always does."""
    return [0, *(i for i in range(1, len(scores.starts)) if scores.starts[i] > 0)]


class Parser:
    """The labels and weights by which scores become trees."""

    def __init__(self, labels: Labels, weights: Floats) -> None:
        count, width, _ = weights.shape
        self._root = labels.relations.index("root")
        self._weights = np.ascontiguousarray(weights.transpose(2, 0, 1).reshape(-1, count * width))
        self._count = count

    def tree(self, scores: Scores, starts: Sequence[int], end: int) -> Tree:
        """The trees of the words before `end`, one for each of the sentences that begin at `starts`."""
        heads = np.concatenate([best_tree(scores.arcs[a:b, a:b]) + a for a, b in _ranges(starts, end)])
        labels = self._relation_scores(scores, heads)
        roots = heads == np.arange(end)
        labels[:, self._root] = _NEVER
        relations = labels.argmax(1)
        relations[roots] = self._root
        return Tree(heads, relations, labels)

    def _relation_scores(self, scores: Scores, heads: Ints) -> Floats:
        """score[word, r] = [word as dependent; 1] · weights[r] · [its head; 1]."""
        one = np.ones((len(heads), 1), np.float32)
        head = np.hstack([scores.heads[heads], one])
        dependent = np.hstack([scores.dependents[: len(heads)], one])
        weighted = (head @ self._weights).reshape(len(heads), self._count, -1)
        scored: Floats = np.matmul(weighted, dependent[:, :, None])[:, :, 0]
        return scored


def _ranges(starts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    return zip(starts, [*starts[1:], end], strict=True)
