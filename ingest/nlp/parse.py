"""From the network's scores to the trees of the sentences in a window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.nlp.encoder import Scores
from ingest.nlp.trees import best_tree
from ingest.nlp.weights import Labels

__all__ = ["Parser", "Tree", "sentence_starts", "softmax"]

ROWS = 24
"""Words whose relations are scored together. Products of this size (24 · 97 · 97) stay below 262,144, from where on
OpenBLAS wakes all cores: articles are the unit of parallel work here, and two threads a product
halved the tokens per second of processor time (benchmarks/parse.py).
"""

_COMMAS = {",", ";"}
_QUOTES = {'"', "“", "”", "''", "``", "‘", "’", "'", "«", "»"}
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


def sentence_starts(scores: Scores, words: Sequence[str], names: Sequence[str]) -> list[int]:
    """The words that begin a sentence; the first of the window always does.

    No sentence begins inside a name (`names`: BILUO labels), after a comma, nor after an opening quotation mark that
    begins a sentence itself.
    """
    starts = [0]
    for i in range(1, len(scores.starts)):
        if scores.starts[i] > 0 and names[i][0] not in "IL" and not _runs_on(words, i, starts[-1]):
            starts.append(i)
    return starts


def _runs_on(words: Sequence[str], i: int, start: int) -> bool:
    before = words[i - 1]
    if before in _QUOTES:
        return i - 1 == start or words[i - 2] in _COMMAS
    return before in _COMMAS


class Parser:
    """The labels and weights by which scores become trees."""

    def __init__(self, labels: Labels, weights: Floats) -> None:
        self._root = labels.relations.index("root")
        self._possessive = labels.tags.index("POS")
        self._weights = np.ascontiguousarray(weights.transpose(0, 2, 1))

    def tree(self, scores: Scores, starts: Sequence[int], end: int) -> Tree:
        """The trees of the words before `end`, one for each of the sentences that begin at `starts`."""
        arcs = self._arcs(scores)
        heads = np.concatenate([best_tree(arcs[a:b, a:b]) + a for a, b in _ranges(starts, end)])
        relations, labels = self._relations(scores, np.arange(end), heads)
        return Tree(heads, relations, labels)

    def others(
        self, scores: Scores, starts: Sequence[int], tree: Tree, least: float
    ) -> list[tuple[int, int, int, float]]:
        """(dependent, head, relation, probability) of the arcs beside the tree's that have more than `least`."""
        arcs, chances = self._arcs(scores), np.zeros((len(tree.heads),) * 2, np.float32)
        for a, b in _ranges(starts, len(tree.heads)):
            chances[a:b, a:b] = softmax(arcs[a:b, a:b])
        chances[np.arange(len(tree.heads)), tree.heads] = 0
        dependents, heads = np.nonzero(chances > least)
        relations, _ = self._relations(scores, dependents, heads)
        columns = dependents, heads, relations, chances[dependents, heads]
        return list(zip(*(column.tolist() for column in columns), strict=True))

    def _arcs(self, scores: Scores) -> Floats:
        """The arc scores; nothing hangs on the "'s" of a possessive, but that a sentence of nothing else is a root."""
        arcs = scores.arcs.copy()
        arcs[:, scores.tags == self._possessive] += _NEVER
        return arcs

    def _relations(self, scores: Scores, dependents: Ints, heads: Ints) -> tuple[Ints, Floats]:
        """The best relation of each arc, and the scores that it was chosen from."""
        labels = self._relation_scores(scores, dependents, heads)
        labels[:, self._root] = _NEVER
        relations = labels.argmax(1)
        relations[heads == dependents] = self._root
        return relations, labels

    def _relation_scores(self, scores: Scores, dependents: Ints, heads: Ints) -> Floats:
        """score[arc, r] = [dependent; 1] · weights[r] · [head; 1]."""
        one = np.ones((len(heads), 1), np.float32)
        head = np.hstack([scores.heads[heads], one])
        dependent = np.hstack([scores.dependents[dependents], one])
        blocks = [np.zeros((0, len(self._weights)), np.float32)] + [
            np.einsum("rni,ni->nr", head[i : i + ROWS] @ self._weights, dependent[i : i + ROWS])
            for i in range(0, len(heads), ROWS)
        ]
        return np.concatenate(blocks)


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    chances: Floats = raised / raised.sum(-1, keepdims=True)
    return chances


def _ranges(starts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    return zip(starts, [*starts[1:], end], strict=True)
