"""The best tree over the words of a sentence: maximum spanning arborescence with exactly one root.

Chu and Liu 1965, Edmonds 1967, as used for parsing by McDonald et al. 2005 ("Non-projective dependency parsing using
spanning tree algorithms").
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["best_tree"]

_NEVER = -1e9

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]


def best_tree(scores: Floats) -> Ints:
    """The head of each word; the root is its own head.

    `scores` [dependent, head] are log-probabilities or logits; the diagonal scores a word as the root.
    """
    root = _root(scores)
    weights = scores.astype(np.float64)
    np.fill_diagonal(weights, _NEVER)
    return _arborescence(weights, root)


def _root(scores: Floats) -> int:
    """The word that gains most by being the root, of those that prefer it to any head if there are such words."""
    gain = np.diag(scores).astype(np.float64)
    if len(scores) == 1:
        return 0
    others = scores.astype(np.float64)
    np.fill_diagonal(others, _NEVER)
    return int((gain - others.max(1)).argmax())


def _arborescence(weights: Floats, root: int) -> Ints:
    heads: Ints = weights.argmax(1)
    heads[root] = root
    cycle = _cycle(heads.tolist(), root)
    if cycle is None:
        return heads
    return _broken(weights, heads, root, np.array(cycle))


def _cycle(heads: list[int], root: int) -> list[int] | None:
    """The words of a cycle among the heads, or None."""
    seen = [-1] * len(heads)
    for start in range(len(heads)):
        word = start
        while seen[word] < 0 and word != root:
            seen[word] = start
            word = heads[word]
        if word != root and seen[word] == start:
            loop = [word]
            while heads[loop[-1]] != word:
                loop.append(heads[loop[-1]])
            return loop
    return None


def _broken(weights: Floats, heads: Ints, root: int, cycle: Ints) -> Ints:
    """The tree when the cycle is contracted into one word, solved, and opened where an arc enters it."""
    rest = np.setdiff1d(np.arange(len(heads)), cycle)
    size = len(rest)
    entering = weights[np.ix_(cycle, rest)] - weights[cycle, heads[cycle]][:, None]
    leaving = weights[np.ix_(rest, cycle)]
    smaller = np.full((size + 1, size + 1), _NEVER)
    smaller[:size, :size] = weights[np.ix_(rest, rest)]
    smaller[size, :size] = entering.max(0)
    smaller[:size, size] = leaving.max(1)
    np.fill_diagonal(smaller, _NEVER)
    solved = _arborescence(smaller, int(np.searchsorted(rest, root)))
    found = heads.copy()
    inside = cycle[leaving.argmax(1)]
    for word, head, exit_ in zip(rest, solved[:size], inside, strict=True):
        found[word] = exit_ if head == size else rest[head]
    found[cycle[entering[:, solved[size]].argmax()]] = rest[solved[size]]
    found[root] = root
    return found
