"""What grammar knows and the network sometimes forgets: a verb has one subject, an agent has its "by"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ingest.nlp.parse import Tree
from ingest.nlp.weights import Labels

__all__ = ["Grammar"]

_NEVER = -1e9
_NOMINAL = {"NOUN", "PROPN"}


class Grammar:
    """The rules over one set of labels."""

    def __init__(self, labels: Labels) -> None:
        relation = labels.relations.index
        self._subjects = [relation("nsubj"), relation("nsubj:pass")]
        self._others = np.array([i for i in range(len(labels.relations)) if i not in self._subjects])
        self._agent, self._oblique, self._case = relation("obl:agent"), relation("obl"), relation("case")
        self._description, self._modifier = relation("nmod:desc"), relation("amod")

    def repair(self, tree: Tree, words: Sequence[str], pos: Sequence[str]) -> None:
        """Change the tree in place where it breaks a rule; `words` in lower case, `pos` universal."""
        children: list[list[int]] = [[] for _ in words]
        for word, head in enumerate(tree.heads.tolist()):
            if head != word:
                children[head].append(word)
        for below in children:
            self._one_subject(tree, children, below, pos)
            self._agents_by(tree, children, below, words)

    def _one_subject(self, tree: Tree, children: list[list[int]], below: list[int], pos: Sequence[str]) -> None:
        """Two subjects side by side are a description and a name; of two apart, the weaker is something else."""
        subjects = [word for word in below if tree.relations[word] in self._subjects]
        for left, right in pairwise(subjects):
            adjacent = _last(left, children) + 1 == _first(right, children)
            if adjacent and pos[right] == "PROPN":
                tree.heads[left] = right
                tree.relations[left] = self._description if pos[left] in _NOMINAL else self._modifier
                below.remove(left)
                children[right].append(left)
            else:
                weaker = min((left, right), key=lambda word: self._margin(tree, word))
                scores = tree.scores[weaker].copy()
                scores[self._subjects] = _NEVER
                tree.relations[weaker] = scores.argmax()

    def _margin(self, tree: Tree, word: int) -> float:
        scores = tree.scores[word]
        return float(scores[tree.relations[word]] - scores[self._others].max())

    def _agents_by(self, tree: Tree, children: list[list[int]], below: list[int], words: Sequence[str]) -> None:
        for word in below:
            if tree.relations[word] == self._agent and not self._has_by(tree, children[word], words):
                tree.relations[word] = self._oblique

    def _has_by(self, tree: Tree, below: list[int], words: Sequence[str]) -> bool:
        return any(words[word] == "by" and tree.relations[word] == self._case for word in below)


def _first(word: int, children: list[list[int]]) -> int:
    return min([word, *(_first(child, children) for child in children[word])])


def _last(word: int, children: list[list[int]]) -> int:
    return max([word, *(_last(child, children) for child in children[word])])
